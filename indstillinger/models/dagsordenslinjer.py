"""The agenda as one reader has it: every number, and of what he may not read only what 50 §5.1 gives."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform

from indstillinger.enums_moede import Punktart, Punktmaerke
from indstillinger.models.dagsorden import Dagsordenspunkt
from indstillinger.models.udsendelse import Udsendelsespunkt

LUKKET_PUNKT = "Lukket punkt"
DELTAGER_IKKE = "Du deltager ikke i punktet"


@dataclass(frozen=True)
class Linje:
    """`titel` is the closed title only for who reads the item. `bemaerkning` says why one can't."""

    punkt: Dagsordenspunkt
    nummer: str
    titel: str
    laesbar: bool
    bemaerkning: str = ""


def newest_sent(outer="pk"):
    """Return the subquery of an item's newest row in a sent dagsorden or tillæg."""
    rows = Udsendelsespunkt.objects.filter(punkt=OuterRef(outer), udsendelse__sendt_den__isnull=False)
    return (
        rows.exclude(udsendelse__slags="gennemlaesning").exclude(maerke=Punktmaerke.UDGAAR).order_by("-udsendelse__nr")
    )


def med_udsendt(punkter):
    """Add what was sent of each item: `udsendt_id` (the Udsendelsespunkt), `sendt_version_id`,
    `sendt_punktversion_id`, `sendt_titel`, `sendt_titel_lukket`. Null before it is sent."""
    rows = newest_sent()

    def text(name):
        felter = KeyTextTransform("vaerdi", KeyTextTransform(name, KeyTextTransform("felter", F("version__indhold"))))
        return Subquery(rows.annotate(t=felter).values("t")[:1])

    return punkter.annotate(
        udsendt_id=Subquery(rows.values("pk")[:1]),
        sendt_version_id=Subquery(rows.values("version")[:1]),
        sendt_punktversion_id=Subquery(rows.values("punktversion")[:1]),
        sendt_titel=text("titel"),
        sendt_titel_lukket=text("titel_lukket"),
    )


def titel_af(punkt, *, lukket):
    """Return the title of an item read through `med_udsendt()`; with `lukket` the one for its readers."""
    if punkt.art == Punktart.INDSTILLING:
        paper = punkt.indstilling
        public = punkt.sendt_titel or paper.titel
        closed = punkt.sendt_titel_lukket or paper.titel_lukket
    else:
        public, closed = punkt.titel or punkt.get_art_display(), punkt.titel_lukket
    return (closed or public) if lukket else public


def numre(punkter):
    """Return {pk: number} of items in order: "3" when it was given, "(3)" while it only would be."""
    given, shown = {}, 0
    for punkt in punkter:
        if punkt.art == Punktart.PAUSE:
            given[punkt.pk] = ""
        elif punkt.nummer:
            given[punkt.pk] = punkt.nummer
        else:
            shown += 1
            given[punkt.pk] = f"({shown + len([one for one in punkter if one.nummer])})"
    return given


def linjer(moede, punkter, laesbare, udelukkede, *, kun_egne=False):
    """Return the Linje of each item, in order. `laesbare` and `udelukkede` are sets of pk of this reader; with
    `kun_egne` (a guest) what he may not read is left out altogether. No query when the papers came along."""
    shown = numre(punkter)
    rows = []
    for punkt in punkter:
        readable = punkt.pk in laesbare or punkt.art == Punktart.PAUSE
        if not readable and kun_egne:
            continue
        rows.append(Linje(punkt, shown[punkt.pk], _titel(moede, punkt, readable), readable,
                          DELTAGER_IKKE if punkt.pk in udelukkede else ""))  # fmt: skip
    return rows


def _titel(moede, punkt, readable):
    if readable:
        return titel_af(punkt, lukket=True)
    if not punkt.er_lukket or moede.forum.vis_offentlig_titel:
        return titel_af(punkt, lukket=False)
    return LUKKET_PUNKT
