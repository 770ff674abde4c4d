"""The page of a plan: what it shows to whom, and its verbs over HTTP (20 §10, §12; 40 §4)."""

import re
from datetime import date, datetime
from functools import partial
from html import unescape
from uuid import uuid4

import pytest

from indsatser.models import Budgetpost, Indsatsplan, Opfoelgningspunkt, Planrisiko
from indsatser.workflow.maaling import report
from indsatser.workflow.milepael import complete, forecast
from indsatser.workflow.raekker import add
from indsatser.workflow.risiko import assess, set_amount
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats
from tests.builders_indsats import tid
from tests.indsatser.planside import som, sti

FIRE = ["Kort ventetid", "Færre klager", "Kendte planer", "Enkle breve"]


@pytest.fixture
def side():
    """Return a function that reads a plan's page as a person."""
    return lambda person, plan: som(person).get(f"/indsatsplaner/{plan.nummer}/")


@pytest.fixture
def lukket(tina, per, styregruppe):
    return builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)


def text(response):
    return unescape(" ".join(re.sub("<[^>]+>", " ", response.content.decode()).split()))


def section(response, key):
    """Return the words of the section with that heading's id."""
    part = response.content.decode().partition(f'id="{key}">')[2].partition("</section>")[0]
    return unescape(" ".join(re.sub("<[^>]+>", " ", part).split()))


def links(response, key):
    part = response.content.decode().partition(f'id="{key}">')[2].partition("</section>")[0]
    return [(url, unescape(words)) for url, words in re.findall(r'<a href="([^"]+)">([^<]+)</a>', part)]


def post(client, plan, verb, **felter):
    plan.refresh_from_db()
    url = f"/indsatsplaner/{plan.nummer}/{verb}/"
    return client.post(url, {"noegle": str(uuid4()), "version": plan.version, **felter})


# What it shows


def test_kladde_tells_its_writers_what_is_missing(side, tina, kladde):
    builders_indsats.milepael(kladde)
    builders_indsats.maal(kladde, "Kort ventetid", ejer=None)

    page = side(tina, kladde)

    assert section(page, "mangler") == (
        "Det mangler, før planen kan aktiveres 1 mål mangler en ansvarlig: Kort ventetid. Vælg en, og aktivér igen."
    )
    assert section(page, "status") == ""


def test_complete_kladde_says_so(side, tina, kladde):
    builders_indsats.milepael(kladde)
    builders_indsats.maal(kladde)

    assert "Intet mangler. Programejeren kan aktivere planen." in section(side(tina, kladde), "mangler")


def test_status_gives_each_light_with_its_reason(side, ada, aktiv):
    assert section(side(ada, aktiv), "status") == (
        "Status i dag Samlet På plan Tid På plan Mål Ikke opgjort 0 af 1 mål kan måles "
        "Økonomi Ikke opgjort intet budget Risiko Ikke opgjort ingen vurderede risici "
        "Leverancer Ikke opgjort ingen leverancer"
    )


def test_next_milestones_are_the_four_soonest(side, ada, kladde):
    for month in ("oktober", "august", "juli", "september", "november"):
        builders_indsats.milepael(kladde, f"Trin i {month}", f"1. {month} 2020")
    complete(builders_indsats.milepael(kladde, "Gjort", "1. juni 2020"), by=kladde.tovholder, dato=date(2020, 6, 1))
    builders_indsats.maal(kladde)

    found = [words for _, words in links(side(ada, builders_indsats.aktiv(kladde)), "naeste")]
    assert found == ["Trin i juli", "Trin i august", "Trin i september", "Trin i oktober"]


def test_goal_that_can_be_measured_has_a_bar_and_its_words(side, ada, tina, kladde):
    step = {"senest": date(2020, 6, 30), "vaerdi": 70}
    definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)), delmaal=[step])
    builders_indsats.maal(kladde, "Uden indikator")
    plan = builders_indsats.aktiv(kladde)
    with ur.stil(datetime(2020, 7, 3, 9, tzinfo=DANSK_TID)):
        report(definition.maalemetoder.get(), by=tina, periode_start=date(2020, 4, 1),
               periode_slut=date(2020, 6, 30), taeller=71, naevner=100, kilde="fagsystemet")  # fmt: skip
        page = side(ada, plan)

    assert "1 af 2 mål kan måles." in section(page, "maal")
    assert "71 af 100 (71 %) 75 % 50 %" in section(page, "maal")
    assert page.content.decode().count('class="graf"') == 1


def test_goal_that_needs_somebody_comes_first(side, ada, tina, kladde):
    for name, taeller in (("Holdt", 80), ("Uden tal", None), ("Bagud", 10)):
        definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde, name), name))
        if taeller:
            report(definition.maalemetoder.get(), by=tina, periode_start=date(2020, 1, 1),
                   periode_slut=date(2020, 3, 31), taeller=taeller, naevner=100, kilde="fagsystemet")  # fmt: skip

    found = side(ada, builders_indsats.aktiv(kladde)).context["maal"]

    assert [(one["maal"], one["navn"], one["lys"]["slags"]) for one in found] == [
        ("", "Bagud", "gul"), ("", "Uden tal", "graa"), ("", "Holdt", "groen"),
    ]  # fmt: skip


def test_deliverables_owed_and_money_stand_on_the_page(side, ada, tina, hr, kladde):
    builders_indsats.leverance(kladde, hr, "Kommunikationsplan")
    for nr in (1, 2):
        post = add(Budgetpost, kladde, by=tina, titel=f"Post {nr}")
        set_amount(post, by=tina, aar=2020, slags="budget", kroner=80_000)
    set_amount(post, by=tina, aar=2020, slags="prognose", kroner=90_000)

    page = text(side(ada, builders_indsats.aktiv(kladde)))

    assert "Kommunikationsplan HR og udvikling 15. september 2020 (ønsket) Ikke bekræftet" in page
    assert "2020 160.000 ikke angivet 90.000*" in page


def test_empty_kladde_is_a_page_too(side, tina):
    plan = builders_indsats.new_plan("udviklingsplan", tina, titel="Ny", aabenhed="aaben", tovholder=tina)

    assert side(tina, plan).status_code == 200


# What waits for the reader


def test_overdue_milestone_waits_for_who_answers_for_it(side, ada, tina, kladde):
    row = builders_indsats.milepael(kladde, tidspunkt="10. juni 2020", ansvarlig=ada)
    builders_indsats.maal(kladde)
    plan = builders_indsats.aktiv(kladde)

    assert links(side(ada, plan), "handling") == [
        (f"/indsatsplaner/{plan.nummer}/milepaele/{row.uuid}/prognose/", "Ny prognose: Kursus er holdt"),
    ]
    assert links(side(tina, plan), "handling") == []


def test_deliverable_waits_for_the_suppliers_leader(side, kim, tina, hr, kladde):
    builders_indsats.leverance(kladde, hr)
    plan = builders_indsats.aktiv(kladde)

    assert [words for _, words in links(side(kim, plan), "handling")] == ["Bekræft leverance: Kommunikationsplan"]
    assert links(side(tina, plan), "handling") == []


def test_points_nobody_has_taken_wait_for_the_tovholder(side, tina, per, kladde):
    for art in ("vilkaar", "opgave", "bemaerkning"):
        add(Opfoelgningspunkt, kladde, by=tina, art=art, tekst=f"Et {art}")
    plan = builders_indsats.aktiv(kladde)

    found = [words for _, words in links(side(tina, plan), "handling")]
    assert found == ["Vælg ansvarlig: Et vilkaar", "Vælg ansvarlig: Et opgave"]
    assert links(side(per, plan), "handling") == []


# Rights and the log


def test_plan_is_invisible_like_a_missing_one(ada, kladde):
    pages = [som(ada).get(f"/indsatsplaner/{nr}/") for nr in (kladde.nummer, "P2020-999")]

    assert [(page.status_code, kladde.titel in text(page)) for page in pages] == [(404, False), (404, False)]


def test_lukket_plan_is_named_by_number_alone_in_the_tab_and_noted(side, tina, lukket):
    plan = builders_indsats.aktiv(lukket)

    page = side(tina, plan)

    tab = re.search("<title>(.*?)</title>", page.content.decode(), re.DOTALL)[1]
    assert tab.strip() == f"Plan {plan.nummer} – MSO-portalen"
    assert "Flytning af en medarbejder" in text(page)
    assert [(one.slags, len(one.genstande)) for one in Opslag.objects.order_by("pk")] == [("vis", 1)]


def test_open_plan_is_named_in_the_tab_and_not_noted(side, ada, aktiv):
    page = side(ada, aktiv)

    assert f"<title>{aktiv.nummer} Bedre overblik – MSO-portalen</title>" in page.content.decode()
    assert Opslag.objects.count() == 0


def test_reader_is_offered_nothing_he_may_not_do(side, ada, aktiv):
    page = side(ada, aktiv).content.decode()

    assert [verb for verb in ("rediger/", "deltagere/", "afslut/", "stop/") if f'{aktiv.nummer}/{verb}"' in page] == []


def test_decision_of_a_plan_is_linked_for_those_who_read_it(side, tina, aktiv):
    assert "/beslutninger/" not in side(tina, aktiv).content.decode().partition('id="om"')[2].partition("</dl>")[0]


# The verbs


def test_activation_names_what_is_missing_and_keeps_the_plan_a_kladde(per, kladde):
    builders_indsats.milepael(kladde)
    for words in FIRE:
        builders_indsats.indikator(builders_indsats.maal(kladde, words, ejer=None), afklares_af=None)

    response = post(som(per), kladde, "aktiver")

    assert response.status_code == 422
    assert f"4 mål mangler en ansvarlig: {'; '.join(FIRE)}. Vælg en for hvert mål, og aktivér igen." in text(response)
    assert "4 indikatorer mangler dato eller person for afklaring" in text(response)
    assert Indsatsplan.objects.get().tilstand == "kladde"


def test_activation_tells_what_happens_and_does_it(per, kladde):
    builders_indsats.milepael(kladde)
    builders_indsats.maal(kladde)
    url = f"/indsatsplaner/{kladde.nummer}/aktiver/"

    assert "Kontorcheferne bliver spurgt om deres leverancer." in text(som(per).get(url))
    assert (post(som(per), kladde, "aktiver").status_code, Indsatsplan.objects.get().tilstand) == (302, "aktiv")
    assert som(per).get(url).status_code == 409


def test_same_person_twice_is_refused_with_everything_typed_kept(tina, kladde):
    page = post(som(tina), kladde, "rediger", titel="Et helt nyt navn", aabenhed="aaben", programejer=tina.pk,
                tovholder=tina.pk, **{name: getattr(kladde, name) for name in TOLERANCER})  # fmt: skip

    message = "Programejer og tovholder skal være to forskellige personer. Vælg en anden tovholder."
    assert (page.status_code, message in text(page)) == (422, True)
    assert ('value="Et helt nyt navn"' in page.content.decode(), Indsatsplan.objects.get().titel) == (
        True, "Bedre overblik",
    )  # fmt: skip


TOLERANCER = ("tid_gul", "tid_roed", "oekonomi_roed", "risiko_gul", "risiko_roed", "leverance_roed")


def test_plan_with_something_open_is_not_finished_and_the_text_stays(per, aktiv):
    page = post(som(per), aktiv, "afslut", slutvurdering="Det gik godt.")

    assert (page.status_code, "Der er 1 åben milepæl og" in text(page)) == (409, True)
    assert "Det gik godt.</textarea>" in page.content.decode()


def test_stop_takes_only_a_decision_the_person_may_read(per, aktiv):
    page = post(som(per), aktiv, "stop", begrundelse="Det er ikke længere nødvendigt.", nummer="CT-2020-001")

    assert (page.status_code, "Der er ingen beslutning med det nummer, som du kan læse." in text(page)) == (422, True)
    assert "Det er ikke længere nødvendigt.</textarea>" in page.content.decode()


def test_kladde_is_deleted_by_its_creator(tina, kladde):
    response = post(som(tina), kladde, "slet")

    assert (response.url, Indsatsplan.objects.count()) == ("/indsatsplaner/", 0)


def test_running_plan_is_not_deleted(tina, aktiv):
    assert som(tina).get(f"/indsatsplaner/{aktiv.nummer}/slet/").status_code == 409


def test_second_press_of_a_verb_says_what_the_first_did(per, kladde):
    builders_indsats.milepael(kladde)
    builders_indsats.maal(kladde)
    key, client = str(uuid4()), som(per)

    answers = [post(client, kladde, "aktiver", noegle=key) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert post(client, kladde, "aktiver").status_code == 409


@pytest.mark.parametrize("verb", ["rediger", "aktiver", "slet"])
def test_post_without_a_key_changes_nothing(tina, per, kladde, verb):
    person = per if verb == "aktiver" else tina

    assert som(person).post(f"/indsatsplaner/{kladde.nummer}/{verb}/", {}).status_code == 400


def test_rhythm_is_chosen_on_the_page_of_the_plans_own_fields(tina, styregruppe):
    plan = builders_indsats.new_plan("udviklingsplan", tina, titel="Ny", aabenhed="aaben", tovholder=tina)
    given = {name: getattr(plan, name) for name in TOLERANCER}

    missing = post(som(tina), plan, "rediger", titel="Ny", aabenhed="aaben", rytme="kvartal", **given)
    done = post(som(tina), plan, "rediger", titel="Ny", aabenhed="aaben", rytme="kvartal", tovholder=tina.pk,
                styregruppe=styregruppe.pk, **given)  # fmt: skip

    assert ("Vælg den styregruppe, planen rapporterer til." in text(missing), done.status_code) == (True, 302)
    assert plan.statuspligter.get().rytme.forum == styregruppe


# Queries


@pytest.fixture
def grow(tina, hr, ada):
    """Return a function that gives a plan so many rows of each kind and puts it in force."""

    def make(plan, rows):
        for nr in range(rows):
            builders_indsats.milepael(plan, f"Milepæl {nr}", "10. juni 2020", ansvarlig=ada)
            builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(plan, f"Mål {nr}")))
            builders_indsats.indikator(builders_indsats.maal(plan, f"Uafklaret {nr}"), afklares_af=ada)
            post = add(Budgetpost, plan, by=tina, titel=f"Post {nr}")
            set_amount(post, by=tina, aar=2020, slags="budget", kroner=1_000)
            risk = add(Planrisiko, plan, by=tina, haendelse=f"Risiko {nr}", ejer=tina)
            assess(risk, by=tina, sandsynlighed=2, konsekvens=2, naerhed="nu")
            builders_indsats.leverance(plan, hr, f"Leverance {nr}")
            add(Opfoelgningspunkt, plan, by=tina, art="opgave", tekst=f"Punkt {nr}")
        return builders_indsats.aktiv(plan)

    return make


@pytest.mark.parametrize("reader", ["ada", "tina", "kim", "per"])
def test_page_takes_twelve_queries_whatever_it_holds(request, tina, per, styregruppe, grow, count_queries, reader):
    unit = builders.afdeling("E", navn="Enheden")
    plans = [grow(builders_indsats.plan(tina, per, styregruppe, ejerenhed=unit), rows) for rows in (1, 3)]
    client = som(request.getfixturevalue(reader))
    client.get(sti(plans[0]))

    counts = [count_queries(partial(client.get, sti(plan))) for plan in plans]

    assert (counts[0] == counts[1], counts[0] <= 12) == (True, True), counts


def test_lukket_plan_and_kladde_stay_within_twelve(tina, per, lukket, count_queries):
    builders_indsats.milepael(lukket)
    builders_indsats.maal(lukket)
    client, url = som(tina), f"/indsatsplaner/{lukket.nummer}/"
    client.get(url)
    before = count_queries(lambda: client.get(url))
    builders_indsats.aktiv(lukket)

    counts = before, count_queries(lambda: client.get(url))
    assert [count <= 12 for count in counts] == [True, True], counts


def test_forecast_shows_how_far_a_milestone_has_slipped(side, ada, tina, aktiv):
    forecast(aktiv.milepaele.get(), by=tina, tidspunkt=tid("15. juli 2020"), begrundelse="Lokalet er optaget.")

    assert section(side(ada, aktiv), "naeste").endswith("15. juli 2020, kursusleder, skred +15 d")


def test_deputy_of_the_tovholder_is_shown_what_waits_for_him(side, tina, kladde):
    stine = builders.bruger("Stine Stedfortræder")
    builders.stedfortraedelse(tina, stine, date(2020, 6, 1), date(2020, 7, 1))
    add(Opfoelgningspunkt, kladde, by=tina, art="opgave", tekst="Ring til alle")

    page = side(stine, builders_indsats.aktiv(kladde))

    assert [words for _, words in links(page, "handling")] == ["Vælg ansvarlig: Ring til alle"]
