"""Read what was frozen, and prove that it is what was frozen (21 §6)."""

import logging

from indsatser.document.statusberegning import beregn_status
from indsatser.models import Rundeudgave, Statusuddrag, Statusudgave
from indstillinger.models.indhold import digest
from mso_portal.motor.rules import Unproven

UBEKRAEFTET = "Den låste status kan ikke bekræftes. Kontakt systemadministrator."


def edition(status):
    """Return the Statusudgave of a locked status, as `proven`; a query."""
    return proven(status.udgave, status.data_sha256)


def proven(udgave, sha256=None):
    """Return an edition of any kind. Unproven, with an error in the application log, when its data is another than what
    was frozen; `sha256` is what is known of it from elsewhere."""
    if not _is_whole(udgave, sha256):
        logging.getLogger("mso.status").error("udgave %s kan ikke bekræftes", udgave.uuid)
        raise Unproven(UBEKRAEFTET)
    return udgave


def _is_whole(udgave, sha256=None):
    return digest(udgave.data) == udgave.data_sha256 == (sha256 or udgave.data_sha256)


def unproven():
    """Yield every edition whose data is another than what was frozen, or computes to something else; all are read."""
    for one in Statusudgave.objects.select_related("status__plan").order_by("pk").iterator(chunk_size=20):
        if not (_is_whole(one, one.status.data_sha256) and beregn_status(one.data) == one.data["beregnet"]):
            yield one
    for kind in (Rundeudgave, Statusuddrag):
        yield from (one for one in kind.objects.order_by("pk").iterator(chunk_size=20) if not _is_whole(one))
