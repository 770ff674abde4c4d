"""Indicators of a goal: added, clarified, defined and retired (20 §5)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.beregning.delmaal import backward, short_of_target
from indsatser.beregning.tal import broek, vis
from indsatser.enums import Baselinekvalitet, Indikatortilstand, Maalniveau, Maaltype, Metoderolle
from indsatser.models import Delmaal, Indikator, Indikatordefinition, Maalemetode
from indsatser.workflow.raekker import FORANDRET, keep_new, plan_of, require_open, require_sees
from maalinger.statistik.vaerdi import vaerdi
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock, save
from mso_portal.vaerdier.datoer import dato_kort

T = Indikatortilstand
UDGAAET = "Indikatoren er udgået."
OVERORDNET = "Et overordnet mål har ingen indikator. Skriv den på et konkret mål."
HOEJST, KONTROL, BEGRUNDELSE = 3, 2, 10


@transaction.atomic
def add_indicator(maal, *, by, version=None, noegle=None, **felter):
    """Return a new indicator of a konkret goal. NotNow for the fourth, and for an overordnet goal."""
    if noegle and not claim(noegle, by, "indikator.opret"):
        return None
    maal = _current(maal, version)
    require(by, "indsats.ret", maal.plan)
    require_open(maal.plan)
    require_measurable(maal)
    count = maal.indikatorer.exclude(tilstand=T.UDGAAET).count()
    if count >= HOEJST:
        raise NotNow(f"Et mål har højst {HOEJST} indikatorer. Lad en udgå først, eller skriv et mål til.")
    row = Indikator(maal=maal, raekkefoelge=count, **felter)
    if not maal.plan.er_kladde:
        _require_clarifier(row.afklares_senest, row.afklares_af)
    row.afklares_foerst = row.afklares_senest.tekst
    return keep_new(row, by)


def require_measurable(maal):
    """NotNow for a goal that has no indicators: an overordnet one, and one that is given up."""
    if maal.niveau == Maalniveau.OVERORDNET:
        raise NotNow(OVERORDNET)
    if maal.opgivet_den:
        raise NotNow("Målet er opgivet og får ingen nye indikatorer.")


def require_used(indikator):
    """NotNow for an indicator that is out of use."""
    if indikator.tilstand == T.UDGAAET:
        raise NotNow(UDGAAET)


def _require_clarifier(senest, person):
    """In an aktiv plan somebody clarifies the indicator by a date, as activation demands of the others."""
    faults = {} if senest and senest.slut else {"afklares_senest": "Skriv, hvornår indikatoren senest er afklaret."}
    if person is None:
        faults["afklares_af"] = "Vælg, hvem der skal afklare indikatoren."
    if faults:
        raise ValidationError(faults)


def _current(row, version):
    """Return the row under lock. NotNow when it is another than the one that was shown."""
    row = lock(row)
    if version is not None and int(version) != row.version:
        raise NotNow(FORANDRET)
    return row


@transaction.atomic
def clarify(indikator, *, by, afklares_senest, afklares_af, begrundelse="", version=None, noegle=None):
    """Say who clarifies the indicator and by when (a Tidspunkt). Moving the date of an aktiv plan needs a reason; the
    first date and the number of moves stay."""
    if noegle and not claim(noegle, by, "indikator.afklar"):
        return None
    indikator = _current(indikator, version)
    plan = plan_of(indikator)
    require(by, "indikator.definer", indikator)
    require_open(plan)
    require_used(indikator)
    require_sees(plan, {"afklares_af": afklares_af})
    if not plan.er_kladde:
        _require_clarifier(afklares_senest, afklares_af)
    moved = indikator.afklares_senest and indikator.afklares_senest.slut != afklares_senest.slut
    if moved and not plan.er_kladde:
        if len(begrundelse.strip()) < BEGRUNDELSE:
            raise ValidationError({"begrundelse": "Skriv kort, hvorfor datoen flyttes (mindst 10 tegn)."})
        indikator.afklares_flyttet += 1
        indikator.afklares_begrundelse = begrundelse.strip()
    if plan.er_kladde or not indikator.afklares_foerst:
        indikator.afklares_foerst = afklares_senest.tekst
    indikator.afklares_senest, indikator.afklares_af = afklares_senest, afklares_af
    return _keep(indikator, by, "indikator.afklar")


def _keep(indikator, by, handling):
    indikator.full_clean()
    save(indikator, by)
    log_event(handling, indikator, by)
    return indikator


@transaction.atomic
def retire(indikator, *, by, grund, version=None, noegle=None):
    """Take an indicator out of use, with the reason; its definitions and values stay. NotNow when it already is."""
    if noegle and not claim(noegle, by, "indikator.udgaa"):
        return None
    indikator = _current(indikator, version)
    require(by, "indsats.ret", plan_of(indikator))
    require_open(plan_of(indikator))
    require_used(indikator)
    indikator.tilstand, indikator.udgaaet_grund = T.UDGAAET, grund.strip()
    return _keep(indikator, by, "indikator.udgaa")


@transaction.atomic
def draft(indikator, *, by, felter, delmaal=(), metoder=(), version=None, noegle=None):
    """Return the draft definition of an indicator with its delmål and methods, made anew from what is given.

    `felter`, each of `delmaal` and of `metoder` are dicts of columns; a method's `punkter` is a list. There is one
    draft at a time; what is in force stays. A kladde's indicator is defineret once the draft is complete; in an aktiv
    plan an Ændring puts it in force. ValidationError by field, with everything wrong at once where it can be told.
    """
    if noegle and not claim(noegle, by, "indikator.definer"):
        return None
    indikator = _current(indikator, version)
    plan = plan_of(indikator)
    require(by, "indikator.definer", indikator)
    require_open(plan)
    require_used(indikator)
    definition = _replaced(indikator, felter, by)
    _children(definition, delmaal, metoder, by)
    check(definition)
    indikator.tilstand = T.DEFINERET if plan.er_kladde else _drafted(indikator)
    _keep(indikator, by, "indikator.definer")
    return definition


def _drafted(indikator):
    """In an aktiv plan a draft alone makes nothing defineret."""
    return indikator.tilstand if indikator.tilstand == T.DEFINERET else T.UNDER_UDARBEJDELSE


def _replaced(indikator, felter, by):
    rows = indikator.definitioner
    for old in rows.filter(planversion=None).order_by("pk"):
        old._history_user = by
        old.delete()
    newest = rows.order_by("nr").last()
    return keep_new(Indikatordefinition(indikator=indikator, nr=newest.nr + 1 if newest else 1, **felter), by)


def _children(definition, delmaal, metoder, by):
    for one in delmaal:
        row = Delmaal(definition=definition, **one)
        row.full_clean()
        row.save()
    for one in metoder:
        columns = dict(one)
        punkter = columns.pop("punkter", [])
        row = keep_new(Maalemetode(definition=definition, **columns), by)
        row.punkter.set(punkter)


def check(definition):
    """Raise ValidationError for a definition that can't be judged by: no primary method, a target that is no target."""
    metoder = list(definition.maalemetoder.select_related("noegletalversion", "serie").order_by("pk"))
    primary = [one for one in metoder if one.rolle == Metoderolle.PRIMAER]
    if len(primary) != 1 or len(metoder) > 1 + KONTROL:
        raise ValidationError({"metoder": f"Vælg én primær målemetode og højst {KONTROL} til kontrol."})
    if any(one.serie.noegletal_id != one.noegletalversion.noegletal_id for one in metoder):
        raise ValidationError({"metoder": "Serien hører til et andet tal end målemetoden. Vælg dem sammen."})
    figure = primary[0].noegletalversion
    if figure.retning == "ingen":
        raise ValidationError({"metoder": "Tallet har ingen retning og kan ikke bære et mål. Vælg et andet."})
    _check_target(definition, figure)


def _check_target(definition, figure):
    m, delmaal = definition.maalvaerdi, list(definition.delmaal.order_by("senest"))
    if definition.maaltype == Maaltype.UDVIKLING and not (definition.maal_frist or delmaal):
        raise ValidationError({"maal_frist": "Skriv, hvornår målet skal nås, eller skriv et delmål."})
    if definition.maaltype == Maaltype.UDVIKLING and baseline_of(definition) == m:
        raise ValidationError({"maalvaerdi": "Baseline og mål er ens. Vælg typen Fastholdelse, eller ret målet."})
    if short := short_of_target(m, definition.maal_frist, delmaal):
        raise ValidationError({"delmaal": (
            f"Sidste delmål ({_value(short.vaerdi, figure)}) er ikke målet ({_value(m, figure)}). "
            "Ret det, eller giv målet en senere frist."
        )})  # fmt: skip
    if wrong := backward(figure.retning, m, delmaal):
        raise ValidationError({"delmaal": (
            f"Delmålet den {dato_kort(wrong[0].senest)} ligger længere fra målet end det før. "
            "Ret det, eller skriv hvorfor."
        )})  # fmt: skip


def _value(value, figure):
    return f"{vis(value, figure.decimaler)} {figure.enhed}".strip()


def baseline_of(definition):
    """Return the baseline in the unit the figure is shown in, or None; a query for a measured one."""
    found = definition.baseline_observation
    if found is None:
        return broek(definition.baseline_vaerdi)
    return vaerdi(found.taeller, found.naevner, found.noegletalversion.multiplikator)


@transaction.atomic
def set_baseline(
    definition, *, by, kvalitet, observation=None, skoen=None, begrundelse="", version=None, noegle=None
):  # fmt: skip
    """Set a baseline that was missing, once; afterwards the database refuses every change of it. `skoen` is a number in
    the unit the figure is shown in."""
    if noegle and not claim(noegle, by, "indikator.baseline"):
        return None
    definition = _current(definition, version)
    require(by, "indikator.definer", definition.indikator)
    require_open(plan_of(definition))
    require_used(definition.indikator)
    if definition.baseline_kvalitet != Baselinekvalitet.MANGLER:
        raise NotNow("Baseline er allerede sat. Lav en ny definition, hvis den er forkert.")
    definition.baseline_kvalitet, definition.baseline_observation = kvalitet, observation
    definition.baseline_vaerdi, definition.baseline_begrundelse = skoen, begrundelse.strip()
    if kvalitet == Baselinekvalitet.MANGLER:
        raise ValidationError({"baseline_kvalitet": "Vælg, om baseline er målt, skønnet eller ikke kan opgøres."})
    if definition.planversion_id:  # a draft is stamped when it comes into force: until then it can be made anew
        definition.baseline_sat_den, definition.baseline_sat_af = ur.nu(), by
    definition.full_clean()
    save(definition, by)
    log_event("indikator.baseline", definition, by)
    return definition
