"""Checklists and tilsyn: what stands in for their parameters, and one valid body for each verb."""

from uuid import uuid4

from indsatser.models import Tilsyn, Tjekliste
from mso_portal.motor.models import Haendelse
from tests.adgang.planer.genstand import plan, raekke
from tests.adgang.verbum import Verbum


def _tjeklister(verden):
    """Return the checklists by state, for whoever may write them differs by nothing else."""
    rows = Tjekliste.objects.order_by("pk")
    return [(one.tilstand, "-", {"uuid": one.uuid}) for one in {row.tilstand: row for row in rows}.values()]


def _events(handling):
    return Haendelse.objects.filter(handling=handling).count


def _ny_tjekliste(verden, sted):
    return {"noegle": str(uuid4()), "navn": "Handleplaner", "raekke": "1", "spoergsmaal-1": "Er der en plan?"}


def _nyt_tilsyn(verden, sted):
    return {
        "noegle": str(uuid4()), "titel": "Efterårets tilsyn", "tjekliste": str(verden.tjekliste.pk), "art": "sag",
        "periode_start": "2020-04-01", "periode_slut": "2020-06-30", "udvaelgelse": "tilfaeldig", "antal": "2",
        "tilsynsfoerende": str(verden.personer["tovholder"].pk),
    }  # fmt: skip


def _liste(verden, sted):
    numre = "\n".join(f"2020-{nr:03}" for nr in range(1, 31))
    return {"liste": numre, "udvaelgelse": "tilfaeldig", "antal": "2"}


def _svar(verden, sted):
    return {"noegle": str(uuid4()), "svar_1": "ja"}


GENSTANDE = {
    "tjekliste": _tjeklister,
    "tjekliste_ret": _tjeklister,
    "tjekliste_i_brug": _tjeklister,
    "tjekliste_kopi": _tjeklister,
    "plan_tilsyn": plan(),
    "tilsyn_ny": plan(),
    "tilsyn": raekke("tilsyn"),
    "tilsyn_udtraek": raekke("tilsyn"),
    "tilsyn_kontroller": raekke("udtrukket"),
    "tilsyn_luk": raekke("udtrukket"),
    "tilsyn_sag": raekke("udtrukket", n=1),
}
VERBER = {
    "tjekliste_ny": Verbum(_ny_tjekliste, Tjekliste.objects.count),
    "tjekliste_ret": Verbum(_ny_tjekliste, _events("tjekliste.ret")),
    "tjekliste_i_brug": Verbum(effekt=_events("tjekliste.i_brug")),
    "tjekliste_kopi": Verbum(effekt=Tjekliste.objects.count),
    "tilsyn_ny": Verbum(_nyt_tilsyn, Tilsyn.objects.count),
    "tilsyn_udtraek": Verbum(_liste, _events("tilsyn.traek")),
    "tilsyn_kontroller": Verbum(_liste, lambda: 0, ventet=0),
    "tilsyn_luk": Verbum(effekt=_events("tilsyn.luk")),
    "tilsyn_sag": Verbum(_svar, _events("tilsyn.svar")),
}
