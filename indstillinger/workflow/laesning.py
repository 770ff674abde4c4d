"""Reading as an act: "Læst" is pressed, never guessed, and seen by the reader alone (40 §7.1)."""

from django.db import transaction

from indstillinger.models import Laesning
from mso_portal.motor import ur
from mso_portal.motor.rules import require


def mark_read(udsendelsespunkt, *, by):
    """Note that the person has read what was sent; pressed twice it is noted once. Returns the Laesning.

    No event: the log is read by others, and who has read what is nobody's but the reader's.
    """
    require(by, "punkt.laes", udsendelsespunkt.punkt)
    with transaction.atomic():
        return Laesning.objects.get_or_create(
            bruger=by, udsendelsespunkt=udsendelsespunkt, defaults={"laest_den": ur.nu()}
        )[0]
