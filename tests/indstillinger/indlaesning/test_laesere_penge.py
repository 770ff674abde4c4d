"""Years, posts, sources and indirect costs."""

import pytest

from tests.indstillinger.indlaesning.opslag import aarsager, laes, raa, raekke, vaerdier

DIREKTE, FINANS, INDIREKTE = "Direkte udgifter (tkr.)", "Udgiften finansieres inden for:", "Indirekte udgifter"


def penge(*linjer):
    return laes(DIREKTE, *linjer)


def beloeb(laesning, kind="direkteudgift"):
    """Return {(year's row): amount}."""
    return {one.raekke: one.vaerdi for one in laesning.felter if one.felt == f"{kind}.beloeb"}


@pytest.mark.parametrize(
    "linjer",
    [
        [*raekke("2020", ""), *raekke("2021", "160", nr=1)],
        [*raekke("2020", "2021"), *raekke("", "160", nr=1)],
        ["2020", "2021 160"],
        ["2020:", "2021: 160"],
    ],
)
def test_amounts_find_their_year(linjer):
    laesning = penge(*linjer)
    assert vaerdier(laesning, "direkteudgift.aar") == ["2020", "2021"]
    assert (beloeb(laesning), aarsager(laesning, "direkteudgift.beloeb")) == ({2: "160"}, {})
    assert vaerdier(laesning, "budgetstart") == ["2020"]


def test_years_on_one_line_are_rows_without_amounts():
    laesning = penge("2019 2020 2021 2022")
    assert vaerdier(laesning, "direkteudgift.aar") == ["2019", "2020", "2021", "2022"]
    assert beloeb(laesning) == {}


@pytest.mark.parametrize(
    ("skrevet", "aarsag"),
    [
        ("160", None),
        ("160 tkr.", None),
        ("160.000 kr.", "enhed_omregnet"),
        ("160.000", "enhed_gaettet"),
    ],
)
def test_amount_is_kept_as_typed_and_marked(skrevet, aarsag):
    laesning = penge(*raekke("2020", skrevet))
    assert beloeb(laesning) == {1: skrevet}
    assert aarsager(laesning, "direkteudgift.beloeb").get(("direkteudgift.beloeb", 1)) == aarsag


@pytest.mark.parametrize(
    ("aaret", "bar", "laest"),
    [("160.000 kr.", "80.000", "80.000 kr."), ("160", "80", "80 tkr."), ("170", "80.000", "80.000")],
)
def test_bare_post_takes_the_unit_that_adds_up(aaret, bar, laest):
    laesning = penge(*raekke("2020", aaret), f"{bar} til kampagne", "80 tkr. til kursus")
    assert beloeb(laesning, "udgiftspost") == {1: laest, 2: "80 tkr."}
    assert vaerdier(laesning, "udgiftspost.formaal") == ["kampagne", "kursus"]
    assert aarsager(laesning, "udgiftspost.beloeb") == {("udgiftspost.beloeb", 1): "enhed_gaettet"}


def test_posts_take_the_year_they_add_up_to():
    years = [*raekke("2020", "50"), *raekke("2021", "160", nr=1)]
    assert vaerdier(penge(*years, "160 tkr. til kursus"), "udgiftspost.aar") == ["2021"]
    assert vaerdier(penge(*years, "150 tkr. til kursus"), "udgiftspost.aar") == [""]


def test_pay_is_the_ground_of_the_costs():
    laesning = laes("Direkte udgifter (lønsum inkl. pension)", "2020")
    assert vaerdier(laesning, "udgiftsgrundlag") == ["loensum"]
    assert next(one.raatekst for one in laesning.felter if one.felt == "udgiftsgrundlag") == "lønsum inkl. pension"


@pytest.mark.parametrize(
    ("linjer", "kilder"),
    [
        (["☒ Afdelingens grundbudget", "☐ Afdelingens opsparing"], ["grundbudget"]),
        (["Afdelingens opsparing ☒", "MSO's fælles opsparing ☒"], ["opsparing", "faelles_opsparing"]),
        (raekke("Afd. grundbudget", "", "MSO's fælles opsparing", "X"), ["faelles_opsparing"]),
        (["Afdelingens grundbudget", "(resten fra en tværgående pulje)"], ["tvaergaaende_pulje"]),
        (["MSO's fælles opsparing (resten fra en tværgående pulje)"], ["tvaergaaende_pulje"]),
        (["☐ Afdelingens grundbudget"], []),
    ],
)
def test_sources_are_the_ticked_ones(linjer, kilder):
    assert vaerdier(laes(FINANS, *linjer), "finansieringskilde.kilde") == kilder


def test_sources_are_marked_once_and_only_with_an_amount():
    ticked = [FINANS, "☒ Afdelingens grundbudget", "☒ Afdelingens opsparing"]
    assert aarsager(laes(*ticked), "finansieringskilde.kilde") == {}
    marks = aarsager(penge(*raekke("2020", "160"), *ticked), "finansieringskilde.kilde")
    assert marks == {("finansieringskilde.kilde", 1): "finansiering"}


def test_amount_without_any_source_is_marked():
    laesning = penge(*raekke("2020", "160"), FINANS, "Afdelingens grundbudget")
    assert aarsager(laesning, "finansiering_status") == {("finansiering_status", 0): "finansiering"}


def test_indirect_cost_is_taken_apart():
    laesning = laes(INDIREKTE, "Vikarer, ca. 2.100 kr. pr. dag (maj 2020)", raa("Tid", "punkt"))
    felter = ("tekst", "beloeb", "pr_enhed", "tidspunkt")
    assert [vaerdier(laesning, f"indirekteudgift.{felt}") for felt in felter] == [
        ["Vikarer,", "Tid"], ["ca. 2.100 kr."], ["pr. dag"], ["maj 2020"],
    ]  # fmt: skip


@pytest.mark.parametrize("tekst", ["Tid til 3 kurser i 2020", "Vikarer (se bilag 1)", "Frikøb"])
def test_line_without_an_amount_is_text(tekst):
    laesning = laes(INDIREKTE, tekst)
    assert (vaerdier(laesning, "indirekteudgift.tekst"), beloeb(laesning, "indirekteudgift")) == ([tekst], {})
