"""The guard of a sending: no reader's document holds words of what he may not read (50 §5.3).

Looked for are full titles, and every run of five words, of closed fields, that occur in no text the reader may see.
It is asked of the finished bytes, so that it also finds what was built of the wrong data.
"""

import re
from dataclasses import dataclass

from indstillinger.document import without_closed
from mso_portal.motor.models import Filside
from mso_portal.vaerdier.rigtekst import plain

RUN = 5
WORD = re.compile(r"\w+")
TITLER = ("titel", "titel_lukket")


@dataclass(frozen=True)
class Felt:
    """A text that stands in an item; a title is looked for whole, however short."""

    nummer: str
    tekst: str
    titel: bool = False


def words(text):
    """Return the words of a text as they are compared: case, hyphens and line ends do not count."""
    return WORD.findall(text.replace("\u00ad", "").replace("-\n", "").casefold())


def runs(found):
    """Return every run of five words."""
    return {tuple(found[nr : nr + RUN]) for nr in range(len(found) - RUN + 1)}


def fields_of(part, indhold=None):
    """Return the Felt of an item's text: what people wrote, not choices, names or amounts."""
    if part.frosset is None:  # raised in the meeting
        return [Felt(part.nummer, text, True) for text in (part.punkt.titel, part.punkt.titel_lukket) if text]
    data = indhold or part.frosset.indhold
    if part.version is None:
        return _own_fields(part.nummer, data)
    entries = [*data["felter"].items()]
    for kind in data["raekker"].values():
        entries += [item for row in kind["raekker"] for item in row["felter"].items()]
    return [
        Felt(part.nummer, _plain(entry), name in TITLER and entry is data["felter"].get(name))
        for name, entry in entries if _is_written(entry)
    ]  # fmt: skip


def _is_written(entry):
    """A relation is stored as a key, a choice and a time are nobody's wording."""
    return entry["vaerdi"] and (
        entry["slags"] == "rigtekst" or (entry["slags"] == "tekst" and entry["raa"] == entry["vaerdi"])
    )


def _plain(entry):
    return plain(entry["vaerdi"]) if entry["slags"] == "rigtekst" else entry["vaerdi"]


def _own_fields(nummer, data):
    found = [Felt(nummer, data[name], True) for name in TITLER if data[name]]
    texts = [plain(data["tekst"]), data["begrundelse"]]
    texts += [text for row in data["bilag"] for text in (row["titel"], row["filnavn"])]
    texts += [text for group in data["linjer"] for row in group["raekker"] for text in map(str, row.values())]
    return found + [Felt(nummer, text) for text in texts if text]


def closed_bilag_fields(part):
    """Return the Felt of an item's lukkede bilag, beyond number and title: what its readers without the right miss."""
    if part.version:
        kept = {(one.nummer, one.tekst) for one in fields_of(part, without_closed(part.version.indhold))}
        return [one for one in fields_of(part) if (one.nummer, one.tekst) not in kept and not one.titel]
    return [Felt(part.nummer, one.filnavn) for one in part.bilag if not one.aaben and one.filnavn]


def file_texts(parts):
    """Return {sha256: the words of a file} of every bilag; one query."""
    keys = {one.fil for part in parts for one in part.bilag if one.fil}
    found = {}
    for fil, text in Filside.objects.filter(fil__in=keys).order_by("fil", "nr").values_list("fil", "tekst"):
        found[fil] = f"{found.get(fil, '')}\n{text}"
    return found


class Laekagetjek:
    """The texts of a sending, read once and asked about for each set of readers."""

    def __init__(self, parts, moede, more=None):
        """`more` {item's pk: texts} is what else is said of items."""
        self.parts, self.files, self.more = parts, file_texts(parts), more or {}
        self.shows_titles = moede.forum.vis_offentlig_titel

    def hidden(self, saet):
        """Return the Felt the set may not see."""
        found = []
        for part in self.parts:
            if part.punkt.pk not in saet.laesbare:
                found += fields_of(part) + self._files(part, part.bilag) + self._said(part)
            elif part.punkt.pk not in saet.alt:
                closed = [one for one in part.bilag if not one.aaben]
                found += closed_bilag_fields(part) + self._files(part, closed)
        return found

    def allowed(self, saet):
        """Return every text the set may see: judged here once more, not by what the agenda was built of."""
        found = []
        for part in self.parts:
            if not saet.kun_egne and (self.shows_titles or not part.punkt.er_lukket):
                found += _public_title(part)
            if part.punkt.pk in saet.laesbare:
                alt = part.punkt.pk in saet.alt
                narrow = without_closed(part.version.indhold) if part.version and not alt else None
                found += [one.tekst for one in fields_of(part, narrow)]
                found += [one.tekst for one in self._files(part, part.read_bilag(alt)) + self._said(part)]
        return found

    def _said(self, part):
        return [Felt(part.nummer, text) for text in self.more.get(part.punkt.pk, ())]

    def _files(self, part, bilag):
        return [Felt(part.nummer, self.files[one.fil]) for one in bilag if self.files.get(one.fil)]

    def leaks(self, saet, text):
        """Return the numbers of the items whose hidden words stand in the text."""
        shown = words(text)
        present, seen = runs(shown), f" {' '.join(shown)} "
        known = [words(one) for one in self.allowed(saet)]
        may = set().union(*map(runs, known))
        found = []
        for felt in self.hidden(saet):
            hit = (runs(words(felt.tekst)) & present) - may
            if hit or (felt.titel and _whole(felt.tekst, seen) and not _in_any(felt.tekst, known)):
                found.append(felt.nummer)
        return list(dict.fromkeys(found))


def _public_title(part):
    titles = [one.tekst for one in fields_of(part) if one.titel]
    return titles[:1]


def _whole(title, seen):
    """Say whether the whole title stands in the text, as words of its own."""
    looked = " ".join(words(title))
    return bool(looked) and f" {looked} " in seen


def _in_any(title, known):
    return any(_whole(title, f" {' '.join(one)} ") for one in known)
