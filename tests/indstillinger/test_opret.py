"""A new paper: its number, its years, what a copy carries, and one paper for one press."""

from datetime import date
from uuid import uuid4

import pytest

from indstillinger.models import Indstilling
from indstillinger.workflow import add_row, create
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse
from mso_portal.organisation.models import Budgetperiode
from tests.indstillinger.conftest import NU, save, save_row


def years(paper):
    return [(row.aar, row.kroner) for row in paper.direkteudgift_raekker.all()]


def test_create_makes_a_kladde_with_number_stamps_and_event(paper, signe):
    event = Haendelse.objects.get(handling="indstilling.opret")

    assert (paper.nummer, paper.tilstand, paper.aabenhed) == ("2020-001", "kladde", "ikke_angivet")
    assert (paper.sagsbehandler, paper.oprettet_den, paper.redigeret_af) == (signe, NU, signe)
    assert (event.genstand, event.aktoer, event.til) == (str(paper.uuid), signe, "kladde")


def test_create_numbers_each_year_from_one(paper, chefteam, signe):
    second = create(chefteam, "Nr. to", by=signe)
    with ur.stil(NU.replace(year=2021)):
        next_year = create(chefteam, "Nyt år", by=signe)

    assert [one.nummer for one in (paper, second, next_year)] == ["2020-001", "2020-002", "2021-001"]


def test_create_counts_the_year_in_danish_time(chefteam, signe, klokken):
    with ur.stil(NU.replace(month=12, day=31, hour=23, minute=59)):
        paper = create(chefteam, "Nytårsaften", by=signe)

    assert paper.nummer == "2020-001"


def test_create_takes_the_years_of_the_newest_period_that_is_active(chefteam, signe, periode, klokken):
    Budgetperiode.objects.create(startaar=2020, aktiv_fra=date(2020, 5, 14))
    Budgetperiode.objects.create(startaar=2021, aktiv_fra=date(2020, 5, 15))

    paper = create(chefteam, "År", by=signe)

    assert years(paper) == [(2020, None), (2021, None), (2022, None), (2023, None)]


def test_create_without_a_period_begins_this_year(chefteam, signe, klokken):
    assert create(chefteam, "År", by=signe).budgetstart == 2020


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Chefteamindstilling: Følgevenner", "Følgevenner"),
        ("CHEFTEAMINDSTILLING:Følgevenner", "Følgevenner"),
        ("Følgevenner: andet år", "Følgevenner: andet år"),
        ("  Følgevenner ", "Følgevenner"),
    ],
)
def test_create_cuts_the_old_forms_prefix(chefteam, signe, klokken, typed, kept):
    assert create(chefteam, typed, by=signe).titel == kept


def test_write_cuts_the_old_forms_prefix(paper, signe):
    save(paper, signe, titel="Chefteamindstilling: Nye følgevenner")

    assert paper.titel == "Nye følgevenner"


def test_create_with_a_used_key_makes_nothing(chefteam, signe, klokken):
    noegle = str(uuid4())
    first = create(chefteam, "En", by=signe, noegle=noegle)

    assert create(chefteam, "En", by=signe, noegle=noegle) is None
    assert list(Indstilling.objects.all()) == [first]


@pytest.fixture
def filled(paper, signe, lars, chefteam):
    """A closed paper with text, a point, a bilag and an amount."""
    save(paper, signe, aabenhed="lukket", titel_lukket="Den rigtige titel", baggrund="<p>Baggrund</p>")
    save(paper, signe, ansvarlig_leder=str(lars.pk), udgiftsgrundlag="loensum")
    for kind in ("beslutningspunkt", "bilag", "udgiftspost"):
        add_row(paper, kind, by=signe)
    save_row(paper, paper.beslutningspunkt_raekker.get(), "tekst", "At godkende", signe)
    save_row(paper, paper.udgiftspost_raekker.get(), "beloeb", "160", signe)
    save_row(paper, paper.direkteudgift_raekker.get(aar=2020), "beloeb", "160", signe)
    return paper


def test_copy_carries_text_and_rows(filled, chefteam, signe, lars):
    copy = create(chefteam, "", by=signe, kopi_af=filled)

    assert (copy.titel, copy.baggrund, copy.ansvarlig_leder) == (filled.titel, "<p>Baggrund</p>", lars)
    assert copy.udgiftsgrundlag == "loensum"
    assert [row.tekst for row in copy.beslutningspunkt_raekker.all()] == ["At godkende"]
    assert copy.beslutningspunkt_raekker.get().uuid != filled.beslutningspunkt_raekker.get().uuid
    assert copy.udgiftspost_raekker.get().kroner == 160_000


def test_copy_leaves_openness_bilag_meeting_and_years_behind(filled, chefteam, signe):
    copy = create(chefteam, "Ny titel", by=signe, kopi_af=filled)

    assert (copy.titel, copy.aabenhed, copy.titel_lukket) == ("Ny titel", "ikke_angivet", "")
    assert (copy.oensket_moede, copy.bilag_raekker.count()) == (None, 0)
    assert years(copy) == [(2019, None), (2020, None), (2021, None), (2022, None)]
