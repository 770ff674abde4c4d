"""The sample module: checklists, the draw, the answers and what they come to (20 §6)."""

import re
import secrets
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from indsatser.beregning.tilsyn import CPR, clean, draw, list_hash, shortage
from indsatser.enums import Bidragsslags, Svar, Tilsynsart, Tilsynstilstand, Tjeklistetilstand, Udvaelgelse
from indsatser.models import Tilsyn, Tilsynssag, Tilsynssvar, Tjekliste, Tjeklistepunkt
from indsatser.models.tilsynsresultat import registrations
from indsatser.workflow.raekker import FORANDRET, keep, keep_new, require_open
from indsatser.workflow.statusbidrag import settle
from maalinger.workflow import register_observation
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock, save
from mso_portal.vaerdier.datoer import DANSK_TID

GEMMES = timedelta(days=30)
FLEST_PUNKTER = 40
INGEN_PUNKTER = "Skriv mindst ét spørgsmål."
FOR_MANGE_PUNKTER = f"En tjekliste har højst {FLEST_PUNKTER} spørgsmål. Fjern nogle."
INGEN_LISTE = "Indsæt listen med ét sagsnummer på hver linje."
JA_ELLER_NEJ = "Spørgsmålet skal besvares med ja eller nej."
CPR_I_TEKST = "Teksten ligner et CPR-nummer. Slet nummeret, og gem igen."
GRUND_SLETTET = "Grunden er slettet."


@transaction.atomic
def make_checklist(navn, *, by, punkter, noegle=None):
    """Return a new checklist in kladde; `punkter` are dicts of columns. A name that is there gets the next nr."""
    if noegle and not claim(noegle, by, "tjekliste.opret"):
        return None
    require(by, "skabelon.ret")
    _check_points(punkter)
    row = keep_new(Tjekliste(navn=navn, nr=_next_nr(navn)), by)
    _write_points(row, punkter)
    return row


def _next_nr(navn):
    newest = Tjekliste.objects.filter(navn=navn).order_by("nr").last()
    return newest.nr + 1 if newest else 1


def _check_points(punkter):
    if not 1 <= len(punkter) <= FLEST_PUNKTER:
        raise ValidationError({"punkter": FOR_MANGE_PUNKTER if punkter else INGEN_PUNKTER})


def _write_points(tjekliste, punkter):
    """Give the checklist exactly these questions; a question keeps its row as long as its number is there."""
    there = {punkt.nr: punkt for punkt in tjekliste.punkter.order_by("nr")}
    for nr, columns in enumerate(punkter, 1):
        punkt = there.pop(nr, None) or Tjeklistepunkt(tjekliste=tjekliste, nr=nr)
        for name, value in columns.items():
            setattr(punkt, name, value)
        punkt.full_clean()
        punkt.save()
    for punkt in there.values():
        punkt.delete()


@transaction.atomic
def edit_checklist(tjekliste, *, by, navn, punkter, version=None, noegle=None):
    """Write a kladde's name and questions anew. NotNow once it is in use, or when somebody else wrote it meanwhile."""
    if noegle and not claim(noegle, by, "tjekliste.ret"):
        return None
    tjekliste = lock(tjekliste)
    require(by, "skabelon.ret")
    require_draft(tjekliste)
    if version is not None and int(version) != tjekliste.version:
        raise NotNow(FORANDRET)
    _check_points(punkter)
    _write_points(tjekliste, punkter)
    if navn == tjekliste.navn:
        save(tjekliste, by)  # the questions have no version of their own
        log_event("tjekliste.ret", tjekliste, by, punkter=len(punkter))
        return tjekliste
    return keep(tjekliste, by, navn=navn, nr=_next_nr(navn))


def require_draft(tjekliste):
    """NotNow for a checklist that has been taken into use: it is frozen."""
    if tjekliste.tilstand != Tjeklistetilstand.KLADDE:
        raise NotNow("Tjeklisten er taget i brug og kan ikke rettes. Lav en kopi, og ret den.")


@transaction.atomic
def copy_checklist(tjekliste, *, by, noegle=None):
    """Return a kladde with the same questions and the next nr: how a checklist in use is changed."""
    if noegle and not claim(noegle, by, "tjekliste.kopi"):
        return None
    require(by, "skabelon.ret")
    if Tjekliste.objects.filter(navn=tjekliste.navn, tilstand=Tjeklistetilstand.KLADDE).exists():
        raise NotNow("Der er allerede en kladde med det navn. Ret den, og tag den i brug.")
    columns = ("spoergsmaal", "vejledning", "ikke_relevant_tilladt")
    return make_checklist(tjekliste.navn, by=by, punkter=list(tjekliste.punkter.order_by("nr").values(*columns)))


@transaction.atomic
def take_into_use(tjekliste, *, by, noegle=None):
    """Freeze a checklist, and let the one of the same name before it go out of use."""
    if noegle and not claim(noegle, by, "tjekliste.i_brug"):
        return None
    tjekliste = lock(tjekliste)
    require(by, "skabelon.ret")
    if tjekliste.tilstand != Tjeklistetilstand.KLADDE or not tjekliste.punkter.exists():
        raise NotNow("Kun en kladde med spørgsmål kan tages i brug.")
    for old in Tjekliste.objects.filter(navn=tjekliste.navn, tilstand=Tjeklistetilstand.I_BRUG).order_by("pk"):
        old.tilstand = Tjeklistetilstand.UDGAAET
        save(old, by)
    tjekliste.tilstand = Tjeklistetilstand.I_BRUG
    tjekliste.i_brug_den, tjekliste.i_brug_af = ur.nu(), by
    save(tjekliste, by)
    log_event("tjekliste.i_brug", tjekliste, by)
    return tjekliste


@transaction.atomic
def plan_inspection(plan, *, by, noegle=None, **felter):
    """Return a new Tilsyn in kladde, by a checklist that is in use."""
    if noegle and not claim(noegle, by, "tilsyn.opret"):
        return None
    plan = lock(plan)
    require(by, "indsats.ret", plan)
    require_open(plan)
    if felter["tjekliste"].tilstand != Tjeklistetilstand.I_BRUG:
        raise NotNow("Tjeklisten er ikke i brug. Tag den i brug først, eller vælg en anden.")
    return keep_new(Tilsyn(plan=plan, **felter), by)


def _locked(tilsyn, by, tilstand, rule="tilsyn.udfoer"):
    tilsyn = lock(tilsyn)
    require(by, rule, tilsyn)
    require_open(tilsyn.plan)
    if tilsyn.tilstand != tilstand:
        raise NotNow(f"Tilsynet er »{tilsyn.get_tilstand_display()}«, så det kan ikke gøres nu.")
    return tilsyn


@transaction.atomic
def draw_sample(tilsyn, *, by, liste="", udvaelgelse=None, antal=None, froe=None, noegle=None):
    """Draw the sager from a pasted list, one number a line; the list itself is not stored.

    Interviews are only numbered. `udvaelgelse` and `antal` replace what was planned; `froe` is 16 hex digits, made here
    unless a test gives it. Returns the tilsyn and the read list. ValidationError, and nothing stored, for a line that
    looks like a CPR number or for a list too short.
    """
    if noegle and not claim(noegle, by, "tilsyn.traek"):
        return None
    tilsyn = _locked(tilsyn, by, Tilsynstilstand.KLADDE)
    tilsyn.udvaelgelse, tilsyn.antal = udvaelgelse or tilsyn.udvaelgelse, antal or tilsyn.antal
    if tilsyn.art == Tilsynsart.INTERVIEW:
        numbers, found = [None] * tilsyn.antal, None
    else:
        found = _read(tilsyn, liste)
        tilsyn.froe = froe or secrets.token_hex(8)
        numbers = _choose(tilsyn, found.numre)
    Tilsynssag.objects.bulk_create(
        Tilsynssag(tilsyn=tilsyn, loebenr=nr, noegle=number) for nr, number in enumerate(numbers, 1)
    )
    tilsyn.tilstand = Tilsynstilstand.I_GANG
    tilsyn.trukket_den, tilsyn.trukket_af = ur.nu(), by
    tilsyn.full_clean()
    save(tilsyn, by)
    log_event("tilsyn.traek", tilsyn, by, antal=len(numbers), froe=tilsyn.froe, liste=tilsyn.liste_sha256)
    return tilsyn, found


def _read(tilsyn, liste):
    found = clean(liste)
    if found.fejl:
        raise ValidationError({"liste": list(found.fejl)})
    if not found.numre:
        raise ValidationError({"liste": INGEN_LISTE})
    if tilsyn.udvaelgelse == Udvaelgelse.TILFAELDIG and (short := shortage(tilsyn.antal, found.numre)):
        raise ValidationError({"antal": short})
    return found


def _choose(tilsyn, numre):
    """Set what the draw leaves behind, and return the numbers in their order."""
    tilsyn.liste_sha256 = list_hash(numre)
    if tilsyn.udvaelgelse == Udvaelgelse.UDVALGT:
        tilsyn.antal = len(numre)
        return list(numre)
    tilsyn.population = len(numre)
    tilsyn.antal = min(tilsyn.antal, len(numre)) if tilsyn.udvaelgelse == Udvaelgelse.TILFAELDIG else len(numre)
    if tilsyn.antal == len(numre):
        tilsyn.udvaelgelse = Udvaelgelse.ALLE
    return list(draw(numre, tilsyn.froe, tilsyn.antal))


def repeats(tilsyn, liste):
    """Say whether the same list gives the same draw: »Kontrollér udtræk«. Once the numbers are deleted the list's hash
    alone answers, which the draw follows from. ValidationError for a list with a CPR number."""
    found = clean(liste)
    if found.fejl or not found.numre:
        raise ValidationError({"liste": list(found.fejl) or INGEN_LISTE})
    if list_hash(found.numre) != tilsyn.liste_sha256:
        return False
    kept = list(tilsyn.sager.exclude(noegle=None).order_by("loebenr").values_list("noegle", flat=True))
    return (
        not kept
        or tilsyn.udvaelgelse == Udvaelgelse.UDVALGT
        or kept == list(draw(found.numre, tilsyn.froe, tilsyn.antal))
    )


@transaction.atomic
def review(sag, *, by, svar, grund="", noegle=None):
    """Store what was found of a sag at once: `svar` is {question: (answer, remark)}, `grund` why it is left out, if so.

    An answer given again takes the place of the first, and one not given now stays. ValidationError by the field's
    name and the question's number. Returns the sag, None when the key was used.
    """
    if noegle and not claim(noegle, by, "tilsyn.svar"):
        return None
    tilsyn = _locked(sag.tilsyn, by, Tilsynstilstand.I_GANG)
    rows = [_answered(sag, punkt, *given) for punkt, given in svar.items()]
    Tilsynssvar.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["tilsynssag", "punkt"], update_fields=["svar", "bemaerkning"]
    )
    if re.search(CPR, grund):
        raise ValidationError({"grund": CPR_I_TEKST})
    sag.udgaaet_grund = grund.strip()
    sag.full_clean()
    sag.save()
    log_event("tilsyn.svar", tilsyn, by, nr=sag.loebenr, antal=len(rows))
    return sag


def _answered(sag, punkt, svar, bemaerkning=""):
    if svar not in Svar.values or (svar == Svar.IKKE_RELEVANT and not punkt.ikke_relevant_tilladt):
        raise ValidationError({f"svar_{punkt.nr}": JA_ELLER_NEJ})
    if re.search(CPR, bemaerkning):
        raise ValidationError({f"bemaerkning_{punkt.nr}": CPR_I_TEKST})
    row = Tilsynssvar(tilsynssag=sag, punkt=punkt, svar=svar, bemaerkning=bemaerkning.strip())
    row.clean_fields(exclude=["tilsynssag", "punkt"])  # both were read here
    return row


def answer(sag, punkt, *, by, svar, bemaerkning=""):
    """Store the answer to one question, and return it."""
    review(sag, by=by, svar={punkt: (svar, bemaerkning)}, grund=sag.udgaaet_grund)
    return sag.svar.get(punkt=punkt)


def unanswered(tilsyn):
    """Return the sager that lack an answer and are not left out; a query."""
    answered = Tilsynssvar.objects.filter(tilsynssag=OuterRef(OuterRef("pk")), punkt=OuterRef("pk"))
    asked = Tjeklistepunkt.objects.filter(tjekliste=tilsyn.tjekliste_id)
    missing = asked.filter(~Exists(answered.order_by())).order_by()
    return list(tilsyn.sager.filter(Exists(missing), udgaaet_grund="").order_by("loebenr"))


def deletion_day():
    """Return the day when case numbers and remarks go, for a tilsyn closed today."""
    return ur.i_dag() + GEMMES


def what_is_missing(tilsyn):
    """Return why the tilsyn can't be closed yet as a sentence, "" when it can."""
    numbers = ", ".join(str(sag.loebenr) for sag in unanswered(tilsyn))
    noun = "interview" if tilsyn.art == Tilsynsart.INTERVIEW else "sager"
    return numbers and f"Disse {noun} mangler svar: {numbers}. Svar, eller lad dem udgå."


@transaction.atomic
def close(tilsyn, *, by, noegle=None):
    """Close the tilsyn and register what it found for every method that goes by its checklist.

    Never reopened: a mistake is a new tilsyn of the period, which gives a new revision. NotNow while a sag lacks an
    answer. Returns (tilsyn, the observations).
    """
    if noegle and not claim(noegle, by, "tilsyn.luk"):
        return None
    tilsyn = _locked(tilsyn, by, Tilsynstilstand.I_GANG)
    if missing := what_is_missing(tilsyn):
        raise NotNow(missing)
    found = [_register(tilsyn, metode, tal, by) for metode, tal in registrations(tilsyn)]
    tilsyn.tilstand = Tilsynstilstand.LUKKET
    tilsyn.lukket_den, tilsyn.lukket_af = ur.nu(), by
    tilsyn.noegler_slettes = deletion_day()
    save(tilsyn, by)
    settle(tilsyn.plan, slags=Bidragsslags.MAALING)
    log_event("tilsyn.luk", tilsyn, by, observationer=len(found))
    return tilsyn, found


def _register(tilsyn, metode, tal, by):
    nothing = "Ingen af sagerne kunne bedømmes på de valgte spørgsmål."
    return register_observation(
        metode.serie, periode_start=tilsyn.periode_start, periode_slut=tilsyn.periode_slut, by=by, rule=None,
        taeller=tal.taeller if tal.naevner else None, naevner=tal.naevner or None, population=tilsyn.population,
        kilde=_source(tilsyn), begrundelse=_revised(tilsyn, metode) or ("" if tal.naevner else nothing),
    )[0]  # fmt: skip


def _source(tilsyn):
    """Name the plan by its number alone: who reads the figure may not know a lukket plan's titles."""
    how = ", ikke tilfældigt udvalgt" if tilsyn.udvaelgelse == Udvaelgelse.UDVALGT else ""
    return f"Tilsyn i plan {tilsyn.plan.nummer}{how}"


def _revised(tilsyn, metode):
    before = metode.serie.observationer.gaeldende().filter(periode_start=tilsyn.periode_start).exists()
    return "Nyt tilsyn for samme periode" if before else ""


@transaction.atomic
def forget_keys(dag):
    """Empty case numbers, remarks and reasons of every tilsyn whose day has come; the answers stay.

    A tilsyn that was never closed is due as long after its plan has ended, when nobody can close it any more. Returns
    how many tilsyn.
    """
    ended = datetime.combine(dag - GEMMES, time.max, DANSK_TID)
    due = Q(noegler_slettes__lte=dag) | Q(noegler_slettes=None, plan__endt_den__lte=ended)
    left_out = ~Q(udgaaet_grund__in=("", GRUND_SLETTET))
    kept = Tilsynssag.objects.filter(Q(noegle__isnull=False) | Q(svar__bemaerkning__gt="") | left_out)
    found = list(Tilsyn.objects.filter(due, pk__in=kept.order_by().values("tilsyn")).order_by("pk"))
    for tilsyn in found:
        Tilsynssag.objects.filter(tilsyn=tilsyn).update(noegle=None)
        Tilsynssag.objects.filter(tilsyn=tilsyn).exclude(udgaaet_grund="").update(udgaaet_grund=GRUND_SLETTET)
        Tilsynssvar.objects.filter(tilsynssag__tilsyn=tilsyn).update(bemaerkning="")
        log_event("tilsyn.noegler_slettet", tilsyn, None)
    return len(found)
