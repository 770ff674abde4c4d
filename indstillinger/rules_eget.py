"""What a person may do to an import (10 §8) and to his saved views; `import.laes` is the twin of `visible_to`."""

from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Medlemsrolle


@predicate("import.opret")
def opret_import(user, obj):
    """Every active person may take in an old form."""
    return YES


@predicate("import.laes")
def laes_import(user, forsoeg):
    """The importer, and the sekretærer of the forum it is meant for: they review it together."""
    if forsoeg.af_id == user.pk or any(
        access.forum == forsoeg.forum_id and access.rolle == Medlemsrolle.SEKRETAER and access.ogsaa_lukkede
        for access in user.rettigheder.medlemskaber
    ):
        return YES
    return no("Du har ikke adgang til importen.")


@predicate("import.bekraeft")
def bekraeft_import(user, forsoeg):
    """The paper becomes the importer's, so nobody else makes it, or throws the form away."""
    if forsoeg.af_id == user.pk:
        return YES
    return no(f"Kun den, der har hentet filen ind, kan gøre det. Kontakt {forsoeg.af}.")


@predicate("visning.gem")
def gem_visning(user, obj):
    """Everybody keeps views of what he may read; each use reads the list anew."""
    return YES


@predicate("visning.fjern")
def fjern_visning(user, visning):
    """One's own only."""
    return YES if visning.bruger_id == user.pk else no("Du kan kun fjerne dine egne visninger.")
