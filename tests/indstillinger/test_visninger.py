"""Saved views: the list's filter under a name, one's own alone."""

import re
from html import unescape
from uuid import uuid4

import pytest

from indstillinger.models import GemtVisning
from indstillinger.workflow.visninger import MOST, remove_view, save_view
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_indstilling

URL = "/indstillinger/visninger/"
QUERY = "fase=kladde&fane=alle"


@pytest.fixture
def browser(klokken, logget_ind, signe):
    return logget_ind(signe)


@pytest.fixture
def vis(signe, klokken):
    """A view that Signe has saved."""
    return save_view("indstillinger", "Mine kladder", QUERY, by=signe, noegle=uuid4())


def body(**kw):
    return {"navn": "Mine kladder", "forespoergsel": QUERY, "noegle": str(uuid4()), **kw}


def text(response):
    return unescape(" ".join(re.sub("<[^>]+>", " ", response.content.decode()).split()))


def saved():
    return list(GemtVisning.objects.order_by("pk").values_list("bruger__navn", "navn", "forespoergsel"))


def test_list_leads_to_saving_what_it_shows(browser, signe):
    builders_indstilling.indstilling(signe, raekker=False)

    html = browser.get("/indstillinger/?fane=alle&fase=kladde&side=2&antal=25&ukendt=1").content.decode()

    assert 'href="/indstillinger/visninger/?fase=kladde&amp;fane=alle&amp;sort=-aendret"' in html


def test_page_says_what_will_be_saved(browser):
    shown = text(browser.get(f"{URL}?{QUERY}&q=følgevenner"))

    assert "Gem visningen Alle Nummer eller titel: følgevenner Fase: Kladde " in shown


def test_saving_keeps_the_filter_and_goes_back_to_it(browser):
    response = browser.post(URL, body())

    assert (response.status_code, response.url) == (302, f"/indstillinger/?{QUERY}")
    assert saved() == [("Signe Sagsbehandler", "Mine kladder", QUERY)]
    assert "Visningen »Mine kladder« er gemt." in text(browser.get(response.url))


def test_only_what_the_list_knows_is_kept(browser):
    browser.post(URL, body(forespoergsel=f"{QUERY}&side=7&csrfmiddlewaretoken=x&next=//ondt.example"))

    assert [row[2] for row in saved()] == [QUERY]


def test_saved_view_is_a_link_on_the_list_and_narrows_it(browser, vis, signe):
    builders_indstilling.indstilling(signe, raekker=False)

    html = browser.get("/indstillinger/").content.decode()

    (url,) = re.findall(r'href="([^"]+)">Mine kladder<', html)
    assert "1 indstilling" in text(browser.get(f"/indstillinger/{unescape(url)}"))


def test_double_press_saves_once(browser):
    posted = body()

    answers = [browser.post(URL, posted).status_code, browser.post(URL, {**posted, "navn": "Anden"}).status_code]

    assert (answers, len(saved())) == ([302, 302], 1)


@pytest.mark.parametrize(
    ("navn", "message"),
    [("", "Skriv et navn."), ("x" * 61, "Navnet er for langt. Skriv højst 60 tegn."),
     ("Mine kladder", "Du har allerede en visning med det navn. Vælg et andet.")],
)  # fmt: skip
def test_name_that_cannot_be_used_says_why_and_stays(browser, vis, navn, message):
    response = browser.post(URL, body(navn=navn))

    assert (response.status_code, message in text(response), len(saved())) == (422, True, 1)
    assert f'value="{navn}"' in response.content.decode() or not navn


def test_missing_key_is_refused(browser, vis):
    answers = [browser.post(URL, body(noegle="")), browser.post(f"{URL}{vis.uuid}/fjern/", {})]

    assert ([one.status_code for one in answers], len(saved())) == ([400, 400], 1)


def test_removing_forgets_it(browser, vis):
    response = browser.post(f"{URL}{vis.uuid}/fjern/", {"noegle": str(uuid4())})

    assert (response.url, saved()) == (URL, [])
    assert "Visningen »Mine kladder« er fjernet." in text(browser.get(URL))


def test_another_persons_view_is_neither_seen_nor_removed(logget_ind, vis, anders):
    browser = logget_ind(anders)

    response = browser.post(f"{URL}{vis.uuid}/fjern/", {"noegle": str(uuid4())})

    assert (response.status_code, len(saved())) == (404, 1)
    assert "Mine kladder" not in text(browser.get("/indstillinger/")) + text(browser.get(URL))


def test_two_persons_may_use_the_same_name(logget_ind, vis, anders):
    logget_ind(anders).post(URL, body())

    assert [row[0] for row in saved()] == ["Signe Sagsbehandler", "Anders Andetsteds"]


def test_verb_refuses_anothers_view(vis, anders):
    with pytest.raises(Denied):
        remove_view(vis, by=anders, noegle=uuid4())

    assert len(saved()) == 1


def test_there_is_a_limit(signe, vis):
    for nr in range(1, MOST):
        save_view("indstillinger", f"Visning {nr}", QUERY, by=signe, noegle=uuid4())

    with pytest.raises(NotNow):
        save_view("indstillinger", "En til", QUERY, by=signe, noegle=uuid4())


def test_events_hold_no_text(signe, vis):
    remove_view(vis, by=signe, noegle=uuid4())

    events = Haendelse.objects.order_by("pk").values_list("handling", "genstand_type", "data")
    assert list(events) == [("visning.gem", "indstillinger.gemtvisning", {}),
                            ("visning.fjern", "indstillinger.gemtvisning", {})]  # fmt: skip
