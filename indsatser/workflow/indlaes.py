"""Goals and milestones from a table, into a kladde: every text is read, shown beside its source, and written by the
same verbs as the pages use (20 §10)."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from indsatser.beregning.indlaesning import (
    IKKE_DEFINERET,
    Indikatorlaesning,
    maaltype,
    population,
    read_indikator,
    read_metode,
)
from indsatser.beregning.retning import NED
from indsatser.enums import MED_TJEKLISTE, Baselinekvalitet
from indsatser.models import Indikatordefinition, Maal, Maalemetode, Milepael, Tema
from indsatser.workflow.indikator import add_indicator
from indsatser.workflow.maaling import make_figure
from indsatser.workflow.plan import reference
from indsatser.workflow.raekker import add, keep_new
from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.sortering import fold
from mso_portal.vaerdier.tidspunkt import Tidspunkt, laes

GENERELT = "generelt"
NAVN, FIGURNAVN, TEKST = 200, 80, 300
HVER = "kvartal"
# How a source text that no column holds stands behind the indicator's own.
SKILT, METODE, FRIST = " · ", "Målemetode: ", "Frist: "
# column of the table: where the verbs name a fault of it
MAALFELTER = {
    "tema": ("titel",), "maal": ("tekst",), "ansvarlig": ("ejer", "afklares_af", "udfoeres_af"),
    "indikator": ("navn", "maalvaerdi"), "maalemetode": ("vejledning",),
}  # fmt: skip
MILEPAELSFELTER = {"titel": ("titel",), "tidspunkt": ("godkendt_tekst",), "ansvarlig": ("ansvarlig", "ansvarlig_rolle")}


@dataclass(frozen=True)
class Maallaesning:
    """A row of goals as it is understood; `advarsler` are (column, sentence)."""

    tema: str
    maal: str
    indikator: str
    maalemetode: str
    indikatorer: tuple
    metoder: tuple
    population: str
    maaltype: str
    frist: Tidspunkt
    ansvarlig: Bruger | None
    advarsler: tuple


@dataclass(frozen=True)
class Milepaelslaesning:
    """A row of milestones as it is understood; `rolle` is an ansvarlig who is no person of the portal."""

    tema: str
    titel: str
    tidspunkt: Tidspunkt
    ansvarlig: Bruger | None
    rolle: str
    advarsler: tuple


def read_goals(plan, raekker):
    """Return a Maallaesning for each row (dict of texts); about one query."""
    day, people = reference(plan), find_people(row["ansvarlig"] for row in raekker)
    return [read_goal(row, day, people) for row in raekker]


def read_goal(row, day, people):
    """Return the Maallaesning of a row; `people` is what `find_people` gave."""
    tekst, kilde, metode = (_one_line(row[name]) for name in ("maal", "indikator", "maalemetode"))
    indikatorer = read_indikator(kilde) or (Indikatorlaesning("", IKKE_DEFINERET),)
    metoder, frist = read_metode(metode), laes(_one_line(row["frist"]), day)
    ansvarlig = people.get(fold(row["ansvarlig"]))
    faults = [
        ("indikator", "Der er ingen indikator. Den bliver oprettet som ikke defineret.") if not kilde else None,
        ("maalemetode", "Målemetoden er ikke genkendt. Vælg den, når indikatoren bliver defineret.")
        if not all(one.slags for one in metoder) else None,
        _nobody(row["ansvarlig"], ansvarlig, "Målet får ingen ansvarlig."),
        _no_day("frist", frist, "Den står som tekst ved indikatoren."),
    ]  # fmt: skip
    return Maallaesning(
        theme_of(row["tema"]), tekst, kilde, metode, indikatorer, metoder, population(tekst), maaltype(tekst), frist,
        ansvarlig, tuple(filter(None, faults)),
    )  # fmt: skip


def read_milestones(plan, raekker):
    """Return a Milepaelslaesning for each row (dict of texts); about one query."""
    day, people = reference(plan), find_people(row["ansvarlig"] for row in raekker)
    return [read_milestone(row, day, people) for row in raekker]


def read_milestone(row, day, people):
    """Return the Milepaelslaesning of a row; a name nobody has stands as a role."""
    when, person = laes(_one_line(row["tidspunkt"]), day), people.get(fold(row["ansvarlig"]))
    faults = [
        _nobody(row["ansvarlig"], person, "Teksten står som rolle."),
        _no_day("tidspunkt", when, "Milepælen får ingen dato."),
    ]
    rolle = "" if person else _one_line(row["ansvarlig"])
    return Milepaelslaesning(
        theme_of(row["tema"]), _one_line(row["titel"]), when, person, rolle, tuple(filter(None, faults))
    )


def find_people(navne):
    """Return {folded name or brugernavn: Bruger} of the active persons called so; two of one name are nobody."""
    folded = {fold(navn) for navn in navne if navn.strip()}
    found, twice = {}, set()
    for person in Bruger.objects.aktive().filter(Q(foldet__in=folded) | Q(brugernavn__in=folded)).order_by("pk"):
        for key in {person.foldet, person.brugernavn} & folded:
            twice |= {key} if key in found else set()
            found[key] = person
    return {key: person for key, person in found.items() if key not in twice}


def _nobody(tekst, person, follows):
    if person or not tekst.strip():
        return None
    return "ansvarlig", f"»{_one_line(tekst)}« er ikke én bestemt person i portalen. {follows}"


def _no_day(kolonne, tidspunkt, follows):
    if not tidspunkt or tidspunkt.slut:
        return None
    return kolonne, f"»{tidspunkt}« kan ikke læses som en sidste dag. {follows}"


def theme_of(tekst):
    """Return the title of the theme a text names; "" is »Generelt«."""
    return "" if fold(tekst) == GENERELT else _one_line(tekst)


def _one_line(tekst):
    return " ".join(tekst.split())


@transaction.atomic
def import_goals(plan, raekker, *, by, noegle=None):
    """Return the new goals of a kladde, each with its indicators, or None when `noegle` was used before. All or none.

    `raekker` are dicts of the texts tema, maal, indikator, maalemetode, ansvarlig and frist. ValidationError with a
    sentence for each faulty row and column, NotNow unless the plan is a kladde with an ejerenhed.
    """
    if noegle and not claim(noegle, by, "maal.indlaes"):
        return None
    plan = ready(plan, by, maaler=True)
    given = _whole(raekker, "tema", "maal", "indikator", "maalemetode", "ansvarlig", "frist")
    return _all(write_goal, plan, read_goals(plan, given), MAALFELTER, by)


@transaction.atomic
def import_milestones(plan, raekker, *, by, noegle=None):
    """Return the new milestones of a kladde, as `import_goals` does; the texts are tema, titel, tidspunkt and
    ansvarlig."""
    if noegle and not claim(noegle, by, "milepael.indlaes"):
        return None
    plan = ready(plan, by, maaler=False)
    given = _whole(raekker, "tema", "titel", "tidspunkt", "ansvarlig")
    return _all(write_milestone, plan, read_milestones(plan, given), MILEPAELSFELTER, by)


def _whole(raekker, *kolonner):
    """Return the rows with every column: one a row lacks is empty."""
    return [{name: row.get(name) or "" for name in kolonner} for row in raekker]


def ready(plan, by, *, maaler):
    """Return the plan under its lock; NotNow when nothing can be read into it. `maaler`: figures are made, which a unit
    must own."""
    plan = lock(plan)
    require(by, "indsats.ret", plan)
    if not plan.er_kladde:
        raise NotNow("Planen er aktiv. Nye mål og milepæle kommer i planen med en ændring.")
    if maaler and plan.ejerenhed_id is None:
        raise NotNow("Vælg planens ejerenhed først. Målingerne skal høre til en afdeling.")
    return plan


def _all(write, plan, laesninger, felter, by):
    made, faults = [], []
    for nr, laesning in enumerate(laesninger, 1):
        try:
            with transaction.atomic():
                made.append(write(plan, laesning, by))
        except ValidationError as error:
            faults += [_said(nr, name, text) for name, text in by_column(error, felter)]
    if faults:
        raise ValidationError(faults)
    return made


def by_column(error, felter):
    """Yield (column, sentence) of what a verb refused; the column is "" when none bears it."""
    columns = {field: column for column, fields in felter.items() for field in fields}
    named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, texts in named.items():
        yield from ((columns.get(field, ""), text) for text in texts)


def _said(nr, kolonne, tekst):
    return f"Række {nr}, kolonne »{kolonne}«: {tekst}" if kolonne else f"Række {nr}: {tekst}"


def write_milestone(plan, laesning, by):
    """Make the milestone of a Milepaelslaesning."""
    return add(
        Milepael, plan, by=by, tema=_theme(plan, laesning.tema, by), titel=laesning.titel,
        godkendt=laesning.tidspunkt, ansvarlig=laesning.ansvarlig, ansvarlig_rolle=laesning.rolle,
        raekkefoelge=plan.milepaele.count(),
    )  # fmt: skip


def write_goal(plan, laesning, by):
    """Make the goal of a Maallaesning with its indicators, and the draft definition of each that has a target."""
    maal = add(
        Maal, plan, by=by, tema=_theme(plan, laesning.tema, by), tekst=laesning.maal, ejer=laesning.ansvarlig,
        raekkefoelge=plan.maal.count(),
    )  # fmt: skip
    for one in laesning.indikatorer:
        indikator = _indicator(maal, one, laesning, by)
        if one.maalvaerdi is not None:
            _draft(plan, indikator, one, laesning, by)
    return maal


def _indicator(maal, one, laesning, by):
    try:
        return add_indicator(
            maal, by=by, navn=_name(one, laesning)[:NAVN], tekst=_source(one, laesning), tilstand=one.tilstand,
            ejer=laesning.ansvarlig, afklares_af=laesning.ansvarlig,
        )  # fmt: skip
    except ValidationError as error:  # its »tekst« is another than the goal's
        faults = error.error_dict.items()
        raise ValidationError({"navn" if name == "tekst" else name: found for name, found in faults}) from None


def _theme(plan, titel, by):
    """Return the plan's theme of that title, made when it has none; None is »Generelt«."""
    if not titel:
        return None
    for tema in plan.temaer.order_by("pk"):
        if fold(tema.titel) == fold(titel):
            return tema
    return add(Tema, plan, by=by, titel=titel, raekkefoelge=plan.temaer.count())


def _name(one, laesning):
    """One indicator is called what the goal says, for »100 %« is no name; of several each has its own text."""
    return one.tekst if len(laesning.indikatorer) > 1 else laesning.maal


def _source(one, laesning):
    """Return the text as written, and behind it what no draft definition holds: methods and deadline."""
    drafted = one.maalvaerdi is not None
    metode = "" if drafted and all(map(_can_be_made, laesning.metoder)) else laesning.maalemetode
    frist = "" if drafted and laesning.frist.slut else laesning.frist.tekst
    return SKILT.join(filter(None, [one.tekst, metode and f"{METODE}{metode}", frist and f"{FRIST}{frist}"]))


def written(tekst):
    """Return (indicator, method, deadline) as the imported source had them, of an indicator's stored text."""
    parts = tekst.split(SKILT)
    metode = next((part for part in parts if part.startswith(METODE)), "")
    frist = next((part for part in parts if part.startswith(FRIST)), "")
    rest = SKILT.join(part for part in parts if part not in (metode, frist))
    return rest, metode.removeprefix(METODE), frist.removeprefix(FRIST)


def _can_be_made(metode):
    """A tilsyn, a review and an interview are made with a tjekliste, which no table can choose."""
    return bool(metode.slags) and metode.slags not in MED_TJEKLISTE


def _draft(plan, indikator, one, laesning, by):
    """Keep target, type and deadline as a draft, which is not whole: the baseline is still to be found."""
    day = plan.periode_start or ur.i_dag()
    definition = keep_new(Indikatordefinition(
        indikator=indikator, nr=1, gyldig_fra=day, maaltype=laesning.maaltype, maalvaerdi=_decimal(one.maalvaerdi),
        maal_frist=laesning.frist.slut, baseline_kvalitet=Baselinekvalitet.MANGLER,
        baseline_senest=max(day, ur.i_dag()),
    ), by)  # fmt: skip
    for metode in filter(_can_be_made, laesning.metoder):
        _method(plan, definition, metode, one, laesning, by)


def _decimal(tal):
    """A target has at most two decimals, so nothing is rounded."""
    return Decimal(tal.numerator) / tal.denominator


def _method(plan, definition, metode, one, laesning, by):
    version, serie = make_figure(
        plan, by=by, navn=definition.indikator.navn[:FIGURNAVN], frekvens=HVER, indberetter=laesning.ansvarlig,
        definition=_figure(one, metode, laesning, definition.gyldig_fra),
    )  # fmt: skip
    keep_new(Maalemetode(
        definition=definition, rolle=metode.rolle, slags=metode.slags, noegletalversion=version, serie=serie,
        datakilde=metode.datakilde, udfoeres_af=laesning.ansvarlig, vejledning=metode.tekst,
    ), by)  # fmt: skip


def _figure(one, metode, laesning, day):
    """A target of none is a count that goes down; a percentage is a share that goes up."""
    shared = {
        "gyldig_fra": day, "retning": one.retning, "taeller_tekst": laesning.maal[:TEKST],
        "population_tekst": laesning.population, "datakilde": metode.datakilde,
    }  # fmt: skip
    if one.retning == NED:
        return {**shared, "art": "antal"}
    share = {"art": "andel", "enhed": "%", "multiplikator": 100}
    return {**shared, **share, "naevner_tekst": laesning.population or "alle, som målet gælder"}
