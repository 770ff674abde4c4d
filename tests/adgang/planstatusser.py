"""Statuses of the aktive plans of the planverden, åben and lukket, in every state, and the rounds they stand in."""

from contextlib import contextmanager
from datetime import timedelta

from indsatser.models import Kvartalsstatus, Statuspligt
from indsatser.workflow.runde import new_round, quarter_rhythm
from indsatser.workflow.runder import create_rhythm
from indsatser.workflow.rundeslut import close_round, set_on_agenda
from indsatser.workflow.rundeudgave import make_editions
from indsatser.workflow.status import approve, current_data, reopen, send_back, submit, suggestions, write
from indsatser.workflow.statusaabning import open_round
from indsatser.workflow.statusindstilling import make_paper
from indsatser.workflow.statuslaas import lock
from indsatser.workflow.statusrettelse import add_correction, correct
from indsatser.workflow.statusuddrag import publish, withdraw
from indsatser.workflow.statusudfald import decide
from mso_portal.motor import ur
from mso_portal.vaerdier.kvartal import Kvartal
from tests import builders_moede

# The states in the order of their rounds. `rettes` is locked, and its correction is being written; `erstattet` has been
# at its meeting, and its correction, `erstatter`, is locked too.
TILSTANDE = ("erstattet", "rettes", "laast", "aaben", "til_godkendelse", "godkendt")
# In a rhythm beside: locked while the paper of an åben plan was lukket; ended without the status of a lukket plan.
LUKKET_DENGANG, AFSLUTTET = "lukket_dengang", "afsluttet"
ALLE = (*TILSTANDE, "erstatter", LUKKET_DENGANG, AFSLUTTET)
LAASTE = ("erstattet", "rettes", "laast", LUKKET_DENGANG)
TEKSTER = ("resume", "siden_sidst", "naeste", "offentlig_tekst")
HVORFOR = "Forbruget var talt forkert i regnearket."
LUKKET_SAG = {
    "aabenhed": "lukket", "titel_lukket": "En flytning", "hjemmel": "private_forhold", "lukket_begrundelse": "En person"
}  # fmt: skip
AABEN_SAG = {"aabenhed": "aaben", "titel_lukket": "", "hjemmel": "", "lukket_begrundelse": ""}


def byg(world, tekst):
    """Add `runder` and `statusser[state, openness]` to the world, and the meeting that some of them have been at.
    `tekst` is as planverden's; every field of a status is written by it as `status.<state>.<field>`."""
    _rounds(world)
    for tilstand in TILSTANDE:
        for aabenhed in ("aaben", "lukket"):
            _status(world, tilstand, aabenhed, tekst(("aktiv", aabenhed)))
    _locked_while_closed(world, tekst(("aktiv", "aaben")))
    _ended_without(world, tekst(("aktiv", "lukket")))
    builders_moede.sendt(world.moede, world.personer["sekretaer"])
    for tilstand in ("rettes", LUKKET_DENGANG, AFSLUTTET):
        make_editions(world.runder[tilstand], by=world.personer["sekretaer"])


@contextmanager
def lukket_sag(plan):
    """Let the indstilling of an åben plan be lukket while this lasts."""
    paper = plan.beslutning.punkt.indstilling
    row = type(paper).objects.filter(pk=paper.pk)
    row.update(**LUKKET_SAG)
    yield
    row.update(**AABEN_SAG)


def _rounds(world):
    """A quarter each, so that the one whose status is `aaben` is past its locking date; the planned one is the next
    that lies in the summer holidays."""
    by = world.personer["sekretaer"]
    rytme, quarter = quarter_rhythm(world.forum, by), Kvartal.of(ur.i_dag())
    for _ in TILSTANDE[1:]:
        quarter = Kvartal.of(quarter.start - timedelta(days=1))
    for tilstand in TILSTANDE:
        world.runder[tilstand] = open_round(new_round(rytme, quarter.slut, by), by)
        quarter = quarter.naeste
    while quarter.nr != 2:
        quarter = quarter.naeste
    world.runder["planlagt"] = new_round(rytme, quarter.slut, by)
    world.rytmer |= {"kvartal": rytme, "datoer": create_rhythm(world.forum, by=by, navn="Aftalt", art="datoer")}
    world.moede = builders_moede.moede(world.forum, ur.i_dag() + timedelta(days=20))
    for tilstand in ("erstattet", "laast"):
        world.runder[tilstand].moede = world.moede
        world.runder[tilstand].save()


def _status(world, tilstand, aabenhed, tekst):
    status = world.runder[tilstand].statusser.get(plan=world.planer["aktiv", aabenhed])
    world.statusser[tilstand, aabenhed] = status = _brought(world, status, tilstand, _field(tekst, tilstand))
    if tilstand == "erstattet":
        _met(world, status, _field(tekst, tilstand), aabenhed)
        replacing = lock(corrected(world, status, _field(tekst, "erstatter")), by=world.personer["sekretaer"])
        set_on_agenda(replacing, by=world.personer["sekretaer"])
        if aabenhed == "aaben":
            withdraw(publish(replacing, by=world.personer["programejer"]), by=world.personer["programejer"])
        world.statusser["erstatter", aabenhed] = replacing
    if tilstand == "rettes":
        if aabenhed == "aaben":
            publish(status, by=world.personer["programejer"])
        felt = _field(tekst, "rettelse")
        approved = corrected(world, status, felt)
        world.statusser[tilstand, aabenhed] = reopen(
            approved, by=world.personer["programejer"], grund=felt("tilbage_grund")
        )


def _field(tekst, tilstand):
    return lambda felt: tekst(f"status.{tilstand}.{felt}")


def _brought(world, status, tilstand, felt):
    """Write every field of it, and bring it to its state by the verbs and the right persons."""
    one = world.personer
    written = {name: felt(name) for name in TEKSTER}
    status = write(status, by=one["tovholder"], tekster=written, lys=_lights(status, felt), beslutninger=_asked(felt))
    status = submit(status, by=one["tovholder"])
    if tilstand == "aaben":
        return send_back(status, by=one["programejer"], grund=felt("tilbage_grund"))
    if tilstand == "til_godkendelse":
        return status
    status = approve(status, by=one["programejer"])
    return lock(status, by=one["sekretaer"]) if tilstand in LAASTE else status


def _lights(status, felt):
    """Each is chosen as another than the suggested, and so has a reason."""
    return {
        name: {"valgt": "gul" if forslag == "roed" else "roed", "valgt_ud_fra": forslag,
               "begrundelse": felt("begrundelse"), "aarsag_tiltag": "" if name == "samlet" else felt("aarsag_tiltag")}
        for name, forslag in suggestions(current_data(status)).items()
    }  # fmt: skip


def _asked(felt):
    """A question for the styregruppe, and one for the chefteam."""
    return [
        {"spoergsmaal": felt("spoergsmaal"), "niveau": niveau, "muligheder": [
            {"tekst": felt("tekst"), "konsekvens": felt("konsekvens"), "indstillet": nr == 0, "aendring": None}
            for nr in range(2)
        ]} for niveau in ("styregruppe", "chefteam")
    ]  # fmt: skip


def _met(world, status, felt, aabenhed):
    """It has been on the agenda; the styregruppe has decided, and the other question goes on to the chefteam."""
    one = world.personer
    set_on_agenda(status, by=one["sekretaer"])
    own, other = status.beslutninger.order_by("nr")
    points = [{"tekst": felt("punkt"), "ansvarlig": one["tovholder"]}]
    decide(own, by=one["sekretaer"], art="vedtaget_med_aendring", tekst=felt("udfald"), punkter=points)
    world.sager[aabenhed] = make_paper(other, by=one["tovholder"])


def corrected(world, status, felt):
    """Its correction, approved: other texts, and another who answers for a milestone."""
    one, plan = world.personer, status.plan
    new = correct(status, f"{HVORFOR} {felt('rettelse_begrundelse')}", by=one["tovholder"])
    new = write(new, by=one["tovholder"], tekster={name: felt(name) for name in TEKSTER})
    uuid = str(world.raekker[plan.tilstand, plan.aabenhed]["anden_milepael"].uuid)
    row = next(row for row in status.udgave.data["milepaele"] if row["uuid"] == uuid)
    add_correction(
        new, sti=f"milepaele/{uuid}/ansvarlig", foer=row["ansvarlig"], efter=felt("efter"),
        begrundelse=f"{HVORFOR} {felt('rettelse')}", by=one["tovholder"],
    )  # fmt: skip
    new = submit(Kvartalsstatus.objects.get(pk=new.pk), by=one["tovholder"])
    return approve(new, by=one["programejer"])


def _locked_while_closed(world, tekst):
    plan = world.planer["aktiv", "aaben"]
    with lukket_sag(plan), _duty(world, plan):
        world.runder[LUKKET_DENGANG] = _agreed(world, days=200)
        status = world.runder[LUKKET_DENGANG].statusser.get(plan=plan)
        world.statusser[LUKKET_DENGANG, "aaben"] = _brought(
            world, status, LUKKET_DENGANG, _field(tekst, LUKKET_DENGANG)
        )


def _ended_without(world, tekst):
    with _duty(world, world.planer["aktiv", "lukket"]):
        runde = _agreed(world, days=30)
        grund = f"{HVORFOR} {tekst('runde.uden_status_grund')}"
        world.runder[AFSLUTTET] = close_round(runde, by=world.personer["sekretaer"], uden_status_grund=grund)


@contextmanager
def _duty(world, plan):
    """Let a plan report in the rhythm of agreed dates until yesterday."""
    row = Statuspligt.objects.create(
        plan=plan, rytme=world.rytmer["datoer"], primaer=False, fra=ur.i_dag() - timedelta(days=400),
        oprettet_den=ur.nu(), oprettet_af=world.personer["sekretaer"],
    )  # fmt: skip
    yield
    row.til = ur.i_dag() - timedelta(days=1)
    row.save()


def _agreed(world, *, days):
    """The round of a date so many days ago, opened."""
    by = world.personer["sekretaer"]
    return open_round(new_round(world.rytmer["datoer"], ur.i_dag() - timedelta(days=days), by), by)
