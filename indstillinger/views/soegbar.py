"""What /soeg/ finds of papers: the working edition, for those who may read the working text."""

from django.db.models import Q

from indstillinger.models import Indstilling
from indstillinger.views.laes import badges
from mso_portal.motor.enums import Udgave
from mso_portal.motor.search import Soegbar
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang


def _udgaver(user):
    return [(Udgave.ARBEJDSUDGAVE, Indstilling.objects.visible_to(user).med_fase().til_liste())]


def _i_aar(papers, aar):
    """The year of the wished meeting, which is what people remember; else of the creation."""
    return papers.filter(
        Q(oensket_moede__dato__year=aar) | Q(oensket_moede=None, oprettet_den__year=aar)
    )  # fmt: skip


def _vis(paper, udgave):
    return {
        "titel": f"{paper.nummer} {paper.egentlig_titel}",
        "url": f"/indstillinger/{paper.nummer}/",
        "maerker": badges(paper),
        "dato": _day(paper),
        "lukket": paper.er_lukket,
    }


def _day(paper):
    if paper.oensket_moede:
        return f"{paper.forum}, {dato_lang(paper.oensket_moede.dato)}"
    return f"{paper.forum}, oprettet {dato_lang(paper.oprettet_den.astimezone(DANSK_TID))}"


INDSTILLING = Soegbar("indstilling", "Indstilling", "Indstillinger", _udgaver, _i_aar, _vis)
