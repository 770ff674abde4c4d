"""One indicator (20 §5, §10): its promise, its values, and what follows from them on a day."""

from datetime import date, datetime

import pytest

from indsatser.workflow.indikator import draft
from indsatser.workflow.maaling import make_figure
from indsatser.workflow.raekker import edit
from maalinger.workflow import new_version
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders_indsats
from tests.builders_indsats import DEFINITION, FIGUR
from tests.indsatser.maalinger import client, maal, raekker, side, tekst


@pytest.fixture
def indikator(kladde):
    return builders_indsats.indikator(builders_indsats.maal(kladde))


@pytest.fixture
def defineret(indikator):
    step = {"senest": date(2020, 9, 30), "vaerdi": 71}
    return builders_indsats.definition(indikator, delmaal=[step])


def metode(definition):
    return definition.maalemetoder.get(rolle="primaer")


def facts(page):
    return {one["navn"]: one["vaerdi"] for one in page.context["definition"]["stamdata"]}


def now(page):
    return {one["navn"]: one["vaerdi"] for one in page.context["nu"]}


def test_page_shows_the_promise(defineret, indikator, kladde, ada):
    builders_indsats.aktiv(kladde)

    page = client(ada).get(side(indikator))

    assert facts(page) == {
        "Gælder fra": "1.6.2020", "Måltype": "Udvikling: fra baseline mod et mål", "Mål": "75 %",
        "Målet nås senest": "31.12.2020", "Baseline": "67 %, skønnet",
        "Om baseline": "Talt i et regneark.", "Tal": "Andel sager med en plan, Bestillerenheden",
        "Retning": "højere er bedre", "Tæller": "sager med en plan", "Nævner": "sager", "Måles": "hvert kvartal",
    }  # fmt: skip
    assert page.context["definition"]["tilstand"] == "I kraft ved planens version 1"


def test_page_shows_delmaal_methods_and_values(defineret, indikator, kladde, tina, ada):
    maal(metode(defineret), tina, "2020-1", 70, 100, foreloebig=True)
    builders_indsats.aktiv(kladde)

    page = client(ada).get(side(indikator))

    assert raekker(page, "Delmål") == [["30.9.2020", "71 %", "–"]]
    assert raekker(page, "Målemetoder")[0][:6] == [
        "Registerudtræk", "Primær", "Andel sager med en plan, Bestillerenheden", "fagsystem", "Tina Tovholder", "Alle",
    ]  # fmt: skip
    assert raekker(page, "Målinger") == [["1. kvartal 2020", "70 af 100 (70 %)", "foreløbig"]]


def test_value_is_shown_with_its_counts_and_light(defineret, indikator, kladde, tina, ada):
    for kvartal, taeller in (("2019-4", 50), ("2020-1", 55)):
        maal(metode(defineret), tina, kvartal, taeller, 61)
    builders_indsats.aktiv(kladde)

    page = client(ada).get(side(indikator))

    assert (now(page)["Nu"], page.context["lys"]["tekst"]) == ("55 af 61 (90 %), 1. kvartal 2020", "På plan")
    assert page.context["graf"].raekker == (
        ("4. kvartal 2019", "82", "75", "–"), ("1. kvartal 2020", "90", "75", "–"),
        ("2. kvartal 2020", "–", "75", "–"), ("3. kvartal 2020", "–", "75", "71"), ("4. kvartal 2020", "–", "75", "75"),
    )  # fmt: skip


def test_one_value_makes_no_curve(defineret, indikator, kladde, tina, ada):
    maal(metode(defineret), tina, "2020-1", 55, 61)
    builders_indsats.aktiv(kladde)

    page = client(ada).get(side(indikator))

    assert (page.context["graf"], "Kurven vises, når der er to målinger." in tekst(page)) == (None, True)


def test_forecast_is_marked_as_one(defineret, indikator, kladde, tina, ada):
    for kvartal, taeller in (("2019-1", 58), ("2019-2", 62), ("2019-3", 66), ("2019-4", 70)):
        maal(metode(defineret), tina, kvartal, taeller, 100)
    builders_indsats.aktiv(kladde)

    assert now(client(ada).get(side(indikator)))["Prognose"] == "2. kvartal 2020"


def test_break_in_the_series_is_drawn_and_not_crossed(defineret, indikator, kladde, tina, ada):
    first = metode(defineret)
    for kvartal, taeller in (("2019-1", 41), ("2019-2", 42), ("2019-3", 43)):
        maal(first, tina, kvartal, taeller, 100)
    version = new_version(first.serie.noegletal, by=tina, **{**FIGUR, "gyldig_fra": date(2019, 10, 1)}, serieskift=True)
    way = {"noegletalversion": version, "serie": first.serie, "udfoeres_af": tina}
    draft(indikator, by=tina, felter=DEFINITION, metoder=[way])
    maal(first, tina, "2019-4", 70, 100)
    maal(first, tina, "2020-1", 71, 100)
    builders_indsats.aktiv(kladde)

    page = client(ada).get(side(indikator))

    assert now(page)["Prognose"] == "for få målinger"
    assert [(row[0], row[2], row[-1]) for row in page.context["graf"].raekker[2:5]] == [
        ("3. kvartal 2019", "–", ""), ("4. kvartal 2019", "75", "Ny opgørelse"), ("1. kvartal 2020", "75", ""),
    ]  # fmt: skip


def test_old_value_is_marked_as_such(defineret, indikator, kladde, tina, ada):
    maal(metode(defineret), tina, "2020-1", 55, 61)
    builders_indsats.aktiv(kladde)

    with ur.stil(datetime(2020, 7, 7, 9, tzinfo=DANSK_TID)):
        fresh = now(client(ada).get(side(indikator)))
    with ur.stil(datetime(2020, 7, 8, 9, tzinfo=DANSK_TID)):
        stale = now(client(ada).get(side(indikator)))

    assert ("Forældet" in fresh, stale["Forældet"]) == (False, "Der skulle være kommet en nyere måling.")


def control(definition, kladde, tina, **felter):
    """Give a draft a control method of a figure of its own, measured by the tovholder."""
    version, serie = make_figure(kladde, by=tina, navn="Kontrol", frekvens="kvartal", definition=FIGUR)
    first = metode(definition)
    ways = [
        {"noegletalversion": first.noegletalversion, "serie": first.serie, "udfoeres_af": tina},
        {"noegletalversion": version, "serie": serie, "udfoeres_af": tina, "rolle": "kontrol", **felter},
    ]
    return draft(definition.indikator, by=tina, felter=DEFINITION, metoder=ways)


@pytest.mark.parametrize(("taeller", "uenige"), [(9, "Register og kontrol er uenige"), (14, "")])
def test_register_and_control_that_can_not_both_be_right(defineret, indikator, kladde, tina, ada, taeller, uenige):
    new = control(defineret, kladde, tina, omfang="stikproeve")
    maal(metode(new), tina, "2020-1", 90, 100)
    maal(new.maalemetoder.get(rolle="kontrol"), tina, "2020-1", taeller, 15)
    builders_indsats.aktiv(kladde)

    assert client(ada).get(side(indikator)).context["uenige"] == uenige


def redefine(definition, tina, **felter):
    first = metode(definition)
    way = {"noegletalversion": first.noegletalversion, "serie": first.serie, "udfoeres_af": tina}
    fields = {**DEFINITION, "begrundelse": "Målet var sat for lavt i foråret.", **felter}
    return draft(definition.indikator, by=tina, felter=fields, metoder=[way])


def test_draft_in_an_active_plan_waits_and_stands_beside(defineret, indikator, kladde, tina, ada):
    builders_indsats.aktiv(kladde)
    redefine(defineret, tina, maalvaerdi=80)

    page = client(ada).get(side(indikator))

    rows = {row[0]: row[1:] for row in raekker(page, "Definitionens versioner")}
    assert (rows["Tilstand"], rows["Mål"]) == (["I kraft ved planens version 1", "Kladde"], ["75 %", "80 %"])
    assert (facts(page)["Mål"], page.context["kladde_url"]) == ("75 %", f"/indsatsplaner/{kladde.nummer}/aendringer/")


def test_one_version_stands_alone(defineret, indikator, kladde, ada):
    builders_indsats.aktiv(kladde)

    page = client(ada).get(side(indikator))

    assert (page.context["versioner"], page.context["kladde_url"]) == (None, "")


def test_undefined_indicator_says_who_clarifies_it(indikator, kladde, ada):
    builders_indsats.aktiv(kladde)

    page = client(ada).get(side(indikator))

    assert {one["navn"]: one["vaerdi"] for one in page.context["stamdata"]} == {
        "Art": "Resultat", "Afklaring": "Ikke defineret. Afklares senest 1. september 2020 af Tina Tovholder.",
    }  # fmt: skip
    assert "Indikatoren er ikke defineret endnu." in tekst(page)


def labels(page):
    return [one["label"] for one in page.context["links"] + page.context["handlinger"]]


def test_ways_on_are_what_the_reader_may_do(defineret, indikator, kladde, tina, per, ada):
    builders_indsats.aktiv(kladde)

    shown = {one: labels(client(one).get(side(indikator))) for one in (tina, per, ada)}

    assert shown == {
        tina: ["Indberet måling", "Skriv definition", "Lad indikatoren udgå"], per: ["Lad indikatoren udgå"], ada: [],
    }  # fmt: skip


def test_who_measures_gets_to_his_method(defineret, indikator, kladde, tina, kim):
    edit(metode(defineret), by=tina, udfoeres_af=kim)
    builders_indsats.aktiv(kladde)

    page = client(kim).get(side(indikator))

    assert (labels(page), f"indberet/?metode={metode(defineret).uuid}" in page.content.decode()) == (
        ["Indberet måling"], True,
    )  # fmt: skip


def test_value_that_comes_from_elsewhere_is_not_offered_to_type(indikator, kladde, tina):
    builders_indsats.definition(indikator, metode={"slags": "spoergeskema"})
    builders_indsats.aktiv(kladde)

    assert labels(client(tina).get(side(indikator))) == ["Skriv definition", "Lad indikatoren udgå"]


def test_lukket_plan_is_404_to_others_and_logged_for_its_own(tina, per, styregruppe, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)
    row = builders_indsats.indikator(builders_indsats.maal(plan), "Hemmelig indikator")
    builders_indsats.aktiv(plan)

    refused, page = client(ada).get(side(row)), client(tina).get(side(row))

    assert (refused.status_code, page.status_code, Opslag.objects.get().slags) == (404, 200, "vis")
    assert f"<title>Indikator – Plan {plan.nummer}" in page.content.decode()


def test_indicator_of_another_plan_is_404(indikator, kladde, tina):
    other = side(indikator).replace(kladde.nummer, "P2019-001")

    assert client(tina).get(other).status_code == 404


def test_queries_do_not_grow_with_values(defineret, indikator, kladde, tina, queries_at):
    maal(metode(defineret), tina, "2019-1", 50, 100)
    builders_indsats.aktiv(kladde)
    who = client(tina)
    kvartaler = ["2019-2", "2019-3", "2019-4"]

    counts = queries_at(
        lambda nr: maal(metode(defineret), tina, kvartaler[nr], 51 + nr, 100), lambda: who.get(side(indikator))
    )

    assert counts[0] == counts[1] <= 18
