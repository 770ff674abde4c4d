"""Parts beside the people of the paper's tests: Piet is asked as a person, HR as a unit led by Helga."""

import re
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest

from indstillinger.workflow.koordinering import ask
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.organisation.models import Bruger
from tests import builders
from tests.adgang.verden import rullet_tilbage
from tests.indstillinger.conftest import NU, save

FRIST = date(2020, 5, 20)


@pytest.fixture
def helga(db):
    """Leads HR."""
    return builders.bruger("Helga Hr")


@pytest.fixture
def hr(helga):
    unit = builders.afdeling("HR", navn="HR")
    builders.tilknytning(helga, unit, "leder")
    return unit


@pytest.fixture
def piet(db):
    """Is asked as a person."""
    return builders.bruger("Piet Part", stilling="Konsulent")


@pytest.fixture
def spurgt(faelles, signe, piet):
    """A request to Piet."""
    return ask(faelles, [piet], FRIST, by=signe)[0]


@pytest.fixture
def sag(faelles, signe, lars):
    """The kladde åben, with a leader and some text."""
    save(faelles, signe, aabenhed="aaben", ansvarlig_leder=str(lars.pk), baggrund="<p>Ordningen har kørt i to år.</p>")
    return faelles


@pytest.fixture
def hent(request, logget_ind):
    """Return a function that gets a page of a paper, under the module's SIDE, as a person."""
    side = request.module.SIDE
    return lambda person, paper, rest="": logget_ind(person).get(f"/indstillinger/{paper.nummer}/{side}/{rest}")


@pytest.fixture
def send(request, logget_ind):
    """Return a function that posts to a page of a paper as a person: under the module's SIDE, or "/kommentar/…"."""

    def post(person, paper, rest="", **data):
        page = rest if rest.startswith("/") else f"/{request.module.SIDE}/{rest}"
        url = f"/indstillinger/{paper.nummer}{page}"
        return logget_ind(person).post(url, {"noegle": str(uuid4()), **data})

    return post


def words(response):
    """Return what a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def summary(response):
    """Return the links of a page's error summary: (id, message)."""
    return re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', unescape(response.content.decode()))


def stedfortraeder(for_bruger, navn="Stine Stedfortræder", **kwargs):
    """Make a deputy for ten days, only of åbne unless said."""
    person = builders.bruger(navn)
    builders.stedfortraedelse(for_bruger, person, NU.date(), NU.date() + timedelta(days=9), **kwargs)
    return person


def frisk(person):
    """Return the person with today's rights read anew, as the next request does."""
    return Bruger.objects.get(pk=person.pk)


def outcome(act):
    """Return "ja", or how the verb refused; what it did is taken back."""
    with rullet_tilbage():
        try:
            act()
            return "ja"
        except (Denied, NotNow) as refusal:
            return type(refusal).__name__
