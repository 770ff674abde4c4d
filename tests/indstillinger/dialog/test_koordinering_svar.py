"""Answers: what is kept of them, whose they are, and going on without one."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from indstillinger.workflow import create, withdraw
from indstillinger.workflow.koordinering import answer, ask, stand_of, waiting_for, waive
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.rules import NotNow
from tests import builders
from tests.indstillinger.conftest import NU, save
from tests.indstillinger.dialog.conftest import FRIST, frisk, outcome, stedfortraeder

# Answering


@pytest.mark.parametrize(
    ("svar", "tekst"), [("enig", ""), ("bemaerkninger", "Husk natten."), ("uenig", "Det går ikke.")]
)
def test_answer_is_stamped(spurgt, piet, svar, tekst):
    row = answer(spurgt, svar, tekst, by=piet)

    row.refresh_from_db()
    assert (row.status, row.svar, row.svar_tekst) == ("besvaret", svar, tekst)
    assert (row.besvaret_den, row.besvaret_af, row.paa_vegne_af) == (NU, piet, None)


@pytest.mark.parametrize(
    ("svar", "tekst", "fejl"),
    [
        ("uenig", "  ", {"tekst": ["Skriv, hvad du har af bemærkninger."]}),
        ("bemaerkninger", "", {"tekst": ["Skriv, hvad du har af bemærkninger."]}),
        ("enig", "x" * 4001, {"tekst": ["Teksten er 1 tegn for lang. Intet er slettet."]}),
        ("", "x", {"svar": ["Vælg et svar."]}),
        ("måske", "x", {"svar": ["Vælg et svar."]}),
    ],
)  # fmt: skip
def test_incomplete_answer_is_refused_in_words(spurgt, piet, svar, tekst, fejl):
    with pytest.raises(ValidationError) as refusal:
        answer(spurgt, svar, tekst, by=piet)

    spurgt.refresh_from_db()
    assert (refusal.value.message_dict, spurgt.status) == (fejl, "sendt")


def test_authors_are_told_of_each_answer(spurgt, piet, signe, maja):
    answer(spurgt, "enig", "", by=piet)
    answer(spurgt, "uenig", "Alligevel ikke.", by=piet)

    told = Notifikation.objects.filter(slags="koordinering.svar").order_by("pk")
    assert [one.modtager for one in told] == [signe, maja, signe, maja]


def test_revised_answer_keeps_the_one_before_in_the_history(spurgt, piet):
    answer(spurgt, "enig", "", by=piet)
    answer(spurgt, "uenig", "Alligevel ikke.", by=piet)

    rows = spurgt.history.order_by("history_id")
    assert [(one.status, one.svar, one.history_user) for one in rows] == [
        ("sendt", "", spurgt.spurgt_af), ("besvaret", "enig", piet), ("besvaret", "uenig", piet),
    ]  # fmt: skip


def test_leader_of_the_unit_answers_in_his_own_right(faelles, signe, hr, helga):
    row = answer(ask(faelles, [hr], FRIST, by=signe)[0], "enig", "", by=helga)

    assert (row.besvaret_af, row.paa_vegne_af_id) == (helga, None)


@pytest.mark.parametrize("lukkede", [True, False])
def test_deputy_answers_lukkede_only_with_the_right_to_them(spurgt, piet, lukkede):
    stine = stedfortraeder(piet, ogsaa_lukkede=lukkede)

    assert outcome(lambda: answer(spurgt, "enig", "", by=stine)) == ("ja" if lukkede else "Denied")


def test_deputy_without_the_right_answers_what_was_and_is_aaben(faelles, signe, piet):
    save(faelles, signe, aabenhed="aaben")
    stine = stedfortraeder(piet)
    row = answer(ask(faelles, [piet], FRIST, by=signe)[0], "enig", "", by=stine)

    assert (row.besvaret_af, row.paa_vegne_af) == (stine, piet)
    assert Haendelse.objects.get(handling="koordinering.svar").paa_vegne_af == piet


def test_deputy_without_the_right_does_not_answer_what_was_lukket_then(spurgt, faelles, signe, piet):
    save(faelles, signe, aabenhed="aaben")

    assert outcome(lambda: answer(spurgt, "enig", "", by=stedfortraeder(piet))) == "Denied"


def test_new_leader_of_the_unit_answers_in_place_of_the_old(faelles, signe, hr, helga):
    row = ask(faelles, [hr], FRIST, by=signe)[0]
    place = helga.tilknytninger.get()
    place.til = NU.date()
    place.save()
    ny = builders.bruger("Nina Ny")
    builders.tilknytning(ny, hr, "leder", fra=NU.date() + timedelta(days=1))

    with ur.stil(NU + timedelta(days=1)):
        assert [outcome(lambda who=who: answer(row, "enig", "", by=frisk(who))) for who in (helga, ny)] == [
            "Denied", "ja",
        ]  # fmt: skip


def test_colleagues_answer_is_not_written_over_unseen(spurgt, piet):
    stine, opened = stedfortraeder(piet, ogsaa_lukkede=True), stand_of(spurgt)
    answer(spurgt, "uenig", "Det går ikke.", by=stine)

    with pytest.raises(NotNow, match="Stine Stedfortræder har svaret kl. 10.30. Læs svaret"):
        answer(spurgt, "enig", "", by=piet, stand=opened)


def test_used_key_answers_once(spurgt, piet):
    noegle = str(uuid4())
    answer(spurgt, "enig", "", by=piet, noegle=noegle)

    assert answer(spurgt, "uenig", "Nej.", by=piet, noegle=noegle) is None
    spurgt.refresh_from_db()
    assert spurgt.svar == "enig"


# Going on without an answer


def test_waive_is_stamped_with_its_reason(spurgt, signe):
    row = waive(spurgt, " Det haster. ", by=signe)

    row.refresh_from_db()
    assert (row.status, row.frafald_grund, row.frafaldet_den, row.frafaldet_af) == (
        "frafaldet", "Det haster.", NU, signe,
    )  # fmt: skip


@pytest.mark.parametrize("grund", ["", "  ", "x" * 501])
def test_waive_without_a_reason_is_refused(spurgt, signe, grund):
    with pytest.raises(ValidationError, match="Skriv, hvorfor sagen går videre uden svar"):
        waive(spurgt, grund, by=signe)


def test_waived_request_is_not_answered(spurgt, signe, piet):
    waive(spurgt, "Det haster.", by=signe)

    with pytest.raises(NotNow, match="Signe Sagsbehandler er gået videre uden svar kl. 10.30."):
        answer(spurgt, "enig", "", by=piet)


def test_answered_request_is_not_waived(spurgt, signe, piet):
    answer(spurgt, "enig", "", by=piet)

    with pytest.raises(NotNow) as refusal:
        waive(spurgt, "Det haster.", by=signe)

    assert str(refusal.value) == "Der ventes ikke på svar fra Piet Part: »Besvaret«."


# What waits for a person


def test_requests_wait_soonest_deadline_first_with_the_title_that_was_sent(spurgt, faelles, signe, piet, chefteam):
    sooner = ask(create(chefteam, "Haster", by=signe), [piet], date(2020, 5, 15), by=signe)[0]
    save(faelles, signe, titel="En nyere titel")

    rows = list(waiting_for(frisk(piet)))

    assert [(one.pk, one.titel) for one in rows] == [
        (sooner.pk, "Haster"), (spurgt.pk, "Følgevenner på plejehjem"),
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["besvaret", "frafaldet", "trukket"])
def test_settled_requests_wait_for_nobody(spurgt, faelles, signe, piet, status):
    if status == "besvaret":
        answer(spurgt, "enig", "", by=piet)
    elif status == "frafaldet":
        waive(spurgt, "Det haster.", by=signe)
    else:
        withdraw(faelles, grund="Løst.", by=signe)

    assert list(waiting_for(frisk(piet))) == []


def test_nothing_waits_for_others(spurgt, signe, anders):
    assert [list(waiting_for(frisk(one))) for one in (signe, anders)] == [[], []]
