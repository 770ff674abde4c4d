"""What the rules say in the less common cases, and what they take for a time, a bilag, a number of a person."""

from datetime import date

import pytest

from indstillinger.tjek import Fund, check, summary
from indstillinger.tjek.bilag import citations
from indstillinger.tjek.indhold import PAAKRAEVET
from indstillinger.tjek.papir import sentences
from indstillinger.tjek.tidsudtryk import has_time, time_expression
from tests.indstillinger.tjek.rent import fund, indhold

MOEDE = date(2020, 5, 29)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Resultatet ligger klar i uge 43-45 og drøftes", "i uge 43-45"),
        ("Vi samler op mellem 8. november og jul 2019, siger HR", "mellem 8. november og jul 2019"),
        ("HMU d. 9/6 og chefteamet", "d. 9/6"),
        ("Vi er klar inden jul.", "inden jul"),
        ("Planen ligger fast senest 2021", "senest 2021"),
        ("Tallene fra 2019 og strategien 2019-2022", ""),
        ("Vi ses mandag", ""),
        ("Målet er 67% og 17 ledere", ""),
        ("32/13", ""),
    ],
)
def test_time_in_running_text_is_the_longest_run_that_reads(text, found):
    assert time_expression(text, MOEDE) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [("Det sker løbende", True), ("hvert kvartal", True), ("ca. hver 6. uge", True), ("Årligt i HMU", True),
     ("hver leder", False), ("overhovedet", False)],
)  # fmt: skip
def test_recurrence_counts_as_a_time(text, said):
    assert has_time(text, MOEDE) is said


def test_text_of_nothing_but_impossible_dates_is_given_up():
    assert time_expression("32/13 eller " * 2500, MOEDE) == ""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("bilag 1", [1]), ("Bilag nr. 2 og bilag 3", [2, 3]), ("bilagene 1, 2 og 4", [1, 2, 4]),
        ("bilag 1-3", [1, 2, 3]), ("bilag 1, 2 gange", [1]), ("bilag 2.", [2]), ("bilag 1 og 2. juni", [1]),
        ("regnskabsbilag 4", []), ("bilag 2019", []), ("se bilag", []),
    ],
)  # fmt: skip
def test_citations_of_bilag_are_counted(text, numbers):
    assert citations(text) == numbers


def test_sentences_end_at_full_stops_but_not_at_abbreviations():
    assert sentences("Se bilag nr. 2. Vi er klar, jf. Planen.\nJa! Nej") == [
        "Se bilag nr. 2.", "Vi er klar, jf. Planen.", "Ja!", "Nej",
    ]  # fmt: skip


@pytest.mark.parametrize("felt", PAAKRAEVET)
def test_each_required_field_has_its_own_stop(felt):
    empty = {felt: ""} | ({"effektmaal": []} if felt == "effekt" else {})

    assert fund("S3", **empty) == [(felt, PAAKRAEVET[felt])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("150590-1234", 1), ("1505901234", 1), ("150590 1234", 1), ("290200-1234", 1), ("290201-1234", 0),
     ("151390-1234", 0), ("1505901-1234", 0), ("15.05.90-1234", 0)],
)  # fmt: skip
def test_number_of_a_person_has_a_valid_day(text, expected):
    assert len(fund("S10", resume=text)) == expected


def test_number_of_a_person_is_found_in_rows_and_rich_text():
    rows = {"udgiftspost": [{"formaal": "Til 150590-1234"}], "baggrund": f"<p>150590-1234 {'x' * 40}</p>"}

    assert [felt for felt, _ in fund("S10", **rows)] == ["baggrund", "udgiftspost:udgiftspost-1:formaal"]


def test_bilag_in_quarantine_and_one_closed_without_ground_stop():
    rows = [{}, {"aabenhed": "lukket", "hjemmel": "intern"}]

    assert fund("S7", bilag=rows, bilag_i_karantaene=frozenset({"bilag-1"})) == [
        ("bilag:bilag-1", "Bilag 1 bliver undersøgt for virus og kan ikke sendes endnu."),
        ("bilag:bilag-2:aabenhed", "Bilag 2 er lukket og skal også have hjemmel og begrundelse."),
    ]


def test_amount_beside_no_expense_must_be_financed():
    rows = [{"aar": 2020, "beloeb": "160"}]

    assert fund("S6", direkteudgift=rows, finansiering_status="ingen_udgift") == [
        ("finansiering_status", "Vælg, hvordan udgiften på 160 tkr. finansieres.")
    ]


def test_steps_of_several_lengths_are_named():
    rows = [{"tekst": "x", "tidspunkt": time} for time in ("juni 2020", "3. kvartal 2020", "foråret 2021")]

    assert fund("A8", procestrin=rows)[0][1] == "3 trin har kun en måned, et kvartal eller en årstid."


def test_guessed_years_of_several_kinds_are_named():
    given = {"procestrin": [{"tidspunkt": "5. maj"}], "effektmaal": [{"tekst": "x", "maales": "uge 40"}]}

    assert fund("A11", **given) == [("procestrin:procestrin-1:tidspunkt", "Året er gættet for 1 trin og 1 mål.")]


def test_order_passes_over_steps_without_a_date():
    rows = [{"tidspunkt": text} for text in ("oktober 2020", "snarest", "juni 2020")]

    assert fund("A10", procestrin=rows) == [("procestrin:procestrin-3:tidspunkt", "Trin 3 ligger før trin 1.")]


def test_posts_of_an_empty_year_say_so():
    given = {"direkteudgift": [{"aar": 2020, "beloeb": ""}], "udgiftspost": [{"aar": 2020, "beloeb": "80"}]}

    assert fund("A14", **given) == [
        ("direkteudgift:direkteudgift-1:beloeb", "Posterne giver 80 tkr., men året 2020 er tomt.")
    ]


def test_difference_that_tkr_would_hide_is_told_in_kroner():
    given = {"direkteudgift": [{"aar": 2020, "beloeb": "160"}], "finansieringskilde": [{"beloeb": "160.400 kr."}]}

    assert fund("A17", **given)[0][1] == "Kilderne giver 160.400 kr., udgiften er 160.000 kr."


def test_sources_without_an_expense_say_so():
    assert fund("A17", finansieringskilde=[{"beloeb": "120"}])[0][1] == (
        "Kilderne giver 120 tkr., men udgiften er ikke skrevet."
    )


def test_amount_with_a_purpose_behind_it_is_refused_and_counts_for_nothing():
    given = {"direkteudgift": [{"aar": 2020, "beloeb": "80.000 kr. til kampagne"}]}

    assert [one.kode for one in check(*indhold(**given))] == ["S5"]


def test_blank_rows_are_passed_over():
    blank = {"beslutningspunkt": [{"tekst": "At godkende"}, {}], "procestrin": [{}], "udgiftspost": [{}]}

    assert check(*indhold(**blank)) == []


def test_points_keep_the_number_of_the_page():
    texts = [text for _, text in fund("A2", beslutningspunkt=[{}, {"tekst": "En plan"}])]

    assert texts == ["Punkt 2 siger ikke, hvad der skal besluttes. Begynd med »At …«."]


@pytest.mark.parametrize(
    ("levels", "text"),
    [("", "Tjekket er rent"), ("S", "1 mangel"), ("AA", "2 opmærksomheder"), ("SSA", "2 mangler, 1 opmærksomhed")],
)
def test_summary_counts_stops_and_warnings(levels, text):
    assert summary([Fund("", "", one, "") for one in levels]) == text
