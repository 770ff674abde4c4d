"""Two people and one file at once, in transactions that really commit."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import TransactionTestCase

from indstillinger.models import Bilag
from indstillinger.workflow import create
from indstillinger.workflow.bilag import add_bilag, attach, detach
from mso_portal.motor.filer import accept, lager
from mso_portal.motor.models import Fil
from mso_portal.motor.rules import NotNow
from tests import builders
from tests.indstillinger.samtidig import at_once, empty
from tests.motor.filer.pakke import pdf, picture

PRESSES = 50


@pytest.fixture
def signe(monkeypatch, transactional_db):
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())
    return builders.bruger("Signe Sagsbehandler")


@pytest.fixture
def paper(signe):
    return create(builders.forum(), "Mange om én fil", by=signe)


def written():
    """How many files lie in the storage."""
    return sum(path.is_file() for path in lager.Path(lager.default_storage.path("")).rglob("*"))


def tried(act):
    """Return "ok", or "nej" for what could not be done now."""
    try:
        act()
    except NotNow:
        return "nej"
    return "ok"


def test_same_bytes_brought_by_many_are_written_once(signe):
    indhold = pdf()

    found = at_once([lambda: accept(ContentFile(indhold), "a.pdf")[0]] * PRESSES)

    assert (len(set(found)), Fil.objects.count(), written()) == (1, 1, 1)


def test_many_presses_of_one_button_make_one_bilag(paper, signe):
    indhold, noegle = pdf(), uuid4()

    rows = at_once([lambda: add_bilag(paper, ContentFile(indhold), "a.pdf", by=signe, noegle=noegle)] * PRESSES)

    assert (sum(row is not None for row in rows), Bilag.objects.count()) == (1, 1)


def test_two_who_replace_the_same_file_both_stand_in_the_history(paper, signe):
    row = add_bilag(paper, ContentFile(pdf()), "a.pdf", by=signe)
    new = {"b.png": picture(size=(9, 9)), "c.png": picture(size=(8, 8))}

    at_once([lambda navn=navn: attach(paper, row.uuid, ContentFile(new[navn]), navn, by=signe) for navn in new])

    history = list(row.history.values_list("filnavn", flat=True))
    row.refresh_from_db()
    assert (sorted(history), row.filnavn) == (["a.pdf", "b.png", "c.png"], history[0])


def test_file_is_removed_once_and_attached_in_some_order(paper, signe):
    row = add_bilag(paper, ContentFile(pdf()), "a.pdf", by=signe)
    acts = [lambda: detach(paper, row.uuid, by=signe)] * 2

    assert sorted(at_once([lambda act=act: tried(act) for act in acts])) == ["nej", "ok"]


def test_file_brought_while_it_is_forgotten_has_its_bytes(signe):
    indhold = pdf()
    fil, _ = accept(ContentFile(indhold), "a.pdf")
    Fil.objects.update(oprettet_den="2020-01-01T00:00+00:00")

    at_once([lambda: accept(ContentFile(indhold), "a.pdf"), lager.forget_unused])

    kept = Fil.objects.filter(pk=fil.pk).exists()
    assert (kept, lager.default_storage.exists(fil.noegle)) == (True, True)
