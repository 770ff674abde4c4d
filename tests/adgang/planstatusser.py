"""Statuses of the aktive plans of the planverden, åben and lukket, in every state, and the rounds they stand in."""

from contextlib import ExitStack
from datetime import timedelta
from unittest.mock import patch

from indsatser.models import Kvartalsstatus
from indsatser.workflow.runde import new_round, quarter_rhythm
from indsatser.workflow.runder import create_rhythm
from indsatser.workflow.rundeudgave import make_editions
from indsatser.workflow.statusaabning import open_round
from indsatser.workflow.statuslaas import lock
from indsatser.workflow.statusrettelse import add_correction, correct
from indsatser.workflow.statusuddrag import publish
from mso_portal.motor import ur
from mso_portal.vaerdier.kvartal import Kvartal
from tests.indsatser import statusverden

# The states in the order of their rounds; `rettes` is locked, and its correction is being written.
TILSTANDE = ("rettes", "laast", "aaben", "til_godkendelse", "godkendt")
PRINTING = ("statuslaas", "statusuddrag", "rundeudgave")
HVORFOR = "Forbruget var talt forkert i regnearket."


def byg(world, tekst):
    """Add `runder` by state and `statusser[state, openness]` to the world. `tekst` is as planverden's."""
    with ExitStack() as stack:
        for name in PRINTING:
            stack.enter_context(patch(f"indsatser.workflow.{name}.render_in_child", statusverden.rendered))
        _rounds(world)
        for tilstand in TILSTANDE:
            for aabenhed in ("aaben", "lukket"):
                _status(world, tilstand, aabenhed, tekst(("aktiv", aabenhed)))
        make_editions(world.runder["rettes"], by=world.personer["sekretaer"])


def _rounds(world):
    by = world.personer["sekretaer"]
    rytme = quarter_rhythm(world.forum, by)
    first = Kvartal.of(ur.i_dag())
    for _ in range(3):
        first = Kvartal.of(first.start - timedelta(days=1))
    for tilstand in (*TILSTANDE, "planlagt"):
        world.runder[tilstand] = new_round(rytme, first.slut, by)
        first = first.naeste
        if tilstand != "planlagt":
            world.runder[tilstand] = open_round(world.runder[tilstand], by)
    world.rytmer = {"kvartal": rytme, "datoer": create_rhythm(world.forum, by=by, navn="Aftalt", art="datoer")}


def _status(world, tilstand, aabenhed, tekst):
    status = world.runder[tilstand].statusser.get(plan=world.planer["aktiv", aabenhed])
    written = {name: tekst(f"status.{name}")[:90] for name in ("resume", "siden_sidst", "naeste", "offentlig_tekst")}
    asked = statusverden.asked(spoergsmaal=tekst("status.spoergsmaal")[:90]) + statusverden.asked(niveau="chefteam")
    bring = {"aaben": statusverden.skrevet, "til_godkendelse": statusverden.sendt}.get(tilstand, statusverden.godkendt)
    status = bring(status, beslutninger=asked, **written)
    if tilstand in ("laast", "rettes"):
        status = lock(status, by=world.personer["sekretaer"])
    if tilstand == "rettes":
        if aabenhed == "aaben":
            publish(status, by=world.personer["programejer"])
        status = _corrected(correct(status, HVORFOR, by=world.personer["tovholder"]), world.personer["tovholder"])
    world.statusser[tilstand, aabenhed] = status


def _corrected(status, by):
    """With one value corrected, so that there is one to take back."""
    risk = status.erstatter.udgave.data["risici"][0]
    add_correction(status, sti=f"risici/{risk['uuid']}/s", foer=risk["s"], efter=5, begrundelse=HVORFOR, by=by)
    return Kvartalsstatus.objects.get(pk=status.pk)
