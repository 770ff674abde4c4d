"""What may change an approved plan (20 §9): levels, approval by another person, all or nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Budgetpost, Milepael
from indsatser.models.planindhold import differences, tidspunkt_data
from indsatser.workflow import aendring as verbs
from indsatser.workflow.raekker import add, edit
from indsatser.workflow.risiko import set_amount
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_indsats
from tests.builders_indsats import tid

HVORFOR = "Kurset kan først holdes efter ferien."


@pytest.fixture
def skrevet(aktiv, tina):
    return verbs.write(aktiv, by=tina, titel="Senere kursus", aarsag="ressourcer", begrundelse=HVORFOR)


def moved(aendring, tina, tekst="15. juli 2020"):
    milepael = aendring.plan.milepaele.get()
    return verbs.propose(
        aendring, by=tina, genstand="milepael", objekt=milepael.uuid, felt="godkendt", til=tidspunkt_data(tid(tekst))
    )


def plan_post(aendring, tina, felt, til):
    return verbs.propose(aendring, by=tina, genstand="plan", objekt=aendring.plan.uuid, felt=felt, til=til)


def test_approved_change_moves_the_date_and_writes_a_version(skrevet, tina, per):
    moved(skrevet, tina)
    verbs.submit(skrevet, by=tina)

    verbs.approve(skrevet, by=per)

    milepael, plan = Milepael.objects.get(), skrevet.plan
    versions = list(plan.planversioner.order_by("nr"))
    assert (milepael.godkendt.tekst, milepael.oprindelig.tekst) == ("15. juli 2020", "30. juni 2020")
    assert [one.nr for one in versions] == [1, 2]
    assert [(name, field) for name, _, field, *_ in differences(versions[0].snapshot, versions[1].snapshot)] == [
        ("milepaele", "godkendt")
    ]


def test_several_fields_of_the_plan_change_together(skrevet, tina, sofie):
    plan_post(skrevet, tina, "periode_slut", "2021-03-31")
    plan_post(skrevet, tina, "tid_roed", 60)
    verbs.submit(skrevet, by=tina)

    verbs.approve(skrevet, by=sofie, besluttet_dato=date(2020, 6, 12))

    skrevet.plan.refresh_from_db()
    assert (skrevet.plan.periode_slut, skrevet.plan.tid_roed) == (date(2021, 3, 31), 60)


@pytest.mark.parametrize(
    ("tekst", "kritisk", "niveau"),
    [("30. juli 2020", False, 1), ("31. juli 2020", False, 2), ("1. juli 2020", True, 2)],
)
def test_level_follows_the_move(kladde, tina, tekst, kritisk, niveau):
    builders_indsats.milepael(kladde, kritisk=kritisk)
    plan = builders_indsats.aktiv(kladde)
    row = verbs.write(plan, by=tina, titel="Flyt", aarsag="andet", begrundelse=HVORFOR)
    moved(row, tina, tekst)

    assert verbs.level(row) == niveau


def test_purpose_needs_the_chefteam_and_its_decision(skrevet, tina, sofie):
    plan_post(skrevet, tina, "formaal", "Et andet formål")
    verbs.submit(skrevet, by=tina)

    with pytest.raises(ValidationError, match="Vælg chefteamets beslutning om ændringen."):
        verbs.approve(skrevet, by=sofie)
    assert verbs.level(skrevet) == 3


def test_money_between_posts_is_the_programejers_and_more_of_it_the_chefteams(kladde, tina):
    posts = [add(Budgetpost, kladde, by=tina, titel=name) for name in ("Kurser", "Tryk")]
    for post in posts:
        set_amount(post, by=tina, aar=2020, slags="budget", kroner=80_000)
    row = verbs.write(builders_indsats.aktiv(kladde), by=tina, titel="Penge", aarsag="andet", begrundelse=HVORFOR)
    found = []
    for post, kroner in zip(posts, (100_000, 60_000), strict=True):
        verbs.propose(row, by=tina, genstand="budget", objekt=post.uuid, felt="ramme", til={"2020": kroner})
        found.append(int(verbs.level(row)))

    assert found == [3, 1]


def test_writer_never_approves(skrevet, tina, per):
    skrevet.plan.tovholder, skrevet.plan.programejer = None, tina
    moved(skrevet, tina)
    verbs.submit(skrevet, by=tina)

    with pytest.raises(Denied):
        verbs.approve(skrevet, by=tina)


def test_stranger_neither_writes_nor_approves(skrevet, tina, ada):
    moved(skrevet, tina)
    verbs.submit(skrevet, by=tina)

    with pytest.raises(Denied):
        verbs.approve(skrevet, by=ada)
    with pytest.raises(Denied):
        verbs.write(skrevet.plan, by=ada, titel="X", aarsag="andet", begrundelse=HVORFOR)


def test_overtaken_change_does_nothing_at_all(aktiv, tina, per):
    rows = [verbs.write(aktiv, by=tina, titel=str(nr), aarsag="andet", begrundelse=HVORFOR) for nr in range(2)]
    for row, text in zip(rows, ("10. juli 2020", "15. juli 2020"), strict=True):
        moved(row, tina, text)
        verbs.submit(row, by=tina)
    verbs.approve(rows[0], by=per)

    with pytest.raises(
        NotNow, match="Planen er ændret, siden ændringen blev skrevet: godkendt dato er nu 10. juli 2020"
    ):
        verbs.approve(rows[1], by=per)

    rows[1].refresh_from_db()
    assert (rows[1].tilstand, aktiv.planversioner.count()) == ("forelagt", 2)


def test_new_milestone_is_made_with_its_original_date(skrevet, tina, per):
    til = {"titel": "Evaluering", "godkendt": tidspunkt_data(tid("1. november 2020")), "ansvarlig_rolle": "tovholder"}
    verbs.propose(skrevet, by=tina, genstand="milepael", felt="ny", til=til)
    verbs.submit(skrevet, by=tina)

    verbs.approve(skrevet, by=per)

    row = Milepael.objects.get(titel="Evaluering")
    assert (row.oprindelig.tekst, row.aendring) == ("1. november 2020", skrevet)


def test_dropped_milestone_keeps_its_reason(skrevet, tina, sofie):
    milepael = skrevet.plan.milepaele.get()
    verbs.propose(skrevet, by=tina, genstand="milepael", objekt=milepael.uuid, felt="bortfald", til="Ikke nødvendig")
    verbs.submit(skrevet, by=tina)

    verbs.approve(skrevet, by=sofie, besluttet_dato=date(2020, 6, 12))

    milepael.refresh_from_db()
    assert (milepael.bortfaldet_begrundelse, milepael.bortfaldet_af) == ("Ikke nødvendig", sofie)


def test_definition_of_an_active_plan_comes_into_force_by_a_change(kladde, tina, per):
    indikator = builders_indsats.indikator(builders_indsats.maal(kladde))
    plan = builders_indsats.aktiv(kladde)
    definition = builders_indsats.definition(indikator)
    before = definition.indikator.tilstand
    row = verbs.write(plan, by=tina, titel="Definér", aarsag="ny_viden", begrundelse=HVORFOR)
    verbs.propose(row, by=tina, genstand="definition", objekt=definition.uuid, felt="i_kraft", til=True)
    verbs.submit(row, by=tina)

    verbs.approve(row, by=per)

    definition.refresh_from_db()
    indikator.refresh_from_db()
    assert (before, indikator.tilstand, definition.planversion.nr) == ("under_udarbejdelse", "defineret", 2)


def test_empty_change_is_not_laid_before_anybody(skrevet, tina):
    with pytest.raises(NotNow, match="Ændringen er tom"):
        verbs.submit(skrevet, by=tina)


def test_kladde_is_edited_and_not_changed_by_a_change(kladde, tina):
    edit(kladde, by=tina, formaal="Et andet formål")

    with pytest.raises(NotNow, match="Planen er en kladde. Ret den direkte."):
        verbs.write(kladde, by=tina, titel="X", aarsag="andet", begrundelse=HVORFOR)
