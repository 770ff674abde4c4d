"""Who may be given a stored document of a meeting (11 §4): whoever may read every part of it today."""

from indstillinger.models.dokumentadgang import may_be_given
from indstillinger.rules_moede import byg
from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Rolle

HIDDEN = "Du har ikke adgang til dokumentet."


@predicate("dokument.laes")
def laes(user, document):
    """Before it is sent, only who builds the agenda and the revisor; queries."""
    if document.laast_den is None and not _prepares(user, document):
        return no(HIDDEN)
    return YES if may_be_given(user, document) else no(HIDDEN)


def _prepares(user, document):
    if document.udsendelse_id is None:
        return False
    return Rolle.REVISOR in user.rettigheder.roller or bool(byg(user, document.udsendelse.moede))
