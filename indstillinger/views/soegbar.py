"""What /soeg/ finds of papers: the working edition for those who may read the working text, what was sent for those
who may read the item it stands on."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform

from indstillinger.models import Dagsordenspunkt, Indstilling, Udsendelsespunkt
from indstillinger.views.laes import badges
from mso_portal.motor.enums import Udgave
from mso_portal.motor.search import Soegbar
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang


def _udgaver(user):
    return [
        (Udgave.ARBEJDSUDGAVE, Indstilling.objects.visible_to(user).med_fase().til_liste()),
        (Udgave.UDSENDT, _sent(user).med_fase().til_liste()),
    ]


def _sent(user):
    """Return the papers on items the person may read, with the title they were sent with."""
    places = Dagsordenspunkt.objects.filter(indstilling=OuterRef("pk"), nummer__isnull=False).visible_to(user)
    rows = Udsendelsespunkt.objects.filter(punkt__indstilling=OuterRef("pk"), udsendelse__sendt_den__isnull=False)
    rows = rows.filter(version__isnull=False).order_by("-udsendelse__sendt_den", "-pk")

    def title(name):
        value = KeyTextTransform("vaerdi", KeyTextTransform(name, KeyTextTransform("felter", F("version__indhold"))))
        return Subquery(rows.annotate(titel=value).values("titel")[:1])

    sent = Indstilling.objects.filter(Exists(places.order_by()))
    return sent.annotate(sendt_titel=title("titel"), sendt_titel_lukket=title("titel_lukket"))


def _i_aar(papers, aar):
    """The year of the wished meeting, which is what people remember; else of the creation."""
    return papers.filter(
        Q(oensket_moede__dato__year=aar) | Q(oensket_moede=None, oprettet_den__year=aar)
    )  # fmt: skip


def _vis(paper, udgave):
    return {
        "titel": f"{paper.nummer} {_titel(paper, udgave)}",
        "url": f"/indstillinger/{paper.nummer}/",
        "maerker": badges(paper),
        "dato": _day(paper),
        "lukket": paper.er_lukket,
    }


def _titel(paper, udgave):
    """What was sent keeps its title, whatever is being written now."""
    sent = udgave == Udgave.UDSENDT and (paper.sendt_titel_lukket or paper.sendt_titel)
    return sent or paper.egentlig_titel


def _day(paper):
    if paper.oensket_moede:
        return f"{paper.forum}, {dato_lang(paper.oensket_moede.dato)}"
    return f"{paper.forum}, oprettet {dato_lang(paper.oprettet_den.astimezone(DANSK_TID))}"


INDSTILLING = Soegbar("indstilling", "Indstilling", "Indstillinger", _udgaver, _i_aar, _vis)
