"""How a page finds its paper: always among what the reader may see."""

from django.shortcuts import get_object_or_404

from indstillinger.models import Indstilling


def paper(user, nr):
    """Return the paper with that number, or 404 alike for invisible and missing."""
    papers = Indstilling.objects.visible_to(user)
    return get_object_or_404(
        papers.select_related("forum", "oensket_moede__forum", "sagsbehandler", "ansvarlig_leder", "afdeling"), nummer=nr
    )
