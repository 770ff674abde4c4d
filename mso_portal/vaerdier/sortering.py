"""Stored keys for Danish names: the database has no Danish collation (no ICU), so byte order must do."""

import re
import unicodedata

# The three ASCII characters after "z" carry the three last letters of the Danish alphabet.
BOGSTAVER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "œ": "|", "å": "}", "ü": "y", "ð": "d", "þ": "th"})
FOLDEDE = str.maketrans({"æ": "a", "ø": "o", "œ": "o", "ð": "d", "þ": "th"})


def _uden_accenter(tekst):
    delt = unicodedata.normalize("NFKD", tekst)
    return "".join(tegn for tegn in delt if not unicodedata.combining(tegn))


def _enkelt_blank(tekst):
    return " ".join(tekst.split())


def sortering(navn):
    """Sort key: æ, ø, å (also written aa) after z, other accents ignored."""
    tekst = unicodedata.normalize("NFC", unicodedata.normalize("NFC", navn).casefold())
    tekst = tekst.replace("aa", "å").translate(BOGSTAVER)
    return _enkelt_blank(_uden_accenter(tekst))


def fold(navn):
    """Spelling-blind form for comparing names: mølgård and Molgaard fold to the same text. Idempotent."""
    tekst = _uden_accenter(unicodedata.normalize("NFC", navn).lower().translate(FOLDEDE))
    return _enkelt_blank(re.sub(r"oe+", "o", re.sub(r"a[ae]+", "a", tekst.lower())))
