"""Rules of Opsætning, deputies and one's own profile."""

from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Rolle
from mso_portal.organisation.querysets import led_by


def er_administrator(user):
    """Say whether the person is administrator today."""
    return Rolle.ADMINISTRATOR in user.rettigheder.roller


@predicate("opsaetning.ret")
def opsaetning_ret(user, obj):
    """Administrators keep people, units, fora and days."""
    return YES if er_administrator(user) else no("Kun en administrator kan ændre opsætningen.")


@predicate("profil.ret")
def profil_ret(user, obj):
    """One's own settings and logins only; `obj` is the person."""
    return YES if obj in (None, user) else no("Kun personen selv kan ændre sin profil.")


@predicate("stedfortraedelse.opret")
def stedfortraedelse_opret(user, obj):
    """The person himself, his leader or an administrator names a deputy; `obj` is the person replaced."""
    if obj is None or obj == user or er_administrator(user) or led_by(user).filter(bruger=obj).exists():
        return YES
    return no("Kun personen selv, personens leder eller en administrator kan vælge stedfortræder.")
