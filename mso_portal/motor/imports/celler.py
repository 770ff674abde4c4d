"""Cells on their way in and out: no formula gets out, the mark that stopped it comes off again, no CPR gets in."""

import re
import unicodedata
from datetime import date

# What a spreadsheet may take for a formula. Marks already there are counted in, so that one comes off as it went on.
FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
CPR = re.compile(r"(?<!\d)(\d\d)(\d\d)\d\d[- ]?\d{4}(?!\d)")


def protect(text):
    """Return the text as CSV may hold it."""
    return f"'{text}" if FORMULA.match(text) else text


def protect_typed(text):
    """Return the text for a cell typed as text: safe as it is, but a mark of its own must survive `unprotect`."""
    return f"'{text}" if text.startswith("'") and FORMULA.match(text) else text


def unprotect(text):
    """Take off the mark that `protect` put on, and nothing else."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def one_line(text):
    """Return the text without invisible characters and with single blanks."""
    plain = (" " if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else letter for letter in text)
    return " ".join("".join(plain).split())


def holds_cpr(text):
    """Say whether a CPR number could stand in the text: a day, a month, a year and four digits."""
    return any(_is_day(int(found[1]), int(found[2])) for found in CPR.finditer(text))


def _is_day(day, month):
    try:
        return bool(date(2000, month, day))
    except ValueError:
        return False
