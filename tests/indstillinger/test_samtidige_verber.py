"""Fifty presses of one button are one act, and of two opposite verbs exactly one wins (50 §6, C2 and C3)."""

from collections import Counter
from uuid import uuid4

import pytest

from indstillinger.models import Indstilling
from indstillinger.workflow import tilstande as verb
from mso_portal.motor import sessions
from mso_portal.motor.log import check_chain
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import NotNow
from tests import builders
from tests.builders_indstilling import indstilling
from tests.indstillinger.samtidig import at_once, same_login

PRESSES = 50
RET = "Skriv, hvem der gør det."
LUKKES = {"titel_lukket": "Den rigtige titel", "hjemmel": "private_forhold", "lukket_begrundelse": "En person"}
# verb: (page, state before, openness before, who, what the page's form holds beside key and version)
TRYK = {
    "submit": ("indsend", "kladde", "aaben", "signe", {}),
    "recall": ("tilbagekald", "til_godkendelse", "aaben", "signe", {}),
    "approve": ("godkend", "til_godkendelse", "aaben", "lars", {"sha256": "?"}),
    "send_back": ("returner", "godkendt", "aaben", "lars", {"bemaerkning": RET}),
    "withdraw": ("traek", "godkendt", "aaben", "signe", {"grund": RET}),
    "restore": ("genoptag", "trukket", "aaben", "signe", {}),
    "close": ("luk", "godkendt", "aaben", "lars", LUKKES),
    "open": ("aabn", "godkendt", "lukket", "lars", {"grund": RET}),
    "delete": ("slet", "kladde", "aaben", "signe", {}),
}


@pytest.fixture
def folk(virkelig):
    return {"signe": builders.bruger("Signe Sagsbehandler"), "lars": builders.bruger("Lars Leder")}


@pytest.fixture
def hjemme(virkelig):
    """Where the papers come from and go to."""
    return {"forum": builders.forum(), "afdeling": builders.afdeling()}


@pytest.fixture
def sag(folk, hjemme):
    """Return a function that makes a paper in a state, with nothing missing."""

    def make(tilstand, aabenhed="aaben"):
        return indstilling(folk["signe"], leder=folk["lars"], tilstand=tilstand, aabenhed=aabenhed, **hjemme)

    return make


def log_in(client, person):
    client.force_login(person)
    session = client.session
    sessions.start(session)
    session.save()
    return client


def test_every_verb_of_the_table_is_pressed():
    assert set(TRYK) == {one.name for one in verb.TRANSITIONS}


@pytest.mark.parametrize("navn", TRYK)
def test_fifty_presses_are_one_act(navn, sag, folk, client):
    page, tilstand, aabenhed, person, fields = TRYK[navn]
    paper = sag(tilstand, aabenhed)
    body = {"noegle": uuid4(), "version": paper.version, **fields}
    if "sha256" in body:
        body["sha256"] = paper.indsendt_version.sha256
    log_in(client, folk[person])
    url = f"/indstillinger/{paper.nummer}/{page}/"

    codes = Counter(at_once([lambda: same_login(client).post(url, body).status_code] * PRESSES))

    # Who comes when it is done is sent on, or told that the state is another or the paper gone; never a 500.
    assert codes[302] >= 1 and set(codes) <= {302, 404, 409}
    assert Haendelse.objects.filter(handling=f"indstilling.{page}").count() == 1


def attempt(act):
    """Return whether the verb was done."""
    try:
        return act() is not None
    except NotNow:
        return False


MODSATTE = {
    "godkend mod tilbagekald": (
        "til_godkendelse",
        lambda paper, folk: verb.approve(paper, paper.indsendt_version.sha256, by=folk["lars"]),
        lambda paper, folk: verb.recall(paper, by=folk["signe"]),
    ),
    "godkend mod returner": (
        "til_godkendelse",
        lambda paper, folk: verb.approve(paper, paper.indsendt_version.sha256, by=folk["lars"], version=paper.version),
        lambda paper, folk: verb.send_back(paper, RET, by=folk["lars"], version=paper.version),
    ),
    "indsend mod træk": (
        "kladde",
        lambda paper, folk: verb.submit(paper, by=folk["signe"], version=paper.version),
        lambda paper, folk: verb.withdraw(paper, RET, by=folk["signe"], version=paper.version),
    ),
    "indsend mod slet": (
        "kladde",
        lambda paper, folk: verb.submit(paper, by=folk["signe"], version=paper.version),
        lambda paper, folk: verb.delete(paper, by=folk["signe"], version=paper.version),
    ),
}


@pytest.mark.parametrize("par", MODSATTE)
def test_of_two_opposite_verbs_exactly_one_wins(par, sag, folk):
    """Ten papers, each pressed from both sides at once."""
    tilstand, one, other = MODSATTE[par]
    for _ in range(10):
        paper = sag(tilstand)
        fresh = [Indstilling.objects.get(pk=paper.pk) for _ in "ab"]

        done = at_once(
            [
                lambda act=act, row=row: attempt(lambda: act(row, folk))
                for act, row in zip((one, other), fresh, strict=True)
            ]
        )

        assert Counter(done) == {True: 1, False: 1}
    assert check_chain() == []
