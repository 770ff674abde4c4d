"""The addresses of changes, editions, the schedule and the history, and one valid body for each verb."""

from uuid import uuid4

from indsatser.models import Aendring
from mso_portal.motor.models import Haendelse
from tests.adgang.planer.genstand import plan, raekke
from tests.adgang.verbum import Verbum

BEGRUNDELSE = "Kurset kan først holdes efter ferien."


def _haendelser(handling):
    return Haendelse.objects.filter(handling=handling).count


def _post(verden):
    """The one post of the draft: the milestone's approved date."""
    return [
        (state, openness, {"nr": verden.planer[state, openness].nummer, "uuid": rows["aendring"].uuid,
                           "objekt": rows["milepael"].uuid, "felt": "godkendt"})
        for (state, openness), rows in verden.raekker.items() if state == "aktiv"
    ]  # fmt: skip


def _flyt(verden, sted):
    """Move the milestone of the change's plan."""
    row = Aendring.objects.get(uuid=sted.split("/")[4])
    milepael = row.plan.milepaele.order_by("pk").first()
    return {"noegle": str(uuid4()), "slags": "dato", "raekke": str(milepael.uuid), "tidspunkt": "20. juli 2020"}


def _fast(**felter):
    return lambda verden, sted: felter


GENSTANDE = {
    "plan_aendringer": plan(),
    "aendring_ny": plan(),
    "aendring": raekke("aendring"),
    "aendring_ret": raekke("aendring"),
    "aendring_post": raekke("aendring"),
    "aendring_post_fjern": _post,
    "aendring_forelaeg": raekke("aendring"),
    "aendring_tag_tilbage": raekke("forelagt"),
    "aendring_godkend": raekke("forelagt"),
    "aendring_afvis": raekke("forelagt"),
    "aendring_traek": raekke("aendring"),
    "plan_versioner": plan(),
    "plan_sammenlign": plan(fra=1, til=2),
    "plan_tidsplan": plan(),
    "plan_historik": plan(),
}
VERBER = {
    "aendring_ny": Verbum(
        _fast(titel="Senere kursus", aarsag="ressourcer", begrundelse=BEGRUNDELSE), Aendring.objects.count
    ),
    "aendring_ret": Verbum(_fast(titel="Et andet navn"), _haendelser("aendring.ret")),
    "aendring_post": Verbum(_flyt, _haendelser("aendring.post"), kraever_side=False),
    "aendring_post_fjern": Verbum(effekt=_haendelser("aendring.post_fjernet")),
    "aendring_forelaeg": Verbum(),
    "aendring_tag_tilbage": Verbum(),
    "aendring_godkend": Verbum(effekt=_haendelser("aendring.godkend")),
    "aendring_afvis": Verbum(_fast(afgoerelse="Datoen kan godt holdes."), _haendelser("aendring.godkend")),
    "aendring_traek": Verbum(),
}
