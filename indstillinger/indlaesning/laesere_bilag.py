"""Reader of what the form cites: each numbered bilag once, and one that is spoken of without a number."""

from indstillinger.tjek.bilag import HENVISNING, UDEN_NUMMER, citations
from indstillinger.tjek.papir import sentences


def naevnte(samler, blocks, segments):
    """Add a row for each number, at its first place; what the minutes cite was attached to the paper before."""
    end = next((one.etiket.fra for one in segments if one.felt == "referat"), len(samler.tekst))
    blocks = [block for block in blocks if block.fra < end]
    first = {}
    for block in blocks:
        for found in HENVISNING.finditer(block.tekst):
            for number in set(citations(found[0])) - set(first):
                first[number] = block.part(*found.span())
    for number in sorted(first):
        raekke = samler.new_row("bilag")
        samler.add("bilag.nr", first[number], str(number), raekke, "bilag_uden_fil")
    if (place := _without_number(blocks)) is not None:
        samler.add("bilag", place, "", aarsag="bilag_uden_nummer")


def _without_number(blocks):
    """Return the first such words; in the sentence of a number they are no reference of their own."""
    for block in blocks:
        end = 0
        for sentence in sentences(block.tekst):
            start = block.tekst.find(sentence, end)
            end = start + len(sentence)
            found = UDEN_NUMMER.search(sentence)
            if found and not HENVISNING.search(sentence):
                return block.part(start + found.start(), start + found.end())
    return None
