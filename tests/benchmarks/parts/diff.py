"""B11: two versions of a text of 30 kB."""

from difflib import SequenceMatcher

from mso_portal.motor.history.diff import compare
from mso_portal.vaerdier import rigtekst
from tests.benchmarks.bar import Bar
from tests.benchmarks.tekst import Tekst, html

SIZE = 30_000


def versions():
    """A round of corrections: every tenth paragraph edited, one moved, one new, one gone."""
    tekst = Tekst(11)
    old = tekst.paragraphs(SIZE)
    new = [tekst.edited(paragraph) if nr % 10 == 0 else paragraph for nr, paragraph in enumerate(old)]
    new.insert(5, new.pop(40))
    new.insert(60, tekst.paragraph())
    del new[70]
    return old, new


def rewrite():
    """The worst case that is still prose: every paragraph has been edited."""
    tekst = Tekst(12)
    old = tekst.paragraphs(SIZE)
    return old, [tekst.edited(paragraph) for paragraph in old]


def bars():
    worlds = {"diff 30 kB": versions(), "diff 30 kB, every paragraph edited": rewrite()}
    for name, (old, new) in worlds.items():
        before, after = html(old), html(new)
        yield Bar("B11", name, lambda b=before, a=after: ours(b, a), lambda b=before, a=after: floor(b, a), 4)


def ours(before, after):
    fields = ({"baggrund": {"label": "Baggrund", "slags": "rigtekst", "vaerdi": v}} for v in (before, after))
    old, new = ({"felter": field} for field in fields)
    return compare(old, new)


def floor(before, after):
    """Finding the paragraphs is in both: neither can be had without."""
    texts = rigtekst.paragraphs(before), rigtekst.paragraphs(after)
    return SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
