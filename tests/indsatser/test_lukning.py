"""50 §5.2: closing a plan, or the case it comes from, closes what was made of its statuses at meetings."""

from datetime import date, datetime

import pytest

from indsatser.models import Indsatsplan, Statusudfald
from indsatser.workflow import statuslaas
from indsatser.workflow.daglig import skjul_lukkede
from indsatser.workflow.plan import edit_plan
from indsatser.workflow.rundeslut import set_on_agenda
from indsatser.workflow.status import reopen
from indstillinger.models import Beslutning, Punktbilag
from indstillinger.workflow import tilstande
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import NotNow
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import (
    builders_indsats,
    builders_indstilling,
    builders_moede,
    builders_opgave,
    builders_status,
    builders_udfald,
)
from tests.adgang.formular import indhold
from tests.builders_indsats import LUKKET
from tests.indsatser import statusverden
from tests.indsatser.planside import som

EFTER_FRISTEN = datetime(2020, 8, 3, 9, tzinfo=DANSK_TID)
GRUND = {"hjemmel": LUKKET["hjemmel"], "begrundelse": LUKKET["lukket_begrundelse"]}
GRUND_AF_SAG = {name: LUKKET[name] for name in ("hjemmel", "lukket_begrundelse")}


@pytest.fixture
def spoergsmaal(aktiv, sofie, styregruppe):
    """A question of a locked status; everybody may read the åbne items of the styregruppe."""
    styregruppe.laesekreds = "organisation"
    styregruppe.save()
    made = builders_udfald.laast(aktiv, sofie, niveau="chefteam")
    made.status.runde.moede = builders_moede.moede(styregruppe, date(2020, 7, 6))
    made.status.runde.save()
    return made


@pytest.fixture
def punkt(spoergsmaal, sofie):
    """The status' item as it was sent."""
    punkt = set_on_agenda(spoergsmaal.status, by=sofie)
    builders_moede.sendt(punkt.moede, sofie)
    punkt.refresh_from_db()
    return punkt


@pytest.fixture
def indstilling(spoergsmaal, sofie, per):
    """Return a function of a state: an åben indstilling in it that asks the status' question."""

    def make(tilstand):
        paper = builders_indstilling.indstilling(sofie, leder=per, tilstand=tilstand)
        Statusudfald.objects.create(beslutning=spoergsmaal, indstilling=paper, oprettet_den=ur.nu(), oprettet_af=sofie)
        return paper

    return make


def luk(plan):
    edit_plan(plan, by=plan.tovholder, **LUKKET)


def svar(browser, punkt):
    page = f"/moeder/{punkt.moede.noegle}/punkt/{punkt.nummer}/"
    answers = [browser.get(path) for path in (page, f"{page}bilag/1/", f"{page}bilag/1/vis/")]
    for one in answers:
        indhold(one)  # to its end, so that no file stays open
    return [one.status_code for one in answers]


def test_sent_item_of_a_status_is_lukket_with_its_plan(punkt, spoergsmaal, ada, sofie):
    before = svar(som(ada), punkt)

    luk(spoergsmaal.status.plan)

    punkt.refresh_from_db()
    assert (before, svar(som(ada), punkt), svar(som(sofie), punkt)) == (
        [200] * 3, [404] * 3, [200] * 3,
    )  # fmt: skip
    assert (punkt.aabenhed, punkt.titel_lukket) == (
        "lukket", f"Kvartalsstatus, 2. kvartal 2020: {LUKKET['titel_lukket']}",
    )  # fmt: skip
    assert Punktbilag.objects.filter(punkt=punkt).values("aabenhed", *GRUND).get() == {"aabenhed": "lukket", **GRUND}


def test_decision_of_the_item_is_read_by_its_own_alone(punkt, spoergsmaal, ada, sofie):
    decision = builders_opgave.beslutning(punkt, sofie)
    assert list(Beslutning.objects.visible_to(ada)) == [decision]

    luk(spoergsmaal.status.plan)

    assert [list(Beslutning.objects.visible_to(one)) for one in (ada, sofie)] == [[], [decision]]


@pytest.mark.parametrize("tilstand", ["kladde", "til_godkendelse", "godkendt"])
def test_indstilling_that_asks_for_a_status_is_lukket_with_its_plan(indstilling, spoergsmaal, tilstand):
    paper = indstilling(tilstand)

    luk(spoergsmaal.status.plan)

    paper.refresh_from_db()
    assert (paper.aabenhed, paper.titel_lukket, paper.tilstand) == (
        "lukket", f"Kvartalsstatus, 2. kvartal 2020: {LUKKET['titel_lukket']}", tilstand,
    )  # fmt: skip
    assert (paper.hjemmel, paper.lukket_begrundelse) == (LUKKET["hjemmel"], LUKKET["lukket_begrundelse"])


def test_case_that_is_closed_takes_its_plans_items_with_it(
    punkt, spoergsmaal, sofie, per, django_capture_on_commit_callbacks
):
    paper = builders_indstilling.indstilling(sofie, leder=per, tilstand="godkendt")
    plan = spoergsmaal.status.plan
    plan.beslutning = builders_opgave.beslutning(builders_moede.punkt(punkt.moede, paper), sofie)
    plan.save()

    with django_capture_on_commit_callbacks(execute=True):
        tilstande.close(paper, by=per, titel_lukket="En medarbejder flyttes", **GRUND_AF_SAG)

    punkt.refresh_from_db()
    assert (punkt.aabenhed, punkt.titel_lukket) == (
        "lukket", "Kvartalsstatus, 2. kvartal 2020: En medarbejder flyttes",
    )  # fmt: skip


def test_indstilling_that_was_opened_again_stays_open_at_night(indstilling, spoergsmaal, per):
    paper = indstilling("godkendt")
    luk(spoergsmaal.status.plan)
    tilstande.open_up(paper, "Navnene er taget ud.", by=per)

    skjul_lukkede.func(0)

    paper.refresh_from_db()
    assert paper.aabenhed == "aaben"


def test_night_closes_what_still_stands_open(punkt, indstilling, spoergsmaal, sofie):
    paper = indstilling("godkendt")
    Indsatsplan.objects.filter(pk=spoergsmaal.status.plan_id).update(**LUKKET)

    skjul_lukkede.func(0)
    skjul_lukkede.func(0)

    assert [one.__class__.objects.get(pk=one.pk).aabenhed for one in (punkt, paper)] == ["lukket", "lukket"]
    assert [one.aktoer for one in Haendelse.objects.filter(handling="punkt.luk")] == [sofie]


def test_item_of_another_plan_stays_as_it_is(punkt, spoergsmaal, sofie):
    plan = spoergsmaal.status.plan
    other = builders_indsats.plan(plan.tovholder, plan.programejer, plan.styregruppe, ejerenhed=plan.ejerenhed,
                                  titel="Færre skift")  # fmt: skip

    luk(other)

    punkt.refresh_from_db()
    assert (punkt.aabenhed, Haendelse.objects.filter(handling="punkt.luk").count()) == ("aaben", 0)


# A status on its way


@pytest.fixture
def papir(monkeypatch):
    """Stand in for the printing; a plan that is put in the list is closed while its status is printed."""
    lukkes = []

    def rendered(*said, **felter):
        for plan in lukkes:
            luk(plan)
        return statusverden.rendered(*said, **felter)

    monkeypatch.setattr(statuslaas, "render_in_child", rendered)
    return lukkes


def test_plan_closed_since_the_approval_is_approved_again_so_that_the_paper_says_it(aktiv, sofie, per, papir):
    approved = statusverden.godkendt(builders_status.status(aktiv))
    luk(aktiv)
    with pytest.raises(NotNow, match="Planen er gjort lukket siden godkendelsen"):
        statuslaas.lock(approved, by=sofie)

    status = reopen(approved, by=per, grund="Planen er gjort lukket.")
    udgave = statusverden.laast(status, sofie).udgave

    assert (udgave.aabenhed, udgave.data["plan"]["aabenhed"]) == ("lukket", "lukket")


def test_plan_closed_while_the_status_is_printed_is_locked_at_the_second_try(aktiv, sofie, papir):
    status = builders_status.status(aktiv)
    papir.append(aktiv)
    with ur.stil(EFTER_FRISTEN), pytest.raises(NotNow, match="mens status blev låst"):
        statuslaas.lock(status, by=sofie)

    papir.clear()
    with ur.stil(EFTER_FRISTEN):
        udgave = statuslaas.lock(status, by=sofie).udgave

    assert (udgave.aabenhed, udgave.data["plan"]["aabenhed"]) == ("lukket", "lukket")
