"""What the minutes begin with: a row for each point asked, who approves them, and the list of who came."""

from django.db.models import Q

from indstillinger.models import Fremmoede, Indstillingsversion, Referat, Referatpunkt
from indstillinger.models.dagsordenslinjer import med_udsendt
from indstillinger.tjek import tekst
from indstillinger.tjek.papir import Papir
from indstillinger.workflow.referat import choose_godkender
from mso_portal.motor import ur
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.models import Bruger, Medlemskab

SIDDER_MED = (Medlemsrolle.MEDLEM, Medlemsrolle.MOEDELEDER)


def begin_minutes(moede, by):
    """Make Referat 1 as kladde with its rows, and the attendance of those who belong to the meeting."""
    people = members(moede)
    referat = Referat(moede=moede, nr=1, godkender=choose_godkender(moede), oprettet_den=ur.nu(), oprettet_af=by)
    referat._history_user = by
    referat.save()
    for punkt, version in _sent(moede):
        _rows(referat, punkt, version, by)
    for person in people:
        row = Fremmoede(moede=moede, bruger=person)
        row._history_user = by
        row.save()
    return referat


def members(moede):
    """Return who sits in the forum on the day, and who leads this meeting, by name; one query."""
    seats = Medlemskab.objects.gaeldende(moede.dato).filter(forum=moede.forum_id, rolle__in=SIDDER_MED)
    found = Bruger.objects.filter(Q(pk__in=seats.order_by().values("bruger")) | Q(pk=moede.moedeleder_id))
    return list(found.order_by("sortering", "pk"))


def _sent(moede):
    """Return [(punkt, sent version)] of the papers that are still to be treated, in order; two queries."""
    items = list(med_udsendt(moede.punkter.aabne().filter(indstilling__isnull=False)).order_by("raekkefoelge"))
    versions = Indstillingsversion.objects.in_bulk([one.sendt_version_id for one in items if one.sendt_version_id])
    return [(one, versions[one.sendt_version_id]) for one in items if one.sendt_version_id]


def _rows(referat, punkt, version, by):
    asked = unclear(version)
    points = [row for row in version.indhold["raekker"]["beslutningspunkt"]["raekker"]
              if row["felter"]["tekst"]["vaerdi"].strip()]  # fmt: skip
    for nr, row in enumerate(points, 1):
        felter = row["felter"]
        made = Referatpunkt(
            referat=referat, punkt=punkt, slags="besluttet", raekkefoelge=nr, beslutningspunkt_uuid=row["uuid"],
            foreslaaet=felter["tekst"]["vaerdi"], punktslags=felter["slags"]["raa"],
            er_spoergsmaal=row["uuid"] in asked,
        )  # fmt: skip
        made._history_user = by
        made.save()


def unclear(version):
    """Return the uuids of points that are questions or say nothing to adopt (A1, A2), read from the frozen text."""
    papir = Papir(version.indhold, None)
    found = [path for check in (tekst.spoergsmaal, tekst.uden_beslutning) for path, _ in check(papir)]
    return {path.split(":")[1] for path in found}
