"""How much a file may hold, how long it may take, and how it is refused."""

import signal

MEMORY = 1024**3
SECONDS, PER_PAGE = 1.5, 0.12  # of processor time; a page of a PDF takes about half of what it gets
ENTRIES, UNPACKED, RATIO, CHUNK = 2_000, 100 * 1024**2, 100, 1024**2
PAGES = 50
TEXT = PAGES * 6_000  # characters: more than any page of a form holds
BLOCKS = 5_000  # a hundred lines on each page
DEPTH = 20  # tables in tables


class Fejl(Exception):
    """The file is refused; the message is the key of the reason."""


def give(seconds):
    """Let the process work so long from now on; the signal that comes then ends it."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def block(stykker, liste="", niveau=0, celle=()):
    """Return one paragraph, list item or line of a cell."""
    return {"stykker": stykker, "liste": liste, "niveau": niveau, "celle": [list(one) for one in celle]}
