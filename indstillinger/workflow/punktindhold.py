"""What a tekst or opfoelgning item says, frozen when a sending is prepared (11 §3)."""

from django.db.models import Max

from indstillinger.enums_moede import Punktart
from indstillinger.models import Punktversion
from indstillinger.models.indhold import digest
from mso_portal.motor import ur

EGNE = ("art", "titel", "titel_lukket", "aabenhed", "hjemmel", "begrundelse", "sagstype", "tekst", "sti")
BILAG = ("nr", "titel", "filnavn", "aabenhed")


def item_content(punkt, linjer=()):
    """Return the content of an item as plain data: its own fields, its files by number, the lines it was filled with.

    What is handed out in the meeting belongs to the minutes, not to what was sent. A query, unless the files came
    along.
    """
    files = [one for one in punkt.punktbilag.all() if not one.uddelt_paa_moedet]
    rows = [
        {"uuid": str(one.uuid), "fil": one.fil_id, **{name: getattr(one, name) for name in BILAG}}
        for one in sorted(files, key=lambda one: one.nr)
    ]
    return {**{name: getattr(punkt, name) for name in EGNE}, "bilag": rows, "linjer": list(linjer)}


def freeze_item(punkt, by, linjer=()):
    """Return the item's newest version, a new one when the content has changed since."""
    data = item_content(punkt, linjer)
    sha256 = digest(data)
    newest = punkt.versioner.order_by("-nr").first()
    if newest and newest.sha256 == sha256:
        return newest
    nr = (punkt.versioner.aggregate(nr=Max("nr"))["nr"] or 0) + 1
    return Punktversion.objects.create(
        punkt=punkt, nr=nr, indhold=data, sha256=sha256, aabenhed=punkt.aabenhed, oprettet_den=ur.nu(),
        oprettet_af=by,
    )  # fmt: skip


def is_frozen_kind(punkt):
    """Say whether the item has a text of its own."""
    return punkt.art in (Punktart.TEKST, Punktart.OPFOELGNING)
