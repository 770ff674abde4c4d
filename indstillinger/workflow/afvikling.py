"""Verbs of the meeting while it is held: start and end, each item's fate, who came (11 §2, §3)."""

from dataclasses import replace

from django.db import transaction

from indstillinger.enums_moede import Fravaersgrund, Fremmoedestatus, Moedetilstand, Punkttilstand
from indstillinger.models import Dagsordenspunkt, Fremmoede, Moede, Punktfravaer, Referat
from indstillinger.modtagere import forfattere, leder
from indstillinger.workflow.referatstart import begin_minutes
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import Transition, lock, perform
from mso_portal.organisation.models import Bruger

IKKE_I_GANG = "Mødet er ikke i gang."
MAKS_GAESTER = 20


def _is_sent(moede, **data):
    if moede.punkter.filter(nummer__isnull=False).exists():
        return YES
    return no("Dagsordenen er ikke udsendt endnu. Send den, før mødet starter.")


def _on_its_day(moede, grund="", **data):
    if moede.dato == ur.i_dag() or grund.strip():
        return YES
    return no("Mødet er planlagt til en anden dag. Skriv, hvorfor det starter i dag.")


def _start(moede, by, grund="", **data):
    moede.startet_grund = "" if moede.dato == ur.i_dag() else grund.strip()
    begin_minutes(moede, by)


def _nothing_left(moede, **data):
    left = [one.nummer or "uden nummer" for one in moede.punkter.aabne().exclude(art="pause").order_by("raekkefoelge")]
    if not left:
        return YES
    return no(f"Afslut først punkt {_listed(left)}: behandlet, udsat eller ikke nået.")


def _everybody_known(moede, **data):
    rows = moede.fremmoeder.filter(status=Fremmoedestatus.IKKE_OPLYST).select_related("bruger")
    unknown = [str(row) for row in rows.order_by("pk")]
    return no(f"Skriv fremmøde for {_listed(unknown)}.") if unknown else YES


def _listed(words):
    return " og ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _close_pauses(moede, by, **data):
    """A pause is nothing to decide on: it is over with the meeting."""
    for pause in moede.punkter.aabne().filter(art="pause").order_by("pk"):
        pause.tilstand, pause.afgjort_den, pause.afgjort_af = Punkttilstand.BEHANDLET, ur.nu(), by
        pause._history_user = by
        pause.save()


def _minutes_are_open(moede, **data):
    newest = moede.referater.order_by("-nr").first()
    if newest is not None and newest.tilstand == Referat.Tilstand.KLADDE and newest.nr == 1:
        return YES
    return no("Referatet er sendt ud. Tag det tilbage, før mødet genåbnes.")


def _has_reason(moede, grund="", **data):
    return YES if grund.strip() else no("Skriv, hvorfor mødet skal genåbnes.")


START = Transition(
    name="start", label="Start mødet", rule="moede.start", sources=(Moedetilstand.PLANLAGT,),
    target=Moedetilstand.I_GANG, guards=(_is_sent, _on_its_day), effect=_start, stamps=("startet",), spor="startet",
    done="Mødet er i gang.",
    effects_text=("Referatet bliver oprettet som kladde med en række for hvert beslutningspunkt.",
                  "Fremmødelisten bliver oprettet med forummets medlemmer."),
)  # fmt: skip
FINISH = Transition(
    name="finish", label="Afslut mødet", rule="moede.afslut", sources=(Moedetilstand.I_GANG,),
    target=Moedetilstand.AFHOLDT, guards=(_nothing_left, _everybody_known), effect=_close_pauses,
    stamps=("afholdt",), spor="afsluttet",
    done="Mødet er afsluttet. Gør referatet færdigt, og send det til kommentering.",
    effects_text=("Rækkefølge og fremmøde ligger fast.", "Referatet kan stadig skrives færdigt."),
)  # fmt: skip
REOPEN = Transition(
    name="reopen", label="Genåbn mødet", rule="moede.genaabn", sources=(Moedetilstand.AFHOLDT,),
    target=Moedetilstand.I_GANG, guards=(_minutes_are_open, _has_reason), clears=("afholdt",), spor="genåbnet",
    done="Mødet er i gang igen.",
    effects_text=("Fremmøde og fravær kan rettes igen.", "Mødet skal afsluttes igen, før referatet kan sendes."),
)  # fmt: skip
TRANSITIONS = (START, FINISH, REOPEN)


def start(moede, *, by, grund="", version=None, noegle=None):
    """Begin the meeting: Referat 1 with its rows and the attendance list. `grund` when today is not its day."""
    return perform(START, moede, by=by, version=version, noegle=noegle, grund=grund)


def finish(moede, *, by, version=None, noegle=None):
    """End the meeting: order and attendance are fixed. NotNow while an item is open or somebody's attendance is."""
    return perform(FINISH, moede, by=by, version=version, noegle=noegle)


def reopen(moede, grund, *, by, version=None, noegle=None):
    """Take the meeting up again while the minutes are a first kladde; the reason stands in its history."""
    verb = replace(REOPEN, spor=f"genåbnet: {grund.strip()}"[:100])
    return perform(verb, moede, by=by, version=version, noegle=noegle, grund=grund)


def _under_way(punkt):
    return YES if punkt.moede.tilstand == Moedetilstand.I_GANG else no(IKKE_I_GANG)


def _under_way_or_sent(punkt):
    planned = punkt.moede.tilstand == Moedetilstand.PLANLAGT and punkt.nummer
    return YES if planned else _under_way(punkt)


def _is_coming(punkt, moede=None, **data):
    """Put off to a meeting of any forum that is still to come, never to this one."""
    if moede is None:
        return YES
    if moede.tilstand != Moedetilstand.PLANLAGT or moede.pk == punkt.moede_id:
        return no(f"{moede} er {moede.get_tilstand_display().lower()}. Vælg et kommende møde.")
    return YES


def _tell(punkt, by):
    """The paper waits for a meeting again, and its people are told."""
    if paper := punkt.indstilling:
        told = [*forfattere(paper), *leder(paper)]
        notify("punkt.dagsorden", paper, told, by=by, version=f"{punkt.pk}.{punkt.version}")


def _not_reached(punkt, by, **data):
    _tell(punkt, by)


def _postpone(punkt, by, moede=None, **data):
    punkt.udsat_til = moede
    _tell(punkt, by)


_FREE = "Står der en indstilling på punktet, venter den på et nyt møde, og forfatter og leder får besked."
TREAT = Transition(
    name="treat", label="Punktet er færdigt", rule="punkt.behandl", sources=(Punkttilstand.OPTAGET,),
    target=Punkttilstand.BEHANDLET, when=_under_way, stamps=("afgjort",), spor="behandlet",
    done="Punkt {sag.nummer} er færdigt.", effects_text=("Punktet er behandlet. Rækkerne kan stadig rettes.",),
)  # fmt: skip
NOT_REACHED = Transition(
    name="not_reached", label="Ikke nået", rule="punkt.ikke_naaet", sources=(Punkttilstand.OPTAGET,),
    target=Punkttilstand.IKKE_NAAET, when=_under_way, effect=_not_reached, stamps=("afgjort",), spor="ikke nået",
    done="Punkt {sag.nummer} er ikke nået.", effects_text=(_FREE,),
)  # fmt: skip
POSTPONE = Transition(
    name="postpone", label="Udsæt punktet", rule="punkt.udsaet", sources=(Punkttilstand.OPTAGET,),
    target=Punkttilstand.UDSAT, when=_under_way_or_sent, guards=(_is_coming,), effect=_postpone, stamps=("afgjort",),
    spor="udsat", done="Punkt {sag.nummer} er udsat.", effects_text=(_FREE,),
)  # fmt: skip
PUNKT_TRANSITIONS = (TREAT, NOT_REACHED, POSTPONE)


def treat(punkt, *, by, version=None, noegle=None):
    """Mark the item as treated; its rows can still be mended."""
    return _item(TREAT, punkt, by, version, noegle)


def not_reached(punkt, *, by, version=None, noegle=None):
    """The meeting ended before the item: its paper is free again, author and leader are told."""
    return _item(NOT_REACHED, punkt, by, version, noegle)


def postpone(punkt, moede=None, *, by, version=None, noegle=None):
    """Put the item off, to a meeting or without a day: its paper is free again, author and leader are told."""
    return _item(POSTPONE, punkt, by, version, noegle, moede=moede)


def _item(transition, punkt, by, version, noegle, **data):
    with transaction.atomic():
        lock(Moede(pk=punkt.moede_id))
        return perform(transition, punkt, by=by, version=version, noegle=noegle, **data)


def _going_on(moede, by, rule="moede.fremmoede"):
    moede = lock(moede)
    require(by, rule, moede)
    if moede.tilstand != Moedetilstand.I_GANG:
        raise NotNow(IKKE_I_GANG)
    return moede


def set_fremmoede(moede, statusser, *, by, stedfortraedere=None, noegle=None):
    """Set who came: `statusser` is {person or his pk: status}, `stedfortraedere` {person or pk: person, pk or None}.

    A person who had no row gets one. NotNow when the meeting is not going on. Returns how many rows changed.
    """
    wanted = {_pk(key): status for key, status in statusser.items()}
    deputies = {_pk(key): _pk(value) for key, value in (stedfortraedere or {}).items()}
    with transaction.atomic():
        moede = _going_on(moede, by)
        rows = {row.bruger_id: row for row in moede.fremmoeder.exclude(bruger=None).order_by("pk")}
        changed = 0
        for pk, status in wanted.items():
            row = rows.get(pk) or Fremmoede(moede=moede, bruger_id=pk)
            deputy = deputies.get(pk, row.stedfortraeder_id)
            if row.pk is None or (row.status, row.stedfortraeder_id) != (status, deputy):
                row.status, row.stedfortraeder_id = Fremmoedestatus(status), deputy
                _save(row, by)
                changed += 1
        log_event("moede.fremmoede", moede, by, antal=changed)
    return changed


def add_gaest(moede, *, by, bruger=None, navn=""):
    """Write a guest on the attendance list, as present; a person who is there already is set present."""
    with transaction.atomic():
        moede = _going_on(moede, by)
        known = moede.fremmoeder.filter(bruger=bruger).first() if bruger else None
        if known is None and moede.fremmoeder.filter(bruger=None).count() >= MAKS_GAESTER:
            raise NotNow(f"Der kan højst være {MAKS_GAESTER} gæster på et møde.")
        row = known or Fremmoede(moede=moede, bruger=bruger, navn="" if bruger else navn.strip())
        row.status = Fremmoedestatus.TIL_STEDE
        _save(row, by)
        log_event("moede.fremmoede", moede, by, antal=1)
    return row


def set_fravaer(punkt, bruger, grund, *, by, noegle=None):
    """Note that a person was away under one item; with grund "" the note is taken off. The meeting is going on."""
    if grund and grund not in Fravaersgrund.values:
        raise NotNow("Vælg en grund til fraværet.")
    with transaction.atomic():
        _going_on(punkt.moede, by)
        punkt = lock(Dagsordenspunkt(pk=punkt.pk))
        require(by, "referat.skriv", punkt)
        row = punkt.fravaer.filter(bruger=bruger).first()
        if grund:
            row = row or Punktfravaer(punkt=punkt, bruger_id=_pk(bruger))
            row.grund = grund
            _save(row, by)
        elif row is not None:
            row._history_user = by
            row.delete()
        log_event("punkt.fravaer", punkt, by, antal=1 if grund else 0)
    return row if grund else None


def _save(row, by):
    row._history_user = by
    row.save()


def _pk(person):
    return person.pk if isinstance(person, Bruger) else person
