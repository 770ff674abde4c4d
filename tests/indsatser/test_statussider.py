"""A plan's statuses: the list, the locked page from its edition alone, its PDF, and two of them compared (21 §11)."""

from datetime import date, datetime
from functools import partial

import pytest

from indsatser.models import Statusudgave
from indsatser.views.status import FANER
from indsatser.workflow import statuslaas, statusudgave
from indsatser.workflow.leverance import confirm, deliver
from indsatser.workflow.plan import edit_plan
from indsatser.workflow.status import approve, submit, write
from indsatser.workflow.statusindstilling import make_paper
from indsatser.workflow.statuslaas import lock
from indsatser.workflow.statusrettelse import correct
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.motor.log import genstand
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_status
from tests.adgang.formular import indhold
from tests.indsatser import faelles, mange, statusverden
from tests.indsatser.planside import som, sti
from tests.indsatser.rigplan import rig
from tests.indsatser.sider import words
from tests.indsatser.statusverden import SPOERGSMAAL, laast

FAELLES = faelles.rigget
K2, K3 = "2020-K2", "2020-K3"
GRUND = "Prognosen for kurset var skrevet af fra et gammelt ark."
EFTERAAR = datetime(2020, 10, 20, 9, tzinfo=DANSK_TID)
FRIST = datetime(2020, 6, 29, 9, tzinfo=DANSK_TID)


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


@pytest.fixture
def plan(egne):
    return egne["plan"]


@pytest.fixture
def status(plan, sofie):
    return laast(builders_status.status(plan), sofie, beslutninger=[SPOERGSMAAL])


@pytest.fixture
def efteraar(status, sofie):
    """The third quarter, locked in October."""
    with ur.stil(EFTERAAR):
        runde = builders_status.runde(status.plan.styregruppe, sofie, date(2020, 9, 30), None)
        yield laast(builders_status.status(status.plan, runde), sofie, resume="Kurset holdes i november.")


def side(person, status, rest=""):
    return som(person).get(sti(status.plan, f"status/{status.noegle}/{rest}"))


def rettet(status, sofie):
    """Return the locked second version."""
    plan = status.plan
    found = write(
        correct(status, GRUND, by=plan.tovholder), by=plan.tovholder, tekster={"resume": "Det er i november."}
    )
    return lock(approve(submit(found, by=plan.tovholder), by=plan.programejer), by=sofie)


# The list


def test_plan_without_a_status_says_when_the_first_is_expected(plan, styregruppe, ada):
    builders_status.runde(styregruppe, plan.tovholder, aaben=False)

    assert "Første status forventes 29. juni 2020." in words(som(ada).get(sti(plan, "status/")))


def test_plan_page_leads_to_the_statuses_once_it_runs(kladde, tina):
    pages = [som(tina).get(sti(kladde)), som(tina).get(sti(builders_indsats.aktiv(kladde)))]

    assert [sti(kladde, "status/") in page.content.decode() for page in pages] == [False, True]


def test_row_of_a_round_has_six_lights_as_they_were_locked(status, ada):
    page = som(ada).get(sti(status.plan, "status/"))

    (row,) = page.context["raekker"]
    assert (row["tekst"], row["detalje"], row["maerker"]) == ("2. kvartal 2020", "Data pr. 15.6.2020", [])
    assert [one["slags"] for one in row["lys"]] == ["roed", "gul", "groen", "roed", "gul", "gul"]


def test_draft_is_listed_for_who_may_see_it(plan, tina, ada):
    builders_status.status(plan)

    pages = [som(one).get(sti(plan, "status/")) for one in (tina, ada)]

    assert "Under skrivning Ikke valgt" in words(pages[0])
    assert pages[1].context["raekker"] == []


def test_status_that_nobody_approved_says_so_everywhere(plan, sofie, ada):
    status = builders_status.status(plan)
    with ur.stil(FRIST):
        lock(status, by=sofie)

    pages = [som(ada).get(sti(plan, "status/")), side(ada, status), side(ada, status, "v1/")]

    assert [one["tekst"] for one in pages[0].context["raekker"][0]["maerker"]] == ["Ikke godkendt"]
    assert ["Ikke godkendt af programejer" in words(page) for page in pages] == [False, True, True]


def test_round_is_listed_once_with_its_newest_version_and_a_correction_for_its_writers(status, sofie, tina, ada):
    rettet(status, sofie)
    correct(status.plan.statusser.get(nr=2), GRUND, by=tina)

    rows = [som(one).get(sti(status.plan, "status/")).context["raekker"] for one in (tina, ada)]

    assert [row["detalje"] for (row,) in rows] == ["Data pr. 15.6.2020, version 2"] * 2
    assert [[one["navn"] for one in row["rettelser"]] for (row,) in rows] == [["version 3"], []]


def test_list_takes_the_same_queries_with_one_status_and_with_three(status, sofie, ada, count_queries):
    client, url = som(ada), sti(status.plan, "status/")
    client.get(url)

    def more(aar):
        with ur.stil(datetime(aar, 10, 20, 9, tzinfo=DANSK_TID)):
            runde = builders_status.runde(status.plan.styregruppe, sofie, date(aar, 9, 30), None)
            laast(builders_status.status(status.plan, runde), sofie)
        return count_queries(lambda: client.get(url))

    assert [count_queries(lambda: client.get(url)), more(2020), more(2021)] == [7, 7, 7]


# The locked page


def test_page_one_comes_first_and_then_what_changed(status, ada):
    page = words(side(ada, status))

    assert "Version 1 Data pr. 15. juni 2020 Låst 15. juni 2020 kl. 10.30 Hent PDF Hent Excel" in page
    assert page.index("Samlet Kræver handling") < page.index("1. Hvornår holdes kurset?") < page.index("Siden sidst")


@pytest.mark.parametrize(("fane", "tekst"), [
    ("tidsplan", "Plan er lagt kursusleder 10.6.2020"), ("maal", "Mål uden målbar indikator (1 af 2)"),
    ("oekonomi", "Underviseren bliver syg"), ("grundlag", "Datagrundlag"), ("findes-ikke", "Siden sidst"),
])  # fmt: skip
def test_tab_shows_its_part_without_script(status, ada, fane, tekst):
    page = side(ada, status, f"?fane={fane}")

    assert tekst in words(page)
    assert [one["aktuel"] for one in page.context["faner"]].count(True) == 1


@pytest.mark.parametrize("form", ["kort", "fuld"])
def test_every_section_of_the_paper_stands_in_one_tab(plan, sofie, ada, form):
    duty = plan.statuspligter.get()
    duty.form = form
    duty.save()
    status = laast(builders_status.status(plan), sofie)

    pages = [side(ada, status, f"?fane={fane}").context for fane in FANER]

    document, _ = statuslaas.status_document(Statusudgave.objects.get().data, status.laast_den)
    shown = [one.id for page in pages for one in page["afsnit"]] + [one.id for one in pages[0]["foerste"]]
    assert sorted(shown) == sorted(one.id for one in document.sections)


def test_page_is_of_the_locked_data_whatever_the_plan_says_now(status, tina, ada):
    before = words(side(ada, status, "?fane=maal"))
    edit_plan(status.plan, by=tina, titel="Et andet navn")

    assert words(side(ada, status, "?fane=maal")) == before


def test_writer_is_led_to_the_draft_and_a_reader_finds_nothing(plan, tina, ada):
    status = builders_status.status(plan)

    answers = [side(one, status) for one in (tina, ada)]

    assert [one.status_code for one in answers] == [302, 404]
    assert answers[0]["Location"] == sti(plan, f"status/{K2}/rediger/")


@pytest.mark.parametrize("rest", ["v2/", "v1/status.pdf/", "v2/status.pdf"])
def test_version_that_does_not_exist_is_not_found(status, ada, rest):
    assert side(ada, status, rest).status_code == 404


def test_replaced_version_says_so_and_stays_readable(status, sofie, ada):
    before = lager.read(status.udgave.pdf)
    rettet(status, sofie)

    old, new = side(ada, status, "v1/"), side(ada, status)

    assert f"Erstattet af version 2 den 15. juni 2020: {GRUND}" in words(old)
    assert "Kort fortalt Kurset er flyttet." in words(old)
    assert "Kort fortalt Det er i november." in words(new) and "Erstattet af" not in words(new)
    assert b"".join(side(ada, status, "v1/status.pdf").streaming_content) == before


def test_correction_under_way_is_told_to_its_writers(status, tina, ada):
    correct(status, GRUND, by=tina)

    assert ["Version 2 er under skrivning." in words(side(one, status)) for one in (tina, ada)] == [True, False]


def test_status_leads_to_the_one_before_and_the_one_after(status, efteraar, ada):
    links = [[(one["label"], one["url"]) for one in side(ada, one).context["links"][2:]] for one in (status, efteraar)]

    assert links == [[("Næste status", sti(status.plan, f"status/{K3}/"))],
                     [("Forrige status", sti(status.plan, f"status/{K2}/"))]]  # fmt: skip


def test_menu_is_each_readers_own(status, tina, ada, sofie):
    menus = [[one["label"] for one in side(one, status).context["handlinger"]] for one in (tina, sofie, ada)]

    assert menus == [["Ret status"], ["Offentligt uddrag"], []]


@pytest.mark.parametrize("flere", [0, 57])
def test_locked_page_takes_six_queries_with_3_and_60_milestones(plan, sofie, ada, flere, count_queries):
    draft = builders_status.status(plan)
    mange.fill(draft, flere)
    status = laast(draft, sofie, beslutninger=[SPOERGSMAAL])
    client = som(ada)
    urls = [sti(status.plan, f"status/{K2}/?fane={fane}") for fane in FANER]
    client.get(urls[0])

    assert [count_queries(partial(client.get, url)) for url in urls] == [6] * len(FANER)


def test_changed_edition_is_shown_to_nobody(status, ada, monkeypatch):
    monkeypatch.setattr(statusudgave, "digest", lambda data: "0" * 64)

    answers = [side(ada, status, rest) for rest in ("", "v1/status.pdf", "aendringer/")]

    assert [one.status_code for one in answers] == [503] * 3
    assert "Den låste status kan ikke bekræftes. Kontakt systemadministrator." in words(answers[0])


def test_question_for_the_chefteam_leads_to_its_indstilling_for_who_may_read_it(plan, sofie, ada):
    builders.forum("CT", navn="Chefteamet", slags="chefteam")
    status = laast(builders_status.status(plan), sofie, beslutninger=[{**SPOERGSMAAL, "niveau": "chefteam"}])
    paper = make_paper(status.beslutninger.get(), by=sofie)

    links = [side(one, status).context["kaeder"][0]["links"] for one in (sofie, ada)]

    assert links == [[{"label": f"Indstilling {paper.nummer}", "url": f"/indstillinger/{paper.nummer}/"}], []]


# Of a lukket plan


@pytest.fixture
def lukket(tina, per, styregruppe, ejerenhed, hr, sofie):
    plan = rig(builders_indsats.plan(tina, per, styregruppe, ejerenhed=ejerenhed, **builders_indsats.LUKKET), hr)
    return laast(builders_status.status(plan), sofie)


@pytest.mark.parametrize("rest", ["", "v1/", "v1/status.pdf", "aendringer/"])
def test_lukket_status_is_its_own_peoples_and_each_reading_is_noted(lukket, tina, ada, rest):
    assert side(ada, lukket, rest).status_code == 404

    answer = side(tina, lukket, rest)

    assert (answer.status_code, len(indhold(answer)) > 20) == (200, True)
    assert [one.genstande for one in Opslag.objects.order_by("pk")] == [[list(genstand(lukket.plan))]]


def test_tab_of_the_browser_keeps_the_secret(lukket, tina):
    page = side(tina, lukket).content.decode()

    title = page.partition("<title>")[2].partition("</title>")[0]
    assert title == f"Kvartalsstatus {K2} – Plan {lukket.plan.nummer} – MSO-portalen"
    assert "Flytning af en medarbejder" in page


# PDF


def test_pdf_is_the_stored_bytes(status, ada):
    answer = side(ada, status, "v1/status.pdf")

    assert b"".join(answer.streaming_content) == lager.read(status.udgave.pdf)
    assert answer["Content-Disposition"] == f'inline; filename="{status.plan.nummer}-{K2}-status-1.pdf"'
    assert Opslag.objects.get().genstande == []


# Two compared


def test_first_status_has_nothing_to_be_compared_with(status, ada):
    assert "Første status. Der er intet at sammenligne med." in words(side(ada, status, "aendringer/"))


def test_status_is_compared_with_the_one_before_it(status, efteraar, ada):
    page = side(ada, efteraar, "aendringer/")

    groups = [one["titel"] for one in page.context["afsnit"]]
    assert groups == ["Vurdering"]
    assert (page.context["form"]["fra"].value(), page.context["form"]["til"].value()) == (K2, K3)


@pytest.mark.parametrize("given", [f"?fra={K2}&til={K3}", f"?fra={K3}&til={K2}"])
def test_two_are_compared_in_order_of_time(status, efteraar, ada, given):
    page, usual = side(ada, status, f"aendringer/{given}"), side(ada, efteraar, "aendringer/")

    assert page.context["afsnit"] == usual.context["afsnit"]


def test_what_ended_between_two_statuses_is_told(status, sofie, kim, ada):
    row, noegler = status.plan.leverancer.get(), []
    for maaned, act in ((9, lambda: deliver(confirm(row, by=kim), by=kim)), (12, lambda: None)):
        with ur.stil(datetime(2020, maaned, 30, 9, tzinfo=DANSK_TID)):
            act()
        with ur.stil(datetime(2021, 1, 20, 9, tzinfo=DANSK_TID)):
            runde = builders_status.runde(status.plan.styregruppe, sofie, date(2020, maaned, 30 + maaned // 12), None)
            noegler.append(laast(builders_status.status(status.plan, runde), sofie).noegle)

    page = words(side(ada, status, f"aendringer/?fra={K2}&til={noegler[1]}"))

    assert "Kommunikationsplan Ikke bekræftet → Leveret" in page


@pytest.mark.parametrize("given", ["?fra=2019-K1", "?til=2031-K1", "?fra=&til="])
def test_unknown_status_can_not_be_compared(status, efteraar, ada, given):
    assert side(ada, status, f"aendringer/{given}").status_code == 404


def test_the_same_status_twice_is_equal(status, efteraar, ada):
    assert "De to statusser er ens." in words(side(ada, status, f"aendringer/?fra={K3}&til={K3}"))
