"""The item that fills itself: exactly the lines of 11 §8, and nothing of a closed item in the open part (check 20)."""

from datetime import date, datetime, timedelta

import pytest

from indstillinger.models import Dagsordenspunkt
from indstillinger.workflow.opfoelgning import (
    TITEL,
    TITEL_LUKKET,
    follow_up_content,
    follow_up_excluded,
    make_follow_up_items,
)
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indstilling, builders_moede
from tests.builders_opgave import beslutning, opgave

SIDST, NU, NAESTE = date(2020, 4, 29), date(2020, 5, 29), date(2020, 6, 26)
GRUPPER = [
    "Fristen er overskredet", "Skal være gjort før næste møde", "Uden frist",
    "Meldt udført eller afsluttet siden sidst", "Beslutninger, der skal følges op nu",
    "Udsat eller ikke nået, uden nyt møde",
]  # fmt: skip


@pytest.fixture
def carla(chefteam):
    person = builders.bruger("Carla Chef")
    builders.medlemskab(person, chefteam, "moedeleder")
    return person


@pytest.fixture
def sidst(klokken, chefteam, carla):
    held = {"tilstand": "afholdt", "afholdt_den": ur.nu(), "afholdt_af": carla}
    return builders_moede.moede(chefteam, SIDST, **held)


@pytest.fixture
def moede(sidst, chefteam):
    builders_moede.moede(chefteam, NAESTE)
    return builders_moede.moede(chefteam, NU)


@pytest.fixture
def aabent(sidst):
    return builders_moede.punkt(sidst, titel="Velkomst", nummer="1")


@pytest.fixture
def lukket(sidst):
    return builders_moede.punkt(sidst, aabenhed="lukket", nummer="2")


def one_of_each(punkt, anders, carla):
    """Make tasks and a decision that give a line, and such that give none; returns the texts of the lines."""

    def make(tekst, dag=None, tilstand="aaben", moment=None, **felter):
        with ur.stil(moment or ur.nu()):
            opgave(punkt, anders, carla, tekst=tekst, dag=dag, tilstand=tilstand, **felter)

    long_ago = datetime(2020, 4, 1, 9, 0, tzinfo=DANSK_TID)
    make("Forsinket", NU - timedelta(days=1))
    make("Snart", NU)
    make("Lige før", NAESTE - timedelta(days=1))
    make("Til næste gang", NAESTE)
    make("Uden frist")
    make("Meldt", NU - timedelta(days=9), "meldt_udfoert")
    make("Lukket nu", NU, "lukket")
    make("Lukket før", NU, "lukket", long_ago)
    make("Bortfaldet", NU, "bortfaldet")
    make("Udkast", NU, "udkast")
    beslutning(punkt, carla, opfoelgning=NU)
    beslutning(punkt, carla, opfoelgning=NU + timedelta(days=1))
    beslutning(punkt, carla, opfoelgning=NU, status="udfoert")


LINJER = [["Forsinket"], ["Snart", "Lige før"], ["Uden frist"], ["Meldt", "Lukket nu"], ["At planen sættes i gang"]]


def texts(content):
    return [[row["tekst"] for row in group["raekker"]] for group in content["linjer"]]


def test_open_part_holds_exactly_one_of_each(moede, aabent, anders, carla):
    one_of_each(aabent, anders, carla)

    content = follow_up_content(moede, lukket=False)

    assert [group["overskrift"] for group in content["linjer"]] == GRUPPER[:5]
    assert (texts(content), content["kilder"]) == (LINJER, [aabent.pk])
    assert follow_up_content(moede, lukket=True) == {"linjer": [], "kilder": []}


@pytest.mark.parametrize("why", ["lukket", "udelukket"])
def test_closed_and_excluded_sources_stand_in_the_closed_part_alone(moede, aabent, lukket, anders, carla, lars, why):
    source = lukket if why == "lukket" else aabent
    one_of_each(source, anders, carla)
    if why == "udelukket":
        builders_moede.udelukkelse(aabent, lars, carla)

    assert follow_up_content(moede, lukket=False) == {"linjer": [], "kilder": []}
    assert texts(follow_up_content(moede, lukket=True)) == LINJER


def test_papers_without_a_new_meeting_are_listed_once(moede, sidst, signe, carla, chefteam, lars):
    decided = {"afgjort_den": ur.nu(), "afgjort_af": carla, "nummer": "1", "tilstand": "udsat"}
    waiting, placed = (
        builders_indstilling.indstilling(signe, forum=chefteam, leder=lars, tilstand="godkendt", raekker=False)
        for _ in range(2)
    )
    builders_moede.punkt(sidst, waiting, **decided)
    builders_moede.punkt(sidst, placed, **(decided | {"nummer": "2"}))
    builders_moede.punkt(moede, placed)

    [group] = follow_up_content(moede, lukket=False)["linjer"]

    assert (group["overskrift"], [row["nummer"] for row in group["raekker"]]) == (GRUPPER[5], [waiting.nummer])
    assert group["raekker"][0] | {"tekst": ""} == {
        "nummer": waiting.nummer, "tekst": "", "ansvarlig": "Lars Leder", "frist": "Udsat 29. april 2020",
    }  # fmt: skip


def test_row_tells_of_postponements(moede, aabent, anders, carla):
    opgave(aabent, anders, carla, dag=NU, udskudt=2)

    row = follow_up_content(moede, lukket=False)["linjer"][0]["raekker"][0]

    assert (row["nummer"], row["ansvarlig"]) == ("O-2020-001", "Anders Andetsteds")
    assert row["frist"] == "29. maj 2020, udskudt 2 gange fra 29. maj 2020"


def test_lines_of_other_fora_are_not_followed_up(moede, anders, carla):
    other = builders_moede.punkt(builders_moede.moede(builders.forum("HMU"), SIDST), nummer="1")
    one_of_each(other, anders, carla)

    assert [follow_up_content(moede, lukket=part)["linjer"] for part in (False, True)] == [[], []]


def test_overdue_is_judged_on_the_day_of_the_meeting(moede, aabent, anders, carla, chefteam):
    opgave(aabent, anders, carla, dag=NU + timedelta(days=3))
    later = builders_moede.moede(chefteam, date(2020, 6, 30))

    found = [follow_up_content(one, lukket=False)["linjer"][0]["overskrift"] for one in (moede, later)]

    assert found == [GRUPPER[1], GRUPPER[0]]


def test_empty_item_has_no_minutes_and_no_closed_part(moede, carla):
    [item] = make_follow_up_items(moede, carla)

    assert (item.art, item.titel, item.aabenhed, item.minutter) == ("opfoelgning", TITEL, "aaben", 0)
    assert make_follow_up_items(moede, carla) == [item]


def test_forum_without_follow_up_gets_none(moede, carla, chefteam):
    chefteam.opfoelgningspunkt = False
    chefteam.save()
    moede.refresh_from_db()

    assert make_follow_up_items(moede, carla) == []


def test_closed_part_comes_right_after_the_open_one_and_keeps_out_whoever_a_source_does(
    moede, lukket, anders, carla, lars
):
    builders_moede.udelukkelse(lukket, lars, carla)
    opgave(lukket, anders, carla)
    make_follow_up_items(moede, carla)
    builders_moede.punkt(moede, titel="Eventuelt", raekkefoelge=9)

    opened, closed = make_follow_up_items(moede, carla)

    assert (closed.titel, closed.aabenhed, closed.hjemmel) == (TITEL_LUKKET, "lukket", "intern")
    assert closed.raekkefoelge == opened.raekkefoelge + 1
    assert [one.bruger for one in closed.udelukkelser.all()] == [lars] == follow_up_excluded(moede)
    assert not Dagsordenspunkt.objects.ville_laese(lars).filter(pk=closed.pk).exists()


def test_closed_part_goes_when_its_lines_do_and_exclusions_follow(moede, aabent, lukket, anders, carla, lars):
    builders_moede.udelukkelse(lukket, lars, carla)
    task = opgave(lukket, anders, carla)
    make_follow_up_items(moede, carla)
    lifted = lukket.udelukkelser.get()
    lifted.ophaevet_den, lifted.ophaevet_af, lifted.ophaevet_grund = ur.nu(), carla, "Ikke inhabil."
    lifted.save()
    _, closed = make_follow_up_items(moede, carla)
    active = closed.udelukkelser.filter(ophaevet_den=None).count()
    task.tilstand = "bortfaldet"
    task.save()

    assert (active, [one.titel for one in make_follow_up_items(moede, carla)]) == (0, [TITEL])
