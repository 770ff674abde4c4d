"""The verbs of a status on their confirm pages, and the draft as paper (21 §5)."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from indsatser.models import Indikatordefinition
from indsatser.views import statusskriv
from indsatser.workflow import statuslaas
from indsatser.workflow.leverance import confirm
from indsatser.workflow.maaling import report
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders
from tests.indsatser import faelles, statusverden
from tests.indsatser.planside import som, sti
from tests.indsatser.sider import words
from tests.indsatser.statusside import forskudt, frisk, gem, knapper, side, udfoer
from tests.indsatser.statusverden import SPOERGSMAAL, godkendt, laast, moved, sendt, skrevet

FAELLES = faelles.aaben
FRIST = datetime(2020, 6, 29, 9, tzinfo=DANSK_TID)


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


def test_send_saves_first_and_names_all_that_is_missing(status, tina):
    answer = gem(tina, status, resume="Kort", handling="indsend")
    confirm = som(tina).get(answer["Location"])
    page = som(tina).get(confirm["Location"])

    assert frisk(status).resume == "Kort"
    assert "Ret 7 fejl, før du sender til godkendelse" in words(page)
    assert "<title>7 fejl: " in page.content.decode()


def test_complete_status_is_sent_and_the_texts_are_closed(status, tina):
    skrevet(status, [SPOERGSMAAL])
    confirm = words(side(tina, status, "indsend/"))

    answer = udfoer(tina, status, "indsend")

    page = side(tina, status)
    assert "Det sker der Programejeren får besked." in confirm
    assert (answer.status_code, frisk(status).tilstand, page.context["form"]) == (302, "til_godkendelse", None)


def test_programejer_reads_what_he_approves(status, per):
    sendt(status, beslutninger=[SPOERGSMAAL])

    page = side(per, status, "godkend/")
    answer = udfoer(per, status, "godkend")

    assert "1. Hvornår holdes kurset?" in words(page) and "2 bidrag mangler." in words(page)
    assert knapper(side(per, status)) == ["Genåbn status", None]
    assert (answer.status_code, frisk(status).tilstand) == (302, "godkendt")


def test_who_sent_it_can_not_approve_it(status, tina, per):
    builders.stedfortraedelse(tina, per, date(2020, 6, 1), date(2020, 7, 1))
    skrevet(status)
    udfoer(per, status, "indsend")

    answer = udfoer(per, status, "godkend")

    assert (answer.status_code, "Du har selv sendt status til godkendelse." in words(answer)) == (403, True)


def test_return_needs_its_comment_which_stands_at_the_top(status, per, tina):
    sendt(status)

    answers = [udfoer(per, status, "returner", grund=text) for text in ("", "Kort", "Skriv mere om kurset.")]

    assert [one.status_code for one in answers] == [422, 409, 302]
    assert "Skriv en bemærkning (mindst 10 tegn)." in words(answers[0])
    assert "Kort</textarea>" in answers[1].content.decode() and "(mindst 10 og højst 500 tegn)" in words(answers[1])
    assert "Returneret med bemærkning Skriv mere om kurset." in words(side(tina, status))


def test_suggestion_changed_since_it_was_sent_stops_the_approval(status, per):
    sendt(status)
    forskudt(status)

    answer = udfoer(per, status, "godkend")

    assert (answer.status_code, frisk(status).tilstand) == (409, "til_godkendelse")
    assert "Forslaget er ændret, siden der blev valgt: Tid. Returnér status, så der vælges igen." in words(answer)


def test_late_bidrag_is_told_and_the_approval_can_be_taken_back(status, per, kim):
    godkendt(status)
    confirm(status.plan.leverancer.get(), by=kim)

    page = words(side(per, status))
    answer = udfoer(per, status, "genaabn", grund="Kims svar skal med.")

    assert "1 bidrag er kommet efter godkendelsen. Det kommer med næste gang, eller genåbn." in page
    assert (answer.status_code, frisk(status).tilstand) == (302, "aaben")


def test_all_that_changes_after_the_approval_is_listed(status, per):
    godkendt(status)
    quiet = words(side(per, status))
    moved(status)
    metode = Indikatordefinition.objects.get().maalemetoder.get()
    report(metode, by=status.plan.tovholder, periode_start=date(2020, 4, 1), periode_slut=date(2020, 6, 15), taeller=1,
           naevner=2, kilde="fagsystemet")  # fmt: skip

    page = words(side(per, status))

    told = page[page.index("Ændret efter godkendelsen") : page.index("Ændret siden sidst")]
    assert "Ændret efter godkendelsen" not in quiet
    assert told == (
        "Ændret efter godkendelsen Det kommer med næste gang, eller genåbn status. "
        "Milepæle: Kursus er holdt 30. november 2020 → 15. december 2020 (15 dage senere end sidst): "
        "Lokalet er optaget. Målinger: Andel sager med en plan 55 af 61 → 1 af 2 "
    )


def test_deputy_is_told_for_whom_he_acts(status, per):
    stine = builders.bruger("Stine Stedfortræder")
    builders.stedfortraedelse(per, stine, date(2020, 6, 1), date(2020, 7, 1))
    sendt(status)

    page = side(stine, status, "godkend/")

    assert "Godkend kvartalsstatus på vegne af Per Programejer" in words(page)
    assert udfoer(stine, status, "godkend").status_code == 302


def test_sekretaer_locks_what_was_approved(status, sofie):
    godkendt(status)
    page = side(sofie, status)

    answer = udfoer(sofie, status, "laas")

    assert knapper(page) == ["Lås status", None]
    assert (answer["Location"], frisk(status).tilstand) == (sti(status.plan, f"status/{status.noegle}/"), "laast")


def test_lock_without_approval_comes_on_its_day(status, sofie):
    early = side(sofie, status, "laas-uden/")
    with ur.stil(FRIST):
        answer = udfoer(sofie, status, "laas-uden")

    assert early.status_code == 409
    assert "Status er ikke godkendt. Den kan låses uden godkendelse fra den 29. juni 2020." in words(early)
    assert (answer.status_code, frisk(status).uden_godkendelse) == (302, True)


def test_locked_status_is_not_written(status, sofie, tina):
    laast(status, sofie)

    answers = [side(tina, status), udfoer(tina, status, "indsend")]

    assert [one.status_code for one in answers] == [409, 409]
    assert "Status er låst den 15. juni 2020. Opret en rettelse (version 2), hvis noget er forkert." in words(
        answers[0]
    )


@pytest.mark.parametrize("verbum", ["indsend", "godkend", "returner", "genaabn", "laas"])
def test_verb_without_key_or_version_is_refused(status, tina, verbum):
    answer = som(tina).post(sti(status.plan, f"status/{status.noegle}/{verbum}/"))

    assert answer.status_code in (400, 403)
    assert frisk(status).tilstand == "aaben"


@pytest.mark.parametrize("naa", ["indsend", "laas"])
def test_verb_pressed_twice_is_done_once(status, tina, sofie, naa):
    (skrevet if naa == "indsend" else godkendt)(status)
    person, noegle = (tina if naa == "indsend" else sofie), str(uuid4())
    status.refresh_from_db()

    answers = [udfoer(person, status, naa, noegle=noegle) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]


# The preview


@pytest.mark.parametrize(("naa", "maerke"), [
    (lambda status: status, "KLADDE"), (sendt, "TIL GODKENDELSE"), (godkendt, "GODKENDT, IKKE LÅST"),
])  # fmt: skip
def test_preview_is_marked_with_how_far_it_has_come(status, per, monkeypatch, naa, maerke):
    printed = []
    monkeypatch.setattr(statusskriv, "render_pdf", lambda document, images: printed.append(document) or b"%PDF")
    naa(status)

    answer = side(per, status, "kladde.pdf")

    assert (answer.content, [one.maerke for one in printed]) == (b"%PDF", [maerke])
    assert answer["Content-Disposition"].endswith(f'{status.noegle}-status-1-kladde.pdf"')


def test_preview_of_a_locked_status_is_its_pdf(status, sofie, tina):
    laast(status, sofie)

    assert side(tina, status, "kladde.pdf")["Location"] == sti(status.plan, f"status/{status.noegle}/v1/status.pdf")
