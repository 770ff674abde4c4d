"""Verbs of a task: who may do them in which state, and what each leaves behind (11 §8, check 19)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from indstillinger.models import Indstilling, Opgave
from indstillinger.workflow import opgave as verb
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.vaerdier import tidspunkt
from tests import builders, builders_indstilling
from tests.builders_opgave import beslutning, om
from tests.builders_opgave import opgave as make

TEKST = "En grund, der er lang nok."
DATA = {
    "assign": {}, "decline": {"grund": TEKST}, "postpone": {"frist": "20. juni 2020", "grund": TEKST},
    "ask_deadline": {"oensket_frist": "uge 30", "grund": TEKST}, "report": {"resultat": TEKST}, "close": {},
    "reopen": {"kommentar": "Mere"}, "lapse": {"grund": TEKST},
}  # fmt: skip
GIVERE = {"stiller", "sekretaer"}
MAA = {
    "assign": {"sekretaer"}, "decline": {"ansvarlig"}, "reassign": GIVERE, "postpone": GIVERE,
    "ask_deadline": {"ansvarlig"}, "report": {"ansvarlig"}, "close": GIVERE, "reopen": GIVERE, "lapse": GIVERE,
}  # fmt: skip
FRA = {
    "assign": {"udkast"}, "decline": {"aaben"}, "reassign": {"aaben", "afvist"}, "postpone": {"aaben"},
    "ask_deadline": {"aaben"}, "report": {"aaben"}, "close": {"meldt_udfoert"}, "reopen": {"meldt_udfoert", "lukket"},
    "lapse": {"aaben", "meldt_udfoert", "afvist"},
}  # fmt: skip
TIL = {
    "assign": "aaben", "decline": "afvist", "reassign": "aaben", "postpone": "aaben", "ask_deadline": "aaben",
    "report": "meldt_udfoert", "close": "lukket", "reopen": "aaben", "lapse": "bortfaldet",
}  # fmt: skip
TILSTANDE = ("udkast", "aaben", "meldt_udfoert", "lukket", "afvist", "bortfaldet")


def told(slags):
    return sorted(Notifikation.objects.filter(slags=slags).values_list("modtager__navn", flat=True))


def outcome(name, opgave, by, data):
    try:
        with transaction.atomic():
            return getattr(verb, name)(opgave, by=by, **data).tilstand
    except Denied:
        return 403
    except NotNow:
        return 409


@pytest.mark.parametrize("punktet", ["aabent", "lukket"])
@pytest.mark.parametrize("name", FRA)
def test_every_verb_in_every_state_for_every_person(request, personer, punktet, name, paper):
    item, expected, found = request.getfixturevalue(punktet), {}, {}
    for tilstand in TILSTANDE:
        opgave = make(item, personer["ansvarlig"], personer["stiller"], tilstand=tilstand)
        for role, person in personer.items():
            data = DATA.get(name, {"ansvarlig": personer["fremmed"]})
            right = TIL[name] if role in MAA[name] else 403
            expected[tilstand, role] = right if tilstand in FRA[name] else 409
            sid = transaction.savepoint()
            found[tilstand, role] = outcome(name, opgave, person, data)
            transaction.savepoint_rollback(sid)

    assert found == expected


def test_doer_never_closes_what_he_shall_do(opgave, anders):
    verb.report(opgave, TEKST, by=anders)

    with pytest.raises(Denied, match="Du kan ikke selv afslutte din opgave. Carla Chef gør det"):
        verb.close(opgave, by=anders)


def test_what_is_only_to_be_noted_is_closed_by_its_doer(aabent, anders, carla):
    note = make(aabent, anders, carla, type="til_efterretning")

    done = verb.close(note, by=anders)

    assert (done.tilstand, done.lukket_af, done.meldt_af) == ("lukket", anders, anders)
    with pytest.raises(NotNow, match="Vælg »Set«"):
        verb.report(make(aabent, anders, carla, type="til_efterretning"), TEKST, by=anders)


def test_assign_sets_the_original_deadline_and_tells_the_doer(aabent, anders, carla, sofie):
    draft = make(aabent, anders, carla, tilstand="udkast", dag=om(10))

    given = verb.assign(draft, by=sofie)

    assert (given.oprindelig_frist, told("opgave.givet")) == (om(10), ["Anders Andetsteds"])
    assert list(Haendelse.objects.values_list("handling", "fra", "til")) == [("opgave.tildel", "udkast", "aaben")]


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "Skriv en frist, eller vælg »uden frist«."),
     ("snarest", "Fristen »snarest« kan ikke læses som en dato. Skriv fx »uge 23«."),
     ("næste møde", "Der er ikke planlagt et næste møde. Skriv en dato."),
     ("tidligst maj", "Fristen »tidligst maj« har ingen sidste dag. Skriv fx »senest uge 23«.")],
)  # fmt: skip
def test_draft_without_a_readable_deadline_is_not_given(aabent, anders, carla, sofie, text, message):
    draft = make(aabent, anders, carla, tilstand="udkast", dag=None, uden_frist=False)
    draft.frist = tidspunkt.laes(text, om(0))
    draft.save()

    with pytest.raises(NotNow) as refused:
        verb.assign(draft, by=sofie)

    assert (str(refused.value), verb.mangler(draft)) == (message, [message])


def test_draft_without_doer_is_not_given(aabent, carla, sofie):
    draft = make(aabent, None, carla, tilstand="udkast")

    with pytest.raises(NotNow, match="^Vælg en ansvarlig.$"):
        verb.assign(draft, by=sofie)


def test_original_deadline_survives_three_postponements(opgave, carla):
    for day in ("10. juni 2020", "20. juni 2020", "1. juli 2020"):
        opgave = verb.postpone(opgave, day, TEKST, by=carla)

    assert (opgave.udskudt, opgave.frist.tekst) == (3, "1. juli 2020")
    assert opgave.oprindelig_frist.isoformat() == "2020-06-01"
    kept = list(opgave.history.order_by("history_id").values_list("frist_tekst", flat=True))
    assert kept == ["1.6.2020", "10. juni 2020", "20. juni 2020", "1. juli 2020"]


def test_database_keeps_the_original_deadline(opgave):
    with pytest.raises(DatabaseError, match="låst"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE indstillinger_opgave SET oprindelig_frist = '2021-01-01' WHERE id = %s", [opgave.pk])


def test_first_deadline_of_a_task_without_one_is_the_original(aabent, anders, carla):
    opgave = make(aabent, anders, carla, dag=None)

    opgave = verb.postpone(opgave, "uge 23", TEKST, by=carla)

    assert (opgave.uden_frist, opgave.udskudt, opgave.oprindelig_frist) == (False, 0, opgave.frist.slut)


@pytest.mark.parametrize(("text", "error"), [("snarest", ValidationError), ("1. maj 2020", NotNow)])
def test_new_deadline_is_a_day_to_come(opgave, carla, text, error):
    with pytest.raises(error):
        verb.postpone(opgave, text, TEKST, by=carla)

    assert Opgave.objects.get(pk=opgave.pk).frist.tekst == "1.6.2020"


def test_doer_asks_and_the_answer_empties_the_wish(opgave, anders, carla):
    asked = verb.ask_deadline(opgave, "uge 30, vi venter på tal", TEKST, by=anders)
    wish = asked.oensket_frist

    answered = verb.postpone(asked, "uge 30", TEKST, by=carla)

    assert (wish, answered.oensket_frist) == ("uge 30, vi venter på tal", "")
    assert told("opgave.svar") == ["Carla Chef"]


def test_declined_task_goes_to_somebody_else(opgave, anders, carla, mads):
    declined = verb.decline(opgave, TEKST, by=anders)
    reason = declined.grund

    moved = verb.reassign(declined, mads, by=carla)

    assert (reason, moved.grund, moved.ansvarlig, moved.tilstand) == (TEKST, "", mads, "aaben")
    assert [told("opgave.svar"), told("opgave.givet")] == [["Carla Chef"], ["Mads Medlem"]]


def test_task_is_not_given_to_who_has_it_or_cannot_log_in(opgave, anders, carla):
    gone = builders.bruger("Finn Fratrådt", aktiv=False)

    for person in (anders, gone):
        with pytest.raises(NotNow):
            verb.reassign(opgave, person, by=carla)


@pytest.mark.parametrize(("name", "data"), [("decline", {"grund": "Nej  "}), ("report", {"resultat": "Gjort"})])
def test_short_texts_are_refused(opgave, anders, name, data):
    with pytest.raises(NotNow, match="mindst 10 tegn"):
        getattr(verb, name)(opgave, by=anders, **data)


def test_reopened_task_is_the_doers_again(opgave, anders, carla):
    verb.report(opgave, TEKST, by=anders)
    verb.close(opgave, by=carla)

    opened = verb.reopen(opgave, "Der mangler et tal.", by=carla)

    assert (opened.meldt_den, opened.lukket_den, opened.grund) == (None, None, "Der mangler et tal.")
    assert told("opgave.givet") == ["Anders Andetsteds"]


def test_task_to_come_back_needs_its_paper(aabent, anders, carla):
    opgave = make(aabent, anders, carla, type="vend_tilbage", tekst="Kom med en plan")
    opgave.beslutning = beslutning(aabent, carla)
    opgave.save()
    with pytest.raises(NotNow, match="Opret den først"):
        verb.report(opgave, TEKST, by=anders)

    paper = verb.start_paper(opgave, by=anders)

    assert (paper.titel, paper.vedroerer, paper.vedroerer_art) == ("Kom med en plan", opgave.beslutning, "foelger_op")
    assert verb.report(opgave, TEKST, by=anders).indstilling == paper
    with pytest.raises(NotNow, match="når indstillingen er behandlet"):
        verb.close(opgave, by=carla)


def test_second_paper_for_the_same_task_is_refused(aabent, anders, carla):
    opgave = make(aabent, anders, carla, type="vend_tilbage")
    verb.start_paper(opgave, by=anders)

    with pytest.raises(NotNow, match="allerede indstilling"):
        verb.start_paper(opgave, by=anders)

    assert Indstilling.objects.count() == 1


def test_public_title_of_the_paper_says_nothing_of_a_closed_item(lukket, anders, carla):
    opgave = make(lukket, anders, carla, type="vend_tilbage", tekst="Ring til familien")

    assert verb.start_paper(opgave, by=anders).titel == f"Opfølgning på opgave {opgave.nummer}"


def test_treated_paper_closes_the_task_it_answers(aabent, anders, carla, sofie):
    paper = builders_indstilling.indstilling(anders, forum=aabent.moede.forum, raekker=False, tilstand="behandlet")
    opgave = make(aabent, anders, carla, type="vend_tilbage", tilstand="meldt_udfoert", indstilling=paper)

    verb.close_returned(paper, by=sofie)

    opgave.refresh_from_db()
    assert (opgave.tilstand, opgave.lukket_den, opgave.lukket_af) == ("lukket", ur.nu(), sofie)


def test_open_tasks_lapse_with_their_decision(aabent, anders, carla, lars):
    found = beslutning(aabent, carla)
    states = ("aaben", "meldt_udfoert", "afvist", "lukket")
    for tilstand in states:
        make(aabent, anders, carla, tilstand=tilstand, beslutning=found)

    verb.lapse_with(found, TEKST, by=lars)

    left = list(Opgave.objects.order_by("pk").values_list("tilstand", flat=True))
    assert left == ["bortfaldet", "bortfaldet", "bortfaldet", "lukket"]


def test_double_press_is_one_effect(opgave, carla):
    key = "6f1d5c0e-2b3a-4e0f-8a51-0c8f4f2c7d11"
    first = verb.postpone(opgave, "uge 24", TEKST, by=carla, noegle=key)

    assert (first.udskudt, verb.postpone(opgave, "uge 24", TEKST, by=carla, noegle=key)) == (1, None)
