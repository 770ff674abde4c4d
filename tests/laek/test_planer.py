"""No exit gives a lukket plan away, nor a kladde, nor the sager of a tilsyn, nor its statuses (20 §11, 21 §11, §14)."""

import json
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import pytest
from django.db.models import CharField, JSONField, TextField
from django.urls import reverse

from indsatser.models import (
    Kvartalsstatus,
    Statusbeslutning,
    Statusrettelse,
    Statusrunde,
    Statusudfald,
    Statusvurdering,
    Valgmulighed,
)
from indsatser.querysets import IndsatsplanQuerySet, KvartalsstatusQuerySet
from indsatser.workflow.statuslaas import lock
from mso_portal.motor import post, ur
from mso_portal.motor.models import Mail
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.pdf.proces import RenderedPart
from tests.adgang import planstatusser
from tests.adgang.genstande import adresser
from tests.adgang.memory import reading
from tests.adgang.planverden import AABENHEDER, NAEVNTE, PERSONER, TILSTANDE, byg
from tests.adgang.tryk import once, printing
from tests.adgang.verden import rullet_tilbage
from tests.builders_indstilling import ord_
from tests.demo.udenpdf import without_pdf
from tests.laek.gennemgang import efterladt, hent, moedt, uberettiget
from tests.laek.kanarier import Kanarier
from tests.motor.pdf.laesning import page_count

pytestmark = pytest.mark.django_db
# Said here without asking the product.
SKRIVERE = {"tovholder", "programejer", "redaktoer", "stedfortraeder_lukket", "revisor"}
LUKKET_KLADDE = SKRIVERE | set(NAEVNTE)
LUKKET = LUKKET_KLADDE | {"oekonomiansvarlig", "styregruppemedlem", "sekretaer"}
AABEN_KLADDE = SKRIVERE | {"stedfortraeder"}
SAGER = {"tovholder", "tilsynsfoerende"}
# A status that isn't locked, the correction of a locked one included, is for those who write it, approve it and hold
# its meeting.
STATUSKLADDER = ("aaben", "til_godkendelse", "godkendt", "rettelse")
STATUSSKRIVERE = SKRIVERE | {"sekretaer"}
# One of each kind of right: the others read as one of these does.
GAAR = (
    "anonym",
    "organisationslaeser",
    "tovholder",
    "oekonomiansvarlig",
    "tilsynsfoerende",
    "styregruppemedlem",
    "sekretaer",
    "stedfortraeder",
    "tidligere_deltager",
)
# Where something of a status is read, or of a round.
STATUSSIDER = {
    "plan_status", "status", "status_version", "status_pdf", "status_xlsx", "status_aendringer", "status_rediger",
    "status_kladde", "status_ret", "status_ret_vaerdi", "uddrag", "uddrag_pdf", "uddrag_udgiv", "mine_bidrag",
    "runde_liste", "runde", "runde_ics", "runde_portefoelje", "runde_samlet", "runde_afslut", "runde_dagsorden",
    "rundemoede", "rundemoede_udfald", "rundemoede_indstilling",
}  # fmt: skip
# Where something of a plan is read. Pages that ask before an act show what these show, so an aktiv plan stands for the
# others there.
LAESES = STATUSSIDER | {
    "plan", "plan_maal", "plan_milepaele", "milepael", "indikator", "plan_tidsplan", "plan_historik", "plan_pdf",
    "plan_xlsx", "plan_ics", "plan_leverancer", "plan_risici", "plan_oekonomi", "plan_opfoelgning", "plan_tilsyn",
    "tilsyn", "tilsyn_sag", "plan_aendringer", "aendring", "plan_versioner",
}  # fmt: skip
# What answers a POST alone, asked without a body.
SENDES = ("status_felt", "bidrag_uaendret", "bidrag_pind", "status_ret_medtag", "status_ret_fjern", "runde_laas")
STATUSMODELLER = (
    Kvartalsstatus, Statusvurdering, Statusbeslutning, Valgmulighed, Statusudfald, Statusrettelse, Statusrunde,
)  # fmt: skip
# Text that nobody writes of one plan: what the portal makes, and what is said of a whole round.
IKKE_FRI = {
    "kvartalsstatus.noegle", "kvartalsstatus.data_sha256", "valgmulighed.bogstav", "statusrettelse.sti",
    "statusrunde.noegle", "statusrunde.betegnelse", "statusrunde.note", "statusrunde.aflyst_grund",
}  # fmt: skip


def maa_laese(key, felt):
    """Return who may meet what stands in a field of a plan."""
    tilstand, aabenhed = key
    if felt.startswith("status."):
        return _maa_laese_status(felt.split(".")[1], aabenhed)
    if felt.startswith("sag."):
        return SAGER | ({"stedfortraeder"} if aabenhed == "aaben" else set())
    if tilstand == "kladde":
        return AABEN_KLADDE if aabenhed == "aaben" else LUKKET_KLADDE
    return set(PERSONER) - {"anonym"} if aabenhed == "aaben" else LUKKET


def _maa_laese_status(tilstand, aabenhed):
    if tilstand in STATUSKLADDER:
        return STATUSSKRIVERE | ({"stedfortraeder"} if aabenhed == "aaben" else set())
    if tilstand == planstatusser.LUKKET_DENGANG:  # the plan is åben, and nobody takes part in it for being named
        return LUKKET - set(NAEVNTE)
    return set(PERSONER) - {"anonym"} if aabenhed == "aaben" else LUKKET


@pytest.fixture(scope="module")
def kanarier():
    return Kanarier()


@contextmanager
def trykt_her():
    """Print what is filed, in this process."""
    with ExitStack() as stack:
        for module in ("statuslaas", "statusuddrag", "rundeudgave"):
            stack.enter_context(patch(f"indsatser.workflow.{module}.render_in_child", _printed))
        yield


def _printed(document, *, filed=True, images=()):
    pdf = render_pdf(document, images=images)
    return RenderedPart(pdf, page_count(pdf))


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker, kanarier):
    with django_db_blocker.unblock(), rullet_tilbage(), printing(once()):
        yield byg(tekst=kanarier.tekst, beloeb=kanarier.beloeb, trykt=trykt_her)


def steder(verden):
    """Yield (exit, path, parameters …): every address of plans, and what lower apps show of them."""
    for name, _, tilstand, _, path in adresser(verden):
        if name in LAESES or tilstand in ("aktiv", "-", *planstatusser.ALLE):
            yield name, path, None
        if name in SENDES:
            yield name, path, {}, None, True
    for one in verden.beslutninger.values():
        yield "beslutning", reverse("beslutning", args=[one.nummer]), None
    for plan in verden.planer.values():
        yield "soeg", reverse("soeg"), {"q": plan.nummer}
    yield "soeg", reverse("soeg"), {"q": "her"}
    for name in ("forside", "notifikationer", "kalender", "beslutning_liste", "opgave_liste", "moede_liste"):
        yield name, reverse(name), None
    yield "indstilling_liste", reverse("indstilling_liste"), {"fane": "alle"}
    yield from _taget_op(verden)


def _taget_op(verden):
    """Where a status has been taken up: the agenda of its meeting, and the indstilling made of one of its questions."""
    moede = verden.moede
    yield "moede", reverse("moede_laes", args=[moede.noegle]), None
    yield "moede", reverse("moede_byg", args=[moede.noegle]), None
    for punkt in moede.punkter.order_by("raekkefoelge"):
        own = f"/moeder/{moede.noegle}/punkt/{punkt.nummer}/"
        for page in ("", "bilag/1/", "bilag/1/vis/", "bilag/2/", "bilag/2/vis/"):
            yield "punkt", f"{own}{page}", None
    for paper in verden.sager.values():
        for page in ("", "pdf/", "rediger/", "historik/", "bilag/1/", "bilag/1/vis/"):
            yield "indstilling", f"/indstillinger/{paper.nummer}/{page}", None


def gaa(verden, person, kanarier, kun=None):
    with reading():
        return moedt(verden, person, (one for one in steder(verden) if kun is None or one[0] in kun), kanarier)


@pytest.fixture(scope="module")
def gaaet(verden, kanarier):
    with ur.stil(ur.nu()):  # what several print at one moment is one paper
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


@pytest.mark.parametrize(
    ("person", "exit", "felter"),
    [
        ("sekretaer", "runde", {"titel_lukket", "runde.uden_status_grund"}),
        ("sekretaer", "status_rediger", {"status.aaben.resume", "status.aaben.tilbage_grund"}),
        ("styregruppemedlem", "runde_portefoelje", {"titel_lukket"}),
        ("styregruppemedlem", "runde_samlet", {"titel_lukket", "status.rettes.resume"}),
        ("styregruppemedlem", "rundemoede", {"status.erstattet.spoergsmaal", "status.erstattet.udfald"}),
        ("styregruppemedlem", "punkt", {"titel_lukket", "status.erstattet.resume", "status.erstatter.resume"}),
        ("tovholder", "indstilling", {"status.erstattet.spoergsmaal", "status.erstattet.tekst"}),
        ("oekonomiansvarlig", "mine_bidrag", {"titel_lukket"}),
    ],
)
def test_entitled_person_meets_the_lukkede_plan_where_it_belongs(gaaet, kanarier, person, exit, felter):
    places = [kanarier.steder[word] for word in gaaet[person][exit]]

    assert felter - {felt for (_, aabenhed), felt in places if aabenhed == "lukket"} == set()


@pytest.mark.parametrize("model", STATUSMODELLER)
def test_every_free_text_of_a_lukket_status_holds_a_canary(verden, kanarier, model):
    without = set()
    for field in model._meta.concrete_fields:
        free = isinstance(field, CharField | TextField) and not field.choices or isinstance(field, JSONField)
        if free and f"{model._meta.model_name}.{field.name}" not in IKKE_FRI:
            found = kanarier.i(json.dumps(list(model.objects.order_by("pk").values_list(field.name))).encode())
            if "lukket" not in {kanarier.keys(word)[1] for word in found}:
                without.add(field.name)

    assert without == set()


def test_logs_and_mails_hold_no_canary(verden, gaaet, kanarier):
    assert efterladt(kanarier) == set()


def test_mails_about_statuses_hold_no_canary(verden, kanarier):
    with rullet_tilbage():
        post.digest(ur.nu())
        mails = [message for one in Mail.objects.order_by("pk") if (message := post.compose(one))]

    assert kanarier.i("".join(f"{one.subject} {one.body}" for one in mails).encode()) == set()
    assert {one.to[0].partition("@")[0] for one in mails} >= {"tovholder", "programejer"}


@pytest.mark.parametrize(
    ("target", "name", "fault", "exits"),
    [
        (IndsatsplanQuerySet, "visible_to", lambda rows, user, som_lukket=False: rows, {"plan", "status_version"}),
        (
            KvartalsstatusQuerySet, "visible_to", lambda rows, user: rows,
            {"status", "status_version", "status_pdf", "status_xlsx", "status_aendringer",
             "status_rediger", "status_kladde", "rundemoede", "runde", "runde_portefoelje", "runde_samlet"},
        ),
    ],
)  # fmt: skip
def test_without_its_filter_the_crawl_reports(verden, kanarier, monkeypatch, target, name, fault, exits):
    monkeypatch.setattr(target, name, fault)

    met = gaa(verden, "organisationslaeser", kanarier, exits)
    wrong = uberettiget(met, "organisationslaeser", kanarier, maa_laese)

    assert set(wrong) == exits


def test_correction_of_what_was_lukket_is_as_closed_as_that(verden):
    status = verden.statusser[planstatusser.LUKKET_DENGANG, "aaben"]
    with rullet_tilbage():
        planstatusser.corrected(verden, status, ord_)
        path = reverse("status_ret", args=[status.plan.nummer, status.noegle])
        answers = {person: hent(verden, person, path)[0] for person in ("stedfortraeder", "tovholder")}

    assert answers == {"stedfortraeder": 404, "tovholder": 200}


def test_correction_of_what_was_locked_as_lukket_is_locked_so_too(verden):
    status, by = verden.statusser[planstatusser.LUKKET_DENGANG, "aaben"], verden.personer["sekretaer"]
    with rullet_tilbage(), without_pdf():
        lock(planstatusser.corrected(verden, status, ord_), by=by)
        paths = [reverse("status_version", args=[status.plan.nummer, status.noegle, nr]) for nr in (1, 2)]
        answers = {
            person: [hent(verden, person, path)[0] for path in paths] for person in ("organisationslaeser", "tovholder")
        }

    assert answers == {"organisationslaeser": [404, 404], "tovholder": [200, 200]}


def test_closing_the_indstilling_closes_every_address_of_the_plan(verden):
    plan = verden.planer["aktiv", "aaben"]
    paths = [path for _, _, _, _, path in adresser(verden) if path.startswith(f"/indsatsplaner/{plan.nummer}/")]
    with planstatusser.lukket_sag(plan), reading():
        answers = {path: hent(verden, "organisationslaeser", path)[0] for path in paths}

    assert {path: status for path, status in answers.items() if status not in (404, 405)} == {}
    assert len(paths) > 20


def test_world_holds_a_canary_in_every_plan(kanarier, verden):
    keys = {key for key, _ in kanarier.steder.values()}

    assert {(tilstand, aabenhed) for tilstand in TILSTANDE for aabenhed in AABENHEDER} - keys == set()
