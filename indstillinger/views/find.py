"""How a page finds its paper: always among what the reader may see."""

from django.shortcuts import get_object_or_404

from indstillinger.models import Indstilling

SHOWN = ("forum", "oensket_moede__forum", "sagsbehandler", "ansvarlig_leder", "afdeling", "afsendende_afdeling")


def paper(user, nr):
    """Return the paper with that number, or 404 alike for invisible and missing."""
    return get_object_or_404(Indstilling.objects.visible_to(user).select_related(*SHOWN, "redigeret_af"), nummer=nr)
