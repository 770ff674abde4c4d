"""All delreferater of a meeting at once, for who passes them on to the cases they belong to."""

from tempfile import TemporaryFile

from django.http import FileResponse
from django.views.decorators.http import require_GET

from indstillinger.arkiv.pakke import store
from indstillinger.enums_moede import Dokumenttype, Referattilstand
from indstillinger.models.dokumentadgang import documents_for
from indstillinger.views.arkiv import moede_af
from indstillinger.views.dokument import _things
from mso_portal.motor.access import rule
from mso_portal.motor.enkeltvis import one_at_a_time
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow

IKKE_GODKENDT = "Referatet er ikke godkendt endnu. Delreferaterne bliver dannet, når det er."
DANNES = "Delreferaterne bliver dannet. Prøv igen om lidt."
INGEN = "Der er ingen delreferater, som du kan hente."


@rule("moede.arkiv", moede_af)
@require_GET
@one_at_a_time
def hent(request, moede):
    """The delreferater of the newest godkendte minutes that the person may be given today; an item he may not read
    is absent, and a name tells meeting and number alone."""
    found = of_newest(request.user, moede)
    seen(request, "fil", *found, *dict.fromkeys(thing for one in found for thing in _things(one)))
    stream = TemporaryFile()  # noqa: SIM115 – Django closes it with the answer
    store(stream, {one.filnavn: one.fil for one in found})
    stream.seek(0)
    name = f"{moede.noegle}-delreferater-{found[0].referat.nr}.zip"
    return FileResponse(stream, as_attachment=True, filename=name, content_type="application/zip")


def of_newest(user, moede):
    """Return the person's delreferater of the newest godkendte minutes by item; NotNow says why there are none."""
    newest = moede.referater.filter(tilstand=Referattilstand.GODKENDT).order_by("-nr").first()
    if newest is None:
        raise NotNow(IKKE_GODKENDT)
    filed = newest.dokumenter.filter(laast_den__isnull=False)
    if not filed.exists():
        raise NotNow(DANNES)
    found = [one for one in documents_for(user, moede) if one.referat_id == newest.pk]
    found = [one for one in found if one.slags == Dokumenttype.DELREFERAT]
    if not found:
        raise NotNow(INGEN)
    return sorted(found, key=lambda one: one.punkt.raekkefoelge)
