"""A person's own measurements over all plans (20 §10): due first, by their day."""

from datetime import date, datetime

import pytest

from indsatser.workflow.indikator import retire
from indsatser.workflow.raekker import edit
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from mso_portal.organisation.models import Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats
from tests.indsatser.maalinger import client, maal, raekker, side, tekst

STED = "/indsatsplaner/mine-maalinger/"
NU = datetime(2020, 7, 1, 9, tzinfo=DANSK_TID)


@pytest.fixture
def indikator(kladde):
    return builders_indsats.indikator(builders_indsats.maal(kladde))


@pytest.fixture
def metode(indikator, tina, kim):
    found = builders_indsats.definition(indikator).maalemetoder.get()
    return edit(found, by=tina, udfoeres_af=kim)


def vis(person, nu=NU):
    with ur.stil(nu):
        return client(person).get(STED)


def test_nobody_waits(ada):
    assert "Ingen venter på dig." in tekst(vis(ada))


def test_first_period_is_that_of_the_definition(metode, indikator, kladde, kim):
    builders_indsats.aktiv(kladde)

    page = vis(kim)

    assert raekker(page, "Skal indberettes nu") == [[
        "Andel sager med en plan", f"{kladde.nummer} Bedre overblik", "2. kvartal 2020", "7.7.2020", "–",
        "Indberet : Andel sager med en plan",
    ]]  # fmt: skip
    assert side(indikator, f"indberet/?metode={metode.uuid}") in page.content.decode()


def test_next_period_comes_after_the_newest_value(metode, kladde, tina, kim):
    maal(metode, tina, "2020-2", 55, 61)
    builders_indsats.aktiv(kladde)

    page = vis(kim)

    assert [row[2:5] for row in raekker(page, "Kommende")] == [
        ["3. kvartal 2020", "7.10.2020", "55 af 61 (90 %), 2. kvartal 2020"],
    ]
    assert raekker(page, "Skal indberettes nu") == []


def test_overdue_one_is_marked(metode, kladde, kim):
    builders_indsats.aktiv(kladde)

    page = vis(kim, datetime(2020, 7, 8, 9, tzinfo=DANSK_TID))

    assert raekker(page, "Skal indberettes nu")[0][3] == "7.7.2020 Frist overskredet"


def test_closing_day_of_the_house_gives_a_day_more(metode, kladde, kim):
    Lukkedag.objects.create(dato=date(2020, 7, 6), navn="Lukket")
    builders_indsats.aktiv(kladde)

    assert raekker(vis(kim), "Skal indberettes nu")[0][3] == "8.7.2020"


def test_rows_stand_by_their_day(metode, kladde, tina, kim):
    builders_indsats.aktiv(kladde)
    plan = builders_indsats.plan(tina, kladde.programejer, kladde.styregruppe, ejerenhed=kladde.ejerenhed)
    row = builders_indsats.indikator(builders_indsats.maal(plan), "Før")
    builders_indsats.definition(row, metode={"udfoeres_af": kim, "forsinkelse_hverdage": 2})
    builders_indsats.aktiv(plan)

    assert [row[0] for row in raekker(vis(kim), "Skal indberettes nu")] == ["Før", "Andel sager med en plan"]


@pytest.mark.parametrize("hvad", ["kladde", "udgaaet", "andres"])
def test_what_is_not_the_persons_to_measure_is_left_out(metode, indikator, kladde, tina, kim, ada, hvad):
    if hvad != "kladde":
        builders_indsats.aktiv(kladde)
    if hvad == "udgaaet":
        retire(indikator, by=tina, grund="Tallet findes ikke mere.")

    page = vis(ada if hvad == "andres" else kim)

    assert raekker(page, "Skal indberettes nu") + raekker(page, "Kommende") == []


def test_lukket_plan_is_seen_by_its_own_and_logged(tina, per, styregruppe, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)
    row = builders_indsats.indikator(builders_indsats.maal(plan), "Hemmelig indikator")
    builders_indsats.definition(row)
    builders_indsats.aktiv(plan)

    shown = ["Hemmelig indikator" in tekst(vis(one)) for one in (tina, ada)]

    assert (shown, [one.slags for one in Opslag.objects.order_by("pk")]) == ([True, False], ["liste"])


def test_queries_do_not_grow(kladde, tina, per, styregruppe, queries_at):
    unit = builders.afdeling("ST", navn="Stab")

    def grow(nr):
        plan = builders_indsats.plan(tina, per, styregruppe, ejerenhed=unit)
        definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(plan), f"Nr. {nr}"))
        maal(definition.maalemetoder.get(), tina, "2020-1", 55, 61)
        builders_indsats.aktiv(plan)

    who = client(tina)
    counts = queries_at(grow, lambda: who.get(STED))

    assert counts[0] == counts[1] <= 8
