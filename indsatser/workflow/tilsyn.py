"""The sample module: checklists, the draw, the answers and what they come to (20 §6)."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from indsatser.beregning.tilsyn import clean, count, draw, list_hash, shortage
from indsatser.enums import Tilsynsart, Tilsynstilstand, Tjeklistetilstand, Udvaelgelse
from indsatser.models import Maalemetode, Tilsyn, Tilsynssag, Tilsynssvar, Tjekliste, Tjeklistepunkt
from indsatser.workflow.raekker import keep_new, require_open
from maalinger.workflow import register_observation
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock, save

GEMMES = timedelta(days=30)


@transaction.atomic
def make_checklist(navn, *, by, punkter, noegle=None):
    """Return a new checklist in kladde; `punkter` are dicts of columns. A name that is there gets the next nr."""
    if noegle and not claim(noegle, by, "tjekliste.opret"):
        return None
    require(by, "skabelon.ret")
    newest = Tjekliste.objects.filter(navn=navn).order_by("nr").last()
    row = keep_new(Tjekliste(navn=navn, nr=newest.nr + 1 if newest else 1), by)
    for nr, columns in enumerate(punkter, 1):
        punkt = Tjeklistepunkt(tjekliste=row, nr=nr, **columns)
        punkt.full_clean()
        punkt.save()
    return row


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
def draw_sample(tilsyn, *, by, liste="", froe=None, noegle=None):
    """Draw the sager from a pasted list, one number a line; the list itself is not stored.

    Interviews are only numbered. `froe` is 16 hex digits, made here unless a test gives it. Returns the tilsyn and the
    read list. ValidationError, and nothing stored, for a line that looks like a CPR number or for a list too short.
    """
    if noegle and not claim(noegle, by, "tilsyn.traek"):
        return None
    tilsyn = _locked(tilsyn, by, Tilsynstilstand.KLADDE)
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
        raise ValidationError({"liste": "Indsæt listen med ét sagsnummer på hver linje."})
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
    """Say whether the same list gives the same draw: »Kontrollér udtræk«."""
    numre = clean(liste).numre
    if not numre or list_hash(numre) != tilsyn.liste_sha256:
        return False
    kept = list(tilsyn.sager.order_by("loebenr").values_list("noegle", flat=True))
    return tilsyn.udvaelgelse == Udvaelgelse.UDVALGT or kept == list(draw(numre, tilsyn.froe, tilsyn.antal))


@transaction.atomic
def answer(sag, punkt, *, by, svar, bemaerkning=""):
    """Store the answer to one question at once; an answer given again takes the place of the first."""
    _locked(sag.tilsyn, by, Tilsynstilstand.I_GANG)
    if svar == "ikke_relevant" and not punkt.ikke_relevant_tilladt:
        raise ValidationError({"svar": "Spørgsmålet skal besvares med ja eller nej."})
    row = sag.svar.filter(punkt=punkt).first() or Tilsynssvar(tilsynssag=sag, punkt=punkt)
    row.svar, row.bemaerkning = svar, bemaerkning.strip()
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def leave_out(sag, *, by, grund):
    """Count out a sag that can't be reviewed, with the reason; "" takes it in again."""
    _locked(sag.tilsyn, by, Tilsynstilstand.I_GANG)
    sag.udgaaet_grund = grund.strip()
    sag.full_clean()
    sag.save()
    return sag


def unanswered(tilsyn):
    """Return the sager that lack an answer and are not left out; a query."""
    answered = Tilsynssvar.objects.filter(tilsynssag=OuterRef(OuterRef("pk")), punkt=OuterRef("pk"))
    asked = Tjeklistepunkt.objects.filter(tjekliste=tilsyn.tjekliste_id)
    missing = asked.filter(~Exists(answered.order_by())).order_by()
    return list(tilsyn.sager.filter(Exists(missing), udgaaet_grund="").order_by("loebenr"))


@transaction.atomic
def close(tilsyn, *, by, noegle=None):
    """Close the tilsyn and register what it found for every method that goes by its checklist.

    Never reopened: a mistake is a new tilsyn of the period, which gives a new revision. NotNow while a sag lacks an
    answer. Returns (tilsyn, the observations).
    """
    if noegle and not claim(noegle, by, "tilsyn.luk"):
        return None
    tilsyn = _locked(tilsyn, by, Tilsynstilstand.I_GANG)
    if left := unanswered(tilsyn):
        numbers = ", ".join(str(sag.loebenr) for sag in left)
        raise NotNow(f"Disse sager mangler svar: {numbers}. Svar, eller lad dem udgå.")
    found = [_register(tilsyn, metode, by) for metode in _methods(tilsyn)]
    tilsyn.tilstand = Tilsynstilstand.LUKKET
    tilsyn.lukket_den, tilsyn.lukket_af = ur.nu(), by
    tilsyn.noegler_slettes = ur.i_dag() + GEMMES
    save(tilsyn, by)
    log_event("tilsyn.luk", tilsyn, by, observationer=len(found))
    return tilsyn, found


def _methods(tilsyn):
    rows = Maalemetode.objects.filter(
        definition__indikator__maal__plan=tilsyn.plan_id, tjekliste=tilsyn.tjekliste_id, laast_den__isnull=False
    )
    return rows.select_related("serie").prefetch_related("punkter").order_by("pk")


def _register(tilsyn, metode, by):
    taeller, naevner = count(answers(tilsyn), [punkt.pk for punkt in metode.punkter.all()])
    nothing = "Ingen af sagerne kunne bedømmes på de valgte spørgsmål."
    return register_observation(
        metode.serie, periode_start=tilsyn.periode_start, periode_slut=tilsyn.periode_slut, by=by, rule=None,
        taeller=taeller if naevner else None, naevner=naevner or None, population=tilsyn.population,
        kilde=f"Tilsyn: {tilsyn.titel}"[:200], begrundelse=_revised(tilsyn, metode) or ("" if naevner else nothing),
    )[0]  # fmt: skip


def _revised(tilsyn, metode):
    before = metode.serie.observationer.gaeldende().filter(periode_start=tilsyn.periode_start).exists()
    return "Nyt tilsyn for samme periode" if before else ""


def answers(tilsyn):
    """Return a {question key: answer} for each sag that counts; a query."""
    rows = Tilsynssvar.objects.filter(tilsynssag__tilsyn=tilsyn, tilsynssag__udgaaet_grund="").order_by("pk")
    found = {}
    for sag, punkt, svar in rows.values_list("tilsynssag", "punkt", "svar"):
        found.setdefault(sag, {})[punkt] = svar
    return list(found.values())


@transaction.atomic
def forget_keys(dag):
    """Empty case numbers and remarks of every tilsyn whose day has come; the answers stay. Returns how many tilsyn."""
    kept = Q(sager__noegle__isnull=False) | Q(sager__svar__bemaerkning__gt="")
    due = list(Tilsyn.objects.filter(kept, noegler_slettes__lte=dag).distinct().order_by("pk"))
    for tilsyn in due:
        Tilsynssag.objects.filter(tilsyn=tilsyn).update(noegle=None)
        Tilsynssvar.objects.filter(tilsynssag__tilsyn=tilsyn).update(bemaerkning="")
        log_event("tilsyn.noegler_slettet", tilsyn, None)
    return len(due)
