"""When the next value is due, and whether a value is like those before and beside it (20 §5.2)."""

from datetime import date, timedelta

from mso_portal.vaerdier.hverdage import laeg_hverdage

MAANEDER = {"maaned": 1, "kvartal": 3, "halvaar": 6, "aar": 12}
UGER = {"uge": 1, "ad_hoc": 26}
EN_DAG = timedelta(days=1)


def naeste_slut(periode_slut, frekvens):
    """The end of the next period, or None for `haendelse`, where nobody knows when the next one comes."""
    if frekvens in UGER:
        return periode_slut + timedelta(weeks=UGER[frekvens])
    if frekvens not in MAANEDER:
        return None
    aar, maaned = divmod(periode_slut.year * 12 + periode_slut.month - 1 + MAANEDER[frekvens], 12)
    sidste = date(aar + (maaned == 11), (maaned + 1) % 12 + 1, 1) - EN_DAG
    # A period that ends with its month is followed by one that does: 30 September by 31 December.
    er_ultimo = (periode_slut + EN_DAG).day == 1
    return sidste if er_ultimo else sidste.replace(day=min(periode_slut.day, sidste.day))


def forfalder(periode_slut, frekvens, forsinkelse_hverdage=0, lukkedage=()):
    """The last day the next value can come without this one being forældet; None when it never is."""
    slut = naeste_slut(periode_slut, frekvens)
    if slut is None or not forsinkelse_hverdage:
        return slut
    return laeg_hverdage(slut, forsinkelse_hverdage, lukkedage)


def er_foraeldet(periode_slut, frekvens, forsinkelse_hverdage, dato, lukkedage=()):
    """Is a value of a period that ended on `periode_slut` out of date on `dato`?"""
    frist = forfalder(periode_slut, frekvens, forsinkelse_hverdage, lukkedage)
    return frist is not None and frist < dato


def er_usaedvanlig(vaerdi, foer):
    """Does the value lie more than one span outside the lowest and highest of those before? It needs two of them."""
    if len(foer) < 2:
        return False
    lavest, hoejest = min(foer), max(foer)
    spand = hoejest - lavest
    return vaerdi < lavest - spand or vaerdi > hoejest + spand


def er_uenige(primaer, kontrol):
    """Do two (low, high) not overlap? A value without interval is (value, value)."""
    return primaer[1] < kontrol[0] or kontrol[1] < primaer[0]
