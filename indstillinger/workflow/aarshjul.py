"""The årshjul of a forum: what comes round, and what became of it in a year (11 §9)."""

from django.db import IntegrityError, transaction
from django.db.models import Q

from indstillinger.beregning import aarshjul as beregning
from indstillinger.models import Aarshjulspunkt, Aarshjulsvalg
from indstillinger.models.felttekst import text_of
from indstillinger.workflow.opret import create
from indstillinger.workflow.skriv import write
from mso_portal.motor import ur
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock
from mso_portal.organisation.workflow.skriv import edit as write_fields

FELTER = ("titel", "maaned", "uge", "hvert_aar", "foerste_aar", "formular", "ansvarlig", "varsel_uger", "note")
TAGET = "Punktet er allerede taget for det år."


def visible(user):
    """Return the items of fora the person belongs to, and those he answers for."""
    fora = [one.forum for one in user.rettigheder.medlemskaber]
    rows = Aarshjulspunkt.objects.filter(Q(forum__in=fora) | Q(ansvarlig=user))
    return rows.select_related("forum", "ansvarlig").order_by("maaned", "uge", "pk")


def add(forum, *, by, noegle=None, **felter):
    """Add an item to the årshjul of a forum; None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "aarshjul.rediger"):
            return None
        require(by, "aarshjul.rediger", forum)
        row = Aarshjulspunkt(forum=forum, **_known(felter))
        row._history_user = by
        row.save()
        log_event("aarshjul.opret", row, by)
    return row


def edit(punkt, *, by, stand=None, **felter):
    """Write fields of an item, unless it has moved on since `stand`; what was taken in earlier years stays."""
    require(by, "aarshjul.rediger", punkt.forum)
    with transaction.atomic():
        return write_fields(punkt, "aarshjul.rediger", by, _known(felter), stand)


def delete(punkt, *, by):
    """Take an item out of the årshjul for good; only one that was never taken or dropped."""
    with transaction.atomic():
        row = lock(punkt)
        require(by, "aarshjul.rediger", row.forum)
        if row.valg.exists():
            raise NotNow("Punktet er brugt i et år og kan ikke slettes.")
        log_event("aarshjul.slet", row, by)
        row._history_user = by
        row.delete()


def _known(felter):
    if unknown := set(felter) - set(FELTER):
        raise TypeError(f"not a field of an item of the årshjul: {sorted(unknown)}")
    return felter


def draft(punkt, aar, *, by, oensket_moede=None, noegle=None):
    """Make a kladde of the year's item, written by whoever asks with the ansvarlig as medforfatter. Returns the
    paper, or None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "aarshjul.tag"):
            return None
        row = _choosing(punkt, aar, by)
        paper = create(row.forum, row.titel, by=by, formular=row.formular, oensket_moede=oensket_moede)
        if row.ansvarlig_id != by.pk:
            _share(paper, row.ansvarlig, by)
        _choose(row, aar, by, indstilling=paper)
    return paper


def _share(paper, ansvarlig, by):
    was = fingerprint(text_of(paper, "medforfattere"))
    write(paper, {"medforfattere": Change(str(ansvarlig.pk), was)}, by=by, explicit=True)


def skip(punkt, aar, grund, *, by, noegle=None):
    """Let the item pass this year, with a reason; None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "aarshjul.tag"):
            return None
        row = _choosing(punkt, aar, by)
        if not grund.strip():
            raise NotNow("Skriv, hvorfor punktet springes over.")
        return _choose(row, aar, by, grund=grund.strip()[:500])


def _choosing(punkt, aar, by):
    row = lock(punkt)
    require(by, "aarshjul.tag", row)
    if not beregning.falls_in(aar, row.foerste_aar, row.hvert_aar):
        raise NotNow(f"Punktet falder ikke i {aar}.")
    if row.valg.filter(aar=aar).exists():
        raise NotNow(TAGET)
    return row


def _choose(row, aar, by, **valg):
    try:
        with transaction.atomic():
            made = Aarshjulsvalg.objects.create(
                aarshjulspunkt=row, aar=aar, oprettet_den=ur.nu(), oprettet_af=by, **valg
            )
    except IntegrityError:
        raise NotNow(TAGET) from None
    log_event("aarshjul.tag", row, by, til="kladde" if "indstilling" in valg else "sprunget_over", aar=aar)
    return made


def due(rows, today):
    """Return [(item, year, day)] that have been announced by `today` and neither taken nor dropped, soonest first.

    Looks at last year too: an item not taken stays until it is dropped. One query for the choices.
    """
    taken = set(Aarshjulsvalg.objects.filter(aarshjulspunkt__in=rows).order_by("pk")
                .values_list("aarshjulspunkt", "aar"))  # fmt: skip
    found = [
        (row, aar, beregning.first_day(aar, row.maaned, row.uge)) for row in rows
        for aar in (today.year - 1, today.year, today.year + 1)
        if (row.pk, aar) not in taken and beregning.falls_in(aar, row.foerste_aar, row.hvert_aar)
        and beregning.reminder_day(aar, row.maaned, row.uge, row.varsel_uger) <= today
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one[2], one[0].pk))
