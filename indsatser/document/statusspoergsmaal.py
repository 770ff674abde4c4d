"""The questions of a status as plain data, and what became of those asked before (21 §6, §10)."""

from typing import Any, NamedTuple

from django.db.models import Prefetch, prefetch_related_objects

from indsatser.document.statusord import iso
from indsatser.enums import Aendringstilstand, Statusudfaldsart
from indsatser.models import Kvartalsstatus, Statusbeslutning, Valgmulighed
from indstillinger.enums_moede import Beslutningsstatus, Udfald
from indstillinger.models import Beslutning

A = Statusudfaldsart
AABNE = (None, A.UDSAT, A.IKKE_BEHANDLET)  # nothing was decided by it
# What the chefteam's outcome is called here; what isn't among these decided nothing.
CHEFTEAMETS = {
    Udfald.VEDTAGET: A.VEDTAGET, Udfald.VEDTAGET_MED_AENDRING: A.VEDTAGET_MED_AENDRING,
    Udfald.DELVIST_VEDTAGET: A.VEDTAGET_MED_AENDRING, Udfald.AFVIST: A.AFVIST,
}  # fmt: skip
MED_AENDRING = Prefetch("valgmuligheder", Valgmulighed.objects.select_related("aendring"))


def asked(plan):
    """Return the questions of the plan's locked statuses that may be told of, with what became of them, the newest
    round first; a query."""
    rows = Statusbeslutning.objects.filter(status__in=Kvartalsstatus.objects.fortalt_om(plan).order_by())
    rows = rows.select_related("status__runde", "udfald__valgt__aendring").defer("status__data")
    return list(rows.order_by("-status__runde__statusdato", "nr", "pk"))


def accepted(spurgt, S):
    """Return {dimension: the day until which the styregruppe accepts its deviation}, of what still holds on S."""
    found = {}
    for row in spurgt:
        udfald = getattr(row, "udfald", None)
        if udfald and udfald.accepteret_til and udfald.accepteret_til >= S:
            found[udfald.accepteret] = max(iso(udfald.accepteret_til), found.get(udfald.accepteret, ""))
    return found


def questions(status, before, spurgt):
    """Return what is asked now, and what was asked before: all of the previous status, and older ones still open. Two
    queries, one more when the chefteam was asked; `before` is the previous Statusudgave or None, `spurgt` what was
    `asked`."""
    own, earlier = list(status.beslutninger.all()), _earlier(status.runde, spurgt)
    sent = [row for row in earlier if hasattr(row, "udfald") and row.udfald.indstilling_id]
    prefetch_related_objects([*own, *sent], MED_AENDRING)
    decided = _decided(sent)
    return {
        "beslutninger": [_asked(row) for row in own],
        "tidligere_beslutninger": [
            found for row in earlier
            if (found := _outcome(row, decided))["art"] in AABNE
            or before and row.status.runde_id == before.status.runde_id
        ],
    }  # fmt: skip


class Led(NamedTuple):
    """A question that went to the chefteam: its indstilling, the Beslutning of that and the plan's Ændringer that hang
    on it, or None and nothing so far."""

    beslutning: Statusbeslutning
    indstilling: Any
    afgoerelse: Beslutning | None
    aendringer: list


def chain(status):
    """Return a Led for each question of the status that was brought to the chefteam, whatever its version. Who may read
    the indstilling and its Beslutning is for the page to ask."""
    rows = Statusbeslutning.objects.filter(status__plan=status.plan_id, status__runde=status.runde_id)
    rows = list(rows.filter(udfald__indstilling__isnull=False).select_related("udfald__indstilling").order_by("nr"))
    prefetch_related_objects(rows, MED_AENDRING)
    decided = _decided(rows)
    return [
        Led(row, row.udfald.indstilling, decided.get(row.udfald.indstilling_id), _changes(row.valgmuligheder.all()))
        for row in rows
    ]


def _asked(row):
    return {
        "uuid": str(row.uuid), "nr": row.nr, "spoergsmaal": row.spoergsmaal, "niveau": row.niveau,
        "muligheder": [
            {"bogstav": one.bogstav, "tekst": one.tekst, "konsekvens": one.konsekvens, "indstillet": one.indstillet,
             "aendring": one.aendring and one.aendring.nr}
            for one in sorted(row.valgmuligheder.all(), key=lambda one: one.bogstav)
        ],
    }  # fmt: skip


def _earlier(runde, spurgt):
    """Those of the statuses before it in its rhythm. A correction asks nothing of its own."""
    rounds = ((row, row.status.runde) for row in spurgt)
    return [row for row, of in rounds if of.rytme_id == runde.rytme_id and of.statusdato < runde.statusdato]


def _decided(sent):
    """Return {indstilling: what the chefteam decided by it} of the questions that were sent there; a query, none
    without any."""
    if not sent:
        return {}
    found = Beslutning.objects.filter(punkt__indstilling__in=[row.udfald.indstilling_id for row in sent])
    found = found.exclude(status=Beslutningsstatus.BORTFALDET).select_related("referatpunkt", "punkt__indstilling")
    return {one.punkt.indstilling_id: one for one in found.order_by("-pk")}  # of several points the first


def _outcome(row, decided):
    art, chosen, tekst, changes = _said(row, decided)
    return {
        "uuid": str(row.uuid), "runde": row.status.runde.betegnelse, "nr": row.nr, "spoergsmaal": row.spoergsmaal,
        "art": art, "valgt": str(chosen or ""), "tekst": tekst,
        "opfulgt": any(one.tilstand == Aendringstilstand.GODKENDT for one in changes) if changes else None,
    }  # fmt: skip


def _said(row, decided):
    """Return (art or None, option, wording, Ændringer to follow) of what was decided. The wording of a lukket paper
    stays with its own readers."""
    udfald = getattr(row, "udfald", None)
    if udfald is None:
        return None, None, "", []
    if udfald.indstilling_id is None:
        return udfald.art, udfald.valgt, udfald.tekst, _changes([udfald.valgt])
    found = decided.get(udfald.indstilling_id)
    if found is None:
        return None, None, "", []
    art, wording = CHEFTEAMETS.get(found.referatpunkt.udfald, A.IKKE_BEHANDLET), found.ordlyd
    changes = _changes(row.valgmuligheder.all()) if art in (A.VEDTAGET, A.VEDTAGET_MED_AENDRING) else []
    return str(art), None, "" if found.punkt.er_lukket else wording, changes


def _changes(options):
    return [one.aendring for one in options if one and one.aendring]
