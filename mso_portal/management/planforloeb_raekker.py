"""Rows of the demo's plans: what a file writes becomes the columns of a row, and the row is added through its verb."""

from indsatser.models import (
    Aktivitet,
    Budgetpost,
    Leverance,
    Maal,
    Milepael,
    Opfoelgningspunkt,
    Planrisiko,
    Tema,
)
from indsatser.workflow.indikator import add_indicator
from indsatser.workflow.leverance import propose
from indsatser.workflow.plan import reference
from indsatser.workflow.raekker import add
from mso_portal.motor import ur
from mso_portal.organisation.models import Afdeling, Bruger, Forum
from mso_portal.vaerdier.tidspunkt import laes

# What a file calls a row, in the order rows of a kladde are written.
MODELLER = {
    "tema": Tema, "milepael": Milepael, "aktivitet": Aktivitet, "maal": Maal, "leverance": Leverance,
    "risiko": Planrisiko, "budgetpost": Budgetpost, "punkt": Opfoelgningspunkt,
}  # fmt: skip
RAEKKER = (*MODELLER, "indikator")
PERSONER = {
    "programejer", "tovholder", "oekonomiansvarlig", "ansvarlig", "ejer", "kontaktperson", "afklares_af", "udfoeres_af",
    "tilsynsfoerende", "bruger",
}  # fmt: skip
AFDELINGER = {"ejerenhed", "leverandoer"}
TIDSPUNKTER = {"godkendt", "oensket", "frist", "afklares_senest", "tidspunkt"}
EGNE = {"tema", "maal", "milepael"}  # rows of the plan itself, by their keys


def columns(given, forloeb):
    """Return a file's values as the columns of a row: people, units, fora, times and other rows by their names."""
    return {name: _value(name, value, forloeb) for name, value in given.items() if name not in ("id", "af")}


def _value(name, value, forloeb):
    if name in PERSONER:
        return Bruger.objects.get(brugernavn=value)
    if name in AFDELINGER:
        return Afdeling.objects.get(kode=value)
    if name == "styregruppe":
        return Forum.objects.get(kode=value)
    if name == "fortsaetter":
        return forloeb.other(value)
    if name in TIDSPUNKTER:
        return time_of(value, forloeb)
    return forloeb.row(value) if name in EGNE else value


def time_of(text, forloeb):
    """Read a time as it would be typed in the plan; loading is itself a test that it can be read."""
    found = laes(text, reference(forloeb.plan) if forloeb.name in forloeb.plans else ur.i_dag())
    if found.slut is None:
        raise ValueError(f"{forloeb.name}: »{text}« kan ikke læses som et tidspunkt.")
    return found


def add_row(forloeb, kind, row, by):
    """Add a row of a kind and remember it by its `id`."""
    if kind == "indikator":
        made = add_indicator(forloeb.row(row["maal"]), by=by, **columns(_without_goal(row), forloeb))
    else:
        made = _add(forloeb, MODELLER[kind], columns(row, forloeb), by)
    if "id" in row:
        forloeb.keep(row["id"], made)
    return made


def _without_goal(row):
    return {name: value for name, value in row.items() if name != "maal"}


def _add(forloeb, model, felter, by):
    plan = forloeb.plan
    if model is Leverance:
        return propose(plan, by=by, **felter)
    if any(field.name == "raekkefoelge" for field in model._meta.fields):
        felter.setdefault("raekkefoelge", model.objects.filter(plan=plan).count())
    return add(model, plan, by=by, **felter)
