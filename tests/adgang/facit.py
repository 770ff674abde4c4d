"""One part of the golden files against the portal as it is; the modules test_matrix_* differ in the part alone."""

import difflib

from tests.adgang import matrix
from tests.adgang.verden import PERSONER


def maalt(verden, part):
    """Return the lines as they are now."""
    with matrix.answers_only():
        return matrix.maal(verden, part)


def forskelle(lines, part, config, kolonner=PERSONER):
    """Return what differs from the committed file; `--opdater` writes it anew."""
    path, now = matrix.fil(part), matrix.filtekst(part, lines, kolonner)
    if config.getoption("opdater", default=False):
        path.write_text(now)
    before = path.read_text().splitlines() if path.exists() else []
    return list(difflib.unified_diff(before, now.splitlines(), "facit", "portalen", n=0))


def bredder(lines, kolonner=PERSONER):
    """Return the numbers of cells of the lines: one for each person."""
    return {len(line[79:].split()) for line in lines} - {len(kolonner)}
