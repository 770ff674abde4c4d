"""Numbers that stand in a status' texts and nowhere in its data (21 §5). They are said, and stop nothing."""

import re
from decimal import Decimal

TAL = re.compile(r"(?<![\w,])(\d{1,3}(?:\.\d{3})+(?!\d)|\d+)(,\d+)?(?: (tkr|mio)\b)?(?!\w)")
ID = re.compile(r"[0-9a-f-]{32,}")  # uuids and hashes
ENHED = {"tkr": 1_000, "mio": 1_000_000}
SKREVET = ("resume", "siden_sidst")


def tal_advarsler(data):
    """Return a sentence for each number of the resumé and of »siden sidst« that the rest of the data doesn't hold."""
    known = {value for name, part in data.items() if name != "tekst" for value in _numbers(part)}
    written = " ".join(data["tekst"][name] for name in SKREVET)
    unknown = [found for found in TAL.finditer(written) if not _is_known(found, known)]
    texts = dict.fromkeys(found[1] + (found[2] or "") for found in unknown)
    return [f"Tallet {text} står i teksten, men findes ikke i status." for text in texts]


def _numbers(value):
    """Yield every number of plain data, years that are keys too."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        for one in value:
            yield from _numbers(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield Decimal(abs(value))
    elif isinstance(value, str) and not ID.fullmatch(value):
        for found in TAL.finditer(value):
            yield _value(found) * ENHED.get(found[3], 1)


def _value(found):
    return Decimal(found[1].replace(".", "") + (found[2] or "").replace(",", "."))


def _is_known(found, known):
    """An amount in tkr. or mio. may be rounded to the decimals it is written with."""
    value, unit = _value(found), ENHED.get(found[3])
    return value in known or unit and any(round(one / unit, len(found[2] or ",") - 1) == value for one in known)
