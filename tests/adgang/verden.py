"""One small world with a person of each kind and a paper in each state and openness, built once per module."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie

from django.conf import settings
from django.db import transaction
from django.test import Client

from indstillinger.models import Moede
from mso_portal.motor import sessions, ur
from mso_portal.organisation.models import Afdeling, Bruger, Budgetperiode, Forum, Lukkedag, Personalias
from tests import builders
from tests.builders_import import importforsoeg
from tests.builders_indstilling import indstilling, ord_, spoergsmaal, tal, traad

# (label in the golden file, tilstand, ever sent)
TILSTANDE = (
    ("kladde", "kladde", False), ("i_koordinering", "kladde", False), ("returneret", "kladde", True),
    ("til_godkendelse", "til_godkendelse", True), ("godkendt", "godkendt", True), ("behandlet", "behandlet", True),
    ("trukket", "trukket", True),
)  # fmt: skip
AABENHEDER = ("aaben", "lukket", "ikke_angivet")

# Fixed order: the columns of the golden files.
PERSONER = (
    "anonym", "organisationslaeser", "forfatter", "medforfatter", "sagsbehandler_anden", "leder", "leder_anden",
    "stedfortraeder", "stedfortraeder_lukket", "koordineringspart", "sekretaer", "moedeleder", "medlem",
    "tidligere_medlem", "teamleder", "hr_analyse", "administrator", "revisor",
)  # fmt: skip
IMPORTER = ("venter", "indlaest", "kasseret", "afvist")


@dataclass
class Verden:
    """`kolonner` are the persons a golden file has a column for, `dele` the parts of the portal the world fills,
    `kender` those who see every page of it between them."""

    kolonner = PERSONER
    dele = ("portal", "indstillinger", "forberedelse")
    kender = ("forfatter", "administrator")

    personer: dict
    forum: Forum
    andet_forum: Forum
    enhed: Afdeling
    papirer: dict = field(default_factory=dict)
    spoergsmaal: dict = field(default_factory=dict)
    traade: dict = field(default_factory=dict)
    importer: dict = field(default_factory=dict)
    andet_papir: object = None
    noegler: dict = field(default_factory=dict)
    browsere: dict = field(default_factory=dict)

    def client(self, person, **headers):
        """Return the browser, with no other cookie than the session of the person (a column's name)."""
        browser = self.browsere.setdefault(
            tuple(headers.items()), Client(raise_request_exception=False, headers=headers or None)
        )
        own = {settings.SESSION_COOKIE_NAME: self.noegler[person]} if person in self.noegler else {}
        browser.cookies = SimpleCookie(own)
        return browser

    def log_in(self):
        """Give everybody but the anonymous a running session."""
        for name, person in self.personer.items():
            if person is not None:
                self.noegler[name] = log_in(Client(), person).session.session_key


def log_in(browser, person):
    """Log the person in as the login page does and return the browser."""
    browser.force_login(person)
    session = browser.session
    sessions.start(session)
    session.save()
    return browser


@contextmanager
def rullet_tilbage():
    """Run the block in a savepoint that is always taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def byg(*, tekst=lambda paper: ord_, beloeb=lambda paper: tal, aabenheder=AABENHEDER):
    """Build the world. `tekst((tilstand, aabenhed))` gives the function that writes a paper's fields."""
    personer = {name: None if name == "anonym" else _person(name) for name in PERSONER}
    forum = builders.forum("CT", laesekreds="organisation", vis_offentlig_titel=True)
    world = Verden(personer, forum, builders.forum("OC"), builders.afdeling("STAB", navn="Staben"))
    _roller(world)
    for label, tilstand, indsendt in TILSTANDE:
        for aabenhed in aabenheder:
            key = (label, aabenhed)
            world.papirer[key] = indstilling(
                personer["forfatter"], tilstand=tilstand, indsendt=indsendt, aabenhed=aabenhed, forum=forum,
                leder=personer["leder"], medforfattere=[personer["medforfatter"]], afdeling=world.enhed,
                tekst=tekst(key), beloeb=beloeb(key),
            )  # fmt: skip
            world.traade[key] = traad(world.papirer[key], personer["forfatter"], tekst=tekst(key))
            if label != "kladde":
                besvaret = label != "i_koordinering"
                world.spoergsmaal[key] = spoergsmaal(
                    world.papirer[key], personer["koordineringspart"], tekst=tekst(key) if besvaret else None
                )
    world.andet_papir = indstilling(
        personer["sagsbehandler_anden"], aabenhed="aaben", forum=world.andet_forum, leder=personer["leder_anden"]
    )
    _import(world, tekst)
    _opsaetning(world)
    world.log_in()
    return world


def _person(name):
    return builders.bruger(f"{name.replace('_', ' ').title()}", brugernavn=name)


def _roller(world):
    one, today = world.personer, ur.i_dag()
    spand = (today - timedelta(days=5), today + timedelta(days=30))
    builders.stedfortraedelse(one["leder"], one["stedfortraeder"], *spand)
    builders.stedfortraedelse(one["leder"], one["stedfortraeder_lukket"], *spand, ogsaa_lukkede=True)
    for name in ("sekretaer", "moedeleder", "medlem"):
        builders.medlemskab(one[name], world.forum, name)
    builders.medlemskab(one["tidligere_medlem"], world.forum, "sekretaer", til=today - timedelta(days=1))
    builders.tilknytning(one["teamleder"], world.enhed, "leder")
    builders.tilknytning(one["forfatter"], world.enhed)
    for name in ("hr_analyse", "administrator"):
        builders.rolle(one[name], name)
    builders.rolle(one["revisor"], "revisor", til=today + timedelta(days=30))


def _import(world, tekst):
    """An old form of the author's in each status; it counts as lukket."""
    for status in IMPORTER:
        key = (f"import_{status}", "ikke_angivet")
        world.importer[status] = importforsoeg(
            world.personer["forfatter"], world.forum, status=status, tekst=tekst(key)
        )  # fmt: skip


def _opsaetning(world):
    """What the pages of Opsætning show: one of each, some of it still to come and therefore deletable."""
    soon = ur.i_dag() + timedelta(days=20)
    Moede.objects.create(noegle="ct-1", forum=world.forum, dato=soon, start="09:00", slut="10:00")
    Lukkedag.objects.create(dato=soon, navn="Fridag")
    Budgetperiode.objects.create(startaar=2035, aktiv_fra=soon)
    Personalias.objects.create(bruger=world.personer["leder"], alias="ledermand")
    builders.bruger("Lukket Person", brugernavn="lukket_person", aktiv=False)
    builders.bruger("Signe Demo", brugernavn="signe", er_demo=True)
    builders.medlemskab(Bruger.objects.get(brugernavn="lukket_person"), world.andet_forum, fra=soon)
