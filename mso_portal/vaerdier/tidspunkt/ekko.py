"""What the field says back: the reading, or why there is none. Nothing here blocks saving."""

from datetime import date

from ..datoer import dato_lang, periode, ugedag
from ..enums import Praecision as P
from . import led as ledlaesning
from .laesning import laes, normalise, splits
from .led import Ulaeselig

STAAR = "Teksten står, som du skrev den."
BESKEDER = {
    "gentagelse": "Det er en gentagelse. Skriv første gang her.",
    "ikke_en_dato": f"Det er ikke en dato. {STAAR}",
    "jul_punktum": "»jul.« kan være jul eller juli.",
    "upraecis": "Det er for løst til en dato. Skriv en måned eller et kvartal, fx 1. kvartal 2020.",
    "ulaeselig": f"Det kan ikke læses som et tidspunkt. {STAAR}",
}
BESTEMT = {"forår": "foråret", "efterår": "efteråret", "sommer": "sommeren", "vinter": "vinteren"}
# Only texts with both years written can run backwards, so any reference does.
UDEN_BETYDNING = date(2020, 1, 1)


def ekko(tidspunkt):
    """ "" for an empty text."""
    if not tidspunkt.tekst:
        return ""
    if tidspunkt.praecision != P.FRITEKST:
        return _laest(tidspunkt)
    if tidspunkt.raad == "findes_ikke":
        return f"{tidspunkt.tekst} findes ikke. {STAAR}"
    if tidspunkt.raad == "omvendt":
        rettet = _rettet_led(tidspunkt.tekst)
        return f"Perioden går baglæns. Mente du {rettet[1]}?" if rettet else f"Perioden går baglæns. {STAAR}"
    return BESKEDER.get(tidspunkt.raad, BESKEDER["ulaeselig"])


def _laest(tidspunkt):
    if tidspunkt.praecision == P.SENEST:
        laest = f"senest {dato_lang(tidspunkt.slut)}"
    elif tidspunkt.praecision == P.TIDLIGST:
        laest = f"tidligst {dato_lang(tidspunkt.start)}"
    else:
        laest = f"{periode(tidspunkt.start, tidspunkt.slut)} ({P(tidspunkt.praecision).label})"
    gaet = " – året er gættet ud fra mødet" if tidspunkt.aar_udledt else ""
    return f"Læst som {laest}{gaet}.{_ugedag(tidspunkt)}"


def _ugedag(tidspunkt):
    if tidspunkt.raad != "ugedag":
        return ""
    if tidspunkt.praecision == P.DAG:
        return f" {dato_lang(tidspunkt.start)} er en {ugedag(tidspunkt.start)}."
    return " Ugedagen passer ikke med datoen."


def forslag(tidspunkt):
    """The whole text with the last year moved so that it runs forwards; "" without a suggestion."""
    rettet = tidspunkt.raad == "omvendt" and _rettet_led(tidspunkt.tekst)
    return " – ".join(rettet) if rettet else ""


def _rettet_led(tekst):
    """(first, last) expression with the last one's year put right, or None."""
    for fra, til, _ in splits(normalise(tekst)[1]):
        foerste, anden = _laes_led(fra), _laes_led(til)
        if foerste and anden and foerste.aar and anden.aar:
            return _flyt(fra.strip(), til.strip(), foerste.aar, anden.aar)
    return None


def _flyt(fra, til, foerste, anden):
    for nyt in (anden + 1, foerste, foerste + 1):
        rettet = " ".join(BESTEMT.get(ord, ord) for ord in til.replace(str(anden), str(nyt)).split())
        if laes(f"{fra} – {rettet}", UDEN_BETYDNING).praecision == P.INTERVAL:
            return fra, rettet
    return None


def _laes_led(tekst):
    try:
        return ledlaesning.read(tekst)
    except Ulaeselig:
        return None
