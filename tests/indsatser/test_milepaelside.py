"""The page of one milestone (20 §4.2, §10): four dates, slip against both, every forecast, and what it waits for."""

from datetime import date

import pytest

from indsatser.models import Aktivitet
from indsatser.workflow.milepael import complete, depend, forecast
from indsatser.workflow.raekker import add
from mso_portal.motor.models import Opslag
from tests import builders_indsats
from tests.builders_indsats import LUKKET, tid
from tests.indsatser.planside import rows, som, sti, texts

PROGNOSER, AFHAENGER, AKTIVITETER = range(3)


@pytest.fixture
def milepael(aktiv):
    return aktiv.milepaele.get()


def her(row):
    return sti(row.plan, f"milepaele/{row.uuid}/")


def facts(page):
    return {one["navn"]: one["vaerdi"] for one in page.context["stamdata"]}


def test_four_dates_and_the_slip_against_both(milepael, tina):
    forecast(milepael, by=tina, tidspunkt=tid("15. september 2020"), begrundelse="Lokalet er optaget.")

    found = facts(som(tina).get(her(milepael)))

    assert list(found.items())[:6] == [
        ("Oprindelig dato", "30. juni 2020"), ("Godkendt dato", "30. juni 2020"), ("Prognose", "15. september 2020"),
        ("Gennemført", ""), ("Skred mod godkendt dato", "+77 d"), ("Skred mod oprindelig dato", "+77 d"),
    ]  # fmt: skip


def test_forecasts_stand_newest_first_with_who_and_why(milepael, tina, per):
    forecast(milepael, by=tina, tidspunkt=tid("15. september 2020"), begrundelse="Lokalet er optaget.")
    forecast(milepael, by=per, tidspunkt=tid("1. oktober 2020"), begrundelse="Underviseren er syg.")

    page = som(tina).get(her(milepael))

    assert texts(page, PROGNOSER) == [
        ["1. oktober 2020", "Underviseren er syg.", "15.6.2020", "Per Programejer"],
        ["15. september 2020", "Lokalet er optaget.", "15.6.2020", "Tina Tovholder"],
    ]  # fmt: skip


def test_milestone_before_what_it_waits_for_is_warned_about(kladde, tina):
    early, late = builders_indsats.milepael(kladde, "A"), builders_indsats.milepael(kladde, "B", "1. august 2020")
    depend(early, [late], by=tina)

    page, other = (som(tina).get(her(row)) for row in (early, late))

    assert page.context["advarsler"] == ["Milepælen ligger før den, den afhænger af: »B«."]
    assert (texts(page, AFHAENGER), other.context["advarsler"]) == ([["B", "1. august 2020", "Planlagt"]], [])


def test_activities_of_the_milestone_stand_below(kladde, tina):
    row = builders_indsats.milepael(kladde)
    add(Aktivitet, kladde, by=tina, titel="Find lokale", milepael=row, start=date(2020, 6, 1))
    add(Aktivitet, kladde, by=tina, titel="En anden sag")

    page = som(tina).get(her(row))

    assert rows(page, AKTIVITETER) == [("Find lokale", ["Skift tilstand"])]


def test_next_step_is_the_one_button(milepael, tina):
    page = som(tina).get(her(milepael))

    assert [one["label"] for one in page.context["primaer"]] == ["Ny prognose"]
    assert [one["label"] for one in page.context["links"]] == [
        "Meld gennemført", "Ret milepæl", "Vælg, hvad den afhænger af", "Opret ændring",
    ]  # fmt: skip


def test_done_milestone_may_be_opened_again(milepael, tina):
    complete(milepael, by=tina, dato=date(2020, 6, 14))

    page = som(tina).get(her(milepael))

    assert (page.context["primaer"], page.context["links"][0]["label"]) == ([], "Ikke gennemført alligevel")
    assert facts(page)["Gennemført"] == "14.6.2020"


def test_reader_sees_the_page_without_buttons(milepael, ada):
    page = som(ada).get(her(milepael))

    assert (page.status_code, page.context["primaer"], page.context["links"]) == (200, [], [])


def test_empty_parts_say_so(kladde, tina):
    page = som(tina).get(her(builders_indsats.milepael(kladde)))

    assert [one["tom"] for one in page.context["afsnit"]] == [
        "Ingen prognose endnu. Den godkendte dato gælder.", "Milepælen afhænger ikke af andre.",
        "Ingen aktiviteter endnu.",
    ]  # fmt: skip


def test_lukket_plan_is_404_to_others_noted_for_its_own_and_not_in_the_tab(tina, per, styregruppe, ada):
    closed = builders_indsats.plan(tina, per, styregruppe, **LUKKET)
    row = builders_indsats.milepael(closed, "Samtalen er holdt")

    page = som(tina).get(her(row))

    assert (som(ada).get(her(row)).status_code, page.status_code) == (404, 200)
    assert Opslag.objects.filter(aktoer=tina, slags="vis").count() == 1
    assert "Samtalen" not in page.content.decode().partition("</title>")[0]


def test_milestone_of_another_plan_is_404(milepael, kladde, tina, per, styregruppe):
    other = builders_indsats.plan(tina, per, styregruppe, ejerenhed=kladde.ejerenhed)

    assert som(tina).get(sti(other, f"milepaele/{milepael.uuid}/")).status_code == 404


def test_page_asks_as_often_with_three_of_each_as_with_one(kladde, tina, queries_at):
    row, client = builders_indsats.milepael(kladde, "Den første"), som(tina)

    def grow(nr):
        other = builders_indsats.milepael(kladde, f"Nr. {nr}")
        depend(row, [*row.afhaenger_af.order_by("pk"), other], by=tina)
        add(Aktivitet, kladde, by=tina, titel="Find lokale", milepael=row, ansvarlig=tina)

    one, three = queries_at(grow, lambda: client.get(her(row)))

    assert one == three <= 14
