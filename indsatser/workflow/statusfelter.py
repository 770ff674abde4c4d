"""Every field of a status that is written, by name and as text, each compared with what its form opened with (40 §6.2).

A field is `resume`, `lys-tid` (the light and the suggestion it was chosen beside, "gul|groen"), `begrundelse-tid`,
`aarsag_tiltag-tid`, `beslutning-1-spoergsmaal` (niveau, indstillet) or `mulighed-1-A-tekst` (konsekvens, aendring).
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import prefetch_related_objects

from indsatser.document.statusspoergsmaal import MED_AENDRING
from indsatser.enums import Beslutningsniveau
from indsatser.workflow.status import BESLUTNINGER, TEKSTER, write
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import lock

BOGSTAVER = "ABCD"
LYSFELTER = ("lys", "begrundelse", "aarsag_tiltag")
TOM_BESLUTNING = {"spoergsmaal": "", "niveau": Beslutningsniveau.STYREGRUPPE, "indstillet": ""}
TOM_MULIGHED = {"tekst": "", "konsekvens": "", "aendring": ""}
FULDT = "Der er plads til tre beslutninger på den trykte side."


@dataclass
class Udfald:
    """What became of the posted fields: what is stored now by name, and which of them somebody else had changed."""

    tekster: dict
    konflikter: list = field(default_factory=list)


def stored(status):
    """Return {name: text} of every field; a correction asks nothing. No query when its rows are prefetched."""
    found = {name: getattr(status, name) for name in TEKSTER}
    for row in status.vurderinger.all():
        light = f"{row.valgt}|{row.valgt_ud_fra}" if row.valgt else ""
        values = (light, row.begrundelse, row.aarsag_tiltag)
        found |= {f"{name}-{row.dimension}": text for name, text in zip(LYSFELTER, values, strict=True)}
    if status.nr > 1:
        return found
    rows = list(status.beslutninger.all())
    prefetch_related_objects(rows, MED_AENDRING)
    for row in rows:
        found |= _question(row)
    return found


def _question(row):
    options = {one.bogstav: one for one in row.valgmuligheder.all()}
    chosen = next((one.bogstav for one in options.values() if one.indstillet), "")
    own = {"spoergsmaal": row.spoergsmaal, "niveau": row.niveau, "indstillet": chosen}
    found = {f"beslutning-{row.nr}-{name}": text for name, text in own.items()}
    for letter in BOGSTAVER:
        one = options.get(letter)
        values = (one.tekst, one.konsekvens, str(one.aendring.uuid) if one.aendring else "") if one else ("", "", "")
        found |= {f"mulighed-{row.nr}-{letter}-{name}": text
                  for name, text in zip(TOM_MULIGHED, values, strict=True)}  # fmt: skip
    return found


@transaction.atomic
def save_fields(status, changes, *, by):
    """Save {name: Change} of the fields that nobody else has changed; returns the Udfald. Under the row's lock, so that
    fields saved at once by the same page don't meet. NotNow when it can't be written now."""
    status = lock(status)
    before = stored(status)
    verdicts = {name: one.verdict(before[name]) for name, one in changes.items() if name in before}
    new = {name: changes[name].text for name, verdict in verdicts.items() if verdict == "skriv"}
    if new:
        _write(status, before | new, set(new), by)
    return Udfald(stored(status) if new else before, [name for name, one in verdicts.items() if one == "konflikt"])


def _write(status, texts, changed, by):
    lights = {name.partition("-")[2] for name in changed if name.startswith(tuple(f"{one}-" for one in LYSFELTER))}
    asked = any(name.startswith(("beslutning-", "mulighed-")) for name in changed)
    write(
        status, by=by, tekster={name: texts[name] for name in TEKSTER if name in changed},
        lys={dimension: _light(texts, dimension) for dimension in lights},
        beslutninger=questions(status.plan, texts) if asked else None,
    )  # fmt: skip
    status.refresh_from_db()


def _light(texts, dimension):
    valgt, _, forslag = texts[f"lys-{dimension}"].partition("|")
    return {
        "valgt": valgt or None, "valgt_ud_fra": forslag or None,
        **{name: texts[f"{name}-{dimension}"] for name in LYSFELTER[1:]},
    }  # fmt: skip


def questions(plan, texts):
    """Return the questions as `write` takes them. An option between two others may be empty, the last may not."""
    changes = {str(one.uuid): one for one in plan.aendringer.order_by("pk")}
    found, nr = [], 1
    while f"beslutning-{nr}-spoergsmaal" in texts:
        own = {name: texts[f"beslutning-{nr}-{name}"] for name in TOM_BESLUTNING}
        chosen = own.pop("indstillet")
        options = [{name: texts[f"mulighed-{nr}-{letter}-{name}"] for name in TOM_MULIGHED} for letter in BOGSTAVER]
        while options and not any(options[-1].values()):
            options.pop()
        for letter, one in zip(BOGSTAVER, options, strict=False):
            one |= {"indstillet": letter == chosen, "aendring": changes.get(one["aendring"])}
        found.append({**own, "muligheder": options})
        nr += 1
    return found


@transaction.atomic
def add_question(status, *, by):
    """Add an empty question; NotNow when there is no room for it."""
    status = lock(status)
    asked = questions(status.plan, stored(status))
    if len(asked) == BESLUTNINGER:
        raise NotNow(FULDT)
    own = {name: text for name, text in TOM_BESLUTNING.items() if name != "indstillet"}
    write(status, by=by, beslutninger=[*asked, {**own, "muligheder": []}])


@transaction.atomic
def remove_question(status, nr, *, by):
    """Take the question of that number away; those after it move up."""
    status = lock(status)
    asked = questions(status.plan, stored(status))
    write(status, by=by, beslutninger=[one for place, one in enumerate(asked, 1) if place != nr])
