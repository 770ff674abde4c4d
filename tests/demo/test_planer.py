"""The demo's plans: what they were made of, what they promised, and how they stood when their quarters ended."""

import hashlib
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from indsatser.models import (
    Indikator,
    Indikatordefinition,
    Indsatsplan,
    Leverance,
    Opfoelgningspunkt,
    Statusrunde,
)
from indsatser.models.planstatus import plan_status
from mso_portal.management.afspil import files
from mso_portal.management.planforloeb_verber import VERBER
from mso_portal.motor import ur
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.datoer import DANSK_TID
from tests.demo.forloeb import PEOPLE
from tests.demo.planer import DAGEN, K2, K3, TITLER, as_of, lys, plan, slut
from tests.demo.test_forloeb import KNOWN, NAME, texts

GOLDEN = Path(__file__).parent / "golden" / "planer.txt"


@pytest.fixture(autouse=True)
def world(verden, db):
    """Every test here reads the one played world, on the demo's day."""
    with ur.stil(DAGEN):
        yield


# Takt og tone


def test_takt_og_tone_is_made_of_what_the_decision_gave():
    made = plan("takt")

    assert (made.milepaele.count(), made.maal.count(), made.leverancer.count()) == (5, 3, 3)
    assert Counter(Indikator.objects.filter(maal__plan=made).values_list("maal", flat=True)).total() == 3
    assert Counter(made.opfoelgningspunkter.values_list("art", flat=True)) == {"bemaerkning": 8, "vilkaar": 1}
    rounds = Statusrunde.objects.filter(forum__kode="BES", moededato__isnull=False).order_by("statusdato")
    assert [(one.noegle, one.statusdato, one.moededato) for one in rounds] == [
        ("2020-K2", K2, date(2020, 7, 6)), ("2020-K3", K3, date(2020, 10, 12)),
    ]  # fmt: skip


def test_takt_og_tone_has_its_people_and_its_decision():
    made = plan("takt")
    people = [one.navn for one in (made.programejer, made.tovholder, made.oekonomiansvarlig)]

    assert people == ["Poul Programejer", "Tora Tovholder", "Øjvind Økonom"]
    assert (made.styregruppe.kode, made.plantype, made.tilstand) == ("BES", "indsatsplan", "aktiv")
    assert made.beslutning.punkt.moede.noegle == "ct-2020-05-29"
    assert made.aktiveret_den == datetime(2020, 6, 10, 14, tzinfo=DANSK_TID)


def test_takt_og_tone_keeps_direct_and_indirect_money_apart():
    posts = plan("takt").budgetposter.order_by("pk")
    found = [(one.art, one.finansiering, one.enhedstekst, *_budget(one)) for one in posts]

    assert found == [
        ("direkte", "grundbudget", "", (2020, 80_000)), ("direkte", "grundbudget", "", (2020, 80_000)),
        ("indirekte", "", "pr. undervisningsmodul à 3 timer", (2021, 4_000_000)),
    ]  # fmt: skip


def _budget(post):
    return post.beloeb.filter(slags="budget").values_list("aar", "kroner")


def test_takt_og_tone_approved_these_dates():
    snapshot = plan("takt").planversioner.get(nr=1).snapshot

    assert [(one["godkendt"]["start"], one["godkendt"]["slut"]) for one in snapshot["milepaele"]] == [
        ("2020-05-05", "2020-05-05"), ("2020-05-20", "2020-05-20"), ("2020-05-29", "2020-05-29"),
        ("2020-06-01", "2020-06-30"), (None, None),
    ]  # fmt: skip
    assert {row["tilstand"] for one in snapshot["maal"] for row in one["indikatorer"]} == {"ikke_defineret"}


def test_takt_og_tone_has_finished_three_and_then_five_milestones():
    rows = plan("takt").milepaele.order_by("raekkefoelge")
    done = [one.faktisk_dato for one in rows]

    assert done == [date(2020, *day) for day in ((5, 5), (5, 20), (5, 29), (9, 22), (8, 28))]
    assert [sum(one.tilstand == "gennemfoert" for one in plan_status(plan("takt"), day).milepaele)
            for day in (K2, K3)] == [3, 5]  # fmt: skip


def test_hmu_was_expected_84_days_late_and_came_then():
    hmu = next(one for one in plan_status(plan("takt"), K2).milepaele if "HMU" in one.milepael.titel)

    assert (hmu.milepael.godkendt.tekst, hmu.milepael.prognose.slut, hmu.skred) == (
        "Juni 2020", date(2020, 9, 22), 84,
    )  # fmt: skip
    assert hmu.milepael.prognoser.get().oprettet_den < slut(K2)


def test_takt_og_tone_got_its_first_indicator_between_the_quarters():
    (definition,) = Indikatordefinition.objects.filter(indikator__maal__plan=plan("takt"))
    values = (definition.baseline_kvalitet, definition.baseline_vaerdi, definition.maalvaerdi, definition.maal_frist)

    assert values == ("skoennet", 67, 75, date(2021, 12, 31))
    assert list(definition.delmaal.values_list("senest", "vaerdi")) == [(date(2020, 12, 31), 70)]
    assert definition.planversion.nr == 2
    assert K2 < definition.planversion.oprettet_den.date() < K3
    assert definition.maalemetoder.get().serie.observationer.count() == 0


def test_takt_og_tone_was_answered_about_two_of_three_deliverables():
    rows = list(plan("takt").leverancer.order_by("pk"))

    assert Counter(one.tilstand for one in as_of(rows, K2)) == {"foreslaaet": 3}
    assert Counter(one.tilstand for one in as_of(rows, K3)) == {"aftalt": 2, "modforslag": 1}
    (mus,) = [one for one in as_of(rows, K3) if one.tilstand == "modforslag"]
    assert ("MUS" in mus.titel, mus.tilbudt.tekst) == (True, "1. kvartal 2021")


def test_deputy_promised_for_his_leader():
    (row,) = plan("takt").leverancer.exclude(paa_vegne_af=None)

    assert (row.besvaret_af.brugernavn, row.paa_vegne_af.brugernavn) == ("sverre", "lars")


@pytest.mark.parametrize(("dato", "forbrug", "prognose"), [(K2, 0, 160_000), (K3, 80_000, 176_001)])
def test_takt_og_tone_money_is_as_the_quarter_knew_it(dato, forbrug, prognose):
    amounts = [one for _, one in plan_status(plan("takt"), dato).poster if one.art == "direkte"]

    assert sum(one.budget[2020] for one in amounts) == 160_000
    assert (sum(one.forbrug[2020] for one in amounts), sum(one.prognose[2020] for one in amounts)) == (
        forbrug, prognose,
    )  # fmt: skip


def test_six_of_eight_points_got_an_owner():
    remarks = list(plan("takt").opfoelgningspunkter.filter(art="bemaerkning"))

    assert [sum(one.ansvarlig_id is None for one in as_of(remarks, day)) for day in (K2, K3)] == [8, 2]
    assert plan("takt").opfoelgningspunkter.get(art="vilkaar").tilstand == "aaben"


@pytest.mark.parametrize(
    ("dato", "ventet"),
    [
        (K2, {"tid": "roed", "maal": "graa", "oekonomi": "groen", "leverancer": "gul", "samlet": "roed"}),
        (K3, {"tid": "groen", "maal": "graa", "oekonomi": "roed", "leverancer": "gul", "samlet": "roed"}),
    ],
)
def test_takt_og_tone_has_the_lights_of_its_quarters(dato, ventet):
    assert {name: one for name, one in lys("takt", dato).items() if name in ventet} == ventet


def test_takt_og_tone_can_measure_none_of_its_goals_yet():
    assert [plan_status(plan("takt"), day).lys["maal"].tekst for day in (K2, K3)] == ["0 af 3 mål kan måles"] * 2


# The other plans


def test_plans_are_those_of_the_table():
    found = {one.titel: (one.tilstand, one.aabenhed, one.plantype) for one in Indsatsplan.objects.all()}

    assert found == {
        TITLER["takt"]: ("aktiv", "aaben", "indsatsplan"), TITLER["teams"]: ("aktiv", "aaben", "indsatsplan"),
        TITLER["udvikling"]: ("aktiv", "aaben", "udviklingsplan"),
        TITLER["samarbejde"]: ("aktiv", "lukket", "udviklingsplan"),
        TITLER["skaerm"]: ("kladde", "aaben", "indsatsplan"), TITLER["ny"]: ("kladde", "aaben", "udviklingsplan"),
        TITLER["rygestop"]: ("afsluttet", "aaben", "udviklingsplan"),
        TITLER["udbud"]: ("stoppet", "lukket", "indsatsplan"),
    }  # fmt: skip


def test_plans_ended_and_began_when_the_table_says():
    assert plan("rygestop").endt_den.year == 2019
    assert plan("samarbejde").aktiveret_den.date() == date(2020, 11, 13)
    assert plan("skaerm").beslutning.punkt.moede.noegle == "ct-2020-09-04"
    assert plan("udbud").stop_beslutning.punkt.moede.noegle == "ct-2020-06-26"
    assert plan("ny").fortsaetter == plan("udvikling")


def test_teams_measure_all_three_goals():
    assert plan_status(plan("teams"), K3).maalte == (3, 3)
    assert [lys("teams", day)["samlet"] for day in (K2, K3)] == ["gul", "gul"]


@pytest.mark.parametrize(
    ("brugernavn", "ser"),
    [("lise", set()), ("anders", set()), ("adam", set()), ("sverre", set()), ("pia", set()), ("ulla", {"udbud"}),
     ("carla", {"udbud"}), ("gorm", {"samarbejde"}), ("sofie", {"samarbejde"}), ("bo", {"udbud"}),
     ("regitze", {"samarbejde", "udbud"})],
)  # fmt: skip
def test_closed_plan_is_seen_by_its_own_alone(brugernavn, ser):
    rows = Indsatsplan.objects.visible_to(Bruger.objects.get(brugernavn=brugernavn)).filter(aabenhed="lukket")

    assert set(rows.values_list("titel", flat=True)) == {TITLER[key] for key in ser}


def test_public_title_of_a_closed_plan_gives_nothing_away():
    rows = Indsatsplan.objects.filter(aabenhed="lukket").order_by("titel")
    shared = [set(one.titel.lower().split()) & set(one.titel_lukket.lower().split()) for one in rows]

    assert [{word for word in words if len(word) > 3} for words in shared] == [set(), set()]


# All of it

RAEKKER = ("temaer", "milepaele", "aktiviteter", "maal", "leverancer", "risici", "budgetposter", "opfoelgningspunkter")


def test_plans_are_the_same_each_time_they_are_played(request):
    lines = []
    for one in Indsatsplan.objects.order_by("nummer"):
        counts = " ".join(f"{name} {getattr(one, name).count()}" for name in RAEKKER)
        said = [_without_uuid(row.snapshot) for row in one.planversioner.order_by("nr")]
        digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
        lines.append(f"{one.nummer} {one.tilstand} historik {one.history.count()} {counts} {digest}")
    text = "\n".join(lines) + "\n"
    if request.config.getoption("--opdater", default=False):
        GOLDEN.write_text(text)

    assert text == GOLDEN.read_text()


def _without_uuid(value):
    if isinstance(value, dict):
        return {name: _without_uuid(one) for name, one in value.items() if name != "uuid"}
    return [_without_uuid(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("model", "felt", "uden"),
    [
        (Indsatsplan, "tilstand", set()),
        (Leverance, "tilstand", {"afvist", "bortfaldet"}),
        (Opfoelgningspunkt, "tilstand", {"bortfaldet"}),
        (Opfoelgningspunkt, "art", set()),
        (Indikator, "tilstand", {"udgaaet"}),
    ],
)
def test_every_state_of_a_plan_occurs_or_is_left_out_for_a_reason(model, felt, uden):
    """A refused or dropped row, and a retired indicator, belong to no plan of page 60."""
    found = set(model.objects.values_list(felt, flat=True))

    assert found == {value for value, _ in model._meta.get_field(felt).choices} - uden


# The files

PLANER = dict(files("planer"))


def test_names_in_the_plans_are_invented_ones():
    assert {name for text in texts(PLANER) for name in NAME.findall(text)} - KNOWN == set()


@pytest.mark.parametrize("word", ["lorem", "ipsum", "xxx", "todo", "http:", "test test"])
def test_plans_hold_no_filler(word):
    assert [text for text in texts(PLANER) if word in text.lower()] == []


def test_steps_of_a_plan_are_told_in_the_portals_time():
    moments = [row["tidspunkt"] for data in PLANER.values() for row in data.get("handling", [])]

    assert max(moments).replace(tzinfo=DANSK_TID) < DAGEN
    assert {row["af"] for data in PLANER.values() for row in data.get("handling", [])} <= set(PEOPLE)


def test_every_verb_of_a_plan_is_played_or_left_out_for_a_reason():
    """Nothing is refused or accepted as offered by the day of the demo."""
    used = {row["verbum"] for data in PLANER.values() for row in data.get("handling", [])}

    assert set(VERBER) - used == {"afvis", "godtag"}
