"""A round that is cancelled, or ended without the plan's status, asks nothing more for it (21 §3, §10)."""

from datetime import datetime

import pytest

from indsatser.models import Kvartalsstatus, Statusbidrag
from indsatser.views.statuspligter import status_rows
from indsatser.workflow import status as verbs
from indsatser.workflow import statuslaas
from indsatser.workflow.runder import cancel
from indsatser.workflow.rundeslut import close_round
from indsatser.workflow.statusbidrag import answer_unchanged
from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders_status
from tests.indsatser.planside import som, sti
from tests.indsatser.rigplan import rig
from tests.indsatser.sider import words
from tests.indsatser.statusside import side
from tests.indsatser.statusverden import godkendt, sendt

EFTER_FRISTEN = datetime(2020, 6, 29, 9, tzinfo=DANSK_TID)
AFLYST = "Runden er aflyst, så der bliver ingen status for den."
AFSLUTTET = "Runden er afsluttet uden en status for planen. Den næste status tager det med."


def aflys(runde, by):
    cancel(runde, by=by, grund="Styregruppen holder intet møde.")


def afslut(runde, by):
    close_round(runde, by=by, uden_status_grund="Planen begyndte først i juni.")


@pytest.fixture(params=[(aflys, AFLYST), (afslut, AFSLUTTET)], ids=["aflyst", "afsluttet"])
def forbi(request, sofie):
    """Return a function that lets a status' round be over, and the sentence that says so."""
    end, sentence = request.param
    return (lambda status: end(status.runde, sofie)), sentence


@pytest.fixture
def status(kladde, hr):
    return builders_status.status(rig(kladde, hr))


@pytest.mark.parametrize("make", [lambda status: status, sendt, godkendt], ids=["aaben", "sendt", "godkendt"])
def test_status_is_not_locked(status, sofie, forbi, make):
    made, (end, sentence) = make(status), forbi
    end(made)

    with ur.stil(EFTER_FRISTEN), pytest.raises(NotNow, match=sentence):
        statuslaas.lock(Kvartalsstatus.objects.get(), by=sofie)
    assert Kvartalsstatus.objects.get().laast_den is None


def test_status_is_neither_written_nor_sent_nor_approved(status, tina, per, forbi):
    end, sentence = forbi
    end(sendt(status))
    found = Kvartalsstatus.objects.get()

    acts = (
        lambda: verbs.write(found, by=tina, tekster={"resume": "Ny"}),
        lambda: verbs.submit(found, by=tina),
        lambda: verbs.approve(found, by=per),
        lambda: verbs.send_back(found, by=per, grund="Skriv mere her."),
    )
    for act in acts:
        with pytest.raises(NotNow):
            act()
    assert sentence in words(side(per, found))


def test_writer_has_the_paper_before_him_and_is_told_why(status, tina, forbi):
    end, sentence = forbi
    end(status)

    page = side(tina, status)
    liste = words(som(tina).get(sti(status.plan, "status/")))

    assert (sentence in words(page), page.context["form"]) == (True, None)
    assert (page.context["primaer"], page.context["handlinger"]) == (None, [])
    assert f"Runden er {'aflyst' if sentence == AFLYST else 'afsluttet'}" in liste


def test_nobody_is_asked_for_anything(status, tina, per, sofie, forbi):
    end, _ = forbi
    before = Statusbidrag.objects.aabne().count()

    end(status)

    assert (before > 0, Statusbidrag.objects.aabne().count()) == (True, 0)
    people = type(tina).objects.filter(pk__in=(tina.pk, per.pk, sofie.pk))
    assert [status_rows(one)[0] for one in people] == [[], [], []]


def test_bidrag_is_not_answered(status, tina, forbi):
    end, sentence = forbi
    bidrag = status.bidrag.exclude(slags="maaling").first()
    end(status)

    with pytest.raises(NotNow, match=sentence):
        answer_unchanged(bidrag, by=tina)
