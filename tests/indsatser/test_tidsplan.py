"""The plan in time: the drawing, the same numbers as a table, and a forecast written in it (20 §8, §10; 40 §4)."""

import re
from datetime import date

import pytest

from indsatser.models import Aktivitet, Milepaelsprognose, Tema
from indsatser.workflow.milepael import complete, depend
from indsatser.workflow.raekker import add
from mso_portal.motor.models import Opslag
from tests import builders_indsats
from tests.adgang.formular import Formular
from tests.builders_indsats import tid
from tests.indsatser.planside import som
from tests.indsatser.sider import place, words


def side(client, plan, rest=""):
    return client.get(place(plan, f"tidsplan/{rest}"))


def forms(response):
    """Return {address: fields} of the forecasts that may be written on the page."""
    html = response.content.decode()
    parser = Formular()
    parser.feed(html)
    places = re.findall(r'action="([^"]*/prognose/)"', html)
    return dict(zip(places, [one for one in parser.former if "tidspunkt" in one], strict=True))


def test_plan_without_dates_asks_for_them(kladde, tina):
    builders_indsats.milepael(kladde, "Oplæg", "")

    page = side(som(tina), kladde)

    assert "Sæt datoer på milepælene, så tegnes tidsplanen." in words(page)
    assert 'role="img"' not in page.content.decode()


def test_drawing_and_table_hold_the_same_milestone(aktiv, ada):
    page = side(som(ada), aktiv)

    html = page.content.decode()
    assert (html.count('role="img"'), "Tidsplan for" in html) == (1, True)
    assert "Kursus er holdt Generelt 30.6.2020 30.6.2020 30.6.2020 – 0 d Planlagt" in words(page)


def test_rows_are_grouped_by_theme_with_the_general_first(kladde, tina):
    tema = add(Tema, kladde, by=tina, titel="Sagsgennemgang")
    builders_indsats.milepael(kladde, "Den anden", tema=tema)
    builders_indsats.milepael(kladde, "Den første")

    page = words(side(som(tina), kladde)).partition("Tallene i tidsplanen")[2]

    assert re.findall(r"Den (?:anden Sagsgennemgang|første Generelt)", page) == [
        "Den første Generelt", "Den anden Sagsgennemgang",
    ]  # fmt: skip


def test_dependency_is_drawn_for_a_critical_milestone_alone(kladde, tina):
    first, plain, critical = (
        builders_indsats.milepael(kladde, name, f"{nr}. juli 2020", kritisk=nr == 3)
        for nr, name in ((1, "A"), (2, "B"), (3, "C"))
    )
    drawn = []
    for row in (plain, critical):
        depend(row, [first], by=tina)
        drawn.append(side(som(tina), kladde).content.decode())

    assert [html.count('fill-opacity="1"') for html in drawn] == [drawn[0].count('fill-opacity="1"')] * 2
    assert len(drawn[1]) > len(drawn[0])


def test_activity_with_both_dates_is_a_bar(aktiv, tina, ada):
    add(Aktivitet, aktiv, by=tina, titel="Skriv pjece", start=date(2020, 6, 1), slut=date(2020, 6, 20))
    add(Aktivitet, aktiv, by=tina, titel="Uden datoer")

    page = words(side(som(ada), aktiv))

    assert "Skriv pjece Generelt – – 1.6.2020 – 20.6.2020 – – Ikke begyndt" in page
    assert "Uden datoer" not in page


def test_milestone_without_date_is_listed_below(kladde, tina, ada):
    builders_indsats.milepael(kladde)
    builders_indsats.milepael(kladde, "Oplæg finpudset", "inden HMU")
    plan = builders_indsats.aktiv(kladde)

    page = words(side(som(ada), plan))

    assert "Oplæg finpudset Generelt inden HMU kursusleder" in page.partition("Milepæle uden dato")[2]


def test_forecast_is_written_from_the_table_without_script(aktiv, tina):
    page = side(som(tina), aktiv)
    ((address, fields),) = forms(page).items()

    answer = som(tina).post(address, {**fields, "tidspunkt": "15. juli 2020", "begrundelse": "Lokalet er optaget."})

    assert answer.status_code == 302
    assert Milepaelsprognose.objects.get().tidspunkt.tekst == "15. juli 2020"
    assert "30.6.2020 15.7.2020 – +15 d Planlagt" in words(side(som(tina), aktiv))


def test_forecast_without_reason_keeps_what_was_typed(aktiv, tina):
    ((address, fields),) = forms(side(som(tina), aktiv)).items()

    answer = som(tina).post(address, {**fields, "tidspunkt": "15. juli 2020"})

    assert (answer.status_code, Milepaelsprognose.objects.count()) == (422, 0)
    assert "Skriv kort, hvorfor datoen flyttes (mindst 10 tegn)." in words(answer)
    assert 'value="15. juli 2020"' in answer.content.decode()


def test_only_those_who_may_forecast_get_the_fields(kladde, ada, kim, tina, per):
    builders_indsats.milepael(kladde, ansvarlig=kim)
    plan = builders_indsats.aktiv(kladde)

    found = [len(forms(side(som(person), plan))) for person in (ada, kim, tina, per)]

    assert found == [0, 1, 1, 1]


def test_finished_milestone_and_kladde_have_no_forecast(kladde, tina):
    builders_indsats.milepael(kladde)
    before = forms(side(som(tina), kladde))
    plan = builders_indsats.aktiv(kladde)
    complete(plan.milepaele.get(), by=tina, dato=date(2020, 6, 10))

    assert (before, forms(side(som(tina), plan))) == ({}, {})


def _finished(kladde, tina, days):
    for nr in range(len(days)):
        builders_indsats.milepael(kladde, f"Nr. {nr}", "1. juni 2020")
    plan = builders_indsats.aktiv(kladde)
    for row, day in zip(plan.milepaele.order_by("pk"), days, strict=True):
        complete(row, by=tina, dato=date(2020, 6, day))
    return plan


LOEFTE = r"(Mindst halvdelen .*? nåede deres første dato|Halvdelen .*? blev højst .*? forsinkede) \(4 gennemført\)"
NAAEDE = "Mindst halvdelen af de gennemførte milepæle nåede deres første dato"
HOEJST = "Halvdelen af de gennemførte milepæle blev højst 1 dag forsinkede"


@pytest.mark.parametrize(("days", "found"), [((1, 1, 8, 15), [NAAEDE]), ((2, 2, 8, 15), [HOEJST]), ((1, 8, 15), [])])
def test_how_first_dates_were_kept_is_said_from_four_finished(kladde, tina, days, found):
    page = words(side(som(tina), _finished(kladde, tina, days)))

    assert re.findall(LOEFTE, page) == found


def test_thirty_rows_a_page(kladde, tina):
    for nr in range(31):
        builders_indsats.milepael(kladde, f"Milepæl nr. {nr:02}", f"{nr % 28 + 1}. juli 2020")

    pages = [words(side(som(tina), kladde, rest)).partition("Tallene i tidsplanen")[2] for rest in ("", "?side=2")]

    assert [len(re.findall(r"Milepæl nr\. \d\d Generelt", page)) for page in pages] == [29, 2]
    assert "Side 2 af 2" in pages[1]


@pytest.mark.parametrize("asked", ["0", "99", "x", "-1"])
def test_page_that_does_not_exist_is_the_nearest(aktiv, ada, asked):
    assert "Kursus er holdt" in words(side(som(ada), aktiv, f"?side={asked}"))


def test_overdue_has_its_word_beside_the_symbol(kladde, tina):
    builders_indsats.milepael(kladde, tidspunkt="1. juni 2020")

    html = side(som(tina), builders_indsats.aktiv(kladde)).content.decode()

    assert html.count('fill-rule="evenodd"') == 2  # the crossed diamond of the row, and that of the legend
    assert re.findall(r">(Overskredet)<", html) == ["Overskredet", "Overskredet"]


def test_schedule_of_a_lukket_plan_is_its_peoples_and_logged(tina, per, styregruppe, ada):
    plan = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))

    answers = [side(som(person), plan) for person in (ada, tina)]

    assert [one.status_code for one in answers] == [404, 200]
    assert list(Opslag.objects.order_by("pk").values_list("aktoer__navn", flat=True)) == ["Tina Tovholder"]
    assert re.search(r"<title>(.*?)</title>", answers[1].content.decode())[1].startswith("Tidsplan – Plan P2020-")


def test_schedule_takes_the_same_queries_with_one_and_three_milestones(kladde, tina, queries_at):
    def make(nr):
        row = builders_indsats.milepael(kladde, f"Nr. {nr}", tema=add(Tema, kladde, by=tina, titel=f"Tema {nr}"))
        add(Aktivitet, kladde, by=tina, titel="X", milepael=row, start=date(2020, 6, 1), slut=date(2020, 6, 2))
        assert tid("1. juli 2020").slut

    client = som(tina)
    counts = queries_at(make, lambda: side(client, kladde))

    assert counts[0] == counts[1]
