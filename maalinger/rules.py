"""Who may register a value, and who answers for a figure and its definition (31 §3)."""

from maalinger.querysets import leads
from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Rolle, Tilknytningsrolle

INDBERETTER = (Tilknytningsrolle.LEDER, Tilknytningsrolle.RAPPORTER, Tilknytningsrolle.BACK_OFFICE)


@predicate("observation.registrer")
def observation_registrer(user, serie):
    """The series' own indberetter; leder, rapporter and Back Office of its unit; the ejer's leder; HR-analyse."""
    if serie.indberetter_id == user.pk or Rolle.HR_ANALYSE in user.rettigheder.roller:
        return YES
    attached = user.tilknytninger.gaeldende().filter(afdeling=serie.afdeling_id, rolle__in=INDBERETTER).exists()
    if attached or leads(user).filter(afdeling=serie.noegletal.ejer_id).exists():
        return YES
    return no("Kun den, der indberetter til serien, og enhedens leder kan skrive en måling.")
