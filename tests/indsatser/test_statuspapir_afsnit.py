"""21 §9.1–9.2: the pages behind the first: milestones, goals, money and the rest, what it rests on, the short form."""

import pytest

from mso_portal.motor.charts.gantt import MOST_ROWS
from mso_portal.motor.documents import Empty, Loebende, Lysord, Mellemrubrik, Small, Stamdata, Table, Tegning, Tekst
from tests.indsatser.statusdata import data, takt_og_tone, takt_og_tone_ubesvaret, toender
from tests.indsatser.statuspapirer import blokke, papir, raekker
from tests.indsatser.statusraekker import (
    bidrag,
    indikator,
    leverance,
    maal,
    milepael,
    opfoelgning,
    post,
    punkt,
    risiko,
    tid,
)


def fuld(**over):
    return papir(data(form="fuld", **over))


def tekster(document, afsnit, slags):
    return [text for block in blokke(document, afsnit, slags) for text in block.strings()]


def afsnit(document):
    return [(one.id, one.titel, one.side) for one in document.sections[3:]]


# Full form


def test_full_form_has_its_sections_in_the_fixed_order():
    assert afsnit(papir(toender())) == [
        ("aendret", "Siden sidst", "ny"), ("tidsplan1", "Tidsplan", "bred"), ("milepaele", "Milepæle", "ny"),
        ("maal", "Mål", ""), ("umaalte", "Mål uden målbar indikator (12 af 25)", ""), ("oekonomi", "Økonomi", ""),
        ("risici", "Risici", ""), ("leverancer", "Leverancer", ""), ("opfoelgning", "Opfølgning", ""),
        ("naeste", "Næste periode", ""), ("indberetning", "Ikke indberettet", ""), ("grundlag", "Datagrundlag", ""),
        ("bilag", "Bilag", ""),
    ]  # fmt: skip


def test_section_without_rows_prints_a_sentence():
    document = fuld(
        milepaele=[], maal=[], leverancer=[], risici=[], budget=[], opfoelgning=[], bidrag=[], aendringer=[]
    )

    empty = [
        text
        for one in document.sections
        for block in one.blocks
        if isinstance(block, Empty)
        for text in block.strings()
    ]
    assert empty == [
        "Planen har ingen milepæle.", "Planen har ingen milepæle.", "Planen har ingen mål.", "Planen har intet budget.",
        "Ingen risici er registreret.", "Ingen leverancer er bestilt.", "Ingen punkter er åbne.",
        "Alt er indberettet.", "Ingen ændringer af planen siden sidst.",
    ]  # fmt: skip


# Milestones


def test_plan_is_drawn_by_tema_and_read_by_a_sentence():
    drawing = blokke(papir(toender()), "tidsplan1", Tegning)[0]

    assert "Underretninger" in drawing.svg
    assert drawing.alt == (
        "Tidsplan: 7 planlagt, 1 uden dato, 5 gennemført, 1 bortfaldet. Tallene står i tabellen over milepæle."
    )


def test_headings_of_temaer_go_when_they_alone_would_cost_a_page():
    rows = [milepael(f"Nr. {nr}", "juni 2020", tema="AB"[nr % 2]) for nr in range(MOST_ROWS)]

    document = fuld(milepaele=rows)

    assert [one.id for one in document.sections if one.side == "bred"] == ["tidsplan1"]
    assert [row.tekst for row in blokke(document, "milepaele", Table)[0].rows if isinstance(row, Mellemrubrik)] == [
        "A",
        "B",
    ]


def test_milestones_without_a_date_lie_on_no_page_of_their_own():
    document = fuld(milepaele=[milepael("Oplæg")])

    assert (document.section("tidsplan1").side, tekster(document, "tidsplan1", Empty)) == (
        "", ["Ingen milepæl har en dato."],
    )  # fmt: skip


def test_milestone_shows_its_dates_slips_moves_and_light():
    moved = milepael("Kursus holdt", "30. juni 2020", prognose=tid("22. september 2020"), flytninger=2, kritisk=True,
                     begrundelse="Underviseren er syg", bekraeftet="2020-06-12")  # fmt: skip

    found = raekker(fuld(milepaele=[moved]), "milepaele")

    assert found == [[
        "Kursus holdt Kritisk. Bekræftet 12.6.2020. Underviseren er syg.", "Tora Tovholder, specialkonsulent",
        "30.6.2020", "30.6.2020", "22.9.2020", "+84 / +84 2 flytninger", "Kræver handling",
    ]]  # fmt: skip


@pytest.mark.parametrize("over, forventet, tilstand", [
    ({"faktisk": "2020-06-05"}, "5.6.2020", "Gennemført"),
    ({"faktisk_efter": "2020-06-18"}, "juni 2020", "På plan"),
    ({"bortfaldet": "Ikke nødvendig"}, "juni 2020", "Bortfaldet"),
])  # fmt: skip
def test_milestone_that_has_ended_says_so(over, forventet, tilstand):
    row = raekker(fuld(milepaele=[milepael("Kursus", "juni 2020", **over)]), "milepaele")[0]

    assert (row[4], row[6]) == (forventet, tilstand)


def test_milestone_finished_after_the_status_date_is_open_and_marked():
    row = raekker(fuld(milepaele=[milepael("Kursus", "juni 2020", faktisk_efter="2020-06-18")]), "milepaele")[0]

    assert row[0] == "Kursus Gennemført 18.6.2020, efter statusdatoen."


def test_critical_milestones_have_a_trend_from_the_second_status():
    assert blokke(papir(toender()), "milepaele", Tegning)[0].alt == (
        "Milepælstrend for 6 kritiske milepæle: en vandret linje holder, en stigende skrider."
    )
    assert tekster(fuld(), "milepaele", Small) == ["Milepælstrend vises for kritiske milepæle fra den anden status."]


def test_slips_of_four_finished_milestones_are_a_forecast():
    assert tekster(papir(toender()), "milepaele", Small) == [
        "Prognose for skred, efter de 5 gennemførte milepæle: en fjerdedel højst 0 dage mod den oprindelige dato,"
        " halvdelen højst 0 og tre fjerdedele højst +7."
    ]


# Goals


def test_measured_goal_is_a_line_with_its_indicator_below():
    found = raekker(papir(toender()), "maal")

    at = found.index("Vurderet inden 24 timer i alle sager")
    assert found[at + 1] == [
        "Vurderet inden 24 timer", "58 %", "50 af 64 (78 %)", "55 af 61 (90 %)", "75 %", "100 %", "",
        "Afvigelse 77 % af vejen",
    ]  # fmt: skip
    line = blokke(papir(toender()), "maal", Table)[0].rows[at]
    assert line.bag == (
        "Ansvarlig: Sanne Stabsleder, stabschef. Prognose: 2.\xa0kvartal 2017. Kontrol, ledelsestilsyn: 17 af 20."
    )


def test_value_of_a_sample_has_its_interval_and_a_note():
    table = blokke(papir(toender()), "maal", Table)[0]

    row = next(row for row in raekker(papir(toender()), "maal") if row[0] == "Netværkskort")
    assert row[3] == "14 af 15 (93 %) 70,2–98,8"
    assert table.note == "Under et tal fra en stikprøve står, hvad det rigtige tal med 95 % sikkerhed ligger imellem."


def test_bar_is_drawn_in_the_cell_and_read_by_its_numbers():
    row = blokke(fuld(), "maal", Table)[0].rows[-1]

    assert isinstance(row[6], Tegning)
    assert row[6].alt == "Fra baseline 50 % mod 100 %, nu 45 af 60 (75 %)."


def test_control_that_can_not_be_right_too_is_uenig():
    found = toender()
    one = found["maal"][1]["indikatorer"][0]
    one["kontrol"]["punkter"] = [punkt("2017-03-31", 6, 20)]

    line = next(
        row for row in blokke(papir(found), "maal", Table)[0].rows if isinstance(row, Mellemrubrik) and row.rolig
    )

    assert line.bag.endswith("Kontrol, ledelsestilsyn: 6 af 20, er uenig.")


def test_goal_without_indicator_says_who_clarifies_it_by_when_and_how_often_that_moved():
    moved = indikator("Kendskab", tekst="udarbejdes", afklares_flyttet=2, afklares_foerst="maj 2020")

    assert raekker(fuld(maal=[maal("Alle kender planen", moved)]), "umaalte") == [[
        "Alle kender planen Kendskab", "Ikke defineret: udarbejdes", "Poul Programejer, sekretariatschef",
        "Afklares senest 1.5.2021 af Tora Tovholder, specialkonsulent. Flyttet 2 gange, først maj 2020.",
    ]]  # fmt: skip


@pytest.mark.parametrize("sidste, foraeldet, why", [
    ({"taeller": None, "begrundelse": "Systemet var nede"}, None, "Systemet var nede"),
    ({"taeller": None, "skjult": True}, None, "Skjult, fordi tallet bygger på for få"),
    ({}, "2020-04-15", "Forældet: næste tal skulle være kommet 15.4.2020"),
])  # fmt: skip
def test_number_that_is_missing_says_why(sidste, foraeldet, why):
    found = data(form="fuld")
    one = found["maal"][0]["indikatorer"][0]
    one |= {"punkter": [one["punkter"][0] | sidste], "foraeldet": foraeldet}

    assert raekker(papir(found), "umaalte", 1)[0][::2] == ["Svar til tiden", why]


def test_goal_given_up_says_why_and_is_not_counted():
    found = data(form="fuld")
    found["maal"][1]["opgivet"] = "Slået sammen"

    document = papir(found)

    assert document.section("umaalte").titel == "Mål uden målbar indikator (0 af 1)"
    assert raekker(document, "umaalte")[-1] == ["Alle kender planen", "Slået sammen"]


def test_overall_goal_stands_first():
    assert blokke(papir(toender()), "maal", Stamdata)[0].rows == (
        ("Overordnet", "Børn får hjælp i tide (Poul Programejer, sekretariatschef)"),
    )


# Money, risks, deliveries, points


def test_money_is_summed_by_year_and_plan_and_the_indirekte_stand_apart():
    document = papir(toender())

    direct = raekker(document, "oekonomi")
    assert direct[0] == ["Undervisning", "2016", "200", "190", "190", "−10", "Grundbudget"]
    assert direct[-1] == ["I alt 2017", "–", "350", "80", "360", "10", "–"]
    assert [cell.tekst for cell in blokke(document, "oekonomi", Table)[0].shown_total][:6] == [
        "Hele planen", "–", "650", "370", "650", "0",
    ]  # fmt: skip
    assert raekker(document, "oekonomi", 1) == [["Egen tid", "2017", "500", "–", "–", "–", "pr. år"]]


def test_plan_of_one_year_has_one_sum_and_nothing_stated_is_no_zero():
    table = blokke(fuld(budget=[post("Kursus", {"2020": (160_000, None, None)})]), "oekonomi", Table)[0]

    assert [[cell.tekst for cell in row] for row in (*table.shown_rows, table.shown_total)] == [
        ["Kursus", "2020", "160", "–", "–", "–", "Grundbudget"], ["Hele planen", "–", "160", "–", "–", "–", "–"],
    ]  # fmt: skip


@pytest.mark.parametrize("senere, note", [
    ((50_000, 40_000, 50_000), ()), ((50_000, 40_000, None), ("Et år uden prognose regnes med sit budget.",)),
    ((50_000, 60_000, None),
     ("Et år uden prognose regnes med sit budget, eller med forbruget, når det er større.",)),
])  # fmt: skip
@pytest.mark.parametrize("form", ["kort", "fuld"])
def test_sum_says_what_a_year_without_forecast_is_reckoned_with(form, senere, note):
    found = papir(data(form=form, budget=[post("Kursus", {"2020": (100_000, None, 90_000), "2021": senere})]))

    assert tuple(blokke(found, "oekonomi", Table)[0].notes) == note


def test_sum_without_any_forecast_says_nothing_of_it():
    found = fuld(budget=[post("Kursus", {"2020": (100_000, None, None)})])

    assert tuple(blokke(found, "oekonomi", Table)[0].notes) == ()


def test_spending_over_the_forecast_is_a_warning():
    document = fuld(budget=[post("Kursus", {"2020": (160_000, 90_000, 80_000)})])

    assert tekster(document, "oekonomi", Small) == [
        "Kursus: forbruget 2020 på 90.000 kr. er over prognosen på 80.000 kr."
    ]


def test_large_risks_stand_on_the_page_and_the_others_in_the_annex():
    rows = [risiko("Lille", 2, 3), risiko("Stor", 4, 4, foer=[3, 4], tiltag="To undervisere", aarsag="Sygdom"),
            risiko("Ukendt"), risiko("Lukket", 5, 5, lukket="2020-06-01")]  # fmt: skip

    document = fuld(risici=rows)

    assert raekker(document, "risici") == [
        ["Stor Årsag: Sygdom.", "16 (12)", "To undervisere", "Tora Tovholder, specialkonsulent"]
    ]
    assert [row[:2] for row in raekker(document, "bilag")] == [["Lille", "6"], ["Ukendt", "ikke vurderet"]]


def test_plan_with_small_risks_alone_says_where_they_stand():
    assert tekster(fuld(risici=[risiko("Lille", 2, 3)]), "risici", Tekst) == [
        "Ingen risici er på 8 eller derover. De åbne risici (1) står sidst i status."
    ]


@pytest.mark.parametrize("tilstand, over, aftalt, forventet, shown", [
    ("foreslaaet", {}, "ønsket: 1.11.2020", "–", "Ikke bekræftet"),
    ("modforslag", {"tilbudt": tid("december 2020")}, "ønsket: 1.11.2020\ntilbudt: december 2020", "–",
     "Andet tidspunkt, ikke bekræftet"),
    ("aftalt", {"aftalt": tid("august 2020"), "bekraeftet": "2020-06-11"}, "august 2020", "august 2020",
     "Aftalt, bekræftet 11.6.2020"),
    ("leveret", {"aftalt": tid("maj 2020"), "leveret": "2020-05-20"}, "maj 2020", "leveret 20.5.2020", "Leveret"),
])  # fmt: skip
def test_delivery_says_what_is_agreed_and_whether_it_is_confirmed(tilstand, over, aftalt, forventet, shown):
    row = raekker(fuld(leverancer=[leverance("Plan", tilstand, **over)]), "leverancer")[0]

    assert row == ["Plan", "HR, Kim Kontorchef, kontorchef", aftalt, forventet, shown]


def test_points_to_do_are_a_table_and_remarks_run_on():
    rows = [opfoelgning("Kurset må ikke stå alene", "vilkaar", frist=tid("1. september 2020")),
            opfoelgning("Udvalget orienteres", lukket="2020-06-01", lukket_tekst="Orienteret."),
            opfoelgning("Husk vikarer", "bemaerkning", ansvarlig="")]  # fmt: skip

    document = fuld(opfoelgning=rows)

    assert raekker(document, "opfoelgning") == [
        "Vilkår", ["Kurset må ikke stå alene", "Tora Tovholder, specialkonsulent", "1.9.2020"],
        "Opgaver", ["Udvalget orienteres Orienteret.", "Tora Tovholder, specialkonsulent", "Afsluttet 1.6.2020"],
    ]  # fmt: skip
    assert tekster(document, "opfoelgning", Loebende) == ["Bemærkninger:", "Husk vikarer"]


def test_next_period_lists_milestones_and_delmaal_that_fall_due():
    rows = [milepael("Snart", "1. september 2020"), milepael("Senere", "1. november 2020")]
    found = data(form="fuld", milepaele=rows)
    found["maal"][0]["indikatorer"][0]["definition"]["trin"] = [["2020-03-31", "70"], ["2020-06-30", "75"]]

    document = papir(found)

    assert tekster(document, "naeste", Loebende) == [
        "Milepæle:", "Snart (1.9.2020)", "Delmål:", "30.6.2020: Svar til tiden",
    ]  # fmt: skip


# What it rests on


def test_what_nobody_reported_stands_with_role_name_and_last_value():
    rows = [bidrag("milepael", "Kursus", seneste="Ventet juni 2020"), bidrag("risiko", "Sygdom", svar="uaendret"),
            bidrag("oekonomi", "Forbrug og prognose 2020", "ingen")]  # fmt: skip

    assert raekker(fuld(bidrag=rows), "indberetning") == [
        "Milepæle", ["Kursus", "Ansvarlig: Tora Tovholder, specialkonsulent", "Ventet juni 2020"],
        "Økonomi", ["Forbrug og prognose 2020", "Økonomiansvarlig: ingen", "–"],
    ]  # fmt: skip


def test_basis_tells_how_many_how_old_and_where_from():
    assert tekster(papir(toender()), "grundlag", Tekst) == [
        "13 af 25 mål kan måles. Det ældste tal gælder til 31.3.2017, det nyeste til 31.3.2017. Kilder: Fagsystemet."
    ]
    assert tekster(fuld(maal=[]), "grundlag", Tekst) == [
        "Ingen af planens indikatorer er defineret, så status bygger på datoer, beløb og skøn."
    ]


def test_annex_has_methods_changes_plan_and_the_plans_own_tolerances():
    document = fuld()

    methods, limits = blokke(document, "bilag", Loebende)
    assert methods.rows[0][1].startswith(
        "opfyldte sager af alle sager. Population: Sager i kvartalet. Registerudtræk, alle."
    )
    assert raekker(document, "bilag") == [["1. Kurset flyttes", "Ressourcer", "Forelagt", "–"]]
    assert ("Planversion", "1") in blokke(document, "bilag", Stamdata)[0].rows
    assert limits.rows[0][1].startswith("Afvigelse over 7 dage efter godkendt dato; Kræver handling over 30 dage")


# Short form


def test_short_form_runs_on_behind_the_first_page():
    assert afsnit(papir(takt_og_tone())) == [
        ("aendret", "Siden sidst", "ny"), ("milepaele", "Milepæle", ""),
        ("maal", "Mål uden målbar indikator (3 af 3)", ""), ("oekonomi", "Økonomi, leverancer og risici", ""),
        ("opfoelgning", "Opfølgning og datagrundlag", ""), ("grundlag", "", ""),
    ]  # fmt: skip


def test_short_form_lists_the_seven_that_nobody_reported_person_by_person():
    lines = dict(blokke(papir(takt_og_tone_ubesvaret()), "grundlag", Loebende)[0].rows)

    assert lines["Ikke indberettet:"] == (
        "Ansvarlig: Tora Tovholder, specialkonsulent: Oplæg finpudset (Uden dato); Drøftet på HMU (Ventet juni 2020);"
        " Ledere støttes. Kontorchef: Kim Kontorchef, kontorchef: Emne i MUS; Forløbsmodel; Kommunikationsplan."
        " Økonomiansvarlig: Øjvind Økonomiansvarlig, økonom: Forbrug og prognose 2020 (Prognose 160.000 kr.)."
    )
    assert lines["Desuden:"] == "Ingen risici er registreret."


def test_short_form_has_indirekte_amounts_in_a_line():
    assert tekster(papir(takt_og_tone()), "oekonomi", Small) == [
        "Indirekte, lægges ikke sammen med de direkte: Frikøb (pr. modul), 2020 budget 4.000 tkr."
    ]


def test_short_form_with_measured_goals_has_both_under_one_heading():
    document = papir(data())

    assert document.section("maal").titel == "Mål"
    assert blokke(document, "maal", Loebende)[0].titel == "Mål uden målbar indikator (1 af 2)"
    assert isinstance(blokke(document, "maal", Table)[0].rows[-1][-1], Lysord)
