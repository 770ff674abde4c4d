"""The rounds of a rhythm: made a year ahead, given a meeting, moved, cancelled (21 §3)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from indsatser.beregning.runder import frister, statusdato_for, statusdatoer, tidligste_moede
from indsatser.enums import Rundetilstand, Rytmeart, Statustilstand
from indsatser.models import Rapporteringsrytme, Statusbidrag
from indsatser.workflow.raekker import keep, keep_new
from indsatser.workflow.runde import beside, columns_of, new_round, pass_on, require_after
from indsatser.workflow.statusaabning import in_holidays, may_open, open_round
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import Transition, claim, lock, perform, save
from mso_portal.organisation.models import Bruger, Lukkedag
from mso_portal.vaerdier.datoer import antal, dag_maaned, dato_lang
from mso_portal.vaerdier.hverdage import er_hverdag

T = Rundetilstand
FREM = timedelta(days=365)
BEGRUNDELSE = 10
RYTMEN_SLUTTER = "Rytmen slutter"  # why a planned round is cancelled that lies after its rhythm's last day
FASTE = ("forum", "art", "interval", "anker")  # of a rhythm: its rounds follow from them
RAEKKEFOELGE = (
    ("statusdato", "Statusdatoen"), ("bidragsfrist", "Bidragsfristen"), ("tekstfrist", "Tekstfristen"),
    ("godkendelsesfrist", "Godkendelsesfristen"), ("laasefrist", "Låsefristen"), ("moededato", "Mødet"),
)  # fmt: skip


# Made a year ahead


@transaction.atomic
def make_rounds(rytme, dag=None):
    """Return the new rounds of a running rhythm for the year after the day (today): those that are there stay, and a
    date that the round before it was moved past has none."""
    dag = dag or ur.i_dag()
    rytme, slut = lock(rytme), min(rytme.aktiv_til or dag + FREM, dag + FREM)
    there = dict(rytme.runder.order_by("planlagt_dato").values_list("planlagt_dato", "statusdato"))
    wanted = [one for one in statusdatoer(rytme, dag, slut) if one not in there]
    free = [one for one in wanted if all(moved < one for planned, moved in there.items() if planned < one)]
    return [new_round(rytme, one, rytme.oprettet_af) for one in free]


def make_all_rounds(dag):
    """Make the rounds of every rhythm that runs on the day."""
    running = Rapporteringsrytme.objects.filter(Q(aktiv_til=None) | Q(aktiv_til__gte=dag))
    for rytme in running.order_by("pk"):
        make_rounds(rytme, dag)


@transaction.atomic
def add_round(rytme, statusdato, *, by, noegle=None):
    """Return the round of a typed status date, of a rhythm whose dates are agreed one by one; None for a used key."""
    if noegle and not claim(noegle, by, "runde.opret"):
        return None
    rytme = lock(rytme)
    require(by, "rytme.ret", rytme)
    require_typed(rytme)
    if rytme.runder.filter(planlagt_dato__gte=statusdato).exists():
        raise ValidationError({"statusdato": "Der er allerede en runde den dag eller senere. Vælg en senere dag."})
    return _open_if_due(new_round(rytme, statusdato, by), by)


def require_typed(rytme):
    """NotNow for a rhythm whose rounds the portal makes, or that has ended."""
    if rytme.art != Rytmeart.DATOER:
        raise NotNow("Portalen laver selv rytmens runder.")
    if rytme.aktiv_til and rytme.aktiv_til < ur.i_dag():
        raise NotNow("Rytmen er slut.")


# Their dates


def too_early(rytme, S, moededato, lukkedage):
    """Return the sentence with the ways out when a meeting leaves no time to write, or ""."""
    first = tidligste_moede(S, rytme, lukkedage)
    if moededato >= first:
        return ""
    between = sum(er_hverdag(S + timedelta(days=n), lukkedage) for n in range(1, (moededato - S).days + 1))
    earlier = statusdato_for(S, moededato, rytme, lukkedage)
    return (
        f"Mødet ligger kun {antal(between)} {'hverdag' if between == 1 else 'hverdage'} efter statusdatoen "
        f"{dato_lang(S)}. Brug statusdatoen {dato_lang(earlier)}, forkort fristerne, eller vælg et møde fra den "
        f"{dag_maaned(first)}."
    )


@transaction.atomic
def set_meeting(runde, *, by, moededato, moede=None, statusdato=None, tidligere=False, **more):
    """Give the round its meeting, in the portal or outside it, and the frister between its status date and that.

    ValidationError with the three ways out when the meeting leaves no time to write; with `tidligere` the status date
    moves back so that it does.
    """
    lukkedage, S = Lukkedag.dage(), statusdato or runde.statusdato
    if moededato and (message := too_early(runde.rytme, S, moededato, lukkedage)):
        if not tidligere:
            raise ValidationError({"moededato": message})
        S = statusdato_for(S, moededato, runde.rytme, lukkedage)
    dates = columns_of(frister(S, moededato, runde.rytme, lukkedage))
    return move(runde, by=by, moede=moede, moededato=moededato, statusdato=S, **dates, **more)


@transaction.atomic
def move(runde, *, by, version=None, noegle=None, grund="", **felter):
    """Set dates of a round, and its Moede; returns it, or None for a used `noegle`. The next round's period follows;
    who still owes something to an open one is told.

    ValidationError by field for dates out of order, or for an open round without a reason.
    """
    if noegle and not claim(noegle, by, "runde.ret"):
        return None
    runde = lock(runde)
    require(by, "runde.ret", runde)
    require_movable(runde, version)
    if runde.tilstand == T.AABEN and len(grund.strip()) < BEGRUNDELSE:
        raise ValidationError({"grund": "Skriv, hvorfor fristerne flyttes (mindst 10 tegn)."})
    if felter.get("statusdato", runde.statusdato) != runde.statusdato:
        _require_unbound(runde)
    for name, value in felter.items():
        setattr(runde, name, value)
    _require_own(runde)
    _require_order(runde)
    runde.full_clean()
    runde._change_reason = grund.strip() or None
    save(runde, by)
    log_event("runde.ret", runde, by, felter=sorted(felter))
    pass_on(runde, by)
    if runde.tilstand == T.AABEN:
        _follow(runde, by)
        notify("runde.flyttet", runde, _owing(runde), by=by)
    return _open_if_due(runde, by)


def _open_if_due(runde, by):
    """A round whose day has come opens at once, not in the next morning."""
    is_due = runde.tilstand == T.PLANLAGT and runde.aabnes <= ur.i_dag() and may_open(runde)
    return open_round(runde, by) if is_due else runde


def require_movable(runde, version=None):
    """NotNow for a round that has ended or is cancelled, or that somebody changed since `version`."""
    if runde.tilstand not in (T.PLANLAGT, T.AABEN):
        raise NotNow(f"Runden er {runde.get_tilstand_display().lower()} og kan ikke ændres.")
    if version is not None and int(version) != runde.version:
        raise NotNow("Runden er ændret, siden du åbnede den. Gå tilbage, og læs den igen.")


def _require_unbound(runde):
    """What is approved counts to the status date it was approved with."""
    if runde.statusser.filter(tilstand__in=(Statustilstand.GODKENDT, Statustilstand.LAAST)).exists():
        raise ValidationError({"statusdato": "En status i runden er godkendt, så statusdatoen kan ikke flyttes."})


def _require_own(runde):
    if runde.moede and (runde.moede.forum_id, runde.moede.dato) != (runde.forum_id, runde.moededato):
        raise ValidationError({"moede": f"Mødet er {runde.moede}. Vælg et af forummets møder og dets dato."})


def _require_order(runde):
    """Dates follow each other within the round, and its status date those of the rounds before and after."""
    if runde.aabnes >= runde.statusdato:
        raise ValidationError({"aabnes": "Runden skal åbne før statusdatoen."})
    days = [(name, label, getattr(runde, name)) for name, label in RAEKKEFOELGE if getattr(runde, name)]
    for (_, before, first), (name, label, day) in pairwise(days):
        if day < first:
            raise ValidationError(
                {name: f"Fristerne skal ligge i rækkefølge. {label} {dag_maaned(day)} ligger før "
                       f"{before.lower()} {dag_maaned(first)}."}
            )  # fmt: skip
    earlier, later = beside(runde)
    require_after(earlier, runde.statusdato)
    if later and runde.statusdato >= later.statusdato:
        raise ValidationError({"statusdato": f"Statusdatoen skal ligge før den næste, {dato_lang(later.statusdato)}."})


def _missing(runde):
    """What of the round may still be answered: a locked status asks nobody."""
    return Statusbidrag.objects.aabne().filter(status__runde=runde).order_by("pk")


def _owing(runde):
    """Return the people who still owe something to the round."""
    return Bruger.objects.filter(pk__in=_missing(runde).order_by().values("ansvarlig")).order_by("pk")


def _follow(runde, by):
    """The frist of what is still missing moves with the round's."""
    for bidrag in _missing(runde).exclude(frist=runde.bidragsfrist).select_related("status"):
        bidrag.frist = runde.bidragsfrist
        save(bidrag, by)


# Held in the holidays, or not at all


def _in_holidays(runde):
    return YES if in_holidays(runde) else no("Runden ligger ikke i ferien.")


def _unconfirmed(runde):
    return no("Det er allerede bekræftet.") if runde.ferie_bekraeftet_den else _in_holidays(runde)


def _cancel(runde, by, grund="", **data):
    if len(grund.strip()) < BEGRUNDELSE:
        raise ValidationError({"grund": "Skriv, hvorfor runden aflyses (mindst 10 tegn)."})
    runde.aflyst_grund = grund.strip()
    notify("runde.aflyst", runde, _owing(runde), by=by)


def _take_up(runde, by, **data):
    runde.aflyst_grund = ""


def _nothing_locked(runde):
    locked = runde.statusser.filter(laast_den__isnull=False).exists()
    return no("En status i runden er låst, så runden kan ikke aflyses.") if locked else YES


CONFIRM = Transition(
    "bekraeft_ferie", "Hold runden i ferien", "runde.ret", (T.PLANLAGT,), when=_unconfirmed,
    stamps=("ferie_bekraeftet",), done="Runden bliver holdt, selv om den ligger i ferien.",
    effects_text=("Runden åbner på sin dag, selv om en af datoerne ligger i en ferieuge.",),
)  # fmt: skip
CANCEL = Transition(
    "aflys", "Aflys runde", "runde.aflys", (T.PLANLAGT, T.AABEN), T.AFLYST, when=_nothing_locked, effect=_cancel,
    stamps=("aflyst",), done="Runden er aflyst.",
    effects_text=("Ingen skal svare, og der bliver ingen status for runden.",),
)  # fmt: skip
TRANSITIONS = (CONFIRM, CANCEL)


def confirm_holiday(runde, *, by, **data):
    """Let a round with a date in a ferieuge open on its day, at once when that has come."""
    runde = perform(CONFIRM, runde, by=by, **data)
    return runde and _open_if_due(runde, by)


@transaction.atomic
def cancel(runde, *, by, grund, **data):
    """Cancel a round in which nothing is locked, with the reason; the next round takes over its period, and who still
    owes something is told."""
    runde = perform(CANCEL, runde, by=by, grund=grund, **data)
    if runde:
        pass_on(runde, by)
    return runde


# Rhythms


@transaction.atomic
def create_rhythm(forum, *, by, noegle=None, **felter):
    """Return a new rhythm of the forum with its rounds, or None for a used `noegle`. ValidationError by field."""
    if noegle and not claim(noegle, by, "rytme.opret"):
        return None
    require(by, "rytme.opret", forum)
    rytme = keep_new(Rapporteringsrytme(forum=forum, **felter), by)
    make_rounds(rytme)
    return rytme


# By who keeps the rhythm, which an administrator may do as well.
END = replace(CANCEL, name="slut", rule="rytme.ret", sources=(T.PLANLAGT,))
RESUME = Transition(
    "genoptag", "Genoptag runde", "rytme.ret", (T.AFLYST,), T.PLANLAGT, effect=_take_up, clears=("aflyst",)
)


@transaction.atomic
def edit_rhythm(rytme, *, by, version=None, noegle=None, **felter):
    """Return the rhythm with these fields. The rounds that are made keep their dates, but those planned after its last
    day are cancelled, and planned again when that day is moved. NotNow for what its rounds follow from."""
    if noegle and not claim(noegle, by, "rytme.ret"):
        return None
    rytme = lock(rytme)
    require(by, "rytme.ret", rytme)
    if version is not None and int(version) != rytme.version:
        raise NotNow("Rytmen er ændret, siden du åbnede den. Gå tilbage, og læs den igen.")
    if any(name in felter and felter[name] != getattr(rytme, name) for name in FASTE):
        raise NotNow("Rytmens runder er planlagt. Afslut rytmen, og opret en ny.")
    rytme = keep(rytme, by, **felter)
    _resume(rytme, by)
    if rytme.aktiv_til:
        _end_after(rytme, by)
    return rytme


def _end_after(rytme, by):
    rounds = rytme.runder.filter(tilstand=T.PLANLAGT, planlagt_dato__gt=rytme.aktiv_til)
    for runde in rounds.order_by("planlagt_dato"):
        perform(END, runde, by=by, grund=f"{RYTMEN_SLUTTER} {dato_lang(rytme.aktiv_til)}.")


def _resume(rytme, by):
    """Plan again what was only cancelled because the rhythm was to end before it."""
    ended = rytme.runder.filter(tilstand=T.AFLYST, aflyst_grund__startswith=RYTMEN_SLUTTER, aabnes__gte=ur.i_dag())
    for runde in ended.filter(planlagt_dato__lte=rytme.aktiv_til or date.max).order_by("planlagt_dato"):
        pass_on(perform(RESUME, runde, by=by), by)
