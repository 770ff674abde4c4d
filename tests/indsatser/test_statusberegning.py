"""21 §6, §13: what a status' data says, judged from the data alone."""

import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indsatser.document.statusberegning import beregn_status
from indsatser.document.statusdata import build_data
from tests import builders_status
from tests.indsatser import statusdata
from tests.indsatser.rigplan import rig
from tests.indsatser.statusraekker import (
    LISTER,
    TOLERANCER,
    definition,
    indikator,
    leverance,
    maal,
    milepael,
    opfoelgning,
    post,
    punkt,
    risiko,
    samlet,
    tid,
    uid,
)

FLERE = (statusdata.data, statusdata.takt_og_tone, statusdata.takt_og_tone_ubesvaret, statusdata.toender)
LISTENAVNE = [name for name in LISTER if name != "rettelser"]


def lys(data):
    return {name: one["lys"] for name, one in beregn_status(data)["lys"].items()}


def et_lys(dimension, **rows):
    """Return (light, reason) of one dimension of a status that has only these rows."""
    found = samlet(**rows)["beregnet"]["lys"][dimension]
    return found["lys"], found["tekst"]


# The worked examples of 21 §13


def test_rule_test_gives_the_lights_of_the_example():
    found = beregn_status(statusdata.takt_og_tone())["lys"]

    assert {name: (one["lys"], one["tekst"]) for name, one in found.items()} == {
        "samlet": ("gul", "ikke bekræftet"), "tid": ("groen", ""), "maal": ("graa", "0 af 3 mål kan måles"),
        "oekonomi": ("groen", ""), "risiko": ("graa", "ingen vurderede risici"),
        "leverancer": ("gul", "ikke bekræftet"),
    }  # fmt: skip


def test_rule_test_counts_its_contributions_and_leaves_what_is_indirekte_out_of_the_sums():
    found = statusdata.takt_og_tone()["beregnet"]

    assert found["indberettet"] == {"milepael": [0, 2], "leverance": [0, 3], "opfoelgning": [0, 1], "oekonomi": [1, 1]}
    sums = {"budget": 160_000, "forbrug": None, "prognose": 160_000}
    assert found["oekonomi"] == {"aar": 2020, "aaret": sums, "ialt": sums, "advarsler": []}


def test_contribution_that_says_nothing_has_changed_is_an_answer():
    assert statusdata.data()["beregnet"]["indberettet"] == {"milepael": [1, 1]}


def test_nobody_answers_gives_the_lights_of_the_example():
    found = beregn_status(statusdata.takt_og_tone_ubesvaret())

    assert {name: one["lys"] for name, one in found["lys"].items()} == {
        "samlet": "roed", "tid": "roed", "maal": "graa", "oekonomi": "groen", "risiko": "graa", "leverancer": "roed",
    }  # fmt: skip
    assert (found["lys"]["tid"]["tekst"], found["lys"]["tid"]["boks"]) == (
        "overskredet uden ny prognose", "3 af 5 milepæle gennemført, 92 dage overskredet",
    )  # fmt: skip
    assert sum(alle for _, alle in found["indberettet"].values()) == 7


def test_nobody_answers_changes_three_lights_and_nothing_else():
    assert [(row[0], row[2], row[6]) for row in statusdata.takt_og_tone_ubesvaret()["forskelle"]] == [
        ("lys", "Samlet", "Afvigelse → Kræver handling"), ("lys", "Tid", "På plan → Kræver handling"),
        ("lys", "Leverancer", "Afvigelse → Kræver handling"),
    ]  # fmt: skip


def test_large_plan_has_the_counts_of_the_example():
    found = beregn_status(statusdata.toender())

    assert (found["maalte"], found["lys"]["maal"]["lys"]) == ([13, 25], "gul")
    colours = [one["lys"] for one in found["indikatorer"].values()]
    assert [colours.count(one) for one in ("groen", "gul", "roed", "graa")] == [6, 4, 3, 12]
    assert len(found["milepaele"]) == 14


# Each dimension's boundaries


@pytest.mark.parametrize(
    ("prognose", "ventet"),
    [("1. juli 2020", ("groen", "")), ("7. juli 2020", ("groen", "")),
     ("8. juli 2020", ("gul", "8 dage efter godkendt dato")), ("30. juli 2020", ("gul", "30 dage efter godkendt dato")),
     ("31. juli 2020", ("roed", "31 dage efter godkendt dato")), ("15. juni 2020", ("groen", "")),
     ("14. juni 2020", ("roed", "overskredet uden ny prognose")), ("snarest", ("graa", "ingen milepæl har en dato"))],
)  # fmt: skip
def test_light_of_a_milestone_follows_its_forecast(prognose, ventet):
    rows = [milepael("Kurset er holdt", "juni 2020", prognose=tid(prognose))]

    assert et_lys("tid", milepaele=rows) == ventet
    assert samlet(milepaele=rows)["beregnet"]["milepaele"][uid("Kurset er holdt")]["lys"] == ventet[0]


@pytest.mark.parametrize(("oprettet", "ventet"), [("2020-05-16", "graa"), ("2020-05-15", "gul")])
def test_milestone_without_a_date_says_nothing_until_it_is_thirty_days_old(oprettet, ventet):
    assert et_lys("tid", milepaele=[milepael("Oplæg", oprettet=oprettet)])[0] == ventet


def test_milestone_done_after_the_day_is_open_on_it():
    row = milepael("Kurset er holdt", "1. juni 2020", faktisk_efter="2020-06-16")

    assert et_lys("tid", milepaele=[row]) == ("roed", "overskredet uden ny prognose")


@pytest.mark.parametrize(
    ("felter", "ventet"),
    [
        ({"prognose": tid("22. september 2020")}, ("planlagt", 84, 114, "roed")),
        ({"faktisk": "2020-06-10"}, ("gennemfoert", 0, 10, None)),
        ({"bortfaldet": "Aflyst"}, ("bortfaldet", 0, 30, None)),
        ({"godkendt": tid("")}, ("uden_dato", None, None, "graa")),
        ({"godkendt": tid("1. juni 2020")}, ("overskredet", 0, 1, "roed")),
    ],
)  # fmt: skip
def test_milestone_is_told_with_its_state_and_both_slips(felter, ventet):
    row = milepael("Drøftet", "juni 2020") | {"oprindelig": tid("31. maj 2020")} | felter

    found = samlet(milepaele=[row])["beregnet"]["milepaele"][row["uuid"]]

    assert tuple(found.values()) == ventet


@pytest.mark.parametrize(
    ("prognose", "ventet"),
    [(160_000, ("groen", "")), (160_001, ("gul", "1 kr. over budgettet for 2020")),
     (176_000, ("gul", "16.000 kr. over budgettet for 2020")),
     (176_001, ("roed", "16.001 kr. over budgettet for 2020")), (None, ("graa", "ikke opgjort"))],
)  # fmt: skip
def test_light_of_the_money_follows_the_forecast(prognose, ventet):
    assert et_lys("oekonomi", budget=[post("Kursus", {"2020": (160_000, 0, prognose)})]) == ventet


@pytest.mark.parametrize(
    ("s", "k", "lukket", "ventet"),
    [(2, 3, None, "groen"), (2, 4, None, "gul"), (3, 4, None, "gul"), (3, 5, None, "roed"), (None, None, None, "graa"),
     (4, None, None, "graa"), (5, 5, "2020-06-12", "graa")],
)  # fmt: skip
def test_light_of_the_risks_is_the_highest_open_score(s, k, lukket, ventet):
    assert et_lys("risiko", risici=[risiko("Sygdom", s, k, lukket=lukket)])[0] == ventet


@pytest.mark.parametrize(
    ("felter", "lukkedage", "ventet"),
    [
        ({"siden": "2020-05-13"}, [], "roed"), ({"siden": "2020-05-14"}, [], "gul"),
        ({"siden": "2020-05-13"}, ["2020-05-20"], "gul"), ({"siden": None}, [], "gul"),
        ({"tilstand": "afvist", "siden": "2020-05-13"}, [], "roed"),
        ({"tilstand": "aftalt", "aftalt": tid("juni 2020")}, [], "groen"),
        ({"tilstand": "aftalt", "aftalt": tid("14. juni 2020")}, [], "roed"),
        ({"tilstand": "aftalt", "aftalt": tid("juni 2020"), "prognose": tid("8. juli 2020")}, [], "gul"),
        ({"tilstand": "leveret"}, [], "groen"), ({"tilstand": "bortfaldet"}, [], "graa"),
    ],
)  # fmt: skip
def test_light_of_a_deliverable(felter, lukkedage, ventet):
    rows = [leverance("Materiale", **felter)]

    assert et_lys("leverancer", leverancer=rows, lukkedage=lukkedage)[0] == ventet


@pytest.mark.parametrize(
    ("navn", "vaerdi", "dimension"),
    [("tid_gul", 30, "tid"), ("oekonomi_roed", 0, "oekonomi"), ("risiko_gul", 13, "risiko"),
     ("risiko_roed", 12, "risiko"), ("leverance_roed", 2, "leverancer")],
)  # fmt: skip
def test_tolerances_are_those_of_the_data(navn, vaerdi, dimension):
    data = samlet(
        milepaele=[milepael("Kursus", "juni 2020", prognose=tid("15. juli 2020"))], risici=[risiko("Sygdom", 3, 4)],
        budget=[post("Kursus", {"2020": (100, 0, 101)})], leverancer=[leverance("Materiale")],
    )  # fmt: skip
    before = lys(data)

    after = lys(data | {"tolerancer": TOLERANCER | {navn: vaerdi}})

    assert [name for name in after if after[name] != before[name] and name != "samlet"] == [dimension]


@pytest.mark.parametrize(
    ("felter", "ventet"),
    [({}, ("gul", "vilkår fra beslutningen er ikke indfriet")), ({"lukket": "2020-06-12"}, ("graa", "ikke opgjort")),
     ({"art": "opgave"}, ("graa", "ikke opgjort"))],
)  # fmt: skip
def test_open_vilkaar_caps_the_whole(felter, ventet):
    row = opfoelgning("Ledere støttes", "vilkaar") | felter

    assert et_lys("samlet", opfoelgning=[row]) == ventet


# Sums and slips


def test_year_without_forecast_is_expected_to_cost_its_budget_in_the_whole():
    rows = [post("Kursus", {"2020": (100, 20, 110), "2021": (200, None, None)})]

    found = samlet(budget=rows)["beregnet"]["oekonomi"]

    assert found["aaret"] == {"budget": 100, "forbrug": 20, "prognose": 110}
    assert found["ialt"] == {"budget": 300, "forbrug": 20, "prognose": 310}


def test_forecast_of_some_posts_of_the_year_is_no_sum():
    rows = [post("Kursus", {"2020": (100, 20, 90)}), post("Lokaler", {"2020": (60, None, None)})]

    found = samlet(budget=rows)["beregnet"]["oekonomi"]

    assert found["aaret"] == found["ialt"] == {"budget": 160, "forbrug": 20, "prognose": None}


def test_nothing_stated_has_no_sums():
    found = samlet(budget=[post("Kursus", {}), post("Frikøb", {"2020": (9, 9, 9)}, art="indirekte")])["beregnet"]

    assert found["oekonomi"]["aaret"] == found["oekonomi"]["ialt"] == dict.fromkeys(("budget", "forbrug", "prognose"))


def test_spending_over_the_forecast_is_said():
    rows = [post("Kursus", {"2020": (160_000, 170_000, 160_000)})]

    assert samlet(budget=rows)["beregnet"]["oekonomi"]["advarsler"] == [
        "Kursus: forbruget 2020 på 170.000 kr. er over prognosen på 160.000 kr."
    ]


@pytest.mark.parametrize(
    ("dage", "ventet"),
    [((1, 1, 8), None), ((1, 1, 8, 29), {"p25": 0, "median": 0, "p75": 7, "antal": 4})],
)
def test_slip_is_told_from_four_finished_milestones(dage, ventet):
    rows = [milepael(f"Nr. {nr}", "1. maj 2020", faktisk=f"2020-05-{dag:02}") for nr, dag in enumerate(dage)]
    gone = milepael("Aflyst", "1. maj 2020", faktisk="2020-06-01", bortfaldet="Aflyst")

    assert samlet(milepaele=[*rows, gone])["beregnet"]["slip"] == ventet


# The judging itself


def plain(value):
    """Say whether a value is what JSON keeps exactly: no floats, no keys but text, no tuples."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and plain(one) for key, one in value.items())
    return all(map(plain, value)) if isinstance(value, list) else value is None or type(value) in (int, str, bool)


@pytest.mark.parametrize("build", FLERE)
def test_judging_changes_nothing_and_reads_nothing_it_has_judged_before(build):
    data = build()
    before = deepcopy(data)

    found = beregn_status(data | {"beregnet": {"maalte": [9, 9]}, "forskelle": [], "lys": [], "andet": 1})

    assert data == before
    assert found == data["beregnet"] == beregn_status(json.loads(json.dumps(data)))


@pytest.mark.parametrize("build", FLERE)
@pytest.mark.parametrize("name", LISTENAVNE)
def test_order_of_the_rows_has_no_influence(build, name):
    data = build()
    turned = data | {name: data[name][::-1]}

    assert beregn_status(turned) == data["beregnet"]


def test_large_plan_is_judged_in_plain_values():
    assert plain(statusdata.toender()["beregnet"])
    assert [plain(one) for one in (1.0, (1,), {1: "a"}, {"a": [None, True, "x", 1]})] == [False, False, False, True]


DAGE = st.dates().map(str)
TIDER = st.none() | st.dates().map(lambda dag: {"tekst": "x", "start": str(dag), "slut": str(dag), "praecision": "dag"})
TAL = st.none() | st.integers(0, 10**9)
DEFINITIONER = st.builds(
    definition, st.sampled_from(["norm", "udvikling", "fastholdelse", "ja_nej", "kvalitativ"]),
    st.fractions(0, 100).map(str), st.none() | st.fractions(0, 100).map(str),
    st.lists(st.tuples(DAGE, st.fractions(0, 100).map(str)), max_size=3),
    retning=st.sampled_from(["op", "ned", "naer"]), maal_frist=st.none() | DAGE,
    omfang=st.sampled_from(["alle", "stikproeve"]), serieskift=st.booleans(),
)  # fmt: skip
PUNKTER = st.builds(
    punkt, st.just("2020-03-31"), TAL, TAL, skjult=st.booleans(), foreloebig=st.booleans(),
    versionsnr=st.integers(0, 1), population=st.none() | st.integers(0, 500),
)  # fmt: skip
RAEKKER = st.fixed_dictionaries({
    "maal": st.builds(indikator, st.just("i"), st.lists(PUNKTER, max_size=6), st.sampled_from(["%", "dage", ""]),
                      st.none() | DEFINITIONER).map(lambda one: [maal("m", one)]),
    "milepaele": st.builds(milepael, st.just("m"), prognose=TIDER, bortfaldet=st.none() | st.just("x"),
                           oprettet=DAGE).map(lambda one: [one]),
    "risici": st.builds(risiko, st.just("r"), st.none() | st.integers(1, 5), st.none() | st.integers(1, 5))
                .map(lambda one: [one]),
    "budget": st.lists(st.builds(post, st.just("b"), st.dictionaries(st.sampled_from(["2020", "2021"]),
                                                                     st.tuples(TAL, TAL, TAL))), max_size=3),
    "leverancer": st.builds(leverance, st.just("l"), st.sampled_from(["foreslaaet", "aftalt", "leveret"]),
                            siden=st.none() | DAGE, prognose=TIDER).map(lambda one: [one]),
})  # fmt: skip


@settings(max_examples=200)
@given(RAEKKER)
def test_whatever_the_rows_say_it_is_judged_without_floats(rows):
    found = samlet(**rows)["beregnet"]

    assert plain(found)
    assert max(len(one["boks"]) for one in found["lys"].values()) <= 60


# The builders of these tests


def test_data_of_the_builders_has_the_shape_of_a_status(kladde, hr):
    real, made = build_data(builders_status.status(rig(kladde, hr))), statusdata.data()

    assert set(made) == set(real)
    for name, part in real.items():
        is_of_rows = isinstance(part, list) and part and isinstance(part[0], dict)
        was, now = (one[name][0] if is_of_rows and one[name] else one[name] for one in (real, made))
        assert not isinstance(was, dict) or set(was) == set(now), name


def test_goals_of_the_builders_have_the_shape_of_a_status(kladde, hr):
    real, made = build_data(builders_status.status(rig(kladde, hr))), statusdata.data()

    (was, *_), (now, *_) = ([one for goal in data["maal"] for one in goal["indikatorer"]] for data in (real, made))
    assert set(was) == set(now)
    assert set(was["definition"]) == set(now["definition"])
    assert set(was["punkter"][0]) == set(now["punkter"][0])
