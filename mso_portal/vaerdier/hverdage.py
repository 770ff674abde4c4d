"""Danish working days. Closing days of the house (Lukkedag) are handed in, so this stays pure."""

from datetime import date, timedelta

SIDSTE_STORE_BEDEDAG = 2023  # abolished by law from 2024
FASTE_HELLIGDAGE = {(1, 1), (12, 25), (12, 26)}
# Days from Easter Sunday: skærtorsdag, langfredag, påskedag, 2. påskedag, Kristi himmelfartsdag,
# pinsedag, 2. pinsedag.
FLYTTENDE_HELLIGDAGE = {-3, -2, 0, 1, 39, 49, 50}
STORE_BEDEDAG = 26


def paaskedag(aar):
    """Easter Sunday by the anonymous Gregorian algorithm."""
    gyldental, aarhundrede, rest = aar % 19, aar // 100, aar % 100
    skud = (aarhundrede - (aarhundrede + 8) // 25 + 1) // 3
    maane = (19 * gyldental + aarhundrede - aarhundrede // 4 - skud + 15) % 30
    ugedag = (32 + 2 * (aarhundrede % 4) + 2 * (rest // 4) - maane - rest % 4) % 7
    retning = (gyldental + 11 * maane + 22 * ugedag) // 451
    maaned, dag = divmod(maane + ugedag - 7 * retning + 114, 31)
    return date(aar, maaned, dag + 1)


def er_helligdag(dato):
    if (dato.month, dato.day) in FASTE_HELLIGDAGE:
        return True
    afstand = dato.toordinal() - paaskedag(dato.year).toordinal()
    if afstand == STORE_BEDEDAG:
        return dato.year <= SIDSTE_STORE_BEDEDAG
    return afstand in FLYTTENDE_HELLIGDAGE


def er_hverdag(dato, lukkedage=()):
    return dato.weekday() < 5 and not er_helligdag(dato) and dato not in lukkedage


def laeg_hverdage(dato, n, lukkedage=()):
    """The n-th hverdag after (n > 0) or before (n < 0) dato; dato itself need not be a hverdag."""
    if n == 0:
        raise ValueError("n må ikke være 0: den samme dag er ikke nødvendigvis en hverdag.")
    lukkede = frozenset(lukkedage)
    skridt = timedelta(days=1 if n > 0 else -1)
    mangler = abs(n)
    while mangler:
        dato += skridt
        mangler -= er_hverdag(dato, lukkede)
    return dato
