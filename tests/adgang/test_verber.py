"""Every verb × state × openness × person through the function itself: page 10 §3.2 and §4 as a table (10 §11 check 6).

Over HTTP the same table is the rows of the golden file. The verbs are those of TRANSITIONS, the table that draws
the buttons: one that is missing here fails.
"""

import pytest

from indstillinger.workflow import TRANSITIONS, approve, close, open_up, send_back, withdraw
from indstillinger.workflow import tilstande as verb
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.motor.workflow import available
from mso_portal.organisation.models import Bruger
from tests.adgang.verden import AABENHEDER, TILSTANDE, rullet_tilbage

pytestmark = pytest.mark.django_db

LUKKES = {"titel_lukket": "Den rigtige titel", "hjemmel": "private_forhold", "lukket_begrundelse": "En person"}
GRUND = "Teksten skal rettes."
HANDLINGER = {
    "submit": lambda paper, by: verb.submit(paper, by=by),
    "recall": lambda paper, by: verb.recall(paper, by=by),
    "approve": lambda paper, by: approve(paper, _sha256(paper), by=by),
    "send_back": lambda paper, by: send_back(paper, GRUND, by=by),
    "withdraw": lambda paper, by: withdraw(paper, GRUND, by=by),
    "restore": lambda paper, by: verb.restore(paper, by=by),
    "close": lambda paper, by: close(paper, by=by, **LUKKES),
    "open": lambda paper, by: open_up(paper, GRUND, by=by),
    "delete": lambda paper, by: verb.delete(paper, by=by),
}
EFTER_KLADDE = {"til_godkendelse", "godkendt", "behandlet", "trukket"}
FRA = {
    "submit": {"kladde"}, "recall": {"til_godkendelse"}, "approve": {"til_godkendelse"},
    "send_back": {"til_godkendelse", "godkendt"}, "withdraw": {"kladde", "til_godkendelse", "godkendt"},
    "restore": {"trukket"}, "close": EFTER_KLADDE, "open": EFTER_KLADDE, "delete": {"kladde"},
}  # fmt: skip
FORFATTERE, LEDERE = {"forfatter", "medforfatter"}, {"leder", "stedfortraeder", "stedfortraeder_lukket"}
HVEM = {
    "submit": FORFATTERE, "recall": FORFATTERE, "withdraw": FORFATTERE, "approve": LEDERE, "send_back": LEDERE,
    "restore": FORFATTERE | LEDERE, "close": LEDERE | {"sekretaer"}, "open": LEDERE | {"sekretaer"},
    "delete": {"forfatter"},
}  # fmt: skip


def _sha256(paper):
    return paper.indsendt_version.sha256 if paper.indsendt_version else ""


def venter(navn, label, tilstand, aabenhed, person):
    """Return what the page says of a cell: »gjort«, »nej« or »ikke nu«."""
    if tilstand not in FRA[navn] or {"close": "aaben", "open": "lukket"}.get(navn, aabenhed) != aabenhed:
        return "ikke nu"
    hvem = HVEM[navn] | ({"sekretaer"} if (navn, tilstand) == ("send_back", "godkendt") else set())
    if person not in hvem or (person == "stedfortraeder" and aabenhed != "aaben"):
        return "nej"
    if navn == "delete" and label in ("returneret", "i_koordinering"):
        return "nej"
    # A stop, or a request that nobody has answered.
    waits = aabenhed == "ikke_angivet" or label == "i_koordinering"
    return "ikke nu" if navn == "submit" and waits else "gjort"


def gjort(navn, paper, by):
    """Do the verb in a savepoint that is taken back; return what came of it."""
    with rullet_tilbage():
        try:
            HANDLINGER[navn](type(paper).objects.get(pk=paper.pk), by)
        except Denied:
            return "nej"
        except NotNow:
            return "ikke nu"
    return "gjort"


def personer(verden):
    return {name: Bruger.objects.get(pk=one.pk) for name, one in verden.personer.items() if one}


def test_every_verb_is_tried():
    assert {one.name for one in TRANSITIONS} == set(HANDLINGER)


@pytest.mark.parametrize("aabenhed", AABENHEDER)
@pytest.mark.parametrize("navn", HANDLINGER)
def test_verb_does_what_the_page_says(verden, navn, aabenhed):
    found, expected = {}, {}
    for label, tilstand, _ in TILSTANDE:
        for person, by in personer(verden).items():
            key = (label, person)
            found[key] = gjort(navn, verden.papirer[label, aabenhed], by)
            expected[key] = venter(navn, label, tilstand, aabenhed, person)

    assert found == expected


@pytest.mark.parametrize("aabenhed", AABENHEDER)
def test_buttons_are_what_can_be_done(verden, aabenhed):
    """A button is shown for what the table lets through; what the text lacks is said on the confirm page."""
    wrong = []
    for label, tilstand, _ in TILSTANDE:
        paper = verden.papirer[label, aabenhed]
        for person, by in personer(verden).items():
            shown = {one.name for one in available(TRANSITIONS, paper, by)}
            right = {name for name in HANDLINGER if _kan(name, label, tilstand, aabenhed, person)}
            wrong += [(label, person, shown ^ right)] if shown != right else []

    assert wrong == []


def _kan(navn, label, tilstand, aabenhed, person):
    if navn == "submit":
        return tilstand == "kladde" and person in FORFATTERE
    return venter(navn, label, tilstand, aabenhed, person) == "gjort"
