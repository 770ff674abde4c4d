"""Words written only while a paper was closed stay hidden, after it was opened, from those who may see open ones."""

import pytest

from indstillinger.models import Indstilling
from indstillinger.models.felttekst import text_of
from indstillinger.workflow import add_row, remove_row, write
from mso_portal.motor.lock import Change, fingerprint
from tests.adgang.verden import byg, ord_, rullet_tilbage
from tests.builders_indstilling import version
from tests.laek.gennemgang import hent
from tests.laek.kanarier import Kanarier

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kanarier():
    return Kanarier(7)


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rullet_tilbage():
        yield byg(tekst=lambda key: ord_, aabenheder=("aaben",))


def skriv(paper, by, explicit=True, **felter):
    """Save fields as the edit page does."""
    paper = Indstilling.objects.get(pk=paper.pk)
    changes = {name: Change(text, fingerprint(text_of(paper, name))) for name, text in felter.items()}
    outcome = write(paper, changes, by=by, explicit=explicit)
    assert outcome.clean, outcome
    return outcome.paper


@pytest.fixture(scope="module")
def genaabnet(verden, kanarier):
    """A paper that was open, closed for a while in which canaries came and went, and is open again."""
    by = verden.personer["forfatter"]
    paper = skriv(verden.papirer["kladde", "aaben"], by, resume="Åbent resumé")
    paper = skriv(paper, by, aabenhed="lukket")
    closed = {
        felt: kanarier.ny("periode", felt) for felt in ("titel_lukket", "lukket_begrundelse", "resume", "baggrund")
    }
    paper = skriv(paper, by, hjemmel="private_forhold", **{**closed, "baggrund": f"<p>{closed['baggrund']}</p>"})
    row = add_row(paper, "risikopunkt", by=by, tekst=kanarier.ny("periode", "risikopunkt.tekst"))
    paper = skriv(paper, by, effekt=f"<p>{kanarier.ny('periode', 'effekt')}</p>")
    remove_row(paper, "risikopunkt", row.uuid, by=by)
    paper = skriv(paper, by, resume="Nyt resumé", baggrund="<p>Ny baggrund</p>", effekt="<p>Ny effekt</p>")
    paper = skriv(paper, by, aabenhed="aaben")
    return skriv(paper, by, resume="Åbent igen")


def alt_om(verden, person, paper):
    """Return what a person can read of a paper: page, PDF, history, each step of it and the whole way."""
    own = f"/indstillinger/{paper.nummer}/"
    pages = ["", "pdf/", "historik/", "historik/1-3/", "historik/3-10/", "historik/1-10/", "historik/2-11/"]
    pages += [f"historik/{nr}-{nr + 1}/" for nr in range(1, 12)]
    return [hent(verden, person, own + page) for page in pages]


def set_i(verden, person, paper, kanarier):
    return {word for _, data in alt_om(verden, person, paper) for word in kanarier.i(data)}


def test_closed_time_is_hidden_from_the_deputy_for_open_papers(verden, genaabnet, kanarier):
    answers = [status for status, _ in alt_om(verden, "stedfortraeder", genaabnet)]

    assert set_i(verden, "stedfortraeder", genaabnet, kanarier) == set()
    assert answers[:3] == [200, 200, 200]
    assert answers[3:].count(200) >= 1


@pytest.mark.parametrize("person", ["forfatter", "leder", "stedfortraeder_lukket", "revisor"])
def test_closed_time_is_read_by_those_who_may_read_closed_papers(verden, genaabnet, kanarier, person):
    assert set_i(verden, person, genaabnet, kanarier) == set(kanarier.steder)


@pytest.mark.parametrize("person", ["organisationslaeser", "medlem", "administrator"])
def test_opened_paper_gives_others_nothing_at_all(verden, genaabnet, person):
    assert {status for status, _ in alt_om(verden, person, genaabnet)} == {404}


def test_draft_before_the_first_sending_is_hidden_from_the_sekretariat(verden):
    words, by = Kanarier(9), verden.personer["forfatter"]
    with rullet_tilbage():
        paper = skriv(verden.papirer["kladde", "aaben"], by, resume=words.ny("foer", "resume"))
        paper = skriv(paper, by, resume="Det, der blev sendt")
        version(paper, by)
        paper = skriv(paper, by, resume="Rettet efter returnering")
        met = {person: set_i(verden, person, paper, words) for person in ("sekretaer", "moedeleder", "leder")}

    assert met == {"sekretaer": set(), "moedeleder": set(), "leder": set(words.steder)}


def test_without_the_filter_the_closed_time_is_reported(verden, genaabnet, kanarier, monkeypatch):
    monkeypatch.setattr("indstillinger.views.laes.synlige_udgaver", lambda user, paper, entries: entries)

    assert set_i(verden, "stedfortraeder", genaabnet, kanarier) == set(kanarier.steder)
