"""Lines of a text file: tabs stand between the cells of a row, stars mark bold and italic."""

import re

from graenser import BLOCKS, Fejl, block
from tegnsaet import decoded

PAGE = re.compile(r"<(?:!doctype html|html)\b", re.IGNORECASE)
STARS = re.compile(r"\*\*(?=\S)(?P<fed>[^*]+?)(?<=\S)\*\*|(?<![\w*])\*(?=\S)(?P<kursiv>[^*]+?)(?<=\S)\*(?![\w*])")
LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")


def read(indhold):
    """Return the blocks. Fejl for bytes that are no text."""
    text = decoded(indhold)
    if PAGE.search(text[:1000]):
        from hypertekst import fragment  # a page that was saved under another name

        return fragment(text)
    lines = re.split(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]", text)
    if len(lines) > BLOCKS:
        raise Fejl("sider")
    return list(_raw(lines))


def _raw(lines):
    table, row = 0, -1
    for line in lines:
        if "\t" not in line.strip(" "):
            row = -1 if line.strip() else row
            yield block(_runs(line), niveau=_depth(line))
            continue
        if row < 0:
            table += 1
        row += 1
        for column, cell in enumerate(line.split("\t")):
            yield block(_runs(cell), celle=[(table, row, column)])


def _depth(line):
    """Items of a list in a list are moved in by blanks."""
    return min((len(line) - len(line.lstrip(" "))) // 2, 5)


def _runs(line):
    line, runs, end = LINK.sub(r"\1", line), [], 0
    for found in STARS.finditer(line):
        runs.append([line[end : found.start()], False, False])
        runs.append([found[found.lastgroup], found.lastgroup == "fed", found.lastgroup == "kursiv"])
        end = found.end()
    return [*runs, [line[end:], False, False]]
