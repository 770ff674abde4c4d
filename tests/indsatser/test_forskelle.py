"""21 §8: what changed between two frozen statuses, told from their data alone."""

from copy import deepcopy

import pytest

from indsatser.document.forskelle import FOERSTE, GRUPPER, forskelle


def tid(tekst, start=None, slut=None):
    return {"tekst": tekst, "start": start, "slut": slut, "praecision": "maaned" if slut else ""}


JUNI = tid("juni 2020", "2020-06-01", "2020-06-30")
DATA = {
    "plan": {"programejer": "Poul P", "tovholder": "Tora T", "oekonomiansvarlig": "Øjvind Ø"},
    "lys": [{"dimension": "samlet", "valgt": "gul"}, {"dimension": "tid", "valgt": "groen"}],
    "milepaele": [
        {"uuid": "m1", "titel": "Drøftet på HMU", "ansvarlig": "Poul P", "godkendt": JUNI, "prognose": None,
         "faktisk": None, "bortfaldet": None, "flytninger": 0, "begrundelse": "", "aendring": None},
        {"uuid": "m2", "titel": "Oplæg finpudset", "ansvarlig": "Tora T", "godkendt": tid(""), "prognose": None,
         "faktisk": None, "bortfaldet": None, "flytninger": 0, "begrundelse": "", "aendring": None},
    ],
    "maal": [
        {"uuid": "g1", "tekst": "Flere pårørende er tilfredse", "ejer": "Poul P", "opgivet": None, "tilstand": "maales",
         "indikatorer": [
            {"uuid": "i1", "navn": "Tilfredse pårørende", "tilstand": "defineret", "afklares_senest": tid(""),
             "enhed": "%", "decimaler": 0, "multiplikator": "100",
             "definition": {"nr": 1, "maal": "75 %", "delmaal": "70 % den 31. december 2020", "baseline": "67 %",
                            "population": "alle", "metode": "Spørgeskema", "kilde": "Undersøgelsen",
                            "serieskift": False},
             "punkter": [{"periode_slut": "2020-03-31", "taeller": "51", "naevner": "60", "revision": 1,
                          "skjult": False}]},
        ]},
    ],
    "budget": [{"uuid": "b1", "titel": "Kampagne",
                "beloeb": {"2020": {"budget": 80000, "forbrug": 0, "prognose": 80000}}}],
    "risici": [{"uuid": "r1", "haendelse": "Enheder melder fra", "s": 3, "k": 4, "lukket": None}],
    "leverancer": [{"uuid": "l1", "titel": "Takt og tone i MUS", "leverandoer": "HR", "tilstand": "foreslaaet",
                    "aftalt": None, "prognose": None}],
    "opfoelgning": [{"uuid": "p1", "tekst": "Støtte til ledere", "ansvarlig": "", "lukket": None, "runder": 1}],
}  # fmt: skip


@pytest.fixture
def nu():
    return deepcopy(DATA)


def texts(nu, gruppe, foer=DATA):
    """Return (name, text) of a group's rows."""
    return [(row.navn, row.tekst) for row in forskelle(foer, nu) if row.gruppe == gruppe]


def test_first_status_has_nothing_to_be_compared_with():
    assert [row.tekst for row in forskelle(None, DATA)] == [FOERSTE]


def test_nothing_changed_is_no_row():
    assert forskelle(DATA, deepcopy(DATA)) == []


def test_chosen_lights(nu):
    nu["lys"][0]["valgt"], nu["lys"][1]["valgt"] = "roed", None

    assert texts(nu, "lys") == [("Samlet", "Afvigelse → Kræver handling"), ("Tid", "På plan → ikke valgt")]


def test_forecast_that_moved_says_days_moves_and_the_newest_reason(nu):
    nu["milepaele"][0] |= {"prognose": tid("22. september 2020", "2020-09-22", "2020-09-22"), "flytninger": 2,
                           "begrundelse": "HMU har ikke møde før"}  # fmt: skip
    nu["milepaele"][1]["prognose"] = tid("inden august 2020", None, "2020-08-01")

    assert texts(nu, "milepaele") == [
        ("Drøftet på HMU", "juni 2020 → 22. september 2020 (84 dage senere end sidst), "
                           "flyttet 2 gange siden sidst: HMU har ikke møde før"),
        ("Oplæg finpudset", "uden dato → inden august 2020"),
    ]  # fmt: skip


def test_forecast_inside_what_was_expected_is_no_change(nu):
    nu["milepaele"][0]["prognose"] = tid("15. juni 2020", "2020-06-15", "2020-06-15")

    assert texts(nu, "milepaele") == []


@pytest.mark.parametrize(
    ("felter", "tekst"),
    [
        ({"faktisk": "2020-07-01"}, "Gennemført 1. juli 2020 (1 dag senere end godkendt)"),
        ({"faktisk": "2020-06-10"}, "Gennemført 10. juni 2020"),
        ({"bortfaldet": "Taget op i samarbejdsudvalget"}, "Bortfaldet: Taget op i samarbejdsudvalget"),
        ({"ansvarlig": "Tora T"}, "Ansvarlig: Poul P → Tora T"),
        ({"godkendt": tid("juli 2020", "2020-07-01", "2020-07-31"), "aendring": 3, "prognose": JUNI},
         "Godkendt: juni 2020 → juli 2020 (Ændring 3)"),
    ],
)  # fmt: skip
def test_what_became_of_a_milestone(nu, felter, tekst):
    nu["milepaele"][0] |= felter

    assert texts(nu, "milepaele") == [("Drøftet på HMU", tekst)]


def test_milestone_that_was_opened_again(nu):
    foer = deepcopy(DATA)
    foer["milepaele"][0]["faktisk"] = "2020-06-10"

    assert texts(nu, "milepaele", foer) == [("Drøftet på HMU", "Åbnet igen")]


def test_new_rows_say_so(nu):
    for name, key in (("milepaele", "titel"), ("maal", "tekst"), ("risici", "haendelse"), ("leverancer", "titel"),
                      ("opfoelgning", "tekst"), ("budget", "titel")):  # fmt: skip
        nu[name].append({**nu[name][0], "uuid": f"ny-{name}", key: "Ny"})

    assert [(row.gruppe, row.tekst) for row in forskelle(DATA, nu)] == [
        ("milepaele", "Ny milepæl: juni 2020"), ("maal", "Nyt mål"),
        ("oekonomi", "Budget 2020: 80.000 kr."), ("oekonomi", "Forbrug 2020: 0 kr."),
        ("oekonomi", "Prognose 2020: 80.000 kr."), ("risici", "Ny risiko, score 12"),
        ("leverancer", "Ny leverance fra HR: Ikke bekræftet"), ("opfoelgning", "Nyt punkt"),
    ]  # fmt: skip


def test_goals_and_indicators_change_state(nu):
    nu["maal"][0]["tilstand"] = "naaet"
    indicator = nu["maal"][0]["indikatorer"][0]
    indicator |= {"tilstand": "udgaaet", "afklares_senest": tid("1. maj 2021", "2021-05-01", "2021-05-01")}

    assert texts(nu, "maal") == [
        ("Flere pårørende er tilfredse", "Nået"), ("Tilfredse pårørende", "Defineret → Udgået"),
        ("Tilfredse pårørende", "Afklares senest: uden dato → 1. maj 2021"),
    ]  # fmt: skip


def test_goal_given_up_says_why(nu):
    nu["maal"][0]["opgivet"] = "Undersøgelsen bliver ikke gentaget"

    assert texts(nu, "maal") == [
        ("Flere pårørende er tilfredse", "Opgivet: Undersøgelsen bliver ikke gentaget")
    ]  # fmt: skip


def test_later_definition_says_each_part_that_differs(nu):
    nu["maal"][0]["indikatorer"][0]["definition"] |= {
        "nr": 2, "maal": "80 %", "population": "pårørende til beboere", "serieskift": True,
    }  # fmt: skip

    assert texts(nu, "definitioner") == [
        ("Tilfredse pårørende", "Mål: 75 % → 80 %"),
        ("Tilfredse pårørende", "Population: alle → pårørende til beboere"),
        ("Tilfredse pårørende", "Tallene før og efter kan ikke sammenlignes"),
    ]


def point(slut, taeller, naevner="61", revision=1, skjult=False):
    return {"periode_slut": slut, "taeller": taeller, "naevner": naevner, "revision": revision, "skjult": skjult}


@pytest.mark.parametrize(
    ("nyt", "tekst"),
    [
        (point("2020-06-30", "55"), "51 af 60 → 55 af 61"),
        (point("2020-06-30", None, None), "51 af 60 → ikke opgjort"),
        (point("2020-06-30", "2", skjult=True), "51 af 60 → skjult"),
    ],
)
def test_newest_measurement(nu, nyt, tekst):
    nu["maal"][0]["indikatorer"][0]["punkter"].append(nyt)

    assert texts(nu, "maalinger") == [("Tilfredse pårørende", tekst)]


def test_average_is_written_in_its_unit(nu):
    indicator = nu["maal"][0]["indikatorer"][0]
    indicator |= {"enhed": "dage", "decimaler": 1, "multiplikator": "1", "punkter": [point("2020-06-30", "9", "2")]}
    foer = deepcopy(DATA)
    foer["maal"][0]["indikatorer"][0]["punkter"] = []

    assert texts(nu, "maalinger", foer) == [("Tilfredse pårørende", "ikke målt → 4,5 dage")]


def test_printed_value_that_was_corrected_is_said_with_both(nu):
    nu["maal"][0]["indikatorer"][0]["punkter"] = [point("2020-03-31", "52", "60", revision=2)]

    assert texts(nu, "maalinger") == [
        ("Tilfredse pårørende", "Rettet tal for perioden til 31. marts 2020: 51 af 60 → 52 af 60")
    ]


def test_money_per_post_and_year_in_kroner(nu):
    nu["budget"][0]["beloeb"] = {"2020": {"budget": 80000, "forbrug": 52000, "prognose": 96001},
                                 "2021": {"prognose": 20000}}  # fmt: skip

    assert texts(nu, "oekonomi") == [
        ("Kampagne", "Forbrug 2020: 0 kr. → 52.000 kr."), ("Kampagne", "Prognose 2020: 80.000 kr. → 96.001 kr."),
        ("Kampagne", "Prognose 2021: ikke oplyst → 20.000 kr."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("felter", "tekst"),
    [({"s": 4}, "Score 12 → 16"), ({"s": None}, "Score 12 → ikke vurderet"),
     ({"s": 4, "lukket": "2020-09-01"}, "Lukket 1. september 2020")],
)  # fmt: skip
def test_risks(nu, felter, tekst):
    nu["risici"][0] |= felter

    assert texts(nu, "risici") == [("Enheder melder fra", tekst)]


def test_deliverables(nu):
    nu["leverancer"][0] |= {
        "tilstand": "modforslag",
        "aftalt": tid("1. kvartal 2021", "2021-01-01", "2021-03-31"),
        "leverandoer": "Fællesstaben",
    }

    assert texts(nu, "leverancer") == [
        ("Takt og tone i MUS", "Ikke bekræftet → Andet tidspunkt"),
        ("Takt og tone i MUS", "Aftalt: uden dato → 1. kvartal 2021"),
        ("Takt og tone i MUS", "Leverandør: HR → Fællesstaben"),
    ]


@pytest.mark.parametrize(
    ("felter", "tekster"),
    [({"runder": 2}, []), ({"runder": 3}, ["Åbent i 3 runder"]),
     ({"runder": 3, "lukket": "2020-09-01"}, ["Afsluttet 1. september 2020"])],
)  # fmt: skip
def test_points_that_stay_open_are_said_every_time(nu, felter, tekster):
    nu["opfoelgning"][0] |= felter

    assert [tekst for _, tekst in texts(nu, "opfoelgning")] == tekster


def test_point_that_somebody_has_taken(nu):
    nu["opfoelgning"][0]["ansvarlig"] = "Signe S"

    assert texts(nu, "opfoelgning") == [("Støtte til ledere", "Ansvarlig: ingen → Signe S")]


def test_people_who_answer_for_it(nu):
    nu["plan"] |= {"tovholder": "Signe S", "oekonomiansvarlig": ""}
    nu["maal"][0]["ejer"] = "Tora T"

    assert texts(nu, "personer") == [
        ("Tovholder", "Tora T → Signe S"), ("Økonomiansvarlig", "Øjvind Ø → ingen"),
        ("Flere pårørende er tilfredse", "Ansvarlig: Poul P → Tora T"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["milepaele", "maal", "budget", "risici", "leverancer", "opfoelgning"])
def test_row_that_was_open_and_is_gone_stops_everything(nu, name):
    nu[name] = []

    with pytest.raises(KeyError, match="mangler"):
        forskelle(DATA, nu)


@pytest.mark.parametrize(
    ("name", "felter"),
    [("milepaele", {"faktisk": "2020-06-01"}), ("milepaele", {"bortfaldet": "Aflyst"}), ("maal", {"opgivet": "Nej"}),
     ("risici", {"lukket": "2020-06-01"}), ("leverancer", {"tilstand": "leveret"}),
     ("opfoelgning", {"lukket": "2020-06-01"})],
)  # fmt: skip
def test_row_that_was_over_may_be_gone(nu, name, felter):
    foer = deepcopy(DATA)
    foer[name][0] |= felter
    nu[name] = nu[name][1:]

    assert forskelle(foer, nu) == []


def test_order_of_the_older_rows_has_no_influence_and_that_of_the_newer_is_kept(nu):
    for row in nu["milepaele"]:
        row["ansvarlig"] = "Signe S"
    turned = deepcopy(DATA)
    turned["milepaele"].reverse()

    assert forskelle(turned, nu) == forskelle(DATA, nu)
    nu["milepaele"].reverse()
    assert [row.uuid for row in forskelle(DATA, nu)] == ["m2", "m1"]


def scalars(data):
    """Return everything that stands in the data, None too."""
    if isinstance(data, dict):
        return set().union({None}, *map(scalars, data.values()))
    return set().union({None}, *map(scalars, data)) if isinstance(data, list) else {data}


def test_what_was_and_is_stand_in_the_data(nu):
    nu["lys"][0]["valgt"] = "roed"
    nu["plan"]["tovholder"] = "Signe S"
    nu["milepaele"][0]["prognose"] = tid("22. september 2020", "2020-09-22", "2020-09-22")
    nu["milepaele"][1]["bortfaldet"] = "Aflyst"
    indicator = nu["maal"][0]["indikatorer"][0]
    indicator["definition"] |= {"nr": 2, "maal": "80 %"}
    indicator["punkter"] = [point("2020-03-31", "52", "60", revision=2), point("2020-06-30", "55")]
    nu["maal"][0] |= {"tilstand": "naaet", "ejer": "Signe S"}
    nu["budget"][0]["beloeb"]["2020"]["forbrug"] = 52000
    nu["risici"][0]["s"] = 4
    nu["leverancer"][0] |= {"tilstand": "aftalt", "aftalt": JUNI}
    nu["opfoelgning"][0]["runder"] = 3

    rows = forskelle(DATA, nu)
    assert {row.gruppe for row in rows} == set(GRUPPER)
    assert set().union(*(scalars(row.var) for row in rows)) <= scalars(DATA)
    assert set().union(*(scalars(row.er) for row in rows)) <= scalars(nu)
