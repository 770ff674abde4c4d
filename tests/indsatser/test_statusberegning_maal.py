"""20 §7.2–7.5: goals and indicators judged from a status' data."""

import pytest

from tests.indsatser import statusdata
from tests.indsatser.statusraekker import definition, indikator, maal, punkt, samlet, uid

KVARTALER = ("2019-06-30", "2019-09-30", "2019-12-31", "2020-03-31")


def judged(*punkter, enhed="%", mere=(), **over):
    """Return what is found of an indicator with these values; `over` is of its definition, `mere` of its own row."""
    one = indikator("I", punkter, enhed, definition(enhed=enhed, **over), **dict(mere))
    return samlet(maal=[maal("M", one)])["beregnet"]["indikatorer"][one["uuid"]]


def of_toender(navn):
    return statusdata.toender()["beregnet"]["indikatorer"][uid(f"indikator {navn}")]


def test_24_hours_are_told_as_in_the_example():
    row = next(one for goal in statusdata.toender()["maal"] for one in goal["indikatorer"] if one["kontrol"])

    assert (row["definition"]["baseline"], row["definition"]["maal"]) == ("58 %", "100 %")
    assert of_toender("Vurderet inden 24 timer") == {
        "lys": "gul", "usikker": False, "grund": "", "vaerdi": "5500/61", "nu": "55 af 61 (90 %)",
        "sidst": "50 af 64 (78 %)", "delmaal": "75 %", "fremdrift": "77 % af vejen", "kategori": "norm_ikke_opfyldt",
        "interval": "", "prognose": "2. kvartal 2017",
    }  # fmt: skip


def test_sample_is_told_with_its_interval():
    found = of_toender("Netværkskort")

    assert (found["nu"], found["interval"], found["lys"]) == ("14 af 15 (93 %)", "70,2–98,8", "gul")


@pytest.mark.parametrize(
    ("omfang", "population", "interval"),
    [("stikproeve", None, "70,2–98,8"), ("stikproeve", 15, ""), ("alle", None, "")],
)
def test_interval_is_of_a_sample_alone(omfang, population, interval):
    assert judged(punkt("2020-03-31", 14, 15, population=population), omfang=omfang)["interval"] == interval


@pytest.mark.parametrize(("taeller", "ventet"), [(15, ("groen", True)), (14, ("gul", False)), (9, ("roed", False))])
def test_limit_inside_the_interval_makes_the_light_uncertain(taeller, ventet):
    found = judged(punkt("2020-03-31", taeller, 15), omfang="stikproeve", trin=[("2020-03-31", "80")])

    assert (found["lys"], found["usikker"]) == ventet


def test_counts_of_which_only_one_is_corrected_have_no_interval():
    assert judged(punkt("2020-03-31", 28, 15), omfang="stikproeve")["interval"] == ""


@pytest.mark.parametrize(
    ("maaltype", "frist", "vaerdi", "ventet"),
    [
        ("udvikling", None, 73, "groen"), ("udvikling", None, 70, "groen"), ("udvikling", None, 69, "gul"),
        ("udvikling", None, 68, "roed"), ("norm", None, 70, "gul"), ("norm", None, 69, "roed"),
        ("norm", "2020-06-15", 70, "roed"), ("norm", "2020-06-16", 70, "groen"), ("norm", None, 75, "groen"),
        ("fastholdelse", None, 75, "groen"), ("fastholdelse", None, 73, "gul"), ("fastholdelse", None, 72, "roed"),
        ("kvalitativ", None, 74, "gul"),
    ],
)  # fmt: skip
def test_light_of_an_indicator_on_each_side_of_its_limits(maaltype, frist, vaerdi, ventet):
    given = {"maaltype": maaltype, "maalvaerdi": "75", "baseline": "67", "maal_frist": frist}

    found = judged(punkt("2020-03-31", vaerdi, 100), trin=[("2020-03-31", "70")], **given)

    assert found["lys"] == ventet


@pytest.mark.parametrize(("frist", "ventet"), [("2020-06-15", "graa"), ("2020-06-14", "roed"), (None, "roed")])
def test_no_is_nothing_until_its_day_has_passed(frist, ventet):
    found = judged(punkt("2020-03-31", 0), enhed="", maaltype="ja_nej", maalvaerdi="1", baseline=None, maal_frist=frist)

    assert (found["lys"], found["fremdrift"], found["vaerdi"]) == (ventet, "ikke opfyldt", "0")


@pytest.mark.parametrize(
    ("felter", "nu"),
    [
        ({}, "30 af 60 (50 %)"), ({"foreloebig": True}, "45 af 60 (75 %)"), ({"versionsnr": 0}, "45 af 60 (75 %)"),
        ({"skjult": True}, "skjult"),
        ({"taeller": None, "naevner": None, "begrundelse": "Fejl"}, "ikke opgjort"), ({"naevner": "0"}, "ikke opgjort"),
    ],
)  # fmt: skip
def test_newest_value_that_counts_is_of_the_definition_and_final(felter, nu):
    found = judged(punkt("2019-12-31", 45, 60), punkt("2020-03-31", 30, 60) | felter)

    assert found["nu"] == nu
    assert found["sidst"] == ("" if nu.startswith("45") else "45 af 60 (75 %)")
    assert (found["lys"] == "graa") == (nu in ("skjult", "ikke opgjort"))


@pytest.mark.parametrize(
    ("given", "enhed", "decimaler", "nu"),
    [((9, 2), "dage", 1, "450,0 dage"), ((9,), "dage", 0, "9 dage"), ((1769,), "", 0, "1.769"),
     ((1, 3), "%", 1, "1 af 3 (33,3 %)")],
)  # fmt: skip
def test_value_is_written_in_its_unit(given, enhed, decimaler, nu):
    assert judged(punkt("2020-03-31", *given), enhed=enhed, mere={"decimaler": decimaler})["nu"] == nu


@pytest.mark.parametrize("mere", [{"tilstand": "udgaaet"}, {"definition": None}])
def test_indicator_without_a_definition_in_force_is_not_measured(mere):
    one = indikator("I", [punkt("2020-03-31", 1, 1)], "%", definition()) | mere

    found = samlet(maal=[maal("M", one)])["beregnet"]

    assert (found["maalte"], found["indikatorer"][one["uuid"]]["grund"]) == ([0, 1], "ikke defineret")
    assert found["indikatorer"][one["uuid"]]["vaerdi"] is None


def test_goal_is_as_its_worst_indicator():
    rows = [indikator(f"I{taeller}", [punkt("2020-03-31", taeller, 100)], "%", definition()) for taeller in (100, 40)]

    goal = maal("M", *rows)

    assert samlet(maal=[goal])["beregnet"]["maal"] == {goal["uuid"]: {"lys": "roed", "usikker": False}}


def test_goals_given_up_and_overall_ones_are_not_counted():
    one = indikator("I", [punkt("2020-03-31", 60, 60)], "%", definition())
    goals = [maal("M", one), maal("Opgivet", opgivet="Kan ikke måles"), maal("Overordnet", niveau="overordnet")]

    found = samlet(maal=goals)["beregnet"]

    assert (found["maalte"], found["lys"]["maal"]["lys"]) == ([1, 1], "groen")
    assert list(found["maal"]) == [goals[0]["uuid"], goals[2]["uuid"]]


@pytest.mark.parametrize(("roede", "ventet"), [(3, "gul"), (4, "roed"), (0, "gul")])
def test_more_than_a_quarter_red_makes_the_goals_red(roede, ventet):
    values = [40] * roede + [100] * (13 - roede)
    rows = [indikator(f"I{nr}", [punkt("2020-03-31", tal, 100)], "%", definition()) for nr, tal in enumerate(values)]
    goals = [maal(f"M{nr}", one) for nr, one in enumerate(rows)] + [maal(f"U{nr}") for nr in range(14 - (roede > 0))]

    assert samlet(maal=goals)["beregnet"]["lys"]["maal"]["lys"] == ventet


@pytest.mark.parametrize(
    ("vaerdier", "mere", "ventet"),
    [((58, 62, 66, 70), {}, "3. kvartal 2020"), ((70, 66, 66, 62), {}, "ikke med nuværende udvikling"),
     ((62, 66, 70), {}, "for få målinger"), ((58, 62, 66, 75), {}, "nået"),
     ((58, 62, 66, 70), {"serieskift": True, "versionsnr": 2}, "for få målinger"),
     ((58, 62, 66, 70), {"maaltype": "fastholdelse"}, "")],
)  # fmt: skip
def test_forecast_of_the_target(vaerdier, mere, ventet):
    rows = [punkt(slut, tal, 100) for slut, tal in zip(KVARTALER, vaerdier, strict=False)]

    assert judged(*rows, **{"maaltype": "udvikling", "maalvaerdi": "75", "baseline": "50"} | mere)["prognose"] == ventet
