"""From blocks to segments: what stands under each label, and which of the known forms it is."""

from dataclasses import dataclass, field

from indstillinger.indlaesning.etiketter import EN_LINJE, find

TABEL, PROCES, SKEMA, UKENDT = "tabel_2019", "skema_2020_proces", "skema_2020", "ukendt"
FAA_ETIKETTER, I_CELLER = 5, 3


@dataclass
class Afsnit:
    """What stands under one label. `etiket` is the block that holds it, `celle` the cell that bounds it."""

    felt: str
    etiket: object
    detalje: str = ""
    celle: tuple = ()
    blokke: list = field(default_factory=list)

    @property
    def tekst(self):
        return " ".join(block.tekst for block in self.blokke)


def split(blocks):
    """Return (head, segments): the blocks before the first label, and an Afsnit for each label, in order."""
    reader = _Splitter()
    for block in blocks:
        reader.take(block)
    return reader.head, reader.segments


class _Splitter:
    def __init__(self):
        self.head, self.segments, self.open, self.i_referat = [], [], None, False

    def take(self, block):
        label = find(block.tekst, self.i_referat)
        if label and not self._is_prose(block, label):
            self._begin(block, label)
        elif self.open is None:
            if not self.segments:
                self.head.append(block)
        else:
            self._continue(block)

    def _is_prose(self, block, label):
        """A sentence may begin with a day: "Den 9. oktober" is a label at the head of the form only."""
        later = any(one.felt not in EN_LINJE for one in self.segments)
        return label.felt == "moede" and later and block.tekst.lower().startswith("den ")

    def _begin(self, block, label):
        self.i_referat = self.i_referat or label.felt == "referat"
        self.open = Afsnit(label.felt, block, label.detalje, block.celle)
        self.segments.append(self.open)
        rest = block.part(label.start)
        if rest.tekst:
            self.take(rest)

    def _continue(self, block):
        """A cell border ends the segment, unless nothing has been said yet: then the next cells of the row are it."""
        segment = self.open
        if any(inner[: len(outer)] != outer for inner, outer in _paths(block.celle, segment.celle)):
            if segment.blokke:
                self.open = None
                return
            segment.celle = _row(block.celle, segment.felt)
        segment.blokke.append(block)
        if segment.felt in EN_LINJE:
            self.open = None


def _row(celle, felt):
    """Return the row a cell stands in; the years of the money table and their amounts are rows of their own."""
    if not celle:
        return ()
    return (*celle[:-1], celle[-1][: 1 if felt == "direkteudgift" else 2])


def _paths(celle, bound):
    """Pair the steps of a path with those that bound it; a path that is too short fits nothing."""
    return zip([*celle, *[()] * len(bound)], bound, strict=False)


def layout_of(segments):
    """Return the key of the form these labels belong to."""
    own = segments[: next((nr for nr, one in enumerate(segments) if one.felt == "referat"), len(segments))]
    if len({one.felt for one in segments}) < FAA_ETIKETTER:
        return UKENDT
    if len({one.felt for one in own if one.etiket.celle}) >= I_CELLER:
        return TABEL
    return PROCES if any(one.felt == "procestrin" for one in own) else SKEMA


def once(segments):
    """Yield (segment, is_repeated); empty segments and exact repetitions of a label are left out."""
    said = {}
    for segment in segments:
        words, before = segment.tekst.casefold(), said.setdefault(segment.felt, [])
        if words and words not in before:
            yield segment, bool(before)
            before.append(words)
