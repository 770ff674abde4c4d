"""Answer what one owes a status, by reporting or by »uændret«, remind of it, and count what is there (21 §4)."""

from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from indsatser.beregning.perioder import naeste_slut
from indsatser.document.statusdata import BIDRAG
from indsatser.document.statusindberetning import besvaret
from indsatser.enums import Beloebsslags, Bidragsslags, Bidragssvar, Budgetart, Plantilstand
from indsatser.models import Beloeb, Kvartalsstatus, Statusbidrag
from indsatser.workflow.raekker import require_open
from indsatser.workflow.status import why_closed
from maalinger.models import Observation
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock, save
from mso_portal.organisation.models import Bruger, Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang
from mso_portal.vaerdier.hverdage import laeg_hverdage

BESVARET = "Bidraget er allerede besvaret."
MED_TAL = "En måling kan ikke være uændret. Indberet tallet, eller skriv, hvorfor det ikke kan opgøres."
INTET = "{} har svaret på det hele."
MINDET = "{} er allerede mindet om det. Du kan gøre det igen fra den {}."
REGNSKAB = (Beloebsslags.FORBRUG, Beloebsslags.PROGNOSE)


# What was reported: (moment, who), or None. A row that was reported twice counts from the first time.


def _since(bidrag):
    """The first moment of the day the round opens."""
    return datetime.combine(bidrag.status.runde.aabnes, time.min, DANSK_TID)


def _value(bidrag):
    """The period that ended last has its value, also »kan ikke opgøres«."""
    serie, dato = bidrag.metode.serie, bidrag.status.runde.statusdato
    newest = Observation.objects.gaeldende().indtil(dato).filter(serie=serie).order_by("periode_start").last()
    following = newest and naeste_slut(newest.periode_slut, serie.noegletal.frekvens)
    return (newest.registreret_den, newest.registreret_af) if following and following > dato else None


def _milestone(bidrag):
    row, since = bidrag.milepael, _since(bidrag)
    if forecast := row.prognoser.filter(oprettet_den__gte=since).order_by("pk").first():
        return forecast.oprettet_den, forecast.oprettet_af
    done = row.history.filter(history_date__gte=since, faktisk_dato__isnull=False)
    return _written(done.order_by("history_date", "history_id").first())


def _written(version):
    return version and (version.history_date, version.history_user)


def _delivery(bidrag):
    """Its state or its forecast has moved."""
    versions = bidrag.leverance.history.order_by("history_date", "history_id")
    moved = (
        after for before, after in pairwise(versions)
        if (before.tilstand, before.prognose_tekst) != (after.tilstand, after.prognose_tekst)
        and after.history_date >= _since(bidrag)
    )  # fmt: skip
    return _written(next(moved, None))


def _risk(bidrag):
    found = bidrag.risiko.vurderinger.filter(oprettet_den__gte=_since(bidrag)).order_by("pk").first()
    return found and (found.oprettet_den, found.oprettet_af)


def _point(bidrag):
    return (bidrag.punkt.lukket_den, bidrag.punkt.lukket_af) if bidrag.punkt.lukket_den else None


def _money(bidrag):
    """Both forbrug and prognose of the year, of each direkte post that anything is stated of."""
    status = bidrag.status
    dato = status.runde.statusdato
    rows = Beloeb.objects.filter(post__plan=status.plan, post__art=Budgetart.DIREKTE, aar=dato.year, pr_dato__lte=dato)
    rows = list(rows.order_by("pk"))
    new = {(row.post_id, row.slags): row for row in rows if row.oprettet_den >= _since(bidrag)}
    wanted = {(row.post_id, slags) for row in rows for slags in REGNSKAB}
    if not wanted or not wanted <= set(new):
        return None
    last = max((new[key] for key in wanted), key=lambda row: row.oprettet_den)
    return last.oprettet_den, last.oprettet_af


INDBERETTET = {
    Bidragsslags.MAALING: _value, Bidragsslags.MILEPAEL: _milestone, Bidragsslags.LEVERANCE: _delivery,
    Bidragsslags.RISIKO: _risk, Bidragsslags.OPFOELGNING: _point, Bidragsslags.OEKONOMI: _money,
}  # fmt: skip


@transaction.atomic
def settle(plan, **om):
    """Mark as opdateret what was reported since its round opened, in the name of who reported it.

    Each verb that reports calls it with what it is about (`milepael=row`); without, everything of the plan is looked
    at. A query when nothing waits.
    """
    waiting = Statusbidrag.objects.aabne().filter(status__plan=plan, **om).order_by("pk")
    held = Kvartalsstatus.objects.filter(pk__in=waiting.order_by().values("status")).order_by("pk")
    if not list(held.select_for_update()):  # whoever changes a bidrag holds its status
        return
    for bidrag in waiting.med_genstand().select_related("status__runde", "metode__serie__noegletal"):
        if found := INDBERETTET[bidrag.slags](bidrag):
            moment, person = found
            _answer(bidrag, Bidragssvar.OPDATERET, person or plan.tovholder, moment)


def _answer(bidrag, svar, by, moment):
    """Both names are kept when another answers than the one who owes it."""
    other = bidrag.ansvarlig_id is not None and bidrag.ansvarlig_id != by.pk
    bidrag.svar, bidrag.besvaret_den, bidrag.besvaret_af = svar, moment, by
    bidrag.paa_vegne_af = bidrag.ansvarlig if other else None
    save(bidrag, by)
    log_event("bidrag.svar", bidrag, by, til=svar, paa_vegne_af=bidrag.paa_vegne_af)


@transaction.atomic
def answer_unchanged(bidrag, *, by, noegle=None):
    """Say that nothing has changed, with person and time; None when `noegle` was used before.

    NotNow for what is answered, locked or of an ended plan, and for a measurement, which always has a value.
    """
    if noegle and not claim(noegle, by, "bidrag.svar"):
        return None
    status = lock(bidrag.status)
    bidrag = lock(bidrag)
    bidrag.status = status
    require(by, "bidrag.svar", bidrag)
    require_unanswered(bidrag)
    _answer(bidrag, Bidragssvar.UAENDRET, by, ur.nu())
    return bidrag


def require_unanswered(bidrag):
    """NotNow unless »uændret« can be said of it."""
    require_open(bidrag.status.plan)
    if bidrag.status.laast_den:
        versions = Kvartalsstatus.objects.nyeste().filter(plan=bidrag.status.plan_id, runde=bidrag.status.runde_id)
        raise NotNow(why_closed(versions.get()))
    if bidrag.status.er_forbi:
        raise NotNow(why_closed(bidrag.status))
    if bidrag.svar != Bidragssvar.MANGLER:
        raise NotNow(BESVARET)
    if bidrag.slags == Bidragsslags.MAALING:
        raise NotNow(MED_TAL)


@transaction.atomic
def remind(status, person, *, by, noegle=None):
    """Remind a person of all he still owes the status, in the next morning's overview; None when `noegle` was used.

    NotNow when he owes nothing, or was reminded since the last hverdag.
    """
    if noegle and not claim(noegle, by, "status.pind"):
        return None
    status = lock(status)
    require(by, "status.pind", status)
    rows = list(status.bidrag.aabne().filter(ansvarlig=person).order_by("pk"))
    if not rows:
        raise NotNow(INTET.format(person))
    _require_rested(rows, person)
    for bidrag in rows:
        bidrag.pindet_den, bidrag.pindet_af = ur.nu(), by
        save(bidrag, by)
    log_event("status.pind", status, by, antal=len(rows))
    return notify("bidrag.pind", person, [person], version=f"{status.pk}-{ur.i_dag()}")


def _require_rested(rows, person):
    last = max((one.pindet_den for one in rows if one.pindet_den), default=None)
    if last is None:
        return
    closed = Lukkedag.dage()
    again = laeg_hverdage(last.astimezone(DANSK_TID).date(), 1, closed)
    if ur.i_dag() < again:
        raise NotNow(MINDET.format(person, dato_lang(again)))


def stated_on(plan):
    """Return the day that amounts are stated of: the status date that has come of a status that waits for the money,
    else today. A query."""
    today = ur.i_dag()
    money = Statusbidrag.objects.aabne().filter(status__plan=plan, slags=Bidragsslags.OEKONOMI)
    dates = money.filter(status__runde__statusdato__lte=today).order_by("frist")
    return dates.values_list("status__runde__statusdato", flat=True).first() or today


def waiting_for(user):
    """Narrow to what the person shall answer to statuses of running plans."""
    return Statusbidrag.objects.aabne().mine(user).filter(status__plan__tilstand=Plantilstand.AKTIV)


# The kinds whose answers are counted while it is written (21 §4).
TALTE = (Bidragsslags.MAALING, Bidragsslags.MILEPAEL, Bidragsslags.LEVERANCE, Bidragsslags.OEKONOMI)


class Skyldigt(NamedTuple):
    """What is said of a bidrag where those of many statuses are told."""

    uuid: UUID
    slags: str
    svar: str
    pindet_den: datetime | None
    ansvarlig: Bruger | None


@dataclass(frozen=True)
class Taelling:
    """How many bidrag of a kind are answered, in words, and those that are not."""

    slags: str
    tekst: str
    mangler: tuple


@dataclass(frozen=True)
class Fuldstaendighed:
    """The counts that are printed, and every bidrag that is missing, also those of kinds nobody counts."""

    taellinger: tuple
    mangler: tuple

    @property
    def tekst(self):
        """The counts as one line."""
        return " · ".join(one.tekst for one in self.taellinger)


def completeness(status):
    """Return the Fuldstaendighed of a status; a query, none when its bidrag are prefetched."""
    prefetch_related_objects([status], BIDRAG)
    return _complete(list(status.bidrag.all()))


def completenesses(statusser):
    """Return {key: Fuldstaendighed} of the statuses, each bidrag as Skyldigt; two queries whatever their number."""
    rows = {one.pk: [] for one in statusser}
    known = list(Statusbidrag.objects.filter(status__in=rows).order_by("pk").values_list("status", *Skyldigt._fields))
    people = Bruger.objects.only("navn").in_bulk({person for *_, person in known})
    for status, *told, person in known:
        rows[status].append(Skyldigt(*told, people.get(person)))
    return {key: _complete(of) for key, of in rows.items()}


def _complete(rows):
    counts = [_count(slags, [one for one in rows if one.slags == slags]) for slags in TALTE]
    return Fuldstaendighed(tuple(one for one in counts if one), _missing(rows))


def _missing(rows):
    return tuple(one for one in rows if one.svar == Bidragssvar.MANGLER)


def _count(slags, rows):
    """None for a kind the plan has nothing of."""
    if not rows:
        return None
    missing = _missing(rows)
    return Taelling(slags, besvaret(slags, len(rows) - len(missing), len(rows)), missing)


def subject_of(bidrag):
    """Return what it is about, as people call it."""
    if bidrag.slags == Bidragsslags.MAALING:
        return bidrag.metode.definition.indikator.navn
    if bidrag.slags == Bidragsslags.OEKONOMI:
        return f"Forbrug og prognose for {bidrag.status.runde.statusdato.year}"
    return str(bidrag.genstand)
