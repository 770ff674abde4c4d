"""How much a pack may hold, and who gives way: the largest bilag first."""

from mso_portal.motor.pdf.pakke.dele import PakkeFejl

MOST_PAGES, MOST_BYTES = 1_000, 200 * 1024**2


def exceeding(parts):
    """Return the keys of the foreign parts to be replaced, each counted as one page afterwards; [] when it fits."""
    pages = sum(part.sider for part in parts) - MOST_PAGES
    size = sum(part.bytes for part in parts) - MOST_BYTES
    found = []
    while pages > 0 or size > 0:
        rest = [part for part in parts if part.fremmed and part.noegle not in found]
        if not rest:
            break
        largest = max(rest, key=lambda part: part.bytes if size > 0 else part.sider)
        found.append(largest.noegle)
        pages, size = pages - largest.sider + 1, size - largest.bytes
    return found or _nothing_left(pages, size)


def largest(parts):
    """Return the key of the heaviest foreign part, alone in a list."""
    foreign = [part for part in parts if part.fremmed]
    return [max(foreign, key=lambda part: part.bytes).noegle] if foreign else _nothing_left(1, 1)


def _nothing_left(pages, size):
    if pages > 0 or size > 0:
        raise PakkeFejl("Pakken er for stor, også uden bilag.")
    return []
