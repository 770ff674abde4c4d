"""Deleting a kladde nobody was sent: everything goes but the number and the event."""

from uuid import uuid4

import pytest

from indstillinger.models import RAEKKER, Indstilling
from indstillinger.workflow import add_row, create, delete, remove_row
from mso_portal.motor.models import Haendelse, Soegepost
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_indstilling
from tests.indstillinger.conftest import NU, save


@pytest.fixture
def filled(paper, signe):
    """A kladde with rows of every kind, one removed again, and a history."""
    for kind in RAEKKER:
        add_row(paper, kind, by=signe) if kind != "direkteudgift" else None
    remove_row(paper, "risikopunkt", paper.risikopunkt_raekker.get().uuid, by=signe)
    save(paper, signe, resume="Kort", explicit=True)
    return paper


def remains():
    """Return what is left of papers anywhere, by table."""
    models = [Indstilling, *RAEKKER.values()]
    found = {one._meta.model_name: (one.objects.count(), one.history.count()) for one in models}
    return {name: counts for name, counts in found.items() if counts != (0, 0)}


def test_rows_history_and_search_row_are_gone(filled, signe):
    delete(filled, by=signe)

    assert remains() == {}
    assert Soegepost.objects.count() == 0


def test_event_stays_without_a_title(filled, signe):
    uuid = str(filled.uuid)

    delete(filled, by=signe)

    event = Haendelse.objects.get(handling="indstilling.slet")
    assert (event.genstand, event.aktoer, event.fra, event.data) == (uuid, signe, "kladde", {})


def test_number_is_not_used_again(filled, signe, chefteam):
    delete(filled, by=signe)

    assert create(chefteam, "Den næste", by=signe).nummer == "2020-002"


def test_rows_of_other_papers_stay(filled, signe, chefteam):
    other = create(chefteam, "En anden", by=signe)
    add_row(other, "beslutningspunkt", by=signe)

    delete(filled, by=signe)

    assert (other.beslutningspunkt_raekker.count(), other.beslutningspunkt_raekker.get().history.count()) == (1, 1)


def test_medforfatter_does_not_delete(faelles, maja):
    with pytest.raises(Denied) as refusal:
        delete(faelles, by=maja)

    assert str(refusal.value) == "Kun sagsbehandleren kan slette kladden. Kontakt Signe Sagsbehandler."


def test_paper_that_was_sent_is_not_deleted(paper, signe):
    builders_indstilling.version(paper, signe)

    with pytest.raises(Denied, match="har været sendt og kan derfor ikke slettes"):
        delete(paper, by=signe)


def test_paper_that_is_no_kladde_is_not_deleted(paper, signe):
    Indstilling.objects.filter(pk=paper.pk).update(
        tilstand="trukket", trukket_den=NU, trukket_af=signe, trukket_grund="x"
    )

    with pytest.raises(NotNow) as refusal:
        delete(paper, by=signe)

    assert str(refusal.value) == "»Slet kladden« kan ikke bruges nu: tilstanden er »Trukket«."


def test_paper_changed_since_the_page_was_opened_is_not_deleted(faelles, signe, maja):
    opened = faelles.version
    save(faelles, maja, resume="Nyt")

    with pytest.raises(NotNow, match="Sagen er ændret, siden du åbnede den."):
        delete(faelles, by=signe, version=opened)


# The page


@pytest.fixture
def slet(logget_ind, signe):
    """Return a function that posts the confirm page as Signe."""

    def post(paper, **changed):
        data = {"noegle": str(uuid4()), "version": paper.version, **changed}
        return logget_ind(signe).post(f"/indstillinger/{paper.nummer}/slet/", data)

    return post


def test_confirm_page_says_what_happens_and_changes_nothing(paper, signe, logget_ind):
    response = logget_ind(signe).get(f"/indstillinger/{paper.nummer}/slet/")

    html = response.content.decode()
    assert ("hele dens historik bliver slettet for altid." in html, "Nummeret bliver ikke brugt igen." in html) == (
        True,
        True,
    )
    assert Indstilling.objects.count() == 1


def test_post_deletes_and_leads_to_the_list(paper, slet):
    response = slet(paper)

    assert (response.status_code, response.url, Indstilling.objects.count()) == (302, "/indstillinger/", 0)


def test_second_press_finds_nothing(paper, slet):
    noegle = str(uuid4())

    assert [slet(paper, noegle=noegle).status_code for _ in range(2)] == [302, 404]
    assert Haendelse.objects.filter(handling="indstilling.slet").count() == 1


@pytest.mark.parametrize("changed", [{"noegle": ""}, {"version": ""}, {"version": "²"}, {"version": "x"}])
def test_post_without_key_or_version_answers_400(paper, slet, changed):
    assert slet(paper, **changed).status_code == 400
    assert Indstilling.objects.count() == 1


def test_post_of_an_old_version_answers_409(faelles, maja, slet):
    version = faelles.version
    save(faelles, maja, resume="Nyt")

    response = slet(faelles, version=version)

    assert (response.status_code, Indstilling.objects.count()) == (409, 1)


def test_medforfatter_is_told_whom_to_ask(faelles, maja, logget_ind):
    response = logget_ind(maja).get(f"/indstillinger/{faelles.nummer}/slet/")

    assert (response.status_code, "Kontakt Signe Sagsbehandler." in response.content.decode()) == (403, True)


def test_page_of_a_paper_that_is_no_kladde_answers_409(paper, signe, logget_ind):
    Indstilling.objects.filter(pk=paper.pk).update(
        tilstand="trukket", trukket_den=NU, trukket_af=signe, trukket_grund="x"
    )

    assert logget_ind(signe).get(f"/indstillinger/{paper.nummer}/slet/").status_code == 409
