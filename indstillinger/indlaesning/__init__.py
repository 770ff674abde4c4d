"""Reading of the older forms: from the bytes of a file to fields with the span each came from (10 §8).

    laes_fil(indhold, navn, opslag=Opslag()) -> Laesning        Afvist(besked) for what cannot be read
    kilden_viser(raatekst) -> "aaben", "lukket" or ""           the tick in the source of the field "aabenhed"

No database and no model: persons, fora and afdelinger come in with the Opslag (`register.opslag` makes a real one).
"""

from indstillinger.indlaesning.afkrydsning import kilden_viser
from indstillinger.indlaesning.fil import Afvist, laes_blokke, laes_fil
from indstillinger.indlaesning.laesning import Felt, Laesning, Opslag

__all__ = ["Afvist", "Felt", "Laesning", "Opslag", "kilden_viser", "laes_blokke", "laes_fil"]
