"""How a page finds its paper: always among what the reader may see."""

from django.shortcuts import get_object_or_404

from indstillinger.models import Indstilling

SHOWN = ("forum", "oensket_moede__forum", "sagsbehandler", "ansvarlig_leder", "afdeling", "afsendende_afdeling")


def paper(user, nr):
    """Return the paper with that number when the person reads its working text; 404 alike for invisible and missing."""
    return get_object_or_404(_shown(Indstilling.objects.visible_to(user)), nummer=nr)


def laesbar(user, nr):
    """Return the paper when the person may read the working text or any version of it, else 404."""
    papers = Indstilling.objects.laesbare(user).prefetch_related("medforfattere")
    return get_object_or_404(_shown(papers), nummer=nr)


def _shown(papers):
    return papers.med_fakta().select_related(*SHOWN, "redigeret_af", "godkendt_af")
