"""What a person may do now to a row of a plan, as links: asked by tables, by a row's own page and across plans.

A row must know its plan (`row.plan`), and deliverables of a list must have been through `note_leads`: then nothing here
asks the database.
"""

from indsatser.enums import Opfoelgningstilstand
from indsatser.views.find import adresse
from indsatser.workflow.leverance import TRANSITIONS
from mso_portal.motor.rules import ask
from mso_portal.motor.workflow import available


def link(plan, rum, row, label, verbum):
    """Return a link to a verb of a row."""
    return {"label": label, "url": adresse(plan, f"{rum}/{row.uuid}/{verbum}/")}


def skriver(user, plan):
    """Say whether the person may write in the plan as it stands."""
    return not plan.endt_den and bool(ask(user, "indsats.ret", plan))


def milepael(user, row):
    """A forecast while the plan runs, done or undone at any time before it ends."""
    plan = row.plan
    if plan.endt_den or row.bortfaldet_den:
        return []
    found = []
    if row.faktisk_dato is None and not plan.er_kladde and ask(user, "milepael.prognose", row):
        found.append(link(plan, "milepaele", row, "Ny prognose", "prognose"))
    if ask(user, "milepael.gennemfoer", row):
        label, verb = ("Meld gennemført", "gennemfoert")
        if row.faktisk_dato:
            label, verb = "Ikke gennemført alligevel", "genaabn"
        found.append(link(plan, "milepaele", row, label, verb))
    return found


def leverance(user, row):
    """The transitions of a deliverable."""
    return [link(row.plan, "leverancer", row, one.label, one.name.replace("_", "-"))
            for one in available(TRANSITIONS, row, user)]  # fmt: skip


def risiko(user, row):
    """Judge and close an open risk."""
    if row.plan.endt_den or row.lukket_den or not ask(user, "risiko.vurder", row):
        return []
    return [link(row.plan, "risici", row, "Vurdér", "vurder"), link(row.plan, "risici", row, "Luk", "luk")]


def budgetpost(user, row):
    """State an amount."""
    if row.plan.endt_den or not ask(user, "oekonomi.ret_post", row):
        return []
    return [link(row.plan, "oekonomi", row, "Skriv et beløb", "beloeb")]


def punkt(user, row):
    """Close an open point."""
    open_ = row.tilstand == Opfoelgningstilstand.AABEN
    if row.plan.endt_den or not open_ or not ask(user, "opfoelgningspunkt.luk", row):
        return []
    return [link(row.plan, "opfoelgning", row, "Afslut", "luk")]


def aktivitet(user, row):
    """Say how far it has come."""
    return [link(row.plan, "aktiviteter", row, "Skift tilstand", "tilstand")] if skriver(user, row.plan) else []


def tema(user, row):
    """Make the rows of a template, while the plan is a kladde and the theme has a first day."""
    if row.start is None or not row.plan.er_kladde or not skriver(user, row.plan):
        return []
    return [link(row.plan, "temaer", row, "Anvend skabelon", "skabelon")]
