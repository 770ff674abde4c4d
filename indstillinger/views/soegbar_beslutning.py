"""What /soeg/ finds of decisions: for those who read the item, with the titles they read it under."""

from indstillinger.models import Beslutning
from indstillinger.views.beslutninger import STATUS_MAERKE
from indstillinger.views.laes import openness_badge
from mso_portal.motor.enums import Udgave
from mso_portal.motor.search import Soegbar
from mso_portal.vaerdier.datoer import dato_lang

LONGEST = 120


def _udgaver(user):
    shown = ("punkt__moede__forum", "punkt__indstilling", "referatpunkt")
    return [(Udgave.UDSENDT, Beslutning.objects.visible_to(user).select_related(*shown))]


def _i_aar(decisions, aar):
    return decisions.filter(punkt__moede__dato__year=aar)


def _vis(decision, udgave):
    punkt, words = decision.punkt, " ".join(decision.ordlyd.split())
    short = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
    return {
        "titel": f"{decision.nummer} {short}", "url": f"/beslutninger/{decision.nummer}/",
        "maerker": [openness_badge("lukket" if punkt.er_lukket else "aaben"),
                    {"tekst": decision.get_status_display(), "slags": STATUS_MAERKE[decision.status]}],
        "dato": f"{punkt.moede.forum}, {dato_lang(punkt.moede.dato)}", "lukket": punkt.er_lukket,
    }  # fmt: skip


BESLUTNING = Soegbar("beslutning", "Beslutning", "Beslutninger", _udgaver, _i_aar, _vis)
