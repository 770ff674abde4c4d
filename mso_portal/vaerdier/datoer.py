"""Danish printing of dates, times and whole numbers (40 wording: "29. maj 2026", "kl. 10.42", "160.000")."""

from zoneinfo import ZoneInfo

MAANEDER = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
UGEDAGE = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
DANSK_TID = ZoneInfo("Europe/Copenhagen")


def dato_lang(dato):
    return f"{dag_maaned(dato)} {dato.year}"


def dag_maaned(dato):
    return f"{dato.day}. {MAANEDER[dato.month - 1]}"


def dato_kort(dato):
    return f"{dato.day}.{dato.month}.{dato.year}"


def ugedag(dato):
    return UGEDAGE[dato.weekday()]


def ugedag_dato(dato):
    return f"{ugedag(dato)} den {dato_lang(dato)}"


def klokken(tid):
    """A naive time is printed as it stands; an aware one in Danish time."""
    lokal = tid.astimezone(DANSK_TID) if getattr(tid, "tzinfo", None) else tid
    return f"kl. {lokal.hour}.{lokal.minute:02d}"


def periode(start, slut):
    """ "1.–30. juni 2020", leaving out what both ends share."""
    if start == slut:
        return dato_lang(start)
    if start.year != slut.year:
        return f"{dato_lang(start)} – {dato_lang(slut)}"
    if start.month != slut.month:
        return f"{dag_maaned(start)} – {dato_lang(slut)}"
    return f"{start.day}.–{dato_lang(slut)}"


def antal(n):
    tal = f"{abs(n):,}".replace(",", ".")
    return f"−{tal}" if n < 0 else tal
