"""Reader of the process: steps, the forum each names, and the time on the line below it or behind it."""

import re

LAENGSTE_LINJE = 400
SKEL = re.compile(r"\s+[–—-]\s+|:\s+|,\s+")


def trin(samler, segment):
    """A line read as a time belongs to the line before it; when the list begins with a time, to the one after."""
    lines = [part for block in segment.blokke for part in _parts(samler, block)]
    time_first = bool(lines) and samler.is_time(lines[0].tekst)
    waiting, open_row = None, 0
    for block in lines:
        if not samler.is_time(block.tekst):
            open_row = _step(samler, block)
            waiting = _time(samler, waiting, open_row)
        elif time_first:
            waiting = block
        elif open_row:
            open_row = _time(samler, block, open_row) or 0
    if waiting:
        _time(samler, waiting, samler.new_row("procestrin"))


def _parts(samler, block):
    """Cut a time off the end or the beginning of a line: "Drøftes i HMU – juni 2020"."""
    if len(block.tekst) > LAENGSTE_LINJE or samler.is_time(block.tekst):
        return [block]
    cuts = list(SKEL.finditer(block.tekst))
    for cut in cuts[::-1]:
        if samler.is_time(block.tekst[cut.end() :]):
            return [block.part(0, cut.start()), block.part(cut.end())]
    for cut in cuts[:1]:
        if samler.is_time(block.tekst[: cut.start()]):
            return [block.part(cut.end()), block.part(0, cut.start())]
    return [block]


def _step(samler, block):
    raekke = samler.new_row("procestrin")
    samler.add("procestrin.tekst", block, raekke=raekke)
    forum = samler.opslag.forum_in(block.tekst)
    if forum is not None:
        samler.add("procestrin.forum", block, str(forum), raekke)
    return raekke


def _time(samler, block, raekke):
    if block:
        samler.add("procestrin.tidspunkt", block, raekke=raekke, aarsag=samler.time(block.tekst)[1])
