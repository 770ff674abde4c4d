"""What changed between two versions, as plain data: field by field, paragraph by paragraph, word by word.

The order matters for time as well as for reading: words are compared only inside paragraphs that have a
counterpart, so that a text of 30 kB takes milliseconds. Nothing here asks who may read the versions and
nothing is escaped; the caller asks the rules for both versions, and the template escapes.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from mso_portal.vaerdier import rigtekst

WORD_FIELDS = ("rigtekst", "tekst")
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|\w+|\s+|[^\w\s]")
SENTENCE = re.compile(r".+?(?:[.!?:;]\s+|\n|\Z)", re.DOTALL)
ALIKE = 0.4  # below this share of common words two paragraphs read better as one out, one in
LONG = 240  # words and signs; longer paragraphs are compared sentence by sentence first
TOO_LONG = 2_000  # a single "sentence" of this size is no prose: shown as replaced
BAND = 12  # how far from its own place a paragraph's counterpart is looked for in a large rewrite
MANY_PAIRS = 10_000
CRUMB = 3  # an unchanged "og" between two changes is drawn into them, else the text reads as a mosaic


@dataclass(frozen=True)
class TextPart:
    kind: str  # "ens", "tilfoejet" or "fjernet"
    text: str


@dataclass(frozen=True)
class ParagraphDiff:
    kind: str  # "ens", "tilfoejet", "fjernet" or "aendret"
    parts: tuple
    flyttet: bool = False  # the same paragraph stands elsewhere in the other version


@dataclass(frozen=True)
class FieldDiff:
    navn: str
    label: str
    slags: str
    afsnit: tuple
    kun_form: bool = False  # same words, other bold, lists or links

    @property
    def parts(self):
        """All parts in a row; in rich text each paragraph ends with a line break."""
        if self.slags != "rigtekst":
            return tuple(part for afsnit in self.afsnit for part in afsnit.parts)
        return tuple(part for afsnit in self.afsnit for part in (*afsnit.parts, _line_end(afsnit)))


@dataclass(frozen=True)
class RowDiff:
    uuid: str
    maerker: tuple  # "Ny", "Fjernet", "Flyttet fra 3 til 2", "Ændret"
    fra: int | None
    til: int | None
    felter: tuple
    uaendrede: tuple


@dataclass(frozen=True)
class RowsDiff:
    navn: str
    label: str
    raekker: tuple
    uaendrede: int


@dataclass(frozen=True)
class Diff:
    felter: tuple
    raekker: tuple
    uaendrede: tuple  # the labels of the fields that did not change

    def __bool__(self):
        return bool(self.felter or self.raekker)


def compare(old, new):
    """Return the `Diff` of two content dicts: {"felter": {…}, "raekker": {…}}."""
    felter, uaendrede = _compare_fields(old.get("felter", {}), new.get("felter", {}))
    before, after = old.get("raekker", {}), new.get("raekker", {})
    groups = (_compare_rows(navn, before.get(navn), after.get(navn)) for navn in _merged(before, after))
    return Diff(felter, tuple(group for group in groups if group.raekker), uaendrede)


def compare_paragraphs(old, new):
    """Compare two lists of paragraph texts; joining a version's parts gives back that version."""
    gone, come = Counter(old), Counter(new)
    result = []
    for before, after in _align(old, new):
        if before == after:
            result.append(ParagraphDiff("ens", _parts(("ens", after))))
        elif after is None:
            moved = come[before] >= gone[before]
            result.append(ParagraphDiff("fjernet", _parts(("fjernet", before)), moved))
        elif before is None:
            moved = gone[after] >= come[after]
            result.append(ParagraphDiff("tilfoejet", _parts(("tilfoejet", after)), moved))
        else:
            result.append(ParagraphDiff("aendret", compare_text(before, after)))
    return tuple(result)


def compare_text(old, new):
    """Compare two plain texts word by word."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if max(len(before), len(after)) <= LONG:
        return _compare_words(before, after)
    sentences = SENTENCE.findall(old), SENTENCE.findall(new)
    if max(map(len, sentences)) == 1:
        return _compare_words(before, after)
    pieces = []
    for one, other in _align(*sentences):
        if one is None or other is None or one == other:
            pieces += [("ens", one)] if one == other else [("fjernet", one or ""), ("tilfoejet", other or "")]
        else:
            words = _compare_words(TOKEN.findall(one), TOKEN.findall(other))
            pieces += [(part.kind, part.text) for part in words]
    return _parts(*pieces)


def _compare_fields(old, new):
    changed, same = [], []
    for navn in _merged(old, new):
        before, after = old.get(navn), new.get(navn)
        known = after or before
        values = [_value(before), _value(after)]
        if values[0] == values[1]:
            same.append(known["label"])
        else:
            changed.append(_compare_field(navn, known, *values))
    return tuple(changed), tuple(same)


def _compare_field(navn, known, old, new):
    slags = known["slags"]
    if slags == "rigtekst":
        afsnit = compare_paragraphs(rigtekst.paragraphs(old), rigtekst.paragraphs(new))
    elif slags == "tekst" and _likeness(_words(old), _words(new)) >= ALIKE:
        afsnit = (ParagraphDiff("aendret", compare_text(old, new)),)
    else:
        afsnit = (ParagraphDiff("aendret", _parts(("fjernet", old), ("tilfoejet", new))),)
    return FieldDiff(navn, known["label"], slags, afsnit, all(a.kind == "ens" for a in afsnit))


def _compare_rows(navn, old, new):
    before = {row["uuid"]: row for row in (old or {}).get("raekker", ())}
    after = {row["uuid"]: row for row in (new or {}).get("raekker", ())}
    moved = _moved(list(before), list(after))
    fra, til = ({uuid: nr for nr, uuid in enumerate(side, 1)} for side in (before, after))
    rows = []
    for uuid in _merged(before, after):
        felter, same = _compare_fields(*(side.get(uuid, {}).get("felter", {}) for side in (before, after)))
        maerker = _row_marks(fra.get(uuid), til.get(uuid), uuid in moved, felter)
        rows.append(RowDiff(uuid, maerker, fra.get(uuid), til.get(uuid), felter, same))
    changed = tuple(row for row in rows if row.maerker)
    return RowsDiff(navn, (new or old)["label"], changed, len(rows) - len(changed))


def _row_marks(fra, til, moved, felter):
    if fra is None:
        return ("Ny",)
    if til is None:
        return ("Fjernet",)
    return ((f"Flyttet fra {fra} til {til}",) if moved else ()) + (("Ændret",) if felter else ())


def _moved(old, new):
    """The fewest rows that must have been moved; a row pushed down by a new one is not among them."""
    place = {uuid: nr for nr, uuid in enumerate(old)}
    common = [uuid for uuid in new if uuid in place]
    tails, ends, previous = [], [], {}
    for uuid in common:
        at = bisect_left(tails, place[uuid])
        tails[at : at + 1], ends[at : at + 1] = [place[uuid]], [uuid]
        previous[uuid] = ends[at - 1] if at else None
    kept, uuid = set(), ends[-1] if ends else None
    while uuid is not None:
        kept.add(uuid)
        uuid = previous[uuid]
    return set(common) - kept


def _merged(old, new):
    """The keys of the new version in order, the removed ones after what they stood after."""
    keys, previous = list(new), None
    for key in old:
        if key not in new:
            keys.insert(keys.index(previous) + 1 if previous is not None else 0, key)
        previous = key
    return keys


def _value(field):
    vaerdi = field["vaerdi"] if field else None
    return "" if vaerdi is None else str(vaerdi)


def _line_end(afsnit):
    return TextPart(afsnit.kind if afsnit.kind in ("tilfoejet", "fjernet") else "ens", "\n")


def _align(old, new):
    """Pair two lists of texts in order: (before, after), with None where there is no counterpart."""
    pairs = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += [(text, text) for text in old[i1:i2]]
        else:
            pairs += _pair_replaced(old[i1:i2], new[j1:j2])
    return pairs


def _pair_replaced(old, new):
    pairs, i, j = [], 0, 0
    for a, b in (*_best_pairs(old, new), (len(old), len(new))):
        pairs += [(text, None) for text in old[i:a]]
        pairs += [(None, text) for text in new[j:b]]
        if a < len(old):
            pairs.append((old[a], new[b]))
        i, j = a + 1, b + 1
    return pairs


def _best_pairs(old, new):
    """Indices of counterparts, in order, with the greatest likeness in all."""
    if not old or not new:
        return []
    before, after = [_words(text) for text in old], [_words(text) for text in new]
    rows, columns = len(old), len(new)
    total, paired = [[0.0] * (columns + 1) for _ in range(rows + 1)], set()
    reach = max(BAND, abs(rows - columns)) if rows * columns <= MANY_PAIRS else BAND
    for i in range(rows - 1, -1, -1):
        here, below, middle = total[i], total[i + 1], i * columns // rows
        low, high = max(middle - reach, 0), min(middle + reach, columns - 1)
        here[high + 1 :] = below[high + 1 :]
        for j in range(high, low - 1, -1):
            here[j] = max(below[j], here[j + 1])
            likeness = _likeness(before[i], after[j])
            if likeness >= ALIKE and likeness + below[j + 1] > here[j]:
                here[j] = likeness + below[j + 1]
                paired.add((i, j))
        here[:low] = [max(value, here[low]) for value in below[:low]]
    return _walk(total, paired, rows, columns)


def _walk(total, paired, rows, columns):
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if (i, j) in paired:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif total[i + 1][j] >= total[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _words(text):
    return {token for token in TOKEN.findall(text) if not token.isspace()}


def _likeness(one, other):
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)


def _compare_words(before, after):
    first = _common(before, after)
    last = _common(before[first:][::-1], after[first:][::-1])
    head, tail = "".join(after[:first]), "".join(after[len(after) - last :])
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    if max(len(before), len(after)) > TOO_LONG:
        middle = [("fjernet", "".join(before)), ("tilfoejet", "".join(after))]
    else:
        middle = _word_pieces(before, after)
    return _parts(*_without_crumbs([("ens", head), *middle, ("ens", tail)]))


def _common(one, other):
    shortest = min(len(one), len(other))
    return next((nr for nr in range(shortest) if one[nr] != other[nr]), shortest)


def _word_pieces(before, after):
    pieces = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(str.isspace, before, after).get_opcodes():
        if tag == "equal":
            pieces.append(("ens", "".join(after[j1:j2])))
        else:
            pieces += [("fjernet", "".join(before[i1:i2])), ("tilfoejet", "".join(after[j1:j2]))]
    return pieces


def _without_crumbs(pieces):
    for nr, (kind, text) in enumerate(pieces):
        around = pieces[max(nr - 2, 0) : nr] + pieces[nr + 1 : nr + 3]
        if kind == "ens" and len(around) == 4 and all(t for _, t in around) and len(text.strip()) <= CRUMB:
            yield from (("fjernet", text), ("tilfoejet", text))
        else:
            yield kind, text


def _parts(*pieces):
    """Join neighbours: within one change what went stands before what came."""
    parts, out, come = [], "", ""
    for kind, text in (*pieces, ("ens", "")):
        if kind == "fjernet":
            out += text
        elif kind == "tilfoejet":
            come += text
        else:
            parts += [TextPart(k, t) for k, t in (("fjernet", out), ("tilfoejet", come)) if t]
            out = come = ""
            if text and parts and parts[-1].kind == "ens":
                parts[-1] = TextPart("ens", parts[-1].text + text)
            elif text:
                parts.append(TextPart("ens", text))
    return tuple(parts)
