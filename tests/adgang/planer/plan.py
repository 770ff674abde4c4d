"""What the matrix knows of the plan's own addresses: its page and fields, who takes part, where it reports, and its
verbs."""

from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse
from tests.adgang.planer.genstand import SAEDVANLIGE, plan, raekke
from tests.adgang.verbum import Verbum


def _deltagere(verden):
    """A part is named by its person: the redaktør of each plan."""
    return [
        (tilstand, aabenhed, {"nr": verden.planer[tilstand, aabenhed].nummer, "uuid": rows["plandeltager"].bruger.uuid})
        for (tilstand, aabenhed), rows in verden.raekker.items() if tilstand in SAEDVANLIGE
    ]  # fmt: skip


def _ny(verden, sted):
    return {"titel": "Ny udviklingsplan", "aabenhed": "aaben"}


def _ret(verden, sted):
    return {"titel": "Et andet navn"}


def _deltager(verden, sted):
    return {"bruger": str(verden.personer["organisationslaeser"].pk), "rolle": "laeser"}


def _pligt(verden, sted):
    return {"rytme": str(verden.rytmer["datoer"].pk), "form": "kort", "fra": ur.i_dag().isoformat()}


def _stop(verden, sted):
    return {"begrundelse": "Planen er ikke længere nødvendig.", "nummer": verden.beslutning.nummer}


def _events(handling):
    return Haendelse.objects.filter(handling=handling).count


GENSTANDE = {
    "plan": plan(), "plan_rediger": plan(), "plan_aktiver": plan(), "plan_afslut": plan("aktiv"),
    "plan_stop": plan("aktiv"), "plan_slet": plan(), "plan_deltagere": plan(), "plandeltager_ny": plan(),
    "plandeltager_afslut": _deltagere, "plan_rapportering": plan(), "statuspligt_ny": plan(),
    **dict.fromkeys(("statuspligt_ret", "statuspligt_primaer", "statuspligt_afslut"), raekke("statuspligt")),
}  # fmt: skip
VERBER = {
    "plan_ny": Verbum(_ny, _events("indsatsplan.opret")),
    "plan_rediger": Verbum(_ret, _events("indsatsplan.ret")),
    "plan_aktiver": Verbum(effekt=_events("indsats.aktiver")),
    "plan_afslut": Verbum(lambda verden, sted: {"slutvurdering": "Det gik godt."}, _events("indsats.afslut")),
    "plan_stop": Verbum(_stop, _events("indsats.stop")),
    "plan_slet": Verbum(effekt=_events("indsats.slet")),
    "plandeltager_ny": Verbum(_deltager, _events("plandeltager.opret")),
    "plandeltager_afslut": Verbum(effekt=_events("plandeltager.slut")),
    "statuspligt_ny": Verbum(_pligt, _events("statuspligt.opret")),
    "statuspligt_ret": Verbum(lambda verden, sted: {"form": "fuld"}, _events("statuspligt.ret")),
    "statuspligt_primaer": Verbum(effekt=_events("statuspligt.ret"), ventet=2),  # the one that was stops being it
    "statuspligt_afslut": Verbum(effekt=_events("statuspligt.slut")),
}  # fmt: skip
