"""Writing a status: what the page shows, what it saves, who meets what, and the verbs that move it (21 §5)."""

from datetime import date, datetime
from functools import partial

import pytest

from indsatser.models import Plandeltager
from indsatser.workflow import aendring, statuslaas
from indsatser.workflow.status import approve, submit, write
from indsatser.workflow.statusindstilling import make_paper
from mso_portal.motor import ur
from mso_portal.motor.lock import fingerprint
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_status
from tests.indsatser import faelles, mange, statusverden
from tests.indsatser.planside import som, sti
from tests.indsatser.sider import words
from tests.indsatser.statusside import autogem, felter, forskudt, frisk, gem, knapper, side, udfoer
from tests.indsatser.statusverden import SPOERGSMAAL, laast, options, skrevet

FAELLES = faelles.aaben
LANG = "x" * 440
FOR_LANG = "Teksten er 40 tegn for lang. Der er plads til 400 på den trykte side."
AENDRET = "Forslaget er ændret fra Afvigelse til Kræver handling, siden du valgte. Vælg igen."
FRIST, EFTERAAR = (datetime(2020, *day, 9, tzinfo=DANSK_TID) for day in ((6, 29), (10, 2)))


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


@pytest.fixture
def rikke(status):
    """Writes in the plan, and doesn't answer for it."""
    person = builders.bruger("Rikke Redaktør")
    Plandeltager.objects.create(plan=status.plan, bruger=person, rolle="redaktoer", fra=builders.ALTID)
    return person


def valg(page, dimension="tid"):
    """Return the value of the radio that is chosen, "" for none."""
    return felter(page).get(f"lys-{dimension}", "")


# What it shows


def test_six_lights_stand_empty_beside_the_suggestion_and_its_reason(status, tina):
    page = side(tina, status)

    assert [(one["navn"], one["forslag"]["slags"], one["aendret"]) for one in page.context["lys"]] == [
        ("Samlet", "roed", ""), ("Tid", "gul", ""), ("Mål", "groen", ""), ("Økonomi", "roed", ""),
        ("Risiko", "gul", ""), ("Leverancer", "gul", ""),
    ]  # fmt: skip
    assert "Tid Forslag: Afvigelse 22 dage efter godkendt dato" in words(page)
    assert [one for one in felter(page) if one.startswith("lys-")] == []


def test_right_side_tells_who_owes_what_and_what_changed(status, tina):
    page = side(tina, status)

    assert [one["tekst"] for one in page.context["fuldstaendighed"]] == [
        "1 af 1 milepæl bekræftet", "0 af 1 leverance bekræftet", "Økonomi indberettet", "Andre bidrag",
    ]  # fmt: skip
    assert [(one["navn"], one["antal"]) for one in page.context["personer"]] == [
        ("Kim Kontorchef", 1), ("Tina Tovholder", 1),
    ]  # fmt: skip
    assert "2 bidrag mangler. De trykkes som ikke indberettet: Kommunikationsplan; Kurset må ikke stå alene." in (
        words(page)
    )
    assert "Første status. Der er intet at sammenligne med." in words(page)


def test_person_is_reminded_from_the_page_and_the_time_is_shown(status, tina):
    page = side(tina, status)
    (kim, _) = page.context["personer"]

    answer = som(tina).post(kim["url"], {"noegle": str(kim["noegle"])})

    assert answer["Location"] == sti(status.plan, f"status/{status.noegle}/rediger/")
    assert "Mindet om det 15.6.2020 kl. 10.30." in words(side(tina, status))


def test_last_status_is_there_to_be_read(status, sofie, tina):
    laast(status, sofie, siden_sidst="Lokalet blev væk.")
    with ur.stil(EFTERAAR):
        runde = builders_status.runde(status.plan.styregruppe, sofie, date(2020, 9, 30), None)
        page = side(tina, builders_status.status(status.plan, runde))

    assert {"navn": "Siden sidst", "tekst": "Lokalet blev væk."} in page.context["sidst"]["tekster"]
    assert [one["sidst"]["slags"] for one in page.context["lys"]] == ["roed", "gul", "groen", "roed", "gul", "gul"]
    assert "Første status" not in words(page)


def test_number_that_the_data_does_not_hold_is_said(status, tina):
    write(status, by=tina, tekster={"resume": "99 har sagt det. Prognosen er 176.001 kr."})

    assert side(tina, status).context["tal"] == ["Tallet 99 står i teksten, men findes ikke i status."]


def test_everything_missing_leads_to_where_it_is_written(status, tina):
    page = side(tina, status).content.decode()

    missing = side(tina, status).context["mangler"]
    assert [one["id"] for one in missing][::7] == ["vurdering-samlet", "id_naeste"] and len(missing) == 8
    assert [f'id="{one["id"]}"' in page for one in missing] == [True] * 8


@pytest.fixture
def ask(count_queries):
    """Return a function that says how many queries the page of a status takes each of the persons."""

    def ask(status, *persons):
        url = sti(status.plan, f"status/{status.noegle}/rediger/")
        clients = [som(one) for one in persons]
        return [client.get(url) and count_queries(partial(client.get, url)) for client in clients]

    return ask


def test_page_takes_the_same_queries_with_3_and_60_milestones(status, tina, per, sofie, rikke, ask):
    persons = (tina, per, sofie, rikke)
    before = ask(status, *persons)

    mange.fill(status, 57)

    assert (ask(status, *persons), max(before) <= 20) == (before, True), before


def test_page_takes_twenty_queries_in_every_state_with_all_that_can_be_asked(status, tina, per, sofie, rikke, ask):
    builders.forum("CT", navn="Chefteamet", slags="chefteam")
    before = laast(status, sofie, beslutninger=[{**SPOERGSMAAL, "niveau": "chefteam"}])
    make_paper(before.beslutninger.get(), by=sofie)
    with ur.stil(EFTERAAR):
        runde = builders_status.runde(status.plan.styregruppe, sofie, date(2020, 9, 30), None)
        newest = builders_status.status(status.plan, runde)
        row = aendring.write(
            status.plan, by=tina, titel="Senere", aarsag="andet", begrundelse="Lokalet er optaget i år."
        )
        aendring.propose(row, by=tina, genstand="plan", objekt=row.plan.uuid, felt="formaal", til="Ro på vagten")
        skrevet(newest, [{**SPOERGSMAAL, "muligheder": options(2, aendring=row)}])

        assert max(ask(newest, tina, per, sofie, rikke)) <= 20
        submit(newest, by=tina)
        assert max(ask(newest, tina, per, sofie, rikke)) <= 20
        approve(newest, by=per)
        assert max(ask(newest, tina, per, sofie, rikke)) <= 20


# What it saves


def test_texts_lights_and_reasons_are_saved_together(status, tina):
    answer = gem(tina, status, resume="Kort\r\nLangt", lys__tid="roed|gul", begrundelse__tid="Det skrider",
                 aarsag_tiltag__tid="Nyt lokale")  # fmt: skip

    row = status.vurderinger.get(dimension="tid")
    assert (answer.status_code, frisk(status).resume) == (302, "Kort\nLangt")
    assert (row.valgt, row.valgt_ud_fra, row.begrundelse, row.aarsag_tiltag) == (
        "roed", "gul", "Det skrider", "Nyt lokale",
    )  # fmt: skip
    assert valg(side(tina, status)) == "roed|gul"


def test_nothing_typed_changes_nothing(status, tina):
    before = skrevet(status, [SPOERGSMAAL])

    gem(tina, status)

    assert frisk(status).version == before.version


def test_question_is_added_written_and_removed(status, tina):
    gem(tina, status, handling="tilfoej")
    answer = gem(tina, status, **{
        "beslutning-1-spoergsmaal": "Hvornår?", "beslutning-1-indstillet": "B", "mulighed-1-A-tekst": "Nu",
        "mulighed-1-B-tekst": "Senere", "mulighed-1-B-konsekvens": "Dyrt",
    })  # fmt: skip

    row = status.beslutninger.get()
    found = [(one.bogstav, one.tekst, one.konsekvens, one.indstillet) for one in row.valgmuligheder.order_by("pk")]
    assert (answer.status_code, row.spoergsmaal) == (302, "Hvornår?")
    assert found == [("A", "Nu", "", False), ("B", "Senere", "Dyrt", True)]
    gem(tina, status, handling="fjern:1")
    assert not status.beslutninger.exists()


def test_option_carries_an_undecided_change_of_the_plan(status, tina):
    row = aendring.write(status.plan, by=tina, titel="Senere", aarsag="andet", begrundelse="Lokalet er optaget i år.")
    skrevet(status, [SPOERGSMAAL])

    gem(tina, status, **{"mulighed-1-A-aendring": str(row.uuid)})

    assert status.valgmuligheder.get(bogstav="A").aendring == row
    assert felter(side(tina, status))["mulighed-1-A-aendring"] == str(row.uuid)


def test_fourth_question_is_refused_and_what_was_typed_is_saved(status, tina):
    skrevet(status, [SPOERGSMAAL] * 3)

    answer = gem(tina, status, resume="Ny tekst", handling="tilfoej")

    assert (answer.status_code, frisk(status).resume) == (409, "Ny tekst")
    assert "Der er plads til tre beslutninger på den trykte side." in words(answer)


def test_too_long_a_text_comes_back_whole_and_the_rest_is_saved(status, tina):
    answer = gem(tina, status, resume=LANG, naeste="Vi holder kurset.")

    assert (answer.status_code, FOR_LANG in words(answer)) == (422, True)
    assert answer.context["fejl"] == [{"id": "id_resume", "tekst": FOR_LANG}]
    assert (felter(answer)["resume"], frisk(status).resume, frisk(status).naeste) == (LANG, "", "Vi holder kurset.")


# Two who write


def test_two_who_write_different_fields_are_both_saved(status, tina, rikke):
    page = side(rikke, status)
    gem(tina, status, resume="Tinas", lys__tid="gul|gul")

    answer = gem(rikke, status, page, naeste="Rikkes")

    found = frisk(status)
    assert (answer.status_code, found.resume, found.naeste) == (302, "Tinas", "Rikkes")
    assert status.vurderinger.get(dimension="tid").valgt == "gul"


def test_two_who_write_the_same_field_see_both_texts(status, tina, rikke):
    page = side(rikke, status)
    gem(tina, status, resume="Tinas tekst", siden_sidst="Også Tinas")

    answer = gem(rikke, status, page, resume="Rikkes tekst")

    assert (answer.status_code, frisk(status).resume) == (409, "Tinas tekst")
    assert "Tina Tovholder har ændret Kort fortalt kl. 10.30. Vælg tekst." in words(answer)
    assert (felter(answer)["resume"], felter(answer)["siden_sidst"]) == ("Rikkes tekst", "Også Tinas")
    assert gem(rikke, status, answer).status_code == 302
    assert (frisk(status).resume, frisk(status).siden_sidst) == ("Rikkes tekst", "Også Tinas")


def test_text_typed_while_it_was_sent_comes_back(status, tina, rikke):
    skrevet(status)
    page = side(rikke, status)
    udfoer(tina, status, "indsend")

    answer = gem(rikke, status, page, resume="Rikkes tekst", lys__risiko="roed|gul")

    assert (answer.status_code, felter(answer)["resume"], valg(answer, "risiko")) == (409, "Rikkes tekst", "roed|gul")
    assert "Status er sendt til godkendelse. Den kan rettes, når programejeren returnerer den." in words(answer)


def test_text_typed_while_it_was_locked_comes_back(status, tina, sofie):
    page = side(tina, status)
    with ur.stil(FRIST):
        statuslaas.lock(status, by=sofie)
        answer = gem(tina, status, page, resume="Tinas tekst")

    assert (answer.status_code, felter(answer)["resume"]) == (409, "Tinas tekst")
    assert "Opret en rettelse (version 2), hvis noget er forkert." in words(answer)


# A suggestion that changes


def test_changed_suggestion_is_told_and_the_light_counts_as_not_chosen(status, tina):
    skrevet(status)
    forskudt(status)

    page = side(tina, status)

    assert [one["aendret"] for one in page.context["lys"]][1] == AENDRET
    assert valg(page) == ""
    assert {"tekst": f"Tid: {AENDRET}", "id": "vurdering-tid"} in page.context["mangler"]


def test_light_is_chosen_again_and_saving_the_rest_leaves_it(status, tina):
    skrevet(status)
    forskudt(status)
    gem(tina, status, resume="Andet")
    before = status.vurderinger.get(dimension="tid").valgt_ud_fra

    gem(tina, status, lys__tid="gul|roed")

    row = status.vurderinger.get(dimension="tid")
    assert (before, row.valgt, row.valgt_ud_fra) == ("gul", "gul", "roed")


# Saving as one types


def test_field_saves_by_itself_and_gets_its_new_base(status, tina):
    answer = autogem(tina, status, "lys-tid", "gul|gul", fingerprint(""))

    assert (answer.status_code, answer.json()) == (200, {"base": fingerprint("gul|gul"), "gemt": "kl. 10.30"})
    assert autogem(tina, status, "lys-tid", "roed|gul", answer.json()["base"]).status_code == 200
    assert status.vurderinger.get(dimension="tid").valgt == "roed"


def test_field_somebody_else_changed_answers_with_both(status, tina, rikke):
    autogem(tina, status, "resume", "Tinas", fingerprint(""))

    answer = autogem(rikke, status, "resume", "Rikkes", fingerprint(""))

    assert (answer.status_code, frisk(status).resume) == (409, "Tinas")
    assert answer.json()["besked"] == "Tina Tovholder har ændret Kort fortalt kl. 10.30. Vælg tekst."
    assert "Tinas" in answer.json()["html"] and "Rikkes" in answer.json()["html"]


def test_text_that_was_not_chosen_stays_in_the_history(status, tina):
    gem(tina, status, resume="Gemt")

    answer = autogem(tina, status, "resume", "Gemt", fingerprint("Gemt"), fravalgt="Min")

    found = [one.resume for one in status.history.order_by("history_id")]
    assert (answer.json()["base"], frisk(status).resume) == (fingerprint("Gemt"), "Gemt")
    assert found[-3:] == ["Gemt", "Min", "Gemt"]


@pytest.mark.parametrize(("felt", "vaerdi", "kode"), [
    ("resume", LANG, 422), ("lys-tid", "blaa|gul", 422), ("tilstand", "laast", 400), ("mulighed-1-A-tekst", "x", 400),
])  # fmt: skip
def test_field_that_can_not_be_saved_says_why(status, tina, felt, vaerdi, kode):
    answer = autogem(tina, status, felt, vaerdi, fingerprint(""))

    assert (answer.status_code, bool(answer.json()["fejl"])) == (kode, True)


def test_closed_draft_takes_nothing_also_when_nothing_is_new(status, tina):
    page = side(tina, skrevet(status))
    udfoer(tina, status, "indsend")

    whole, field = gem(tina, status, page), autogem(tina, status, "siden_sidst", "", fingerprint(""))

    assert ("Den kan rettes, når programejeren returnerer den." in words(whole), whole.status_code) == (True, 409)
    assert field.status_code == 409


# Who meets what


def test_readers_of_the_draft_see_the_paper_and_nobody_else_finds_it(status, per, sofie, ada):
    pages = [side(one, status) for one in (per, sofie)]

    assert [(page.status_code, page.context["form"]) for page in pages] == [(200, None)] * 2
    assert ["Styregruppen skal tage stilling til" in words(page) for page in pages] == [True, True]
    assert side(ada, status).status_code == 404


def test_redaktoer_writes_and_does_not_send(status, tina, rikke):
    skrevet(status)

    assert [knapper(side(one, status)) for one in (tina, rikke)] == [["Send til godkendelse", "Gem"], ["Gem", None]]
    assert [gem(one, status).status_code for one in (tina, rikke)] == [302, 302]
    assert udfoer(rikke, status, "indsend").status_code == 403


def test_who_only_reads_the_draft_can_not_save(status, sofie, tina):
    assert gem(sofie, status, side(tina, status), resume="Sofies").status_code == 403
    assert frisk(status).resume == ""
