"""/indsatsplaner/: the plans a person may read, as they stand today, with filters and alarms (20 §10, 40 §5)."""

import re
from datetime import date
from html import unescape

import pytest

from indsatser.models import Indsatsplan
from indsatser.workflow import statuslaas
from indsatser.workflow.leverance import confirm
from indsatser.workflow.maaling import report
from indsatser.workflow.milepael import forecast
from indsatser.workflow.plan import add_participant
from mso_portal.motor.models import Opslag
from tests import builders, builders_indsats, builders_status, builders_udfald
from tests.builders_indsats import tid
from tests.indsatser import statusverden
from tests.indsatser.planside import som

URL = "/indsatsplaner/"


@pytest.fixture
def enhed(db):
    return builders.afdeling("E", navn="Enheden")


@pytest.fixture
def make(tina, per, styregruppe, enhed):
    """Return a function that makes one more kladde of Tina's."""

    def plan(styregruppe=styregruppe, **felter):
        return builders_indsats.plan(tina, per, styregruppe, ejerenhed=enhed, **felter)

    return plan


@pytest.fixture
def aktive(make, tina, hr):
    """P2020-001 overdue, P2020-002 with an unanswered deliverable, P2020-003 on its way with a stale value,
    P2020-004 with an indicator past its date."""
    one, two, three, four = (make(titel=f"Plan nr. {nr}") for nr in range(1, 5))
    builders_indsats.milepael(one, tidspunkt="1. juni 2020")
    builders_indsats.leverance(two, hr)
    definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(three)))
    builders_indsats.indikator(builders_indsats.maal(four), afklares_senest=tid("1. juni 2020"))
    plans = [builders_indsats.aktiv(one) for one in (one, two, three, four)]
    report(definition.maalemetoder.get(), by=tina, periode_start=date(2019, 7, 1), periode_slut=date(2019, 9, 30),
           taeller=70, naevner=100, kilde="fagsystemet")  # fmt: skip
    return plans


def numbers(response):
    found = re.findall(r'<th role="rowheader" scope="row"><a href="/indsatsplaner/(P2020-\d+)/"', _html(response))
    return [int(number[-3:]) for number in found]


def _html(response):
    return response.content.decode()


def cells(response, nr=0):
    rows = re.findall(r"<tr role=\"row\"><th role=\"rowheader\".*?</tr>", _html(response), re.DOTALL)
    found = re.findall(r"<t[hd] role=[^>]*>(.*?)</t[hd]>", rows[nr], re.DOTALL)
    return [unescape(" ".join(re.sub("<[^>]+>", " ", cell).split())) for cell in found]


def status(response):
    return re.search(r'<p role="status">(.*?)</p>', _html(response))[1]


def test_line_tells_how_the_plan_stands_today(aktive, ada):
    page = som(ada).get(URL, {"sort": "nummer"})

    assert cells(page) == [
        "P2020-001 Plan nr. 1", "Styregruppen", "Tina Tovholder", "I gang", "Kræver handling",
        "Kursus er holdt, 1. juni 2020 Overskredet", "0 af 1 mål målt", "–",
    ]  # fmt: skip
    assert (numbers(page), status(page)) == ([1, 2, 3, 4], "4 planer")


ALLE = [4, 3, 2, 1]
SVAR = {
    "": ALLE, "sort=nummer": [1, 2, 3, 4], "sort=hemmelig": ALLE, "sort=lys": [1, 2, 4, 3], "q=nr.+3": [3],
    "q=p2020-002": [2], "fase=i_gang": ALLE, "fase=stoppet": [], "forum=SG": ALLE, "forum=XX": ALLE,
    "ejerenhed=E": ALLE, "lys=roed": [1], "lys=gul": [2], "alarm=overskredet": [1], "alarm=ubekraeftet": [2],
    "alarm=foraeldet": [3], "alarm=indikator": [4], "mine=ja": [], "lys=roed&alarm=ubekraeftet": [], "lys=blaa": ALLE,
}  # fmt: skip


def test_last_locked_status_stands_beside_the_light_of_today(aktive, sofie, ada, monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)
    plan = aktive[2]
    status = statusverden.laast(builders_status.status(plan), sofie)

    page = som(ada).get(URL, {"q": plan.nummer})

    assert cells(page)[-1] == "På plan 15.6.2020"
    assert f'href="/indsatsplaner/{plan.nummer}/status/{status.noegle}/"' in page.content.decode()


def test_status_locked_as_lukket_is_not_told_when_the_plan_is_opened(aktive, sofie, ada, monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)
    monkeypatch.setattr(statuslaas, "_openness", lambda plan, data: "lukket")
    statusverden.laast(builders_status.status(aktive[2]), sofie)

    assert cells(som(ada).get(URL, {"q": aktive[2].nummer}))[-1] == "–"
    assert cells(som(sofie).get(URL, {"q": aktive[2].nummer}))[-1] != "–"


def test_filters_and_order_choose(aktive, ada):
    client = som(ada)

    assert {query: numbers(client.get(f"{URL}?{query}")) for query in SVAR} == SVAR


def test_alarm_falls_silent_when_it_is_answered(aktive, ada, tina, kim):
    confirm(aktive[1].leverancer.get(), by=kim)
    forecast(aktive[0].milepaele.get(), by=tina, tidspunkt=tid("30. juni 2020"), begrundelse="Lokalet er optaget.")
    client = som(ada)

    found = [numbers(client.get(f"{URL}?alarm={name}")) for name in ("overskredet", "ubekraeftet")]
    assert found == [[], []]


def test_mine_are_those_one_stands_for_or_takes_part_in(aktive, ada, tina):
    add_participant(aktive[2], by=tina, bruger=ada, rolle="redaktoer")

    assert [numbers(som(one).get(f"{URL}?mine=ja")) for one in (ada, tina)] == [[3], [4, 3, 2, 1]]


def test_chosen_filters_are_chips_that_take_themselves_away(aktive, ada):
    page = _html(som(ada).get(f"{URL}?lys=roed&mine=ja"))

    chips = re.findall(r'<li><a href="([^"]+)"><span class="skjult">Fjern </span>([^<]+)<', page)
    assert [(unescape(url), words) for url, words in chips] == [
        ("?mine=ja", "Lys i dag: Kræver handling"), ("?lys=roed", "Mine planer"),
    ]  # fmt: skip
    assert "Ingen planer passer til filtrene." in page


def test_nobody_has_made_a_plan_yet(ada):
    assert "Ingen planer endnu. En plan begynder med en beslutning." in _html(som(ada).get(URL))


def test_kladde_has_its_phase_and_no_light(make, tina):
    make()

    assert cells(som(tina).get(URL))[3:] == ["Kladde", "–", "–", "–", "–"]


def test_lukket_plan_is_neither_shown_counted_nor_offered_as_a_choice(make, ada, tina, per):
    secret = builders.forum("HEM", navn="Hemmelig styregruppe", slags="styregruppe")
    builders_indsats.aktiv(make(styregruppe=secret, **builders_indsats.LUKKET))

    page, own = som(ada).get(URL), som(tina).get(URL)

    assert [(status(one), "Hemmelig styregruppe" in _html(one)) for one in (page, own)] == [
        ("0 planer", False), ("1 plan", True),
    ]  # fmt: skip


def test_lukkede_plans_shown_are_noted(make, tina, aktive):
    builders_indsats.aktiv(make(**builders_indsats.LUKKET))

    som(tina).get(URL)

    assert [(one.slags, len(one.genstande)) for one in Opslag.objects.order_by("pk")] == [("liste", 1)]


def test_who_may_begin_a_plan_is_offered_it(aktive, ada, kim):
    assert ["Opret udviklingsplan" in _html(som(one).get(URL)) for one in (ada, kim)] == [False, True]


@pytest.mark.parametrize("felter", [{}, builders_indsats.LUKKET], ids=["aaben", "lukket"])
def test_eight_queries_whatever_the_number_of_plans(make, tina, count_queries, felter):
    client, counts = som(tina), []
    for wanted in (1, 3, 60):
        while (count := Indsatsplan.objects.count()) < wanted:
            plan = make(**felter)
            if count < 3:
                builders_indsats.aktiv(plan)
        client.get(URL)
        counts.append(count_queries(lambda: client.get(URL)))

    assert (len(set(counts)), counts[0] <= 8) == (1, True), counts


def test_lights_of_a_rhythm_the_plan_had_left_are_not_its_own(aktiv, sofie):
    builders_udfald.laast(aktiv, sofie)
    before = Indsatsplan.objects.med_seneste_status(sofie).get().seneste

    aktiv.statuspligter.update(fra=date(2020, 5, 1), til=date(2020, 6, 14))

    assert before["dag"] == "2020-06-15"
    assert Indsatsplan.objects.med_seneste_status(sofie).get().seneste is None
