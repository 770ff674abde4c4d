"""A decision becomes a plan (20 §3): what is proposed, and everything ticked in one transaction."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Indsatsplan, Leverance, Milepael, Opfoelgningspunkt, Statusrunde
from indsatser.workflow.forslag import changed_wording, proposals
from indsatser.workflow.opret import create_from
from indstillinger.models import RAEKKER, Beslutning
from mso_portal.motor import ur
from mso_portal.motor.rules import Denied
from tests import builders
from tests.builders_indsats import tid
from tests.indstillinger.referat import verden

AENDRET = "At planen sættes i gang. Planen forelægges HMU først."


@pytest.fixture
def klokken(db):
    with ur.stil(verden.EFTER):
        yield verden.EFTER


@pytest.fixture
def folk(klokken, chefteam):
    return verden.personer(chefteam)


@pytest.fixture
def chefteam(db):
    return builders.forum("CT", navn="Chefteamet")


@pytest.fixture
def beslutning(folk, chefteam, styregruppe):
    """The decision of a paper with steps, a goal, money, a named unit and a risk, adopted with changes."""
    builders.afdeling("HR", navn="HR")
    rows = [
        ("procestrin", {"tekst": "Drøftet i ledelsen", "tidspunkt": tid("20. maj 2020")}),
        ("procestrin", {"tekst": "Drøftes i HMU", "tidspunkt": tid("juni 2020")}),
        ("procestrin", {"tekst": "Opfølgning i styregruppen", "forum": styregruppe,
                        "tidspunkt": tid("6. oktober 2020")}),
        ("effektmaal", {"tekst": "Færre klager", "maales_ved": "Antal klager", "maales": tid("1. september 2020")}),
        ("udgiftspost", {"aar": 2020, "beloeb": "80 tkr.", "formaal": "Kampagne", "kilde": "grundbudget"}),
        ("udgiftspost", {"aar": 2020, "beloeb": "80 tkr.", "formaal": "Kurser", "kilde": "grundbudget"}),
        ("risikopunkt", {"tekst": "Ledere er syge", "haandtering": "Flere datoer"}),
    ]  # fmt: skip

    def write(paper):
        for nr, (kind, felter) in enumerate(rows):
            RAEKKER[kind].objects.create(indstilling=paper, raekkefoelge=nr, **felter)

    texts = {"baggrund": "<p>Tonen skal være god.</p><p>Resten.</p>", "koordinering": "<p>HR er spurgt.</p>"}
    paper = verden.sag(folk, chefteam, raekker=write, **texts)
    minutes = verden.afholdt(folk, chefteam, paper)
    verden.ret(minutes, 1, udfald="vedtaget_med_aendring", ordlyd=AENDRET)
    verden.raekke(minutes, minutes.raekker.first().punkt, 4, slags="droeftet", tekst="<p>Tonen er alles ansvar.</p>")
    verden.godkendt(minutes, folk)
    return Beslutning.objects.order_by("pk").first()


def kinds(found):
    return [(one.bliver, one.valgt) for one in found]


def test_proposals_are_read_from_paper_and_minutes(beslutning):
    plan, found = proposals(beslutning)

    assert plan["formaal"] == "Tonen skal være god."
    assert kinds(found) == [
        ("milepael", True), ("milepael", True), ("statusrunde", True), ("maal", True), ("budgetpost", True),
        ("budgetpost", True), ("leverance", False), ("risiko", True), ("punkt", True), ("punkt", True),
    ]  # fmt: skip


def test_step_before_the_meeting_offers_its_day_unticked(beslutning):
    first, second, *_ = proposals(beslutning)[1]

    assert (first.extra["gennemfoert"], "er_gennemfoert" in first.extra, second.extra["gennemfoert"]) == (
        date(2020, 5, 20), False, None,
    )  # fmt: skip


def test_everything_ticked_is_made(beslutning, folk):
    plan_fields, found = proposals(beslutning)
    chosen = [one for one in found if one.valgt]

    plan, new = create_from(beslutning, chosen, by=folk.signe, **plan_fields)

    counts = [plan.milepaele.count(), plan.maal.count(), plan.budgetposter.count(), plan.opfoelgningspunkter.count(),
              plan.risici.count(), Statusrunde.objects.count()]  # fmt: skip
    amounts = [row.kroner for post in plan.budgetposter.all() for row in post.beloeb.all()]
    assert (new, plan.tilstand, plan.tovholder, counts, sum(amounts)) == (
        True, "kladde", folk.signe, [2, 1, 2, 2, 1, 1], 160_000,
    )  # fmt: skip


def test_condition_is_what_the_meeting_added(beslutning, folk):
    plan_fields, found = proposals(beslutning)
    create_from(beslutning, found[-2:], by=folk.signe, **plan_fields)

    rows = Opfoelgningspunkt.objects.order_by("pk").values_list("art", "tekst")
    assert list(rows) == [("vilkaar", "Planen forelægges HMU først."), ("bemaerkning", "Tonen er alles ansvar.")]


def test_round_is_that_of_the_nearest_quarter_with_its_meeting(beslutning, folk, styregruppe):
    plan_fields, found = proposals(beslutning)
    plan, _ = create_from(beslutning, [found[2]], by=folk.signe, **plan_fields)

    row = Statusrunde.objects.get()
    assert (row.noegle, row.moededato, plan.statuspligter.get().rytme.forum) == (
        "2020-K3", date(2020, 10, 6), styregruppe,
    )  # fmt: skip


def test_second_try_opens_the_plan_that_is_there(beslutning, folk):
    plan_fields, found = proposals(beslutning)
    first, _ = create_from(beslutning, [], by=folk.signe, **plan_fields)

    again, new = create_from(beslutning, found, by=folk.kirsten, **plan_fields)

    assert (again, new, Milepael.objects.count()) == (first, False, 0)


def test_deliverable_without_a_title_is_an_error_and_nothing_is_made(beslutning, folk):
    plan_fields, found = proposals(beslutning)
    unit = next(one for one in found if one.bliver == "leverance")

    with pytest.raises(ValidationError) as error:
        create_from(beslutning, [found[0], unit], by=folk.signe, **plan_fields)

    assert error.value.message_dict == {unit.noegle: ["Skriv, hvad HR skal levere, eller fjern fluebenet."]}
    assert (Indsatsplan.objects.count(), Leverance.objects.count()) == (0, 0)


def test_named_unit_with_a_title_becomes_a_deliverable(beslutning, folk):
    plan_fields, found = proposals(beslutning)
    unit = next(one for one in found if one.bliver == "leverance")
    unit = replace(unit, felter=unit.felter | {"titel": "MUS", "oensket": tid("1. oktober 2020")})

    plan, _ = create_from(beslutning, [unit], by=folk.signe, **plan_fields)

    assert plan.leverancer.get().leverandoer.navn == "HR"


def test_stranger_makes_no_plan(beslutning, folk):
    with pytest.raises(Denied):
        create_from(beslutning, [], by=folk.anders, titel="X")


def test_wording_that_only_changed_is_told_whole():
    assert changed_wording("Gør det.", "Gør det snart.") == "Gør det snart."
