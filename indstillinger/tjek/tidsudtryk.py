"""Times in running text: the runs of words that page 10 §2.1 reads, and recurrences."""

import re
from itertools import islice

from mso_portal.vaerdier import tidspunkt
from mso_portal.vaerdier.datoer import MAANEDER, UGEDAGE

LAENGSTE_UDTRYK = 8  # words
# A reading takes 0,1 ms: a long text of nothing but dates that don't exist must not hold up the page.
MAKS_LAESNINGER = 1000

PERIODER = ("uge", "kvartal", "kvt", "halvår")
AARSTIDER = ("forår", "sommer", "efterår", "vinter")
FESTER = ("jul", "nytår", "påske", "pinse", "sommerferie")
GRAENSER = ("senest", "inden", "før", "tidligst", "efter", "udgangen")
KORTE = [*(name[:3] for name in MAANEDER if name != "juli"), "sept"]
# Without one of these a run is no more than a bare year, a weekday or a number.
TID = re.compile(
    rf"\b(?:{'|'.join([*MAANEDER, *PERIODER, *GRAENSER, *KORTE])}|(?:{'|'.join([*AARSTIDER, *FESTER])})(?:en|et|n)?)"
    r"(?![a-zæøå])"
    r"|(?<![0-9])[0-9]{1,2}[./-][0-9]{1,2}(?![0-9])|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|\b[kq][1-4]\b"
)
FYLD = {
    "d", "ca", "pr", "den", "i", "på", "cirka", "omkring", "per", "kl", "primo", "starten", "af", "begyndelsen",
    "først", "medio", "midt", "midten", "ultimo", "sidst", "slutningen", "måned", "til", "og", "med", "fra", "mellem",
    "eller", "første", "andet", "tredje", "fjerde", "k", "q", *UGEDAGE, "man", "tirs", "ons", "tors", "fre", "lør",
    "søn",
}  # fmt: skip
ORD = re.compile("[a-zæøå]+")
TEGN = re.compile("[0-9a-zæøå.,;:()/–—-]+")
GENTAGELSE = re.compile(
    r"\b(?:årligt?|månedligt?|kvartalsvist?|ugentligt?|løbende)\b"
    r"|\bhvert? (?:[\w.]+ ){0,2}"
    rf"(?:dag|måned|år|gang|{'|'.join([*UGEDAGE, *MAANEDER, *PERIODER, *AARSTIDER])})"
)


def has_time(text, reference):
    """Say whether the text names a time or a recurrence. »Hver leder« is neither: the word needs a unit behind it."""
    return bool(GENTAGELSE.search(" ".join(text.lower().split())) or time_expression(text, reference))


def time_expression(text, reference):
    """Return the longest run of words at the first place that reads as a time, or ""."""
    for run in islice(_runs(text.split()), MAKS_LAESNINGER):
        # The full stop ends the sentence here; in a field of its own »jul.« could be July.
        run = run.strip(" .,;:()")
        if tidspunkt.laes(run, reference).praecision not in ("", "fritekst"):
            return run
    return ""


def _runs(words):
    """Yield the runs that may be a time, longest first at each place."""
    smaa = [word.lower() for word in words]
    for start in range(len(words)):
        window = smaa[start : start + LAENGSTE_UDTRYK]
        length = next((nr for nr, word in enumerate(window) if not _belongs(word)), len(window))
        for end in range(length, 0, -1):
            if TID.search(" ".join(window[:end])):
                yield " ".join(words[start : start + end])


def _belongs(word):
    """Say whether a word can be part of a time at all."""
    if not TEGN.fullmatch(word):
        return False
    return all(one in FYLD or TID.fullmatch(one) for one in ORD.findall(word))
