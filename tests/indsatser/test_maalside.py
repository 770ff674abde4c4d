"""The goals of a plan (20 §10): a table Mål – Indikator – Målemetode, with where each stands today."""

from datetime import date, datetime

import pytest

from indsatser.models import Tema
from indsatser.workflow.raekker import add
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders_indsats
from tests.indsatser.maalinger import client, maal, raekker, tekst


def sted(plan):
    return f"/indsatsplaner/{plan.nummer}/maal/"


@pytest.fixture
def norm(kladde, tina):
    """24 hours: 40 of 69 at first, 55 of 61 now, 75 % by the first of March; a norm that holds at once."""
    row = builders_indsats.indikator(builders_indsats.maal(kladde, "Vurderet inden 24 timer"), "Andel inden 24 timer")
    definition = builders_indsats.definition(
        row, maaltype="norm", maalvaerdi=100, maal_frist=None, baseline_vaerdi=58, figur={"decimaler": 1},
        delmaal=[{"senest": date(2020, 3, 31), "vaerdi": 75}, {"senest": date(2020, 12, 31), "vaerdi": 100}],
    )  # fmt: skip
    maal(definition.maalemetoder.get(), tina, "2020-1", 55, 61)
    return row


def test_row_shows_where_the_indicator_stands(norm, kladde, ada):
    builders_indsats.aktiv(kladde)

    page = client(ada).get(sted(kladde))

    assert raekker(page, "Generelt") == [[
        "Vurderet inden 24 timer Ansvarlig: Tina Tovholder", "Andel inden 24 timer", "Registerudtræk", "58,0 %",
        "55 af 61 (90,2 %)", "100,0 %", "Afvigelse 77 % af vejen",
    ]]  # fmt: skip
    assert "1 af 1 mål kan måles." in tekst(page)


def test_chart_holds_what_the_table_holds(norm, kladde, ada):
    builders_indsats.aktiv(kladde)

    page = client(ada).get(sted(kladde))

    assert page.context["graf"].raekker == (
        ("Andel inden 24 timer", "58,0 %", "75,0 % · 100,0 %", "100,0 %", "90,2 %", "–", "77 % af vejen", "Afvigelse"),
    )


def test_indicator_called_as_its_goal_is_not_said_twice(kladde, tina, ada):
    row = builders_indsats.indikator(builders_indsats.maal(kladde, "Alle er vurderet"), "Alle er vurderet")
    builders_indsats.definition(row)
    builders_indsats.aktiv(kladde)

    page = client(ada).get(sted(kladde))

    shown = raekker(page, "Generelt")[0]
    assert (shown[1], shown[6]) == ("Indikatoren", "Ikke opgjort")
    assert 'aria-label="Indikatoren: Alle er vurderet"' in page.content.decode()


def test_undefined_one_says_who_clarifies_it_and_when(kladde, ada):
    builders_indsats.indikator(builders_indsats.maal(kladde))
    builders_indsats.aktiv(kladde)

    page = client(ada).get(sted(kladde))

    assert raekker(page, "Generelt")[0][6] == (
        "Ikke opgjort Ikke defineret. Afklares senest 1. september 2020 af Tina Tovholder."
    )
    assert "0 af 1 mål kan måles." in tekst(page)


def test_undefined_one_past_its_day_is_marked(kladde, ada):
    builders_indsats.indikator(builders_indsats.maal(kladde))
    builders_indsats.aktiv(kladde)

    with ur.stil(datetime(2020, 9, 2, 9, tzinfo=DANSK_TID)):
        page = client(ada).get(sted(kladde))

    assert raekker(page, "Generelt")[0][6] == (
        "Ikke opgjort Ikke defineret. Afklares senest 1. september 2020 af Tina Tovholder. Frist overskredet"
    )


def test_overordnede_come_first_and_themes_in_the_plans_order(kladde, tina, ada):
    tema = add(Tema, kladde, by=tina, titel="Samtaler", raekkefoelge=1)
    foerst = add(Tema, kladde, by=tina, titel="Ledelse", raekkefoelge=0)
    for text, mere in (("A", {"tema": tema}), ("B", {}), ("C", {"tema": foerst}), ("D", {"niveau": "overordnet"})):
        builders_indsats.maal(kladde, text, **mere)
    builders_indsats.aktiv(kladde)

    page = client(ada).get(sted(kladde))

    assert [one["titel"] for one in page.context["temaer"]] == ["Generelt", "Ledelse", "Samtaler"]
    assert [one["tekst"] for one in page.context["overordnede"]] == ["D"]


def test_overordnet_goal_is_not_counted(norm, kladde, ada):
    builders_indsats.maal(kladde, "Bedre liv", niveau="overordnet")
    builders_indsats.aktiv(kladde)

    assert client(ada).get(sted(kladde)).context["maalte"] == "1 af 1 mål kan måles"


def test_draft_of_a_kladde_is_shown_as_waiting(norm, kladde, tina):
    row = raekker(client(tina).get(sted(kladde)), "Generelt")[0]

    assert (row[2], row[5]) == ("Registerudtræk", "100,0 %")
    assert row[6].endswith("Defineret. Gælder, når planen er aktiv.")


def test_writer_gets_ways_on_and_reader_none(norm, kladde, tina, ada):
    builders_indsats.aktiv(kladde)
    goal = norm.maal
    new = f"/indsatsplaner/{kladde.nummer}/maal/{goal.uuid}/indikator/"

    pages = [client(person).get(sted(kladde)).content.decode() for person in (tina, ada)]

    assert [new in page for page in pages] == [True, False]


def test_empty_plan_says_so(kladde, tina):
    page = client(tina).get(sted(kladde))

    assert ("Ingen mål endnu." in tekst(page), page.context["maalte"]) == (True, "")


def test_lukket_plan_is_404_to_others_and_logged_for_its_own(tina, per, styregruppe, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)
    builders_indsats.indikator(builders_indsats.maal(plan, "Hemmeligt mål"))
    builders_indsats.aktiv(plan)

    refused, page = client(ada).get(sted(plan)), client(tina).get(sted(plan))

    assert (refused.status_code, page.status_code, Opslag.objects.get().slags) == (404, 200, "vis")
    assert "<title>Mål – Plan " in page.content.decode()


def test_queries_do_not_grow(kladde, tina, queries_at):
    def grow(nr):
        tema = add(Tema, kladde, by=tina, titel=f"Tema {nr}")
        goal = builders_indsats.maal(kladde, f"Mål {nr}", tema=tema)
        definition = builders_indsats.definition(builders_indsats.indikator(goal, f"Indikator {nr}"))
        maal(definition.maalemetoder.get(), tina, "2020-1", 55, 61)
        builders_indsats.indikator(goal, f"Uafklaret {nr}")

    who = client(tina)
    counts = queries_at(grow, lambda: who.get(sted(kladde)))

    assert counts[0] == counts[1] <= 10


def test_queries_of_an_active_plan(norm, kladde, ada, count_queries):
    builders_indsats.aktiv(kladde)
    who = client(ada)
    who.get(sted(kladde))

    assert count_queries(lambda: who.get(sted(kladde))) <= 10
