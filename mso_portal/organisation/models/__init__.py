"""People, units over time, fora, memberships, deputies and roles (10 §1)."""

from mso_portal.organisation.models.afdeling import Afdeling, Afdelingsplacering, Enhedsskifte, Tilknytning
from mso_portal.organisation.models.bruger import Bruger, Personalias
from mso_portal.organisation.models.forum import Budgetperiode, Forum, Lukkedag, Medlemskab
from mso_portal.organisation.models.periode import Periode
from mso_portal.organisation.models.rolle import Adgang, Rettigheder, Rolletildeling, Stedfortraedelse

__all__ = [
    "Adgang",
    "Afdeling",
    "Afdelingsplacering",
    "Bruger",
    "Budgetperiode",
    "Enhedsskifte",
    "Forum",
    "Lukkedag",
    "Medlemskab",
    "Periode",
    "Personalias",
    "Rettigheder",
    "Rolletildeling",
    "Stedfortraedelse",
    "Tilknytning",
]
