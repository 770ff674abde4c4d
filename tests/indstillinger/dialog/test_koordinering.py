"""Asking, answering and going on without an answer: who may, in which state, and what is kept."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from indstillinger.enums import Anledning
from indstillinger.models import Koordinering
from indstillinger.workflow.koordinering import answer, ask, waive
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.rules import NotNow
from mso_portal.organisation.models import Lukkedag
from tests import builders, builders_indstilling
from tests.indstillinger.conftest import NU, save
from tests.indstillinger.dialog.conftest import FRIST, frisk, outcome, stedfortraeder

TILSTANDE = ("kladde", "til_godkendelse", "godkendt", "behandlet", "trukket")


# Asking


def test_ask_makes_one_version_for_all(paper, signe, piet, hr):
    rows = ask(paper, [piet, hr], FRIST, by=signe)

    version = paper.versioner.get()
    assert [(str(one), one.status, one.frist, one.version, one.spurgt_af) for one in rows] == [
        ("Piet Part", "sendt", FRIST, version, signe), ("HR", "sendt", FRIST, version, signe),
    ]  # fmt: skip
    assert version.anledning == Anledning.KOORDINERING


def test_each_request_is_an_event_without_text(paper, signe, piet, hr):
    rows = ask(paper, [piet, hr], FRIST, by=signe)

    events = Haendelse.objects.filter(handling="koordinering.spoerg").order_by("pk")
    assert [(one.genstand, one.til, one.data) for one in events] == [
        (str(row.uuid), "sendt", {"indstilling": paper.nummer}) for row in rows
    ]


def test_those_who_can_answer_are_told(paper, signe, piet, hr, helga):
    stine = stedfortraeder(helga, ogsaa_lukkede=True)
    stedfortraeder(piet, "Uden Lukkede")

    ask(paper, [piet, hr], FRIST, by=signe)

    told = Notifikation.objects.filter(slags="koordinering.spurgt").order_by("pk")
    assert [one.modtager for one in told] == [piet, helga, stine]


def test_unchanged_text_is_asked_about_with_the_same_version(spurgt, faelles, signe, hr):
    row = ask(faelles, [hr], FRIST, by=signe)[0]

    assert (row.version_id, faelles.versioner.count()) == (spurgt.version_id, 1)


def test_changed_text_gets_a_version_of_its_own(spurgt, faelles, signe, hr):
    save(faelles, signe, resume="Nyt")

    row = ask(faelles, [hr], FRIST, by=signe)[0]

    assert (row.version.nr, spurgt.version.nr) == (2, 1)


def test_version_sent_holds_no_answers(spurgt, faelles, signe, piet, hr):
    answer(spurgt, "uenig", "Det går ikke.", by=piet)

    assert ask(faelles, [hr], FRIST, by=signe)[0].version.indhold["koordinering"] == []


@pytest.mark.parametrize(
    ("frist", "text"),
    [
        (date(2020, 5, 14), "Vælg en svarfrist fra i morgen."),
        (None, "Vælg en svarfrist fra i morgen."),
        (date(2020, 5, 16), "Den 16. maj er ikke en hverdag. Vælg en anden dag."),
        (date(2020, 5, 21), "Den 21. maj er ikke en hverdag. Vælg en anden dag."),
        (date(2020, 6, 5), "Den 5. juni er ikke en hverdag. Vælg en anden dag."),
        (date(2020, 7, 14), "Svarfristen kan højst være 60 dage fremme, altså 13. juli 2020."),
    ],
)  # fmt: skip
def test_deadline_is_a_hverdag_within_sixty_days(paper, signe, piet, frist, text):
    Lukkedag.objects.create(dato=date(2020, 6, 5), navn="Grundlovsdag")

    with pytest.raises(ValidationError) as refusal:
        ask(paper, [piet], frist, by=signe)

    assert refusal.value.message_dict == {"frist": [text]}
    assert (Koordinering.objects.count(), paper.versioner.count()) == (0, 0)


@pytest.mark.parametrize("frist", [date(2020, 5, 15), date(2020, 7, 13)])
def test_first_and_last_possible_deadline_are_taken(paper, signe, piet, frist):
    assert ask(paper, [piet], frist, by=signe)[0].frist == frist


def test_nobody_is_asked_twice_at_a_time(spurgt, faelles, signe, piet):
    with pytest.raises(ValidationError) as refusal:
        ask(faelles, [piet], FRIST, by=signe)

    assert refusal.value.message_dict == {"parter": ["Piet Part er allerede spurgt og har ikke svaret endnu."]}


def test_who_has_answered_can_be_asked_again(spurgt, faelles, signe, piet):
    answer(spurgt, "enig", "", by=piet)

    ask(faelles, [piet], FRIST, by=signe)

    assert [one.status for one in faelles.koordineringer.order_by("pk")] == ["besvaret", "sendt"]


def test_same_part_twice_in_one_press_is_one_request(paper, signe, piet):
    assert len(ask(paper, [piet, piet], FRIST, by=signe)) == 1


def test_unit_without_leader_cannot_be_asked(paper, signe):
    with pytest.raises(ValidationError) as refusal:
        ask(paper, [builders.afdeling("TOM", navn="Tom enhed")], FRIST, by=signe)

    assert refusal.value.messages == ["Tom enhed har ingen leder i dag, så ingen kan svare. Vælg en person."]


def test_who_cannot_log_in_cannot_be_asked(paper, signe, piet):
    piet.aktiv = False
    piet.save()

    with pytest.raises(ValidationError, match="Piet Part kan ikke logge ind længere"):
        ask(paper, [piet], FRIST, by=signe)


def test_nobody_chosen_is_said(paper, signe):
    with pytest.raises(ValidationError, match="Vælg mindst én person eller afdeling."):
        ask(paper, [], FRIST, by=signe)


def test_paper_changed_since_the_page_was_opened_is_not_sent(faelles, signe, maja, piet):
    opened = faelles.version
    save(faelles, maja, resume="Nyt")

    with pytest.raises(NotNow, match="Sagen er ændret, siden du åbnede siden."):
        ask(faelles, [piet], FRIST, by=signe, version=opened)


def test_used_key_asks_nobody(paper, signe, piet, hr):
    noegle = str(uuid4())
    ask(paper, [piet], FRIST, by=signe, noegle=noegle)

    assert ask(paper, [hr], FRIST, by=signe, noegle=noegle) is None
    assert Koordinering.objects.count() == 1


# Who, in which state


@pytest.fixture
def folk(klokken, signe, maja, lars, piet, hr, helga, anders, chefteam):
    """Everybody around a paper that Signe and Maja write, Lars leads and Piet is asked about."""
    revisor, sekretaer = builders.bruger("Rikke Revisor"), builders.bruger("Kirsten Sekretær")
    builders.rolle(revisor, "revisor", til=NU.date())
    builders.medlemskab(sekretaer, chefteam, "sekretaer")
    return {
        "signe": signe, "maja": maja, "lars": lars, "piet": piet, "helga": helga, "anders": anders,
        "revisor": revisor, "sekretaer": sekretaer, "stedfortraeder": stedfortraeder(piet, ogsaa_lukkede=True),
        "andet_forum": stedfortraeder(piet, "Anden", forum=builders.forum("OC"), ogsaa_lukkede=True),
    }  # fmt: skip


def sag(folk, chefteam, tilstand):
    """Make the paper in a state, and the open request to Piet."""
    signe, forum = folk["signe"], chefteam
    paper = builders_indstilling.indstilling(
        signe, tilstand=tilstand, forum=forum, leder=folk["lars"], medforfattere=[folk["maja"]], raekker=False
    )
    version = builders_indstilling.version(paper, signe, Anledning.KOORDINERING)
    row = Koordinering.objects.create(
        indstilling=paper, bruger=folk["piet"], status="sendt", version=version, frist=FRIST, spurgt_den=NU,
        spurgt_af=signe,
    )  # fmt: skip
    return paper, row


KAN = {"ask": {"signe", "maja"}, "answer": {"piet", "stedfortraeder"}, "waive": {"signe", "maja"}}


@pytest.mark.parametrize("tilstand", TILSTANDE)
@pytest.mark.parametrize("verb", KAN)
def test_verb_by_person_and_state(folk, chefteam, hr, verb, tilstand):
    paper, row = sag(folk, chefteam, tilstand)
    acts = {
        "ask": lambda by: ask(paper, [hr], FRIST, by=by),
        "answer": lambda by: answer(row, "enig", "", by=by),
        "waive": lambda by: waive(row, "Det haster.", by=by),
    }

    answers = {name: outcome(lambda who=person: acts[verb](frisk(who))) for name, person in folk.items()}

    entitled = "ja" if tilstand == "kladde" else "NotNow"
    assert answers == {name: entitled if name in KAN[verb] else "Denied" for name in folk}
