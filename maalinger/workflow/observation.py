"""Register what was measured (31 §3): one value for a period, and a revision with its reason when it was another."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from maalinger.models import Noegletalversion, Note, Observation
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import require
from mso_portal.motor.workflow import lock
from mso_portal.vaerdier.datoer import antal

SAMME = ("taeller", "naevner", "population", "foreloebig", "skjult")
BEGRUNDELSE = 10
IKKE_OPGJORT = f"Skriv, hvorfor tallet ikke kan opgøres (mindst {BEGRUNDELSE} tegn)."


@transaction.atomic
def register_observation(
    serie, *, periode_start, periode_slut, by, taeller=None, naevner=None, population=None, kilde="",
    begrundelse="", foreloebig=False, skjult=False, rule="observation.registrer",
):  # fmt: skip
    """Return (observation, new): the value that now holds for the period, and whether it was written now.

    The same value as the current one writes nothing; another one is the next revision and demands `begrundelse`.
    Numbers are tæller and nævner as counted (Decimal or int). Denied without the right to the series (a higher app that
    has asked a rule of its own passes None), ValidationError by field for what can't be. The series' row is locked, so
    that two who register at once come one by one.
    """
    serie = lock(serie)
    if rule:
        require(by, rule, serie)
    values = {
        "taeller": _number(taeller), "naevner": _number(naevner), "population": population, "foreloebig": foreloebig,
        "skjult": skjult,
    }  # fmt: skip
    before = serie.observationer.gaeldende().filter(periode_start=periode_start).first()
    if before and all(getattr(before, name) == values[name] for name in SAMME):
        return before, False
    new = Observation(
        serie=serie, noegletalversion=_definition(serie, periode_slut), periode_start=periode_start,
        periode_slut=periode_slut, kilde=kilde, begrundelse=begrundelse.strip(),
        revision=before.revision + 1 if before else 1, registreret_den=ur.nu(), registreret_af=by, **values,
    )  # fmt: skip
    check(new, before)
    if before:
        before.gaeldende = False
        before.save(update_fields=["gaeldende"])
    new.full_clean(validate_constraints=False)
    new.save()
    _take_into_use(new.noegletalversion, by)
    log_event("observation.registrer", serie, by, revision=new.revision)
    return new, True


def _number(value):
    return None if value is None else Decimal(value)


def _definition(serie, dag):
    """Return the definition in force on a day. ValidationError when none began before it."""
    found = serie.noegletal.versioner.filter(gyldig_fra__lte=dag).order_by("gyldig_fra").last()
    if not found:
        raise ValidationError({"periode": "Nøgletallet har ingen definition, der gælder i perioden."})
    return found


def check(observation, before=None):
    """Raise ValidationError by field, in words that say what to do (20 §12, 31 §2)."""
    version, taeller, naevner = observation.noegletalversion, observation.taeller, observation.naevner
    if taeller is None:
        if not observation.skjult and len(observation.begrundelse) < BEGRUNDELSE:
            raise ValidationError({"begrundelse": IKKE_OPGJORT})
    else:
        _check_numbers(version, taeller, naevner, observation.population)
    if before and not observation.begrundelse:
        raise ValidationError({"begrundelse": "Der er allerede et andet tal for perioden. Skriv, hvorfor det rettes."})


def _check_numbers(version, taeller, naevner, population):
    if version.har_naevner and naevner is None:
        raise ValidationError({"naevner": "Nævneren mangler. Skriv tæller og nævner, ikke en procent."})
    if not version.har_naevner and naevner is not None:
        raise ValidationError({"naevner": "Dette tal opgøres uden nævner. Lad feltet stå tomt."})
    if naevner == 0:
        raise ValidationError(
            {"naevner": "Nævneren er 0, så der er intet at måle på. Vælg Kan ikke opgøres, og skriv hvorfor."}
        )
    if version.art == "andel" and not 0 <= taeller <= naevner:
        raise ValidationError({"taeller": (
            f"Tælleren ({shown(taeller)}) er større end nævneren ({shown(naevner)}). Er de byttet om?"
            if taeller > naevner else "Tælleren er under 0. Ret den."
        )})  # fmt: skip
    if version.art == "trin" and (taeller % 1 or not 1 <= taeller <= len(version.trin_tekster)):
        raise ValidationError({"taeller": f"Vælg et trin fra 1 til {len(version.trin_tekster)}."})
    if population is not None and naevner is not None and population < naevner:
        raise ValidationError({"population": "Der er færre i alt end i nævneren. Ret et af tallene."})


def shown(tal):
    """Return a counted number as people read it: 1.769, 2,5."""
    return antal(int(tal)) if tal == tal.to_integral_value() else str(tal.normalize()).replace(".", ",")


def _take_into_use(version, by):
    """The first value freezes its definition."""
    version = Noegletalversion.objects.select_for_update().get(pk=version.pk)
    if version.i_brug_den is None:
        version.i_brug_den, version.i_brug_af, version._history_user = ur.nu(), by, by
        version.save()


@transaction.atomic
def add_note(serie, *, dato, tekst, by):
    """Return a Note at a day of the series; who may is the caller's rule."""
    note = Note(serie=serie, dato=dato, tekst=tekst, skrevet_den=ur.nu(), skrevet_af=by)
    note.full_clean()
    note.save()
    log_event("dataserie.note", serie, by)
    return note
