"""Deadlines of tasks: from the words of the minutes to a day, and what is wrong with those that give none (11 §8)."""

from django.core.exceptions import ValidationError

from indstillinger.enums_moede import Moedetilstand
from indstillinger.models import Moede
from mso_portal.vaerdier.datoer import dato_lang
from mso_portal.vaerdier.enums import Praecision
from mso_portal.vaerdier.tidspunkt import MAKS_TEGN, Tidspunkt, laes

NAESTE_MOEDE = ("næste møde", "næste chefmøde")
FOERST = ("", "til ", "på ", "senest ", "senest på ")
INTET_MOEDE = "Der er ikke planlagt et næste møde. Skriv en dato."
INGEN_FRIST = "Skriv en frist, eller vælg »uden frist«."


def next_meeting(moede):
    """Return the forum's next planned meeting after this one, or None; one query."""
    later = Moede.objects.filter(forum=moede.forum_id, dato__gt=moede.dato, tilstand=Moedetilstand.PLANLAGT)
    return later.order_by("dato", "start").first()


def read_frist(tekst, moede, reference=None):
    """Return the Tidspunkt of a deadline, read against the meeting's date unless another `reference` is given.

    »Næste møde« becomes the date of the forum's next planned meeting; where none is planned it stays words.
    ValidationError for a text that is too long.
    """
    tekst = " ".join((tekst or "").split())
    if len(tekst) > MAKS_TEGN:
        raise ValidationError({"frist": f"Fristen er {len(tekst) - MAKS_TEGN} tegn for lang. Intet er slettet."})
    if _is_next_meeting(tekst) and (later := next_meeting(moede)):
        return laes(dato_lang(later.dato), later.dato)
    return laes(tekst, reference or moede.dato)


def _is_next_meeting(tekst):
    return tekst.lower().strip(" .") in {f"{before}{words}" for before in FOERST for words in NAESTE_MOEDE}


def trouble(frist):
    """Say what keeps a Tidspunkt from being a deadline, or "" when it has a last day."""
    if not frist:
        return INGEN_FRIST
    if frist.slut is not None:
        return ""
    if _is_next_meeting(frist.tekst):
        return INTET_MOEDE
    if frist.praecision == Praecision.FRITEKST:
        return f"Fristen »{frist.tekst}« kan ikke læses som en dato. Skriv fx »uge 23«."
    return f"Fristen »{frist.tekst}« har ingen sidste dag. Skriv fx »senest uge 23«."


def checked_frist(tekst, moede, reference=None):
    """Return the Tidspunkt of a deadline that has a last day; ValidationError with what is wrong otherwise."""
    frist = read_frist(tekst, moede, reference)
    if problem := trouble(frist):
        raise ValidationError({"frist": problem})
    return frist


def shown_frist(opgave):
    """Return the deadline as people read it: the words, and the day they mean where the words don't say it."""
    if opgave.uden_frist:
        return "uden frist"
    frist = opgave.frist or Tidspunkt()
    if frist.slut is None:
        return frist.tekst
    day = dato_lang(frist.slut)
    if frist.praecision == Praecision.DAG:
        return day
    return f"{frist.tekst} ({day})"
