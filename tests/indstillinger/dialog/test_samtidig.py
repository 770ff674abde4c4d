"""Fifty presses at once have one effect, and opposite verbs at once leave one order that holds."""

from collections import Counter
from uuid import uuid4

import pytest
from django.test import TransactionTestCase

from indstillinger.models import Indstilling, Koordinering
from indstillinger.workflow import submit
from indstillinger.workflow.kommentar import edit, reopen, reply, resolve, start, strike
from indstillinger.workflow.koordinering import answer, ask, waive
from mso_portal.motor import ur
from mso_portal.motor.log import check_chain
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import OPTAGET
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.hverdage import laeg_hverdage
from tests import builders, builders_indstilling
from tests.indstillinger.samtidig import at_once, empty

TRYK = 50


@pytest.fixture
def virkelig(monkeypatch, transactional_db):
    """What is written is committed, so that other connections see it."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())


@pytest.fixture
def folk(virkelig):
    names = ("Signe Sagsbehandler", "Piet Part", "Lars Leder")
    return [builders.bruger(name) for name in names]


@pytest.fixture
def sag(folk):
    """A paper that Indstillingstjek has nothing to stop."""
    paper = builders_indstilling.indstilling(
        folk[0], leder=folk[2], afdeling=builders.afdeling(), raekker=False, baggrund=f"<p>{'x ' * 40}</p>"
    )
    builders_indstilling.raekke(paper, "beslutningspunkt")
    return paper


@pytest.fixture
def spurgt(sag, folk):
    return ask(sag, [folk[1]], frist(), by=folk[0])[0]


def frist():
    return laeg_hverdage(ur.i_dag(), 5)


def alone(person):
    """Return the person as a request of his own has him."""
    return Bruger.objects.get(pk=person.pk)


def patient(act):
    """Try again as long as the answer asks for it; returns what came of it."""
    while True:
        try:
            return act()
        except NotNow as refusal:
            if str(refusal) != OPTAGET:
                return refusal


@pytest.mark.parametrize("verb", ["ask", "answer", "waive", "start", "resolve", "reply", "reopen", "edit", "strike"])
def test_fifty_presses_of_one_page_have_one_effect(sag, spurgt, folk, verb):
    signe, piet, lars = folk
    thread, noegle = start(sag, "baggrund", "Hvorfor?", by=signe), str(uuid4())
    settled = resolve(start(sag, "opfoelgning", "Hvornår?", by=signe), by=signe)
    comment = thread.kommentarer.get()
    acts = {
        "ask": lambda: ask(sag, [lars], frist(), by=alone(signe), noegle=noegle),
        "answer": lambda: answer(spurgt, "enig", "", by=alone(piet), noegle=noegle),
        "waive": lambda: waive(spurgt, "Det haster.", by=alone(signe), noegle=noegle),
        "start": lambda: start(sag, "effekt", "Hvordan?", by=alone(signe), noegle=noegle),
        "resolve": lambda: resolve(thread, by=alone(signe), noegle=noegle),
        "reply": lambda: reply(thread, "Derfor.", by=alone(signe), noegle=noegle),
        "reopen": lambda: reopen(settled, by=alone(signe), noegle=noegle),
        "edit": lambda: edit(comment, "Hvorfor nu?", by=alone(signe), noegle=noegle),
        "strike": lambda: strike(comment, by=alone(signe), noegle=noegle),
    }
    before = Haendelse.objects.count()

    done = at_once([lambda: patient(acts[verb])] * TRYK)

    assert Counter(one is None for one in done) == {True: TRYK - 1, False: 1}
    assert (Haendelse.objects.count() - before, check_chain()) == (1, [])


def test_same_part_asked_by_fifty_pages_is_asked_once(sag, folk):
    signe, piet, _ = folk

    def press():
        try:
            return len(ask(sag, [piet], frist(), by=alone(signe), noegle=str(uuid4())))
        except Exception as error:  # any refusal counts; only the number of effects is looked at
            return type(error).__name__

    done = at_once([lambda: patient(press)] * TRYK)

    assert (done.count(1), Koordinering.objects.count(), sag.versioner.count()) == (1, 1, 1)


@pytest.mark.parametrize("runde", range(8))
def test_answer_and_waive_at_once_leave_one_of_them(spurgt, folk, runde):
    signe, piet, _ = folk
    acts = [lambda: answer(spurgt, "enig", "", by=alone(piet)), lambda: waive(spurgt, "Det haster.", by=alone(signe))]

    done = at_once([lambda act=act: patient(act) for act in acts])

    refused = [isinstance(one, NotNow) for one in done]
    spurgt.refresh_from_db()
    assert sorted(refused) == [False, True]
    assert spurgt.status == ("frafaldet" if refused[0] else "besvaret")


@pytest.mark.parametrize("runde", range(8))
def test_first_answer_and_submit_at_once_hold_in_one_order(sag, spurgt, folk, runde):
    signe, piet, _ = folk
    acts = [lambda: answer(spurgt, "enig", "", by=alone(piet)), lambda: submit(sag, by=alone(signe))]

    answered, sent = at_once([lambda act=act: patient(act) for act in acts])

    fresh = Indstilling.objects.get(pk=sag.pk)
    assert not isinstance(answered, NotNow)
    assert fresh.tilstand == ("kladde" if isinstance(sent, NotNow) else "til_godkendelse")
    if fresh.indsendt_version:
        assert [one["svar"] for one in fresh.indsendt_version.indhold["koordinering"]] == ["enig"]


@pytest.mark.parametrize("runde", range(8))
def test_revised_answer_is_in_the_version_sent_or_refused(sag, spurgt, folk, runde):
    signe, piet, _ = folk
    answer(spurgt, "enig", "", by=piet)
    acts = [lambda: answer(spurgt, "uenig", "Alligevel ikke.", by=alone(piet)), lambda: submit(sag, by=alone(signe))]

    revised, sent = at_once([lambda act=act: patient(act) for act in acts])

    fresh = Indstilling.objects.get(pk=sag.pk)
    spurgt.refresh_from_db()
    expected = "enig" if isinstance(revised, NotNow) else "uenig"
    assert not isinstance(sent, NotNow)
    assert [one["svar"] for one in fresh.indsendt_version.indhold["koordinering"]] == [expected] == [spurgt.svar]
