"""People, meeting and title."""

import pytest

from indstillinger.indlaesning import Opslag, laes_blokke
from tests.indstillinger.indlaesning.opslag import HOVED, aarsager, laes, raa, vaerdier


def med(**lines):
    """Return a form whose lines of the head are replaced by number."""
    return laes(hoved=[lines.get(f"l{nr}", line) for nr, line in enumerate(HOVED)])


@pytest.mark.parametrize(
    ("titel", "formular"),
    [("Indsatsplan for søvn", "indsatsplan"), ("Måling af ro", "maaling"), ("Social kapital", "maaling")],
)
def test_form_is_guessed_from_the_title(titel, formular):
    laesning = med(l0=titel)
    assert vaerdier(laesning, "formular") == [formular]
    assert aarsager(laesning, "formular") == {("formular", 0): "formular_gaettet"}


def test_form_is_not_guessed_without_a_word():
    assert vaerdier(laes(), "formular") == []


@pytest.mark.parametrize("navn", ["Lone Leder, HR", "HR, lone LEDER", "Lone Leder / HR", "Lone Leder; HR"])
def test_leader_and_afdeling_in_any_order(navn):
    laesning = med(l2=f"Ansvarlig leder: {navn}")
    assert (vaerdier(laesning, "ansvarlig_leder"), vaerdier(laesning, "afdeling")) == (["4"], ["20"])
    assert aarsager(laesning, "ansvarlig_leder", "afdeling") == {}


def test_unknown_leader_is_guessed_from_the_afdeling_and_marked():
    laesning = med(l2="Ansvarlig leder: Lonne Ledder, HR")
    assert vaerdier(laesning, "ansvarlig_leder") == ["4"]
    assert aarsager(laesning, "ansvarlig_leder") == {("ansvarlig_leder", 0): "navn_ukendt"}


def test_unknown_leader_without_afdeling_is_nobody():
    laesning = med(l2="Ansvarlig leder: Lonne Ledder")
    assert vaerdier(laesning, "ansvarlig_leder") == vaerdier(laesning, "afdeling") == [""]
    assert set(aarsager(laesning, "ansvarlig_leder", "afdeling").values()) == {"navn_ukendt", "afdeling_mangler"}


def test_afdeling_alone_is_no_leader():
    laesning = med(l2="Ansvarlig leder: HR")
    assert vaerdier(laesning, "afdeling") == ["20"]
    assert aarsager(laesning, "ansvarlig_leder") == {("ansvarlig_leder", 0): "navn_mangler"}


def test_without_lookups_every_name_is_marked():
    laesning = laes_blokke([raa(line) for line in HOVED], Opslag())
    assert aarsager(laesning, "sagsbehandler", "ansvarlig_leder", "afdeling") == {
        ("sagsbehandler", 0): "navn_ukendt", ("ansvarlig_leder", 0): "navn_ukendt", ("afdeling", 0): "afdeling_mangler",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("linje", "dag", "aarsag"),
    [
        ("Chefmøde 29. maj 2020", "2020-05-29", None),
        ("Chefteammøde: 9/10-2019", "2019-10-09", None),
        ("Chefmøde fredag d. 29. maj 2020", "2020-05-29", None),
        ("Chefmøde 12. juni", "2020-06-12", "aar_udledt"),
        ("Chefmøde 31. juni 2020", "", "tid_ulaest"),
    ],
)
def test_meeting_is_read_as_a_day(linje, dag, aarsag):
    laesning = med(l3=linje)
    assert vaerdier(laesning, "moede") == [dag]
    assert aarsager(laesning, "moede").get(("moede", 0)) == aarsag


def test_sender_stands_behind_the_day():
    hoved = ["Titlen", "Den 9. oktober 2019, Strategi & Udvikling", *HOVED[1:3], *HOVED[4:], "Effekt", "Ro"]
    assert vaerdier(laes(hoved=hoved), "afsendende_afdeling") == ["21"]


@pytest.mark.parametrize(
    ("linje", "navne"),
    [
        ("Anna And, Bo Bi og Ida Is", ["Anna And", "Bo Bi", "Ida Is"]),
        ("Hanne HR, HR og Hjalte HR, HR", ["Hanne HR", "Hjalte HR"]),
        ("Anna And, Strategi & Udvikling", ["Anna And"]),
        ("Anna And; Bo Bi samt Ida Is.", ["Anna And", "Bo Bi", "Ida Is."]),
    ],
)
def test_participants_are_one_row_each_without_a_mark(linje, navne):
    laesning = laes("Mødedeltagere:", linje)
    assert vaerdier(laesning, "deltager.navn") == navne
    assert aarsager(laesning, "deltager.navn") == {}


def test_parts_may_be_afdelinger():
    assert vaerdier(laes("Koordineret med: HR og Otto Områdechef"), "koordinering_part.navn") == [
        "HR", "Otto Områdechef",
    ]  # fmt: skip
