"""Where a value of an old form goes: a field of the paper, a field of one of its rows, or beside the paper."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from indstillinger.models.felttekst import assign
from indstillinger.models.importforsoeg import Importfelt
from indstillinger.models.indhold import PAPIR, RIGTEKST, capitalised, label_of
from indstillinger.models.indstilling import Indstilling
from indstillinger.models.raekker import RAEKKER
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier import rigtekst

# Read from the form, but no field that a form of the paper has.
SAERLIGE = {
    "moede": "Møde",
    "aabenhed": "Åben eller lukket",
    "bilag": "Bilag nævnt uden nummer",
    "koordinering_part.navn": "Nævnt i koordineringen",
    "referat.linje": "Linje fra referatet",
}
# Seen and ticked off, never taken over: openness is chosen on the paper, the others have no field.
KUN_SET = {"aabenhed", "bilag", "referat.linje"}
TAL = {"direkteudgift.aar", "bilag.nr"}
PART_MAKS = 120
# What running text may be moved to: the paper's own texts, and the main text of a new row.
FLYT_TIL = (
    "titel", "resume", *RIGTEKST, "beslutningspunkt.tekst", "effektmaal.tekst", "risikopunkt.tekst",
    "indirekteudgift.tekst", "procestrin.tekst", "deltager.navn", "koordinering_part.navn",
)  # fmt: skip
NY_RAEKKE = {
    "beslutningspunkt": "Nyt beslutningspunkt", "effektmaal": "Nyt effektmål", "risikopunkt": "Ny risiko",
    "indirekteudgift": "Ny indirekte udgift", "procestrin": "Nyt procestrin", "deltager": "Ny deltager",
    "koordinering_part": "Nævnt i koordineringen",
}  # fmt: skip
AABENT = {"tjek": True, "tjekket_den": None, "udeladt": False}


@dataclass(frozen=True)
class Sted:
    """Stands in for the paper that is not there yet: whose meetings may be chosen, what times are read against."""

    forum: object
    referencedato: date


def open_marks(paper):
    """Return the fields of the paper's import that nobody has looked at, in the form's order; one query when read."""
    return Importfelt.objects.filter(forsoeg__indstilling=paper, **AABENT).order_by("plads")


def split(felt):
    """Return (kind of row or "", name) of a field's key."""
    kind, dot, name = felt.rpartition(".")
    return (kind, name) if dot else ("", felt)


def model_of(felt):
    """Return the model whose field it is; None for what stands beside the paper, or is not known at all."""
    kind, name = split(felt)
    if felt in SAERLIGE:
        return None
    model = RAEKKER.get(kind) if kind else Indstilling
    known = model is not None and name in (model.INDHOLD if kind else PAPIR)
    return model if known else None


def label(felt, raekke=0):
    """Return what the page calls the field: "Baggrund", "Beslutningspunkt 3: tekst"."""
    kind, name = split(felt)
    model = model_of(felt)
    if model is None:
        base = SAERLIGE.get(felt, felt)
        return f"{base} {raekke}" if raekke else base
    text = label_of(model, name)
    return f"{capitalised(model._meta.verbose_name)} {raekke}: {text}" if kind else capitalised(text)


def moved_label(felt):
    """Return what a field is called as the place to move words to: "Baggrund", "Nyt beslutningspunkt"."""
    kind, _ = split(felt)
    return NY_RAEKKE[kind] if kind else label(felt)


def is_rich(felt):
    """Say whether the field holds rich text."""
    return felt in RIGTEKST


def is_choice(felt):
    """Say whether the value is a key or a choice rather than words."""
    model = model_of(felt)
    if model is None or felt in TAL:
        return False
    field = next((one for one in model._meta.concrete_fields if one.name == split(felt)[1]), None)
    return field is not None and bool(field.choices or field.is_relation)


def reading_of(felt, vaerdi, sted):
    """Return the value as the model holds it. ValidationError in Danish when it cannot be stored there."""
    if felt in TAL:
        return _number(vaerdi)
    if felt == "moede":
        return _day(vaerdi)
    if felt == "sagsbehandler":
        return _person(vaerdi)
    model, name = model_of(felt), split(felt)[1]
    if model is None:
        return _part(vaerdi) if felt == "koordinering_part.navn" else vaerdi
    scratch = model()
    assign(scratch, name, vaerdi, sted)
    return getattr(scratch, name)


def _number(text):
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 2100:
        raise ValidationError("Skriv et helt tal mellem 1 og 2100.")
    return int(text)


def _day(text):
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValidationError("Datoen kan ikke læses. Skriv den som 2020-05-29.") from None


def _person(text):
    found = Bruger.objects.aktive().filter(pk=text).first() if text.isdecimal() else None
    if text and found is None:
        raise ValidationError("Vælg en person, der er aktiv i portalen.")
    return found


def _part(text):
    text = " ".join(text.split())
    if len(text) > PART_MAKS:
        raise ValidationError(f"Teksten er {len(text) - PART_MAKS} tegn for lang. Intet er slettet.")
    return text


def moved(felt, vaerdi, raatekst, target):
    """Return the value as the target holds it; a key or a choice becomes the words it was read from."""
    if is_choice(felt) or felt in KUN_SET:
        felt, vaerdi = "", raatekst
    if is_rich(felt) == is_rich(target):
        return vaerdi
    return rigtekst.clean(vaerdi) if is_rich(target) else rigtekst.plain(vaerdi)
