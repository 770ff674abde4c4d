"""The demo's udviklingsplan: what was imported and approved, what was measured, and what became of it."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from indsatser.models import (
    Aktivitet,
    Indikator,
    Indikatordefinition,
    Maal,
    Maalemetode,
    Milepael,
    Planrisiko,
    Tilsynssag,
    Tilsynssvar,
)
from indsatser.models.planindhold import differences
from indsatser.models.planstatus import plan_status
from maalinger.models import Observation
from mso_portal.motor import ur
from tests.demo.planer import DAGEN, K1, K2, K3, as_of, plan

# The goals of page 60 by their number there: the line of the imported table.
LINJE = {1: 10, 2: 11, 3: 7, 4: 8, 5: 9, 6: 15, 7: 16, 8: 17, 9: 19, 10: 20, 11: 22, 12: 23, 13: 24}
# Milestones of the udviklingsplan beside those of the pakker, as they were approved.
DATOER = {
    "Planen er fremlagt på et personalemøde": "24. juni 2019", "Udgangspunktet er målt": "august 2019",
    "Ledelsesinformation 1.0 er i brug": "august 2019", "Der er en strategi for kommunikation": "august 2019",
    "Udvalget har behandlet planen": "efter sommerferien 2019",
    "Byrådet har behandlet planen": "efter sommerferien 2019", "Hver medarbejder har aftalt egne mål": "inden uge 48",
    "Sidste tema introduceret": "31. august 2020", "Der er et udkast til en ny udviklingsplan": "efteråret 2020",
}  # fmt: skip


@pytest.fixture(autouse=True)
def world(verden, db):
    """Every test here reads the one played world, on the demo's day."""
    with ur.stil(DAGEN):
        yield


def indikatorer(key):
    """Return {line of the goal: its first indicator} of the konkrete goals."""
    goals = plan(key).maal.filter(niveau="konkret").order_by("raekkefoelge")
    return {nr: goal.indikatorer.order_by("raekkefoelge")[0] for nr, goal in enumerate(goals, 1)}


# What was imported and approved


def test_udviklingsplan_has_three_and_twenty_five_goals():
    goals = plan("udvikling").maal

    assert Counter(goals.values_list("niveau", flat=True)) == {"overordnet": 3, "konkret": 25}
    assert Counter(goals.filter(niveau="konkret").values_list("tema__titel", flat=True)) == {
        None: 5, "SB-SYS/Brugerdata": 4, "Underretninger": 5, "Børnefaglige undersøgelser": 4, "Handleplaner": 4,
        "Børnesamtaler": 3,
    }  # fmt: skip


def test_import_read_26_indicators_and_defined_none():
    rows = Indikator.history.filter(maal__plan=plan("udvikling"), history_type="+")

    assert Counter(rows.values_list("tilstand", flat=True)) == {"under_udarbejdelse": 18, "ikke_defineret": 8}
    two = Maal.objects.filter(plan=plan("udvikling"), indikatorer__raekkefoelge=1)
    assert [one.raekkefoelge for one in two] == [3 + LINJE[4] - 1]


def test_four_goals_had_nobody_until_the_activation_was_refused():
    first = Maal.history.filter(plan=plan("udvikling"), niveau="konkret", history_type="+")
    now = plan("udvikling").maal.filter(niveau="konkret")

    assert Counter(first.values_list("ejer__brugernavn", flat=True)) == {"stella": 15, "mads": 6, None: 4}
    assert Counter(now.values_list("ejer__brugernavn", flat=True)) == {"stella": 17, "mads": 8}


def test_thirteen_goals_have_a_target_from_the_first_version():
    rows = Indikatordefinition.objects.filter(planversion__plan=plan("udvikling"), planversion__nr=1)

    assert Counter(rows.values_list("maalvaerdi", "maaltype")) == {
        (100, "norm"): 10, (100, "udvikling"): 2, (0, "udvikling"): 1,
    }  # fmt: skip
    assert rows.filter(maaltype="norm", maal_frist=date(2020, 7, 31)).count() == 3
    assert set(rows.values_list("baseline_kvalitet", flat=True)) == {"maalt"}


def test_two_goals_are_measured_in_a_second_way():
    rows = Maalemetode.objects.filter(definition__planversion__plan=plan("udvikling"), definition__planversion__nr=1)

    assert Counter(rows.values_list("rolle", "slags")) == {
        ("primaer", "registerudtraek"): 12, ("primaer", "ledelsestilsyn"): 1, ("kontrol", "ledelsestilsyn"): 1,
        ("kontrol", "sagsgennemgang"): 1,
    }  # fmt: skip


def test_each_pakke_has_the_seven_rows_of_the_template():
    made = plan("udvikling")
    pakker = ["Underretninger", "Børnefaglige undersøgelser", "Handleplaner", "Børnesamtaler"]
    steps = Milepael.objects.filter(plan=made, tema__titel__in=pakker)

    assert made.temaer.count() == 10
    assert Counter(steps.values_list("tema__titel", flat=True)) == dict.fromkeys(pakker, 6)
    fokus = Aktivitet.objects.filter(plan=made, titel="Seks uger med pakken i fokus").order_by("start")
    assert [(one.tema.titel, (one.slut - one.start).days + 1) for one in fokus] == [(name, 42) for name in pakker]


def test_udviklingsplan_has_the_dates_of_its_source():
    rows = plan("udvikling").planversioner.get(nr=1).snapshot["milepaele"]
    dates = {one["titel"]: one["godkendt"]["tekst"] for one in rows}

    assert {titel: dates[titel] for titel in DATOER} == DATOER


def test_udviklingsplan_reports_each_quarter_and_every_six_weeks():
    duties = plan("udvikling").statuspligter.order_by("pk")

    assert [(one.rytme.forum.kode, one.primaer, one.form) for one in duties] == [
        ("KIS", True, "fuld"), ("TF", False, "kort"),
    ]  # fmt: skip
    assert (duties[1].rytme.interval, duties[1].rytme.anker) == (6, date(2019, 10, 7))


# What was measured

VAERDIER = {
    1: ("40/69", "55/61", "58/62", "63/63"), 2: ("31/48", "44/52", "47/53", "46/54"),
    3: ("412/460", "455/470", "468/472", "471/471"), 4: ("340", "210", "120", "38"),
    5: ("52/90", "70/88", "80/91", "85/92"), 6: ("18/31", "22/28", "24/27", "26/26"),
    7: ("61/104", "80/101", "92/100", "97/99"), 8: ("6/15", "11/15", "14/15", "15/15"),
    9: ("20/33", "25/30", "28/31", "30/30"), 10: ("58/99", "75/96", "88/97", "95/95"),
    11: ("44/80", "60/78", "66/79", None), 12: ("15/29", "19/27", "24/28", "27/29"),
    13: ("49/95", "66/93", "79/92", "90/91"),
}  # fmt: skip
LYS = {
    K1: {"roed": [12], "groen": [5, 7, 10], "gul": [1, 2, 3, 4, 6, 8, 9, 11, 13]},
    K2: {"roed": [2, 6, 11, 12], "gul": [1, 3, 4, 9, 13], "groen": [5, 7, 8, 10]},
    K3: {"roed": [2, 7, 12, 13], "gul": [5], "groen": [1, 3, 4, 6, 8, 9, 10], "graa": [11]},
}


def serie(nr):
    metode = Maalemetode.objects.get(
        definition__indikator=indikatorer("udvikling")[LINJE[nr]], definition__nr=1, rolle="primaer"
    )
    return metode.serie


def counted(row):
    numbers = [int(one) for one in (row.taeller, row.naevner) if one is not None]
    return "/".join(map(str, numbers)) or None


@pytest.mark.parametrize("nr", VAERDIER)
def test_goal_has_the_values_of_its_four_dates(nr):
    rows = Observation.objects.gaeldende().filter(serie=serie(nr)).order_by("periode_slut")

    assert [one.periode_slut for one in rows] == [date(2019, 8, 31), K1, K2, K3]
    assert tuple(counted(one) for one in rows) == VAERDIER[nr]


@pytest.mark.parametrize("dato", LYS)
def test_goals_have_the_lights_of_the_quarter(dato):
    status = [one for one in plan_status(plan("udvikling"), dato).maal if one.maal.niveau == "konkret"]
    found = {}
    for nr, linje in LINJE.items():
        found.setdefault(status[linje - 1].lys.lys, []).append(nr)

    assert found == LYS[dato]
    assert {one.lys.lys for linje, one in enumerate(status, 1) if linje not in LINJE.values()} == {"graa"}


@pytest.mark.parametrize(
    ("dato", "ventet"),
    [(K1, ("gul", "13 af 25 mål kan måles")), (K2, ("roed", "13 af 25 mål kan måles")),
     (K3, ("roed", "12 af 25 mål kan måles"))],
)  # fmt: skip
def test_udviklingsplan_has_the_light_of_the_quarter(dato, ventet):
    found = plan_status(plan("udvikling"), dato).lys["maal"]

    assert (found.lys, found.tekst) == ventet


def test_first_goal_is_as_far_as_the_worked_example_says():
    status = plan_status(plan("udvikling"), K1).maal[3 + LINJE[1] - 1].indikatorer[0]

    assert (status.fremdrift.andel, status.tekst) == (Fraction(1355, 1769), "77 % af vejen")


def test_goal_nine_was_corrected_after_the_quarter_was_locked():
    rows = Observation.objects.filter(serie=serie(9), periode_slut=K2).order_by("revision")

    assert [(counted(one), one.gaeldende) for one in rows] == [("27/31", False), ("28/31", True)]
    assert [one.registreret_den.date() for one in rows] == [date(2020, 7, 1), date(2020, 7, 15)]


def test_goal_eleven_could_not_be_counted():
    row = Observation.objects.get(serie=serie(11), periode_slut=K3)

    assert (row.taeller, row.naevner, row.begrundelse.startswith("Udtrækket fejlede")) == (None, None, True)


def test_goal_eight_comes_from_fifteen_cases_each_quarter():
    rows = list(plan("udvikling").tilsyn.order_by("periode_slut"))
    found = Observation.objects.filter(serie=serie(8)).exclude(population=None).order_by("periode_slut")

    assert [(one.periode_slut, one.antal, one.population, one.tilstand) for one in rows] == [
        (K1, 15, 58, "lukket"), (K2, 15, 63, "lukket"), (K3, 15, 55, "lukket"),
    ]  # fmt: skip
    assert [(counted(one), one.population) for one in found] == [("11/15", 58), ("14/15", 63), ("15/15", 55)]


def test_case_numbers_are_gone_thirty_days_later():
    assert (Tilsynssag.objects.count(), Tilsynssag.objects.exclude(noegle=None).count()) == (45, 0)
    assert (Tilsynssvar.objects.count(), Tilsynssvar.objects.exclude(bemaerkning="").count()) == (90, 0)


# What became of it


def test_last_theme_was_moved_by_the_styregruppe():
    change = plan("udvikling").aendringer.get(nr=1)
    first, second = (plan("udvikling").planversioner.get(nr=nr).snapshot for nr in (1, 2))
    found = [one for one in differences(first, second) if one[0] != "maal"]  # clarifications were moved in April
    ((kind, _, felt, before, after),) = found

    assert (change.besluttet_dato, change.godkendt_af.brugernavn) == (date(2020, 7, 6), "birger")
    assert (kind, felt, before["slut"], after["slut"]) == ("milepaele", "godkendt", "2020-08-31", "2020-09-30")


def test_three_more_indicators_were_defined_without_values():
    rows = Indikatordefinition.objects.filter(planversion__plan=plan("udvikling"), planversion__nr=3)
    series = [one.maalemetoder.get().serie for one in rows]

    assert (len(series), Observation.objects.filter(serie__in=series).count()) == (3, 0)
    assert plan("udvikling").planversioner.count() == 3
    assert [sum(one.tilstand == "defineret" for one in as_of(_all_indicators(), day)) for day in (K2, K3)] == [13, 16]


def _all_indicators():
    return list(Indikator.objects.filter(maal__plan=plan("udvikling")))


@pytest.mark.parametrize("dato", [K3, DAGEN.date()])
def test_two_indicators_are_past_their_clarification(dato):
    rows = [one for one in as_of(_all_indicators(), dato) if one.tilstand != "defineret"]

    assert (len(rows), sum(one.afklares_senest.slut < dato for one in rows)) == (10, 2)
    assert sum(one.afklares_flyttet for one in rows) == 3


def test_one_risk_grew_and_one_is_new():
    risks = {one: list(one.vurderinger.order_by("pk")) for one in Planrisiko.objects.filter(plan=plan("udvikling"))}
    scores = {tuple(row.score for row in rows): rows[-1].oprettet_den.date() for rows in risks.values()}

    assert set(scores) == {(12, 16), (9,), (8,)}
    assert K2 < scores[12, 16] < K3
    assert [one.vurderinger.get().score for one in risks if one.oprettet_den.date() > K2] == [8]


def test_udviklingsplan_is_being_anchored():
    phases = [plan_status(plan("udvikling"), day).fase for day in (date(2019, 6, 1), K3, DAGEN.date())]

    assert phases == ["besluttet", "i_gang", "forankring"]
    assert {one.tilstand for one in plan_status(plan("udvikling"), DAGEN.date()).milepaele} == {"gennemfoert"}
