"""21 §9.4: the public extract is published and withdrawn by the programejer and the sekretær, and read by all."""

from datetime import datetime

import pytest

from indsatser.document.statusuddrag import extract
from indsatser.models import Indsatsplan, Statusuddrag
from indsatser.workflow import statuslaas, statusuddrag
from indsatser.workflow.daglig import skjul_lukkede
from indsatser.workflow.plan import edit_plan
from indsatser.workflow.statusuddrag import publish, withdraw
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders_indsats, builders_status, builders_udfald
from tests.builders_indsats import LUKKET
from tests.indsatser import faelles, statusverden
from tests.indsatser.conftest import NU
from tests.indsatser.planside import send, som, sti
from tests.indsatser.sider import words
from tests.indsatser.test_statuslaas import tamper

TEKST = "Kurserne begynder i november."
KONTAKT = "Demokommunen, Rådhuspladsen 1"
SIDE, PDF = "status/2020-K2/uddrag/", "status/2020-K2/uddrag.pdf"
LAAST = "Planen er lukket. Der kan ikke laves et offentligt uddrag."
FAELLES = faelles.aaben


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    for module in (statuslaas, statusuddrag):
        monkeypatch.setattr(module, "render_in_child", statusverden.rendered)


@pytest.fixture
def kladdestatus(egne):
    """The status of a plan with something in every room, still to be written."""
    return egne["status"]


@pytest.fixture
def status(kladdestatus, sofie):
    return statusverden.laast(kladdestatus, sofie, offentlig_tekst=TEKST)


def close(plan, by):
    return edit_plan(Indsatsplan.objects.get(pk=plan.pk), by=by, **LUKKET)


# Publishing


def test_published_extract_is_stored_and_hashed(status, per, settings):
    settings.MSO_OFFENTLIG_KONTAKT, settings.MSO_UDDRAG_NAEVNER = KONTAKT, 62

    uddrag = publish(status, by=per)

    assert (uddrag.data, uddrag.oprettet_af) == (extract(status.udgave.data, KONTAKT, 62), per)
    assert Haendelse.objects.get(handling="uddrag.udgiv").data == {
        "status": str(status.uuid), "data": uddrag.data_sha256, "pdf": uddrag.pdf_id,
    }  # fmt: skip


@pytest.mark.parametrize("navn", ["tina", "ada"])
def test_only_programejer_and_sekretaer_publish(status, request, navn):
    with pytest.raises(Denied, match="Kun planens programejer og forummets sekretær kan gøre det."):
        publish(status, by=request.getfixturevalue(navn))


def test_status_without_a_public_text_is_refused(kladdestatus, sofie, per):
    status = statusverden.laast(kladdestatus, sofie)

    with pytest.raises(NotNow, match="Skriv den offentlige tekst først."):
        publish(status, by=per)


def test_lukket_plan_is_refused(status, per, tina):
    close(status.plan, tina)
    status.refresh_from_db()

    with pytest.raises(NotNow, match=LAAST):
        publish(status, by=per)


def test_status_that_was_lukket_is_refused_when_its_plan_is_opened(tina, per, styregruppe, ejerenhed, sofie):
    plan = builders_indsats.plan(tina, per, styregruppe, ejerenhed=ejerenhed, **LUKKET)
    status = statusverden.laast(builders_status.status(plan), sofie, offentlig_tekst=TEKST)
    Indsatsplan.objects.filter(pk=plan.pk).update(aabenhed="aaben", titel_lukket="", hjemmel="", lukket_begrundelse="")
    status.plan.refresh_from_db()

    with pytest.raises(NotNow, match=LAAST):
        publish(status, by=per)


def test_version_that_is_replaced_is_refused(status, sofie, per):
    builders_udfald.rettet(status, sofie)

    with pytest.raises(NotNow, match="Kun den nyeste låste version kan udgives."):
        publish(status, by=per)


def test_extract_is_published_once(status, per, sofie):
    publish(status, by=per)

    with pytest.raises(NotNow, match="Det offentlige uddrag er udgivet den 15. juni 2020."):
        publish(status, by=sofie)


def test_withdrawn_extract_is_not_published_again(status, per, sofie):
    withdraw(publish(status, by=per), by=sofie)

    with pytest.raises(NotNow, match="tilbagekaldt den 15. juni 2020 og kan ikke udgives igen"):
        publish(status, by=per)

    row = Statusuddrag.objects.get()
    assert (row.tilbagekaldt_den, row.tilbagekaldt_af) == (NU, sofie)


def test_withdrawing_is_theirs_who_publish_and_done_once(status, per, tina):
    uddrag = publish(status, by=per)
    with pytest.raises(Denied):
        withdraw(uddrag, by=tina)
    withdraw(uddrag, by=per)

    with pytest.raises(NotNow, match="tilbagekaldt"):
        withdraw(uddrag, by=per)


def test_closing_the_plan_withdraws_for_good(status, per, tina, klokken):
    publish(status, by=per)

    plan = close(status.plan, tina)
    edit_plan(plan, by=tina, aabenhed="aaben", titel_lukket="", hjemmel="", lukket_begrundelse="")

    row = Statusuddrag.objects.get()
    assert (row.tilbagekaldt_den, row.tilbagekaldt_af) == (klokken, tina)
    assert som(tina).get(sti(plan, PDF)).status_code == 404


def test_plan_closed_by_its_paper_is_withdrawn_the_next_day(status, per):
    publish(status, by=per)
    Indsatsplan.objects.filter(pk=status.plan.pk).update(**LUKKET)
    at_night = datetime(2020, 6, 16, 5, 40, tzinfo=DANSK_TID)

    with ur.stil(at_night):
        skjul_lukkede.func(0)
        skjul_lukkede.func(0)

    row = Statusuddrag.objects.get()
    assert (row.tilbagekaldt_den, row.tilbagekaldt_af) == (at_night, None)
    assert Haendelse.objects.filter(handling="uddrag.tilbagekald").count() == 1


# The pages


def test_publisher_reads_what_will_be_published_and_publishes_it(status, per):
    client = som(per)
    first = client.get(sti(status.plan, SIDE))

    page = client.get(first.url)
    done = send(client, first.url)

    assert (first.url, done.url) == (sti(status.plan, f"{SIDE}udgiv/"), sti(status.plan, SIDE))
    assert [text for text in (TEKST, "55 af 61 (90 %)", "Udgiv") if text not in words(page)] == []
    assert Statusuddrag.objects.get().oprettet_af == per


def test_reader_reads_the_page_and_fetches_the_file(status, per, ada):
    uddrag = publish(status, by=per)
    client = som(ada)

    page, pdf = client.get(sti(status.plan, SIDE)), client.get(sti(status.plan, PDF))

    assert (page.status_code, TEKST in words(page), "Tilbagekald" in words(page)) == (200, True, False)
    assert pdf["Content-Disposition"] == f'inline; filename="{status.plan.nummer}-2020-K2-uddrag.pdf"'
    assert b"".join(pdf.streaming_content) == lager.read(uddrag.pdf)


def test_page_says_why_it_can_not_be_published(kladdestatus, sofie, per):
    status = statusverden.laast(kladdestatus, sofie)

    response = som(per).get(sti(status.plan, f"{SIDE}udgiv/"))

    assert (response.status_code, "Skriv den offentlige tekst først." in words(response)) == (409, True)


def test_nothing_is_there_before_it_is_published(status, ada):
    client = som(ada)

    found = [client.get(sti(status.plan, path)).status_code for path in (SIDE, PDF, f"{SIDE}udgiv/")]

    assert found == [404, 404, 403]


@pytest.mark.parametrize("end", ["withdraw", "close"])
def test_nothing_is_there_any_more_when_it_is_withdrawn(status, per, tina, ada, end):
    uddrag = publish(status, by=per)
    withdraw(uddrag, by=per) if end == "withdraw" else close(status.plan, tina)

    found = {person.navn: som(person).get(sti(status.plan, PDF)).status_code for person in (ada, tina, per)}

    assert found == {"Ada Andetsteds": 404, "Tina Tovholder": 404, "Per Programejer": 404}
    assert som(ada).get(sti(status.plan, SIDE)).status_code == 404


def test_publisher_withdraws_on_its_page(status, per):
    publish(status, by=per)
    client, path = som(per), sti(status.plan, f"{SIDE}tilbagekald/")

    page, done = client.get(path), send(client, path)

    assert ("Uddraget kan ikke længere læses i portalen." in words(page), done.url) == (
        True, sti(status.plan, "status/2020-K2/"),
    )  # fmt: skip
    assert Statusuddrag.objects.get().tilbagekaldt_af == per


def test_data_that_is_another_than_what_was_published_is_not_served(status, per, ada):
    publish(status, by=per)
    tamper("statusuddrag", "data = '{}'", Statusuddrag.objects.get().pk)

    assert [som(ada).get(sti(status.plan, path)).status_code for path in (SIDE, PDF)] == [503, 503]
