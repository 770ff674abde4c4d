"""Who sees a plan (20 §11): persons × states × åben/lukket; an indstilling closed later closes the plan."""

from datetime import date

import pytest

from indsatser.models import Indsatsplan, Milepael
from indsatser.rules import er_kontorchef
from mso_portal.motor.rules import ask
from tests import builders, builders_indsats


@pytest.fixture
def persons(tina, per, ada, kim, sofie, styregruppe):
    member, deputy, closed_deputy, auditor = (
        builders.bruger(name) for name in ("Mia Medlem", "Dan Deputy", "Lis Lukket", "Rasmus Revisor")
    )
    builders.medlemskab(member, styregruppe)
    builders.stedfortraedelse(tina, deputy, date(2020, 6, 1), date(2020, 7, 1))
    builders.stedfortraedelse(tina, closed_deputy, date(2020, 6, 1), date(2020, 7, 1), ogsaa_lukkede=True)
    builders.rolle(auditor, "revisor", til=date(2021, 1, 1))
    return {"tovholder": tina, "programejer": per, "fremmed": ada, "sekretær": sofie, "medlem": member,
            "stedfortræder": deputy, "stedfortræder også lukkede": closed_deputy, "revisor": auditor}  # fmt: skip


def readers(persons, plan):
    seen = {name for name, user in persons.items() if Indsatsplan.objects.visible_to(user).filter(pk=plan.pk).exists()}
    twins = {name for name, user in persons.items() if ask(user, "indsats.laes", plan)}
    assert seen == twins
    return seen


def test_kladde_is_its_writers(persons, kladde):
    assert readers(persons, kladde) == {
        "tovholder", "programejer", "stedfortræder", "stedfortræder også lukkede", "revisor",
    }  # fmt: skip


def test_open_plan_is_everybodys(persons, aktiv):
    assert readers(persons, aktiv) == set(persons)


def test_lukket_plan_is_its_own_and_its_styregruppes(persons, tina, per, styregruppe):
    plan = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))

    assert readers(persons, plan) == set(persons) - {"fremmed", "stedfortræder"}


def test_participant_sees_a_lukket_plan_from_the_first_day_to_the_last(tina, per, ada, styregruppe, klokken):
    plan = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))
    part = plan.deltagere.create(bruger=ada, rolle="laeser", fra=date(2020, 6, 15))
    today = readers({"ada": ada}, plan)
    part.til, part.fra = date(2020, 6, 14), date(2020, 6, 1)
    part.save()

    assert (today, readers({"ada": ada}, plan)) == ({"ada"}, set())


def test_deputy_of_a_participant_sees_what_he_may_see_for_him(persons, tina, per, ada, styregruppe, klokken):
    plan = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))
    plan.deltagere.create(bruger=ada, rolle="laeser", fra=date(2020, 6, 15))
    plain, closed, elsewhere = (builders.bruger(name) for name in ("Dina Åben", "Dorit Lukket", "Doris Andetsteds"))
    other = builders.forum("ANDET")
    builders.stedfortraedelse(ada, plain, date(2020, 6, 1), date(2020, 7, 1))
    builders.stedfortraedelse(ada, closed, date(2020, 6, 1), date(2020, 7, 1), ogsaa_lukkede=True)
    builders.stedfortraedelse(ada, elsewhere, date(2020, 6, 1), date(2020, 7, 1), forum=other, ogsaa_lukkede=True)

    assert readers({"åbne": plain, "også lukkede": closed, "andet forum": elsewhere}, plan) == {"også lukkede"}


def test_inactive_and_anonymous_see_nothing(aktiv, tina):
    tina.aktiv = False

    assert list(Indsatsplan.objects.visible_to(tina)) == []


def test_rows_are_seen_by_those_who_see_the_plan(tina, per, ada, styregruppe):
    plan = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))

    found = [Milepael.objects.visible_to(user).filter(plan=plan).count() for user in (tina, ada)]
    assert found == [1, 0]


def test_leader_of_the_supplier_is_known(kladde, hr, kim, ada):
    row = builders_indsats.leverance(kladde, hr)

    assert (er_kontorchef(kim, row), er_kontorchef(ada, row)) == (True, False)
