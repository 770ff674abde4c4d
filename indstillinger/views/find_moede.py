"""How a page finds its meeting and its item: always among what the reader may see."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from indstillinger.models import Dagsordenspunkt, Moede
from indstillinger.models.dagsordenslinjer import med_udsendt, titel_af
from mso_portal.motor.log import seen

PAPER = ("indstilling__sagsbehandler", "indstilling__ansvarlig_leder", "indstilling__forum")


def moede(user, noegle):
    """Return the meeting of which the person may see date and place; 404 alike for invisible and missing."""
    rows = Moede.objects.visible_to(user).med_fase().select_related("forum", "moedeleder", "sekretaer")
    return get_object_or_404(rows, noegle=noegle)


def punkt(user, noegle, nummer):
    """Return the numbered item the person reads, with what was sent of it; else 404."""
    rows = med_udsendt(Dagsordenspunkt.objects.visible_to(user)).select_related(
        "moede__forum", "moede__moedeleder", "moede__sekretaer", *PAPER
    )
    found = rows.filter(moede__noegle=noegle, nummer=nummer).exclude(art="pause").first()
    if found is None:
        raise Http404
    return found


def adresse(moede):
    """Return the address of the meeting."""
    return f"/moeder/{moede.noegle}/"


def punktadresse(punkt, side="punkt"):
    """Return the address of the item's page."""
    return f"{adresse(punkt.moede)}{side}/{punkt.nummer}/"


def titel(punkt):
    """Return the title for the item's readers; the item was read through `med_udsendt()`."""
    return titel_af(punkt, lukket=True)


def fanetitel(punkt):
    """Return the name in the browser's tab, which outlives the page: nothing of a lukket item."""
    name = f"Punkt {punkt.nummer}"
    return f"Lukket punkt {punkt.nummer}" if punkt.er_lukket else f"{name}: {titel(punkt)}"


def noted(request, punkt, slags="vis"):
    """Note in the access log that a lukket item was shown."""
    if punkt.er_lukket:
        seen(request, slags, punkt.indstilling or punkt)


def naboer(punkter, punkt):
    """Return the items before and after this one among those given, None at the ends."""
    keys = [one.pk for one in punkter]
    place = keys.index(punkt.pk)
    before = punkter[place - 1] if place else None
    return before, punkter[place + 1] if place + 1 < len(keys) else None


def numbered(user, moede, **ekstra):
    """Return the numbered items the person reads, in order, each with its titles and `ekstra` columns; one query."""
    rows = med_udsendt(Dagsordenspunkt.objects.visible_to(user).filter(moede=moede, nummer__isnull=False))
    found = list(rows.exclude(art="pause").select_related("indstilling").order_by("raekkefoelge").annotate(**ekstra))
    for one in found:
        one.moede = moede
    return found
