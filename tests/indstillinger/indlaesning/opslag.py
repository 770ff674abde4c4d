"""What the tests look names up in, and forms made of lines."""

from datetime import date

from indstillinger.indlaesning import Opslag, laes_blokke
from mso_portal.vaerdier.sortering import fold

PERSONER = {"Signe Sagsbehandler": 1, "Sanne Sagsbehandler": 2, "Leif Leder": 3, "Lone Leder": 4}
FORA = {"CT": 10, "OC": 11, "Rådmandsmøde": 12, "HMU": 13, "Styregruppe for besjæling": 14, "BES": 14}
AFDELINGER = {"HR": 20, "Strategi & Udvikling": 21}
LEDER_AF_HR = {20: 4}
FOLDEDE = {fold(navn): pk for navn, pk in PERSONER.items()}
OPSLAG = Opslag(
    find_person=lambda navn: FOLDEDE.get(fold(navn)),
    fora=FORA,
    afdelinger=AFDELINGER,
    leder_af=LEDER_AF_HR.get,
    reference=date(2020, 5, 29),
)

# The least a form has to hold to be known as one.
HOVED = ["Titlen", "Sagsbehandler: Signe Sagsbehandler", "Ansvarlig leder: Lone Leder, HR", "Chefmøde 29. maj 2020"]
HOVED += ["Kommunikation: Et brev.", "Baggrund", "Om sagen."]


def raa(tekst, liste="", niveau=0, celle=()):
    """Return a block as the child delivers it."""
    return {"stykker": [[tekst, False, False]], "liste": liste, "niveau": niveau, "celle": list(celle)}


def raekke(*celler, nr=0, tabel=1):
    """Return a row of a table as blocks."""
    return [raa(tekst, celle=[[tabel, nr, kolonne]]) for kolonne, tekst in enumerate(celler)]


def laes(*linjer, hoved=HOVED):
    """Return the Laesning of a form: the head, then lines of text or blocks."""
    return laes_blokke([one if isinstance(one, dict) else raa(one) for one in [*hoved, *linjer]], OPSLAG)


def vaerdier(laesning, felt):
    """Return the values of a field, row by row."""
    return [one.vaerdi for one in laesning.felter if one.felt == felt]


def aarsager(laesning, *felter):
    """Return {(field, row): reason} of what is marked, of all fields or the named."""
    marked = laesning.marks
    return {(one.felt, one.raekke): one.aarsag for one in marked if not felter or one.felt in felter}


def fingeraftryk(laesning):
    """Return what must be the same whatever type of file the form came in."""
    return [(one.felt, one.raekke, one.raatekst, one.vaerdi, one.aarsag) for one in laesning.felter]
