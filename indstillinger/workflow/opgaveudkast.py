"""Tasks as they are written in the minutes: drafts keep what was typed, also a deadline nobody can read (11 §8)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indstillinger.enums_moede import Opgavetilstand, Opgavetype, Referattilstand
from indstillinger.models import Opgave
from indstillinger.modtagere import i_forum
from indstillinger.workflow.opgavefrist import read_frist
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Taeller
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock, save
from mso_portal.organisation.enums import Medlemsrolle

MAKS_TEKST, MAKS_PR_PUNKT = 500, 50
FELTER = ("tekst", "type", "ansvarlig", "frist", "uden_frist", "stiller", "raekke_uuid")


def draft(
    punkt, tekst, *, by, raekke_uuid=None, type=Opgavetype.UDFOER, ansvarlig=None, frist="", uden_frist=False,
    stiller=None, noegle=None,
):  # fmt: skip
    """Write a task into the minutes in work; returns it with its number, or None for a used `noegle`.

    `stiller` is the mødeleder unless said. ValidationError by field; NotNow when no minutes are in work.
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, "opgave.udkast"):
            return None
        moede = _writable(punkt, by)
        if punkt.opgaver.count() >= MAKS_PR_PUNKT:
            raise NotNow(f"Et punkt kan højst have {MAKS_PR_PUNKT} opgaver.")
        aar = moede.dato.year
        opgave = Opgave(
            punkt=punkt, nummer=f"O-{aar}-{Taeller.next('opgave', aar):03d}", oprettet_den=ur.nu(), oprettet_af=by,
            stiller=stiller or _moedeleder(moede) or by,
        )  # fmt: skip
        _write(opgave, moede, {"tekst": tekst, "type": type, "ansvarlig": ansvarlig, "frist": frist,
                               "uden_frist": uden_frist, "raekke_uuid": raekke_uuid})  # fmt: skip
        opgave._history_user = by
        opgave.save()
        log_event("opgave.udkast", opgave, by, til=opgave.tilstand)
    return opgave


def edit_draft(opgave, *, by, version=None, **felter):
    """Change the given fields of a draft; returns the fresh row. NotNow when it is given, or changed since."""
    if unknown := set(felter) - set(FELTER):
        raise TypeError(f"En opgave har ikke {sorted(unknown)}.")
    with transaction.atomic():
        moede = _writable(opgave.punkt, by)
        opgave = _locked_draft(opgave, version)
        _write(opgave, moede, felter)
        opgave._change_reason = "udkast"
        save(opgave, by)
        log_event("opgave.udkast", opgave, by, fra=opgave.tilstand, til=opgave.tilstand, felter=sorted(felter))
    return opgave


def delete_draft(opgave, *, by, version=None):
    """Take a draft out of the minutes; its number is not used again."""
    with transaction.atomic():
        _writable(opgave.punkt, by)
        opgave = _locked_draft(opgave, version)
        log_event("opgave.slet_udkast", opgave, by, fra=opgave.tilstand)
        opgave._history_user = by
        opgave.delete()


def _writable(punkt, by):
    """Lock the meeting, so that nobody approves the minutes meanwhile; returns it."""
    moede = lock(punkt.moede)
    require(by, "referat.skriv", punkt)
    if not moede.referater.exclude(tilstand=Referattilstand.GODKENDT).exists():
        raise NotNow("Der er intet referat i arbejde, så opgaver kan ikke skrives nu.")
    return moede


def _locked_draft(opgave, version):
    opgave = lock(opgave)
    if opgave.tilstand != Opgavetilstand.UDKAST:
        raise NotNow("Opgaven er givet og kan ikke rettes i referatet.")
    if version is not None and int(version) != opgave.version:
        raise NotNow("Opgaven er ændret, siden du åbnede siden. Se den igennem, og gem igen.")
    return opgave


def _moedeleder(moede):
    return moede.moedeleder or next(iter(i_forum(moede.forum, Medlemsrolle.MOEDELEDER)), None)


def _write(opgave, moede, felter):
    if "tekst" in felter:
        felter["tekst"] = _checked_text(felter["tekst"])
    if felter.get("type", opgave.type) not in Opgavetype.values:
        raise ValidationError({"type": "Vælg, hvad der skal gøres."})
    if "frist" in felter:
        felter["frist"] = read_frist(felter["frist"], moede)
    if felter.get("uden_frist"):
        felter["frist"] = None
    elif felter.get("frist"):
        felter["uden_frist"] = False
    for name, value in felter.items():
        setattr(opgave, name, value)


def _checked_text(tekst):
    tekst = " ".join(tekst.split())
    if not tekst:
        raise ValidationError({"tekst": "Skriv, hvad der skal gøres."})
    if len(tekst) > MAKS_TEKST:
        raise ValidationError({"tekst": f"Teksten er {len(tekst) - MAKS_TEKST} tegn for lang. Intet er slettet."})
    return tekst
