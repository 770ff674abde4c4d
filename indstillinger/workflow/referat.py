"""The minutes on their way to approval: what they lack, sent for comments, commented, answered, taken back (11 §6)."""

from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from indstillinger.beregning.udfald import TOMME_FRASER, felter, mangel
from indstillinger.enums_moede import (
    Kommentarsvar,
    Moedetilstand,
    Opgavetilstand,
    Punkttilstand,
    Referatslags,
    Referattilstand,
)
from indstillinger.models import Dagsordenspunkt, Opgave, Referatkommentar, Udelukkelse
from indstillinger.modtagere import i_forum
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, Denied, NotNow, no, require
from mso_portal.motor.workflow import Transition, claim, lock, perform
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.models import Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken
from mso_portal.vaerdier.hverdage import laeg_hverdage

MAKS_KOMMENTAR, MAKS_SVAR = 2000, 500
UDEN_ANSVARLIG = "Opgaven til punkt {} mangler en ansvarlig. Vælg en person."
UDEN_FRIST = "Opgaven til punkt {} mangler en frist. Skriv en dato, eller vælg »næste møde« eller »uden frist«."


@dataclass(frozen=True)
class Mangel:
    """A line of what the minutes lack; `nummer` is the item's, whose page mends it."""

    tekst: str
    punkt: Dagsordenspunkt

    def __str__(self):
        return self.tekst

    @property
    def nummer(self):
        return self.punkt.nummer


def missing(referat):
    """Return what the minutes lack to be complete, in the agenda's order; two queries."""
    rows = referat.raekker.filter(slags=Referatslags.BESLUTTET, punkt__tilstand=Punkttilstand.BEHANDLET)
    rows = rows.select_related("punkt").order_by("punkt__raekkefoelge", "raekkefoelge", "pk")
    tasks = Opgave.objects.filter(punkt__moede=referat.moede_id, tilstand=Opgavetilstand.UDKAST)
    tasks = tasks.select_related("punkt").order_by("punkt__raekkefoelge", "pk")
    found = [line for group in _by_item(rows) for line in _of_rows(group)]
    found += [line for task in tasks for line in _of_task(task)]
    return sorted(found, key=lambda line: line.punkt.raekkefoelge)


def _by_item(rows):
    groups = {}
    for row in rows:
        groups.setdefault(row.punkt_id, []).append(row)
    return groups.values()


def _of_rows(rows):
    """One line for all points of the item without an outcome, and one for each that lacks what its outcome demands."""
    punkt, phrases = rows[0].punkt, (settings.MSO_TOMME_FRASER or TOMME_FRASER)
    empty = [nr for nr, row in enumerate(rows, 1) if not row.udfald]
    if empty:
        yield Mangel(_without_outcome(punkt, empty, len(rows)), punkt)
    for nr, row in enumerate(rows, 1):
        if row.udfald and (text := mangel(felter(row, nr), phrases)):
            where = "" if text.startswith("Punkt ") else f", beslutningspunkt {nr}"
            yield Mangel(f"Punkt {punkt.nummer}{where}: {text}", punkt)


def _without_outcome(punkt, empty, total):
    if total == 1:
        return f"Punkt {punkt.nummer} mangler udfald."
    *first, last = map(str, empty)
    which = f"{', '.join(first)} og {last}" if first else last
    return f"Punkt {punkt.nummer} mangler udfald for {len(empty)} af {total} beslutningspunkter: {which}."


def _of_task(task):
    if not task.ansvarlig_id:
        yield Mangel(UDEN_ANSVARLIG.format(task.punkt.nummer), task.punkt)
    if not task.frist_slut and not task.uden_frist:
        yield Mangel(UDEN_FRIST.format(task.punkt.nummer), task.punkt)


def is_complete(referat, **data):
    """Guard: nothing is missing."""
    found = missing(referat)
    if not found:
        return YES
    return no(f"Referatet er ikke færdigt: {len(found)} {'mangel' if len(found) == 1 else 'mangler'}. {found[0]}")


def choose_godkender(moede):
    """Return who shall approve the minutes: the mødeleder; when he is kept out of an item, the first member by name
    who is kept out of none. None when there is nobody. Up to three queries."""
    out = Udelukkelse.objects.filter(punkt__moede=moede, ophaevet_den=None).order_by("pk")
    out = set(out.values_list("bruger", flat=True))
    leaders = [moede.moedeleder] if moede.moedeleder_id else i_forum(moede.forum, Medlemsrolle.MOEDELEDER)
    members = sorted(i_forum(moede.forum, Medlemsrolle.MEDLEM), key=lambda one: (one.sortering, one.pk))
    return next((one for one in [*leaders, *members] if one.aktiv and one.pk not in out), None)


def _is_held(referat, **data):
    if referat.moede.tilstand == Moedetilstand.AFHOLDT:
        return YES
    return no("Afslut mødet, før du sender referatet til kommentering.")


def _has_godkender(referat, **data):
    if choose_godkender(referat.moede):
        return YES
    return no("Ingen kan godkende referatet: alle er udelukket fra et punkt. Vælg en mødeleder til mødet.")


def _circulate(referat, by, **data):
    referat.godkender = choose_godkender(referat.moede)
    referat.kommentarfrist = deadline(referat.moede)
    seats = i_forum(referat.moede.forum, Medlemsrolle.MEDLEM, Medlemsrolle.MOEDELEDER)
    notify("referat.kommentering", referat, [*seats, referat.godkender], by=by)


def deadline(moede):
    """Return until when comments can be given: the meeting's frist, or as many hverdage from today when it is past."""
    if moede.frist_kommentar and moede.frist_kommentar > ur.nu():
        return moede.frist_kommentar
    days = max(moede.forum.frist_kommentar - moede.forum.frist_referat, 1)
    closed = Lukkedag.dage()
    return datetime.combine(laeg_hverdage(ur.i_dag(), days, closed), time(16), DANSK_TID)


def _take_back(referat, by, **data):
    referat.kommentarfrist = None


CIRCULATE = Transition(
    name="circulate", label="Send til kommentering", rule="referat.send", sources=(Referattilstand.KLADDE,),
    target=Referattilstand.TIL_KOMMENTERING, guards=(_is_held, is_complete, _has_godkender), effect=_circulate,
    stamps=("til_kommentering",), spor="sendt til kommentering", done="Referatet er sendt til kommentering.",
    effects_text=("Medlemmerne og den, der skal godkende, får besked.",
                  "Medlemmerne kan skrive bemærkninger til de punkter, de må se, indtil fristen."),
)  # fmt: skip
TAKE_BACK = Transition(
    name="take_back", label="Tag tilbage", rule="referat.tag_tilbage", sources=(Referattilstand.TIL_KOMMENTERING,),
    target=Referattilstand.KLADDE, effect=_take_back, clears=("til_kommentering",), spor="taget tilbage",
    done="Referatet er en kladde igen.",
    effects_text=("Referatet bliver en kladde igen, og du kan rette i det.",
                  "De bemærkninger, der er skrevet, bliver stående."),
)  # fmt: skip


def circulate(referat, *, by, version=None, noegle=None):
    """Send the minutes to the members for comments. Chooses the godkender, sets the frist, mails.

    Returns the fresh Referat, or None for a used `noegle`. NotNow while something is missing.
    """
    return perform(CIRCULATE, referat, by=by, version=version, noegle=noegle)


def take_back(referat, *, by, version=None, noegle=None):
    """Make the minutes a kladde again; the comments stay."""
    return perform(TAKE_BACK, referat, by=by, version=version, noegle=noegle)


def items_of(referat, user):
    """Narrow to the items of the meeting whose minutes the person follows as one of the forum's own, in order."""
    readable = Dagsordenspunkt.objects.visible_to(user).som_medlem(user)
    return readable.filter(moede=referat.moede_id, nummer__isnull=False).order_by("raekkefoelge")


def is_open_for_comments(referat):
    """Answer whether members can comment now."""
    if referat.tilstand != Referattilstand.TIL_KOMMENTERING:
        return no("Referatet er ikke til kommentering.")
    if ur.nu() >= referat.kommentarfrist:
        end = referat.kommentarfrist.astimezone(DANSK_TID)
        return no(f"Fristen for bemærkninger var {dato_lang(end)} {klokken(end)}.")
    return YES


def comment(referat, punkt, tekst, *, by, noegle=None):
    """Write a member's remark on an item he reads; returns it, or None for a used `noegle`.

    ValidationError by field, NotNow after the frist.
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, "referat.kommenter"):
            return None
        referat = lock(referat)
        require(by, "referat.kommenter", referat)
        if not (answer := is_open_for_comments(referat)):
            raise NotNow(answer.reason)
        if not items_of(referat, by).filter(pk=punkt.pk).exists():
            raise Denied("Du deltager ikke i punktet.")
        row = Referatkommentar(referat=referat, punkt=punkt, tekst=_checked(tekst), oprettet_den=ur.nu(),
                               oprettet_af=by)  # fmt: skip
        row._history_user = by
        row.save()
        log_event("referat.kommenter", row, by, referat=referat.pk, punkt=str(punkt.uuid))
    return row


def _checked(tekst):
    tekst = tekst.replace("\r\n", "\n").strip()
    if not tekst:
        raise ValidationError({"tekst": "Skriv din bemærkning."})
    if len(tekst) > MAKS_KOMMENTAR:
        raise ValidationError({"tekst": f"Teksten er {len(tekst) - MAKS_KOMMENTAR} tegn for lang. Intet er slettet."})
    return tekst


def answer_comment(kommentar, svar, svar_tekst="", *, by, noegle=None):
    """Answer a remark: rettet, or ikke_rettet with the reason; may be revised until the minutes are godkendt.

    Returns the fresh row, or None for a used `noegle`. ValidationError by field.
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, "referat.besvar"):
            return None
        referat = lock(kommentar.referat)
        row = lock(kommentar)
        require(by, "referat.besvar", referat)
        if not items_of(referat, by).filter(pk=row.punkt_id).exists():
            raise Denied("Du deltager ikke i punktet.")
        if referat.tilstand == Referattilstand.GODKENDT:
            raise NotNow("Referatet er godkendt og kan ikke ændres.")
        row.svar, row.svar_tekst = _checked_answer(svar, svar_tekst)
        row.besvaret_den, row.besvaret_af, row._history_user = ur.nu(), by, by
        row.save()
        log_event("referat.besvar", row, by, til=row.svar, referat=referat.pk)
    return row


def _checked_answer(svar, tekst):
    tekst = " ".join(tekst.split())
    if svar not in Kommentarsvar.values:
        raise ValidationError({"svar": "Vælg et svar."})
    if svar == Kommentarsvar.IKKE_RETTET and not tekst:
        raise ValidationError({"svar_tekst": "Skriv, hvorfor der ikke er rettet."})
    if len(tekst) > MAKS_SVAR:
        raise ValidationError({"svar_tekst": f"Teksten er {len(tekst) - MAKS_SVAR} tegn for lang. Intet er slettet."})
    return svar, tekst
