"""Tags and bullets that stand as plain letters in a cell or a line, as some old forms have them."""

import re

from graenser import block

LITERAL = re.compile(r"</?(?:p|ul|ol|li|br|u|i|b|em|strong|table|thead|tbody|tr|td|th|div|span)(?:\s[^<>]*)?/?>", re.I)


def expand(raw):
    """Yield the blocks of a block: itself, or what its literal tags make of it."""
    text = "".join(one for one, _, _ in raw["stykker"])
    if not LITERAL.search(text):
        yield raw
        return
    from hypertekst import fragment  # only forms with such tags need it

    celle = [tuple(one) for one in raw["celle"]]
    offset = sum(one[0] for one in celle) * 1000
    for one in fragment(text, celle, raw["liste"], raw["niveau"]):
        inner = [[table + offset, row, column] for table, row, column in one["celle"][len(celle) :]]
        yield block(one["stykker"], one["liste"], one["niveau"], [*celle, *inner])
