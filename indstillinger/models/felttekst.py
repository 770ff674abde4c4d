"""Any field of a paper or row as the one text its form control holds, and back: what autosave compares and stores."""

from django.core.exceptions import ValidationError
from django.db import models

from indstillinger.enums_moede import Moedetilstand
from indstillinger.models.moede import Moede
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier import kroner, rigtekst, tidspunkt
from mso_portal.vaerdier.fields import RigTekstField

# Never written by a form, whatever it posts (mass assignment).
EDITABLE = {
    "titel", "aabenhed", "titel_lukket", "hjemmel", "lukket_begrundelse", "sagstype", "formular", "forum",
    "oensket_moede", "medforfattere", "ansvarlig_leder", "afdeling", "afsendende_afdeling", "resume", "baggrund",
    "effekt", "opfoelgning", "kommunikation", "koordinering", "alternativer", "jura", "udgiftsgrundlag", "budgetstart",
    "finansiering_status", "sen_begrundelse", "sagsnummer", "kle",
}  # fmt: skip
REQUIRED = {"budgetstart", "sagstype", "formular", "udgiftsgrundlag", "finansiering_status", "aabenhed", "slags"}


def text_of(obj, felt):
    """Return the field as its control's text; many persons as sorted ids joined by commas."""
    if felt == "medforfattere":
        return ",".join(str(pk) for pk in sorted(obj.medforfattere.values_list("pk", flat=True)))
    value = getattr(obj, felt)
    if isinstance(value, kroner.Kronelaesning):
        return value.tekst
    if isinstance(value, tidspunkt.Tidspunkt):
        return value.tekst
    if isinstance(value, bool):
        return "ja" if value else ""
    if isinstance(value, models.Model):
        return str(value.pk)
    return "" if value is None else str(value)


def assign(obj, felt, text, paper):
    """Put a control's text into the field (not saved, but for medforfattere). ValidationError in Danish when the text
    cannot be stored; an amount or a time that cannot be read is stored as typed."""
    text = text.replace("\r\n", "\n").replace("\0", "")
    check_name(obj, felt)
    value = getattr(obj, felt)
    if felt == "medforfattere":
        obj.medforfattere.set(_persons(text, obj))
    elif isinstance(value, kroner.Kronelaesning):
        setattr(obj, felt, _at_most(_one_line(text), 60))
    elif isinstance(value, tidspunkt.Tidspunkt):
        setattr(obj, felt, tidspunkt.laes(_at_most(_one_line(text), 80), paper.referencedato))
    else:
        setattr(obj, felt, _parsed(obj._meta.get_field(felt), text, paper))


def check_name(obj, felt):
    """Refuse every name that no control of the page has: ask before `text_of`."""
    allowed = getattr(obj, "INDHOLD", EDITABLE)
    if felt not in allowed or felt in getattr(obj, "FASTE", ()):
        raise ValidationError("Feltet kan ikke ændres her.")


def _parsed(field, text, paper):
    """Return the Python value of a column."""
    if isinstance(field, RigTekstField):
        if problem := rigtekst.check(text):
            raise ValidationError(problem)
        return rigtekst.clean(text)
    if isinstance(field, models.BooleanField):
        return text == "ja"
    if field.is_relation:
        return _related(field, text, paper)
    return _column(field, text if isinstance(field, models.TextField) else _one_line(text))


def _one_line(text):
    """Return the text without line breaks: a one-line control would drop them, and so change the field unseen."""
    return " ".join(text.splitlines()).strip()


def _column(field, text):
    if field.name == "titel":
        text = without_prefix(text)
    if field.max_length and len(text) > field.max_length:
        over = len(text) - field.max_length
        raise ValidationError(f"Teksten er {over} tegn for lang. Intet er slettet.")
    if field.choices and text not in dict(field.flatchoices) and (text or field.name in REQUIRED):
        raise ValidationError("Vælg en af mulighederne.")
    if isinstance(field, models.IntegerField):
        return _number(field, text)
    if field.name == "kle" and text and not _is_kle(text):
        raise ValidationError("Skriv KLE-nummeret som 00.00.00, fx 27.35.00.")
    return text


def _is_kle(text):
    parts = text.split(".")
    return len(parts) == 3 and all(len(part) == 2 and part.isdecimal() for part in parts)


def without_prefix(titel):
    """Cut the old form's leading "Chefteamindstilling:" off a title."""
    first, colon, rest = titel.partition(":")
    return rest.strip() if colon and first.strip().lower() == "chefteamindstilling" else titel.strip()


def _number(field, text):
    if not text and field.name not in REQUIRED:
        return None
    low, high = (1990, 2100) if field.name in ("aar", "budgetstart") else (0, 1_000_000)
    if not text.isdecimal() or not low <= int(text) <= high:
        raise ValidationError(f"Skriv et helt tal mellem {low} og {high}.")
    return int(text)


def _related(field, text, paper):
    """Return the chosen row; only what may be chosen here (active persons, the forum's coming meetings)."""
    if not text and field.null:
        return None
    choices = choices_for(field, paper)
    found = choices.filter(pk=text).first() if text.isdecimal() else None
    if found is None:
        raise ValidationError("Vælg en af mulighederne." + (" Den, du valgte, findes ikke længere." if text else ""))
    return found


def choices_for(field, paper):
    """Return the rows a relation of a paper or row may point at."""
    model = field.related_model
    if model is Moede:
        return Moede.objects.filter(forum=paper.forum, tilstand=Moedetilstand.PLANLAGT)
    if model._meta.model_name in ("bruger", "forum"):
        return model.objects.aktive()
    return model.objects.all()


def _persons(text, paper):
    """Return the chosen persons: active ones, and those who were chosen before they left."""
    ids = {part for part in text.split(",") if part.isdecimal()}
    return Bruger.objects.filter(
        models.Q(aktiv=True) | models.Q(indstillinger_som_medforfatter=paper), pk__in=ids
    ).distinct()


def _at_most(text, limit):
    if len(text) > limit:
        raise ValidationError(f"Teksten er {len(text) - limit} tegn for lang. Intet er slettet.")
    return text
