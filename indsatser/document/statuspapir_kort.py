"""The short form of a status: the same things on one page behind the first, two at most (21 §9.2, 41 §6.2)."""

from dataclasses import replace

from indsatser.document import statuspapir_aendret as aendret
from indsatser.document import statuspapir_grundlag as grundlag
from indsatser.document import statuspapir_maal as maal
from indsatser.document import statuspapir_plan as tidsplan
from indsatser.document import statuspapir_resten as resten
from indsatser.document.statuspapir_ord import BREDDE, IKKE_SKREVET
from indsatser.document.statuspapir_side1 import decision_page, size
from mso_portal.motor.documents import Empty, Loebende, Section

FLEST_AENDRINGER = 15
BREDDER = (25, 25)  # of milestone and ansvarlig, so that a row is a line
# (size of what stands behind the first page, how small its type is), so that it takes one page, and two when it is
# larger: found by printing. Nothing is cut of what is larger still.
TAETHED, TAETTEST = ((5_000, 1), (8_000, 2), (11_000, 1), (13_000, 2)), 3


def short_form(data, has_annex):
    """Return the sections of the whole paper."""
    plan = [*tidsplan.drawn_plan(data, BREDDE, samlet=True), tidsplan.milestones(data, BREDDER, note="")]
    found = [
        Section("aendret", "Siden sidst", aendret.since(data, FLEST_AENDRINGER), side="ny"),
        Section("milepaele", "Milepæle", plan), _goals(data),
        Section("oekonomi", "Økonomi, leverancer og risici", _amounts(data)),
        Section("opfoelgning", "Opfølgning og datagrundlag", [Loebende("", _ahead(data))]),
    ]  # fmt: skip
    empty = [one.text for section in found for one in section.blocks if isinstance(one, Empty)]
    kept = [replace(one, blocks=[block for block in one.blocks if not isinstance(block, Empty)]) for one in found]
    rest = [*(section for section in kept if section.blocks), *_basis(data, empty, has_annex)]
    taet = next((taet for limit, taet in TAETHED if size(rest) <= limit), TAETTEST)
    return [*decision_page(data), *(replace(section, taet=taet) for section in rest)]


def _goals(data):
    """The measured goals first; without any the heading says so."""
    heading, rows = maal.unmeasured_title(data), maal.unmeasured_lines(data)
    measured = [*maal.overall(data), maal.goals(data)] if len(rows) < len(maal.active(data)) or not rows else []
    lines = [Loebende(heading if measured else "", rows)] if rows else []
    return Section("maal", "Mål" if measured else heading, [*measured, *lines, *maal.absent(data)])


def _amounts(data):
    return [*resten.money_in_short(data), resten.deliveries(data), *resten.risks(data)]


def _ahead(data):
    """What is to be done, as running text."""
    naeste = data["tekst"]["naeste"] or IKKE_SKREVET
    return [*resten.point_lines(data), ("Næste periode:", naeste), *resten.due_lines(data)]


def _basis(data, empty, has_annex):
    """What it rests on and what there is nothing of, as running text; then what had no room above."""
    rows = [
        ("Ikke indberettet:", grundlag.unreported_line(data)), ("Datagrundlag:", grundlag.basis_text(data)),
        ("Grænser:", grundlag.tolerance_line(data)), ("Planen:", grundlag.plan_line(data)),
    ]  # fmt: skip
    said = [("Desuden:", " ".join(empty))] if empty else []
    blocks = [Loebende("", [*rows, *said]), *grundlag.long_annex(data, has_annex), *grundlag.public_text(data)]
    return [Section("grundlag", "", blocks), *aendret.more_change_lines(data, FLEST_AENDRINGER)]
