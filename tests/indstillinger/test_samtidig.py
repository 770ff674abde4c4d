"""Many people at once: no number twice, no text lost, and no answer but saved or conflict."""

from collections import Counter
from uuid import uuid4

import pytest
from django.db import DataError

from indstillinger.models import Indstilling
from indstillinger.workflow import add_row, create, delete
from mso_portal.motor import sessions
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.log import check_chain
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import OPTAGET
from tests import builders
from tests.indstillinger.conftest import stored
from tests.indstillinger.formular import posted
from tests.indstillinger.samtidig import at_once, same_login

JSON = {"Accept": "application/json"}
WRITERS = 50


@pytest.fixture
def signe(virkelig):
    return builders.bruger("Signe Sagsbehandler")


@pytest.fixture
def forum(virkelig):
    return builders.forum()


@pytest.fixture
def paper(signe, forum):
    return create(forum, "Mange om én sag", by=signe)


@pytest.fixture
def felter(paper, signe):
    """Names of fifty fields of the paper."""
    kinds = ["beslutningspunkt"] * 30 + ["risikopunkt"] * 20
    rows = [add_row(paper, kind, by=signe) for kind in kinds]
    return [f"{kind}:{row.uuid}:tekst" for kind, row in zip(kinds, rows, strict=True)]


@pytest.fixture
def klient(client, signe):
    client.force_login(signe)
    session = client.session
    sessions.start(session)
    session.save()
    return client


def patient(post):
    """Post again as long as the answer asks for it: on a slow machine the queue is longer than the lock's wait."""
    answer = post()
    while answer.status_code == 409 and OPTAGET in answer.content.decode():
        answer = post()
    return answer


def autosaves(klient, paper, names):
    """Save "tekst <nr>" in each named field at once, all opened empty; return the answers' status codes, counted."""

    def saver(nr, name):
        data = {"felt": name, "vaerdi": f"tekst {nr}", "base": fingerprint("")}
        client = same_login(klient)
        url = f"/indstillinger/{paper.nummer}/felt/"
        return lambda: patient(lambda: client.post(url, data, headers=JSON))

    return at_once([saver(nr, name) for nr, name in enumerate(names)])


def test_fifty_writers_of_fifty_fields_all_save(klient, paper, felter):
    answers = autosaves(klient, paper, felter)

    assert Counter(one.status_code for one in answers) == {200: WRITERS}
    assert [stored(paper, name) for name in felter] == [f"tekst {nr}" for nr in range(WRITERS)]


def test_fifty_writers_of_one_field_save_once_and_see_both_texts(klient, paper):
    answers = autosaves(klient, paper, ["resume"] * WRITERS)

    saved = [nr for nr, one in enumerate(answers) if one.status_code == 200]
    lost = [one.json()["html"] for one in answers if one.status_code == 409]
    assert (len(saved), len(lost)) == (1, WRITERS - 1)
    assert stored(paper, "resume") == f"tekst {saved[0]}"
    assert all(f'<template class="gemt-vaerdi">tekst {saved[0]}</template>' in html for html in lost)


def test_fifty_writers_of_whole_forms_all_save(klient, paper, felter):
    url = f"/indstillinger/{paper.nummer}/rediger/"
    opened = posted(klient.get(url))

    def saver(nr, name):
        client, data = same_login(klient), {**opened, name: [f"tekst {nr}"]}
        return lambda: patient(lambda: client.post(url, data)).status_code

    codes = at_once([saver(nr, name) for nr, name in enumerate(felter)])

    assert Counter(codes) == {302: WRITERS}
    assert [stored(paper, name) for name in felter] == [f"tekst {nr}" for nr in range(WRITERS)]


def test_twenty_new_papers_at_once_are_numbered_without_gap(forum, signe):
    papers = at_once([lambda: create(forum, "Ny", by=signe)] * 20)

    year = papers[0].nummer[:4]
    assert sorted(one.nummer for one in papers) == [f"{year}-{nr:03d}" for nr in range(1, 21)]
    assert check_chain() == []


def test_number_of_a_paper_that_failed_is_given_again(forum, signe):
    with pytest.raises(DataError):
        create(forum, "Fejler", by=signe, formular="x" * 26)

    assert create(forum, "Lykkes", by=signe).nummer[5:] == "001"


def test_two_presses_at_once_make_one_paper(forum, signe):
    noegle = str(uuid4())

    papers = at_once([lambda: create(forum, "Ny", by=signe, noegle=noegle)] * 5)

    assert Counter(one is None for one in papers) == {True: 4, False: 1}
    assert Indstilling.objects.count() == 1


def test_rows_added_at_once_stop_at_the_limit(paper, signe):
    def add():
        try:
            return bool(add_row(paper, "finansieringskilde", by=signe))
        except NotNow:
            return False

    assert Counter(at_once([add] * 8)) == {True: 4, False: 4}
    assert paper.finansieringskilde_raekker.count() == 4


def test_bilag_added_at_once_have_a_number_each(paper, signe):
    rows = at_once([lambda: add_row(paper, "bilag", by=signe)] * 8)

    assert sorted(row.nr for row in rows) == list(range(1, 9))


def test_two_deletions_at_once_delete_once(paper, signe):
    def remove():
        try:
            return bool(delete(paper, by=signe))
        except NotNow:
            return False

    assert Counter(at_once([remove] * 2)) == {True: 1, False: 1}
