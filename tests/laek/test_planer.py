"""No exit gives a lukket plan away, nor a kladde, nor the sager of a tilsyn (20 §11, §14.11)."""

import pytest
from django.urls import reverse

from indsatser.querysets import IndsatsplanQuerySet
from tests.adgang import planstatusser
from tests.adgang.genstande import adresser
from tests.adgang.memory import reading
from tests.adgang.planverden import AABENHEDER, NAEVNTE, PERSONER, TILSTANDE, byg
from tests.adgang.verden import rullet_tilbage
from tests.laek.gennemgang import efterladt, hent, moedt, uberettiget
from tests.laek.kanarier import Kanarier

pytestmark = pytest.mark.django_db
# Said here without asking the product.
SKRIVERE = {"tovholder", "programejer", "redaktoer", "stedfortraeder_lukket", "revisor"}
LUKKET_KLADDE = SKRIVERE | set(NAEVNTE)
LUKKET = LUKKET_KLADDE | {"oekonomiansvarlig", "styregruppemedlem", "sekretaer"}
AABEN_KLADDE = SKRIVERE | {"stedfortraeder"}
SAGER = {"tovholder", "tilsynsfoerende"}
# One of each kind of right: the others read as one of these does.
GAAR = (
    "organisationslaeser",
    "tovholder",
    "oekonomiansvarlig",
    "tilsynsfoerende",
    "stedfortraeder",
    "tidligere_deltager",
)
# Where something of a plan is read. Pages that ask before an act show what these show, so an aktiv plan stands for the
# others there.
LAESES = {
    "plan", "plan_maal", "plan_milepaele", "milepael", "indikator", "plan_tidsplan", "plan_historik", "plan_pdf",
    "plan_xlsx", "plan_ics", "plan_leverancer", "plan_risici", "plan_oekonomi", "plan_opfoelgning", "plan_tilsyn",
    "tilsyn", "tilsyn_sag", "plan_aendringer", "aendring", "plan_versioner", "plan_status", "status_version",
    "status_pdf", "status_xlsx", "status_aendringer", "status_rediger", "status_kladde", "uddrag", "uddrag_pdf",
    "mine_bidrag", "runde_liste", "runde", "runde_ics", "runde_portefoelje", "rundemoede", "rundemoede_udfald",
}  # fmt: skip


def maa_laese(key, felt):
    """Return who may meet what stands in a field of a plan."""
    tilstand, aabenhed = key
    if felt.startswith("sag."):
        return SAGER | ({"stedfortraeder"} if aabenhed == "aaben" else set())
    if tilstand == "kladde":
        return AABEN_KLADDE if aabenhed == "aaben" else LUKKET_KLADDE
    return set(PERSONER) - {"anonym"} if aabenhed == "aaben" else LUKKET


@pytest.fixture(scope="module")
def kanarier():
    return Kanarier()


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker, kanarier):
    with django_db_blocker.unblock(), rullet_tilbage():
        yield byg(tekst=kanarier.tekst, beloeb=kanarier.beloeb)


def steder(verden):
    """Yield (exit, path, parameters): every address of plans, and what lower apps show of them."""
    for name, _, tilstand, _, path in adresser(verden):
        if name in LAESES or tilstand in ("aktiv", "-", *planstatusser.TILSTANDE):
            yield name, path, None
    for one in verden.beslutninger.values():
        yield "beslutning", reverse("beslutning", args=[one.nummer]), None
    for plan in verden.planer.values():
        yield "soeg", reverse("soeg"), {"q": plan.nummer}
    yield "soeg", reverse("soeg"), {"q": "her"}
    for name in ("forside", "notifikationer", "kalender", "beslutning_liste", "opgave_liste"):
        yield name, reverse(name), None


def gaa(verden, person, kanarier):
    with reading():
        return moedt(verden, person, steder(verden), kanarier)


@pytest.fixture(scope="module")
def gaaet(verden, kanarier):
    return {person: gaa(verden, person, kanarier) for person in GAAR}


@pytest.mark.parametrize("person", GAAR)
def test_nobody_meets_what_he_may_not_read(gaaet, kanarier, person):
    assert uberettiget(gaaet[person], person, kanarier, maa_laese) == {}


def test_tovholder_meets_every_text_of_his_plans(gaaet, kanarier):
    met = {kanarier.steder[word] for word in set().union(*gaaet["tovholder"].values())}
    # An ended plan is read as an aktiv one; a lukket one is called by its lukkede title alone.
    stands = {(key, felt) for key, felt in kanarier.steder.values()
              if key[0] != "afsluttet" and (key[1], felt) != ("lukket", "titel")}  # fmt: skip

    assert sorted(stands - met) == []


def test_logs_and_mails_hold_no_canary(verden, gaaet, kanarier):
    assert efterladt(kanarier) == set()


def test_without_its_filter_the_crawl_reports(verden, kanarier, monkeypatch):
    monkeypatch.setattr(IndsatsplanQuerySet, "visible_to", lambda rows, user, som_lukket=False: rows)

    met = set().union(*gaa(verden, "organisationslaeser", kanarier).values())

    assert any("organisationslaeser" not in maa_laese(*kanarier.steder[word]) for word in met)


def test_closing_the_indstilling_closes_every_address_of_the_plan(verden):
    plan = verden.planer["aktiv", "aaben"]
    paths = [path for _, _, _, _, path in adresser(verden) if path.startswith(f"/indsatsplaner/{plan.nummer}/")]
    with rullet_tilbage():
        paper = plan.beslutning.punkt.indstilling
        type(paper).objects.filter(pk=paper.pk).update(
            aabenhed="lukket", titel_lukket="En flytning", hjemmel="private_forhold", lukket_begrundelse="En person"
        )
        answers = {path: hent(verden, "organisationslaeser", path)[0] for path in paths}

    assert {path: status for path, status in answers.items() if status not in (404, 405)} == {}
    assert len(paths) > 20


def test_world_holds_a_canary_in_every_plan(kanarier, verden):
    keys = {key for key, _ in kanarier.steder.values()}

    assert {(tilstand, aabenhed) for tilstand in TILSTANDE for aabenhed in AABENHEDER} - keys == set()
