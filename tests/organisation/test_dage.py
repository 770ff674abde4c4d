"""Opsætning: closing days and budget periods."""

from datetime import date

import pytest

from mso_portal.organisation.models import Budgetperiode, Lukkedag
from tests.organisation.svar import messages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("juni")]


@pytest.fixture
def client(klient, admin):
    return klient(admin)


def test_lukkedag_is_added_once_and_removed(client):
    client.post("/opsaetning/lukkedage/ny/", {"dato": "2020-12-24", "navn": "Juleaften"})

    again = client.post("/opsaetning/lukkedage/ny/", {"dato": "2020-12-24", "navn": "Jul"})
    day = Lukkedag.objects.get()
    client.post(f"/opsaetning/lukkedage/{day.pk}/slet/")

    assert (messages(again), Lukkedag.objects.count()) == (["Dagen er allerede en lukkedag."], 0)


def test_budgetperiode_in_use_stands(client):
    period = Budgetperiode.objects.create(startaar=2020, aktiv_fra=date(2020, 6, 1))

    response = client.post(f"/opsaetning/budgetperioder/{period.pk}/slet/")

    assert (messages(response), Budgetperiode.objects.count()) == (
        ["Budgetperioden er i brug og kan ikke slettes."],
        1,
    )


def test_budgetperiode_is_added(client):
    client.post("/opsaetning/budgetperioder/ny/", {"startaar": "2021", "aktiv_fra": "2020-09-01"})

    assert str(Budgetperiode.objects.get()) == "2021–2024"
