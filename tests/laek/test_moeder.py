"""No exit of a meeting gives a lukket item away, nor an item to a person kept out of it, nor minutes too early."""

import pytest
from django.urls import reverse

from indstillinger.querysets_moede import DagsordenspunktQuerySet, OpgaveQuerySet, ReferatpunktQuerySet
from mso_portal.motor import ur
from tests.adgang.genstande import adresser
from tests.adgang.memory import reading
from tests.adgang.moedeverden import AABENHEDER, FASER, PERSONER, SENDT, byg
from tests.adgang.tryk import once, printing
from tests.adgang.verden import rullet_tilbage
from tests.laek.gennemgang import efterladt, moedt, uberettiget
from tests.laek.kanarier import Kanarier

pytestmark = pytest.mark.django_db
# Said here without asking the product: who reads a lukket item once it was sent, and who before.
FOER = {"sekretaer", "moedeleder", "revisor"}
LUKKET = FOER | {"medlem", "stedfortraeder_lukket", "punktdeltager"}
EGNE = LUKKET | {"stedfortraeder"}
ALLE = set(PERSONER) - {"anonym"}
MED_SAG = ("udsendt", "referat_godkendt")
# Minutes in work, and tasks not given yet, are the forum's own until they are godkendte (11 §6).
REFERAT = ("referat.", "opgave.")
# Where an item is read, in whatever phase its meeting is.
LAESES = {
    "moede_laes", "moede_byg", "moede_arkiv", "punkt_laes", "punktbilag_vis", "punktbilag_hent", "punkt_afvikling",
    "referat", "referat_version", "referat_kommentarer", "beslutning", "opgave_vis", "udsendelser", "udsendelse",
    "moede_dokument", "opgave_fil", "punkt_bilag", "punkt_bilag_hent", "referat_delreferater",
}  # fmt: skip
# One of each kind of right; the others of the matrix differ from these in what they may do, not in what they read.
GAAR = (
    "organisationslaeser", "forfatter", "medlem", "stedfortraeder", "udelukket", "stedfortraeder_udelukket",
    "punktdeltager", "gennemlaeser", "opgaveansvarlig", "andet_medlem", "sekretaer",
)  # fmt: skip


def maa_laese(key, felt):
    """Return who may meet what stands in a field of an item."""
    fase, aabenhed = key
    if felt == "titel":  # the public one: the forum shows it
        return set(PERSONER)
    if fase == "andet_forum":
        return {"andet_medlem", "revisor"}
    if fase == "planlagt":
        return FOER | {"gennemlaeser"}
    if fase == "aflyst":
        return FOER
    written = felt.startswith(REFERAT) and fase != "referat_godkendt"
    people = (EGNE if written else ALLE) if aabenhed == "aaben" else LUKKET
    if written:
        return people - {"punktdeltager"}
    if felt.startswith("opgave.") and fase == "referat_godkendt":  # who shall do it reads it, and what he handed in
        people = people | {"opgaveansvarlig"}
    return people | ({"forfatter", "leder"} if fase in MED_SAG else set())


@pytest.fixture(scope="module")
def kanarier():
    return Kanarier()


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker, kanarier):
    with django_db_blocker.unblock(), rullet_tilbage(), printing(once()):
        yield byg(tekst=kanarier.tekst, beloeb=kanarier.beloeb)


def steder(verden):
    """Yield (exit, path, parameters) of the crawl. Pages that ask whether to do something show what the item's own
    page shows, so that one item of each openness stands for the others there."""
    for name, _, fase, _, path in adresser(verden):
        if name in LAESES or fase in ("i_gang", "-"):
            yield name, path, None
    for paper in verden.papirer.values():
        for page in ("", "versioner/1/", "versioner/1/pdf/", "bilag/1/", "bilag/1/vis/"):
            yield "indstilling", f"/indstillinger/{paper.nummer}/{page}", None
    for name in ("indstilling_liste", "moede_liste", "beslutning_liste", "opgave_liste"):
        for query in ({}, {"fane": "alle"}, {"q": "her"}):
            yield name, reverse(name), query
    for word in ("her", "Offentligt"):
        yield "soeg", reverse("soeg"), {"q": word}
    yield "forside", "/", None
    yield "notifikationer", reverse("notifikationer"), None


def gaa(verden, person, kanarier):
    with reading():
        return moedt(verden, person, steder(verden), kanarier)


@pytest.fixture(scope="module")
def gaaet(verden, kanarier):
    with ur.stil(ur.nu()):  # what several print at one moment is one paper
        return {person: gaa(verden, person, kanarier) for person in GAAR}


@pytest.mark.parametrize("person", GAAR)
def test_nobody_meets_what_he_may_not_read(gaaet, kanarier, person):
    assert uberettiget(gaaet[person], person, kanarier, maa_laese) == {}


@pytest.mark.parametrize("person", ["medlem", "sekretaer"])
def test_entitled_person_meets_the_canaries_of_every_sent_item(gaaet, kanarier, person):
    met = set().union(*gaaet[person].values())
    keys = {kanarier.keys(word) for word in met}

    assert {(fase, aabenhed) for fase in SENDT for aabenhed in AABENHEDER} - keys == set()


def test_medlem_meets_every_text_of_the_lukkede_items_that_were_sent(gaaet, kanarier):
    met = {kanarier.steder[word] for word in set().union(*gaaet["medlem"].values())}
    stands = {place for place in kanarier.steder.values() if place[0][0] in SENDT and place[0][1] == "lukket"}
    # The bytes of a file are fetched in one phase alone.
    stands = {place for place in stands if place[1] != "punktbilag.fil" or place[0][0] == "i_gang"}

    assert sorted(stands - met) == []


def test_logs_and_mails_hold_no_canary(verden, gaaet, kanarier):
    assert efterladt(kanarier) == set()


@pytest.mark.parametrize(
    ("queryset", "person"),
    [
        (DagsordenspunktQuerySet, "organisationslaeser"),
        (ReferatpunktQuerySet, "udelukket"),
        (OpgaveQuerySet, "organisationslaeser"),
    ],
)
def test_without_its_filter_the_crawl_reports(verden, kanarier, monkeypatch, queryset, person):
    monkeypatch.setattr(queryset, "visible_to", lambda rows, user: rows)

    met = set().union(*gaa(verden, person, kanarier).values())

    assert any(person not in maa_laese(*kanarier.steder[word]) for word in met)


def test_world_holds_a_canary_in_every_item(kanarier):
    keys = {key for key, _ in kanarier.steder.values()}

    assert {(fase, aabenhed) for fase in FASER for aabenhed in AABENHEDER} - keys == set()
