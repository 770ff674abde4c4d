"""What is written of a status, what it must hold to be sent, and who may send and approve it (21 §5)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indsatser.models import Kvartalsstatus
from indsatser.models.planindhold import tidspunkt_data
from indsatser.workflow import aendring
from indsatser.workflow import status as verbs
from indsatser.workflow.leverance import confirm
from indsatser.workflow.raekker import edit
from indsatser.workflow.runder import move
from indstillinger.models.indhold import digest
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.motor.workflow import available
from tests import builders, builders_indsats
from tests.builders_indsats import tid
from tests.indsatser import faelles
from tests.indsatser.statusverden import TEKSTER, asked, godkendt, lacks, moved, options, sendt, skrevet, valgt

FAELLES = faelles.aaben
AARET = date(2020, 1, 1), date(2020, 12, 31)
GRUND, HVORFOR = "Skriv mere om kurset.", "Lokalet er optaget i november."


# Writing


def test_texts_lights_and_questions_are_saved_together(status, tina):
    lys = {"tid": {"valgt": "gul", "valgt_ud_fra": "roed", "begrundelse": " Det når vi "}}

    found = verbs.write(status, by=tina, tekster={"resume": " Kort "}, lys=lys, beslutninger=asked())

    row, question = found.vurderinger.get(dimension="tid"), found.beslutninger.get()
    assert (found.resume, found.version) == ("Kort", status.version + 1)
    assert (row.valgt, row.valgt_ud_fra, row.begrundelse) == ("gul", "roed", "Det når vi")
    assert [str(one) for one in question.valgmuligheder.order_by("bogstav")] == ["A: I november", "B: I december"]


def test_what_is_not_named_stays(status, tina):
    skrevet(status, asked())

    found = verbs.write(status, by=tina, tekster={"naeste": "Andet"})

    assert (found.naeste, found.resume, found.beslutninger.count()) == ("Andet", TEKSTER["resume"], 1)
    assert not found.vurderinger.filter(valgt=None).exists()


def test_what_is_half_written_is_kept(status, tina):
    half = asked(spoergsmaal="", muligheder=options(1, tekst="", konsekvens="", indstillet=False))

    found = verbs.write(status, by=tina, tekster={"resume": ""}, lys={"tid": valgt("roed", aarsag_tiltag="")},
                        beslutninger=half)  # fmt: skip

    assert found.vurderinger.get(dimension="tid").valgt == "roed"
    assert [one.bogstav for one in found.beslutninger.get().valgmuligheder.order_by("pk")] == ["A"]


def test_light_is_taken_back(status, tina):
    skrevet(status)

    found = verbs.write(status, by=tina, lys={"tid": {"valgt": None, "valgt_ud_fra": "groen"}})

    row = found.vurderinger.get(dimension="tid")
    assert (row.valgt, row.valgt_ud_fra) == (None, None)


def test_questions_are_those_given_in_their_order(status, tina):
    skrevet(status, [*asked(), *asked(spoergsmaal="Hvor?")])
    first = status.beslutninger.get(nr=1)

    verbs.write(status, by=tina, beslutninger=asked(spoergsmaal="Hvor?"))

    (row,) = status.beslutninger.order_by("nr")
    assert (row.uuid, row.nr, row.spoergsmaal) == (first.uuid, 1, "Hvor?")


def test_question_that_stays_the_same_gets_no_new_history(status, tina):
    skrevet(status, asked())
    verbs.write(status, by=tina, beslutninger=asked())

    assert status.beslutninger.get().history.count() == 1


def test_what_was_read_before_another_wrote_is_refused_whole(status, tina):
    verbs.write(status, by=tina, version=status.version, tekster={"resume": "Først"})

    with pytest.raises(NotNow, match="Status er ændret, siden du åbnede den."):
        verbs.write(status, by=tina, version=status.version, tekster={"resume": "Sidst"})

    assert Kvartalsstatus.objects.get().resume == "Først"


def test_form_posted_twice_is_saved_once(status, tina):
    noegle = uuid4()
    found = [verbs.write(status, by=tina, noegle=noegle, tekster={"resume": text}) for text in ("En", "To")]

    assert ([bool(one) for one in found], Kvartalsstatus.objects.get().resume) == ([True, False], "En")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"tekster": {"resume": "x" * 440}}, "Teksten er 40 tegn for lang. Der er plads til 400 på den trykte side."),
        ({"lys": {"tid": valgt("gul", begrundelse="x" * 161)}}, "Teksten er 1 tegn for lang. Der er plads til 160"),
        ({"beslutninger": asked(spoergsmaal="x" * 161)}, "Teksten er 1 tegn for lang. Der er plads til 160"),
        ({"beslutninger": asked(muligheder=options(2, tekst="x" * 81))}, "Der er plads til 80 på den trykte side."),
        ({"beslutninger": asked() * 4}, "Der er plads til tre beslutninger på den trykte side."),
        ({"beslutninger": asked(muligheder=options(5))}, "En beslutning har højst fire muligheder."),
    ],
)  # fmt: skip
def test_what_has_no_room_is_refused_and_nothing_is_saved(status, tina, given, message):
    with pytest.raises(ValidationError, match=message):
        verbs.write(status, by=tina, **{"tekster": {"resume": "Kort"}, **given})

    assert Kvartalsstatus.objects.get().resume == ""


def test_option_carries_a_change_of_its_own_plan_alone(status, tina, per, styregruppe):
    other = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, ejerenhed=status.plan.ejerenhed))
    foreign = aendring.write(other, by=tina, titel="Anden", aarsag="andet", begrundelse=HVORFOR)

    with pytest.raises(ValidationError, match="Vælg en ændring af planen."):
        verbs.write(status, by=tina, beslutninger=asked(muligheder=options(2, aendring=foreign)))


@pytest.mark.parametrize("navn", ["per", "ada", "sofie"])
def test_only_writers_write(status, request, navn):
    with pytest.raises(Denied):
        verbs.write(status, by=request.getfixturevalue(navn), tekster={"resume": "X"})


@pytest.mark.parametrize(
    ("make", "message"),
    [(sendt, "Status er sendt til godkendelse. Den kan rettes, når programejeren returnerer den."),
     (godkendt, "Status er godkendt. Den kan rettes, når programejeren genåbner den.")],
)  # fmt: skip
def test_sent_status_is_not_written(status, tina, make, message):
    found = make(status)

    with pytest.raises(NotNow, match=message):
        verbs.write(found, by=tina, tekster={"resume": "X"})


# Sending


def change(status, tina):
    row = aendring.write(status.plan, by=tina, titel="Senere", aarsag="ressourcer", begrundelse=HVORFOR)
    milepael = status.plan.milepaele.order_by("pk").last()
    til = tidspunkt_data(tid("20. december 2020"))
    aendring.propose(row, by=tina, genstand="milepael", objekt=milepael.uuid, felt="godkendt", til=til)
    return row


def test_sent_status_is_told_to_the_programejer_at_once(status, tina, per):
    per.email = "per@example.org"
    per.save()

    found = sendt(status)

    assert (found.tilstand, found.indsendt_af, found.indsendt_for) == ("til_godkendelse", tina, None)
    (line,) = Notifikation.objects.filter(slags="status.indsendt")
    assert (line.modtager, line.genstand_id, line.mail.slags) == (per, status.pk, "status.indsendt")


def test_change_of_an_option_is_laid_before_those_who_decide(status, tina):
    row = change(status, tina)
    both = asked(muligheder=options(2, aendring=row))

    sendt(status, beslutninger=[*both, *both])

    row.refresh_from_db()
    assert row.tilstand == "forelagt"


def test_withdrawn_change_of_an_option_stops_the_sending(status, tina):
    row = change(status, tina)
    aendring.withdraw(row, by=tina)
    found = skrevet(status, asked(muligheder=options(2, aendring=row)))

    assert lacks(found) == ["Beslutning 1: Ændring 1 er trukket. Vælg en anden til mulighed A."]


def test_empty_change_of_an_option_stops_the_sending_whole(status, tina):
    row = aendring.write(status.plan, by=tina, titel="Tom", aarsag="andet", begrundelse=HVORFOR)

    with pytest.raises(NotNow, match="Ændringen er tom."):
        sendt(status, beslutninger=asked(muligheder=options(2, aendring=row)))

    assert Kvartalsstatus.objects.get().tilstand == "aaben"


def test_status_written_while_it_is_sent_is_not_sent(status, tina, monkeypatch):
    found = skrevet(status)
    build = verbs.current_data

    def and_somebody_writes(*args):
        data = build(*args)
        verbs.write(found, by=tina, tekster={"resume": ""})
        return data

    monkeypatch.setattr(verbs, "current_data", and_somebody_writes)
    with pytest.raises(NotNow, match="Sagen er ændret"):
        verbs.submit(found, by=tina)


def test_programejer_sends_nothing(status, per):
    with pytest.raises(Denied):
        verbs.submit(skrevet(status), by=per)


def test_double_press_sends_once(status, tina):
    found, noegle = skrevet(status), uuid4()

    answers = [verbs.submit(found, by=tina, version=found.version, noegle=noegle) for _ in range(2)]

    assert (answers[0].tilstand, answers[1]) == ("til_godkendelse", None)
    assert Haendelse.objects.filter(handling="status.indsend").count() == 1


# Given back


def test_returned_status_says_why_and_can_be_written(status, tina, per):
    found = verbs.send_back(sendt(status), by=per, grund=f" {GRUND} ")

    assert (found.tilstand, found.tilbage_grund, found.indsendt_den, found.indsendt_af) == ("aaben", GRUND, None, None)
    assert Notifikation.objects.get(slags="status.returneret").modtager == tina
    assert verbs.write(found, by=tina, tekster={"resume": "Nyt"}).resume == "Nyt"


def test_comment_is_gone_when_it_is_sent_again(status, tina, per):
    verbs.send_back(sendt(status), by=per, grund=GRUND)

    assert verbs.submit(status, by=tina).tilbage_grund == ""


@pytest.mark.parametrize("grund", ["Nej.      ", "x" * 501])
def test_return_without_a_comment_is_refused(status, per, grund):
    with pytest.raises(NotNow, match=r"Skriv, hvad der skal rettes \(mindst 10 og højst 500 tegn\)."):
        verbs.send_back(sendt(status), by=per, grund=grund)


# Approval


def test_approval_binds_the_data(status, per):
    found = godkendt(status)

    assert (found.tilstand, found.godkendt_af, found.data_sha256) == ("godkendt", per, digest(found.data))
    assert (found.data["status"]["godkendt_af"], found.data["tekst"]["resume"]) == (str(per), TEKSTER["resume"])
    assert [row["valgt"] for row in found.data["lys"]] == [row["forslag"] for row in found.data["lys"]]


def test_who_sent_it_does_not_approve_it(status, tina, ada):
    found = sendt(status)
    edit(status.plan, by=tina, tovholder=ada, programejer=tina)

    with pytest.raises(Denied, match="Du har selv sendt status til godkendelse. En anden skal godkende den."):
        verbs.approve(found, by=tina)


def test_database_refuses_one_person_alone(status, per):
    found = sendt(status)
    found.tilstand, found.godkendt_den, found.godkendt_af, found.data = "godkendt", ur.nu(), found.indsendt_af, {}

    with pytest.raises(IntegrityError, match="kvartalsstatus_to_personer"), transaction.atomic():
        found.save()


def test_deputies_count_as_those_they_stand_for(status, tina, per):
    dan, dea = builders.bruger("Dan Stedfortræder"), builders.bruger("Dea Stedfortræder")
    for person, deputy in ((tina, dan), (per, dea), (per, dan)):
        builders.stedfortraedelse(person, deputy, *AARET)
    found = verbs.submit(skrevet(status), by=dan)

    with pytest.raises(Denied, match="Du har selv sendt status"):
        verbs.approve(found, by=dan)
    found = verbs.approve(found, by=dea)

    assert (found.indsendt_for, found.godkendt_for) == (tina, per)
    assert found.data["status"]["forfatter"] == "Dan Stedfortræder på vegne af Tina Tovholder"
    assert found.data["status"]["godkendt_af"] == "Dea Stedfortræder på vegne af Per Programejer"


def test_deputy_of_who_sent_it_does_not_approve_it(status, tina, per, ada):
    found = sendt(status)
    edit(status.plan, by=tina, tovholder=ada, programejer=tina)
    builders.stedfortraedelse(tina, per, *AARET)

    with pytest.raises(Denied, match="Du har selv sendt status"):
        verbs.approve(found, by=per)


def test_light_whose_suggestion_has_changed_is_not_approved(status, per):
    found = sendt(status)
    moved(status)

    with pytest.raises(NotNow, match="Forslaget er ændret, siden der blev valgt: Tid. Returnér status"):
        verbs.approve(found, by=per)


def test_status_whose_round_moves_meanwhile_is_not_approved(status, per, sofie, monkeypatch):
    found, build = sendt(status), verbs.current_data

    def and_its_round_moves(*given):
        data = build(*given)
        move(found.runde, by=sofie, statusdato=date(2020, 6, 16), grund="Mødet er flyttet en dag.")
        return data

    monkeypatch.setattr(verbs, "current_data", and_its_round_moves)
    with pytest.raises(NotNow, match="Rundens statusdato er flyttet imens. Prøv igen."):
        verbs.approve(found, by=per)


def test_what_comes_after_the_approval_waits_until_it_is_approved_again(status, kim, per):
    found = godkendt(status)
    bidrag = found.bidrag.get(slags="leverance")
    confirm(bidrag.leverance, by=kim)
    late = verbs.late(found)

    opened = verbs.reopen(found, by=per, grund="Leverancen er bekræftet.")
    emptied = (opened.tilstand, opened.data, opened.data_sha256, opened.godkendt_af, opened.indsendt_af)
    again = godkendt(opened)

    assert ([one.pk for one in late], emptied) == ([bidrag.pk], ("aaben", None, "", None, None))
    assert [found.data["leverancer"][0]["tilstand"], again.data["leverancer"][0]["tilstand"]] == [
        "foreslaaet",
        "aftalt",
    ]
    assert verbs.late(again) == []


def test_reopening_needs_a_reason_and_is_told(status, tina, per):
    found = godkendt(status)

    with pytest.raises(NotNow, match="Skriv, hvorfor status genåbnes"):
        verbs.reopen(found, by=per, grund="")
    verbs.reopen(found, by=per, grund=GRUND)

    assert Notifikation.objects.get(slags="status.returneret").modtager == tina


def test_buttons_are_those_of_the_person_and_the_state(status, tina, per, ada):
    found = sendt(status)

    names = [[one.name for one in available(verbs.TRANSITIONS, found, who)] for who in (tina, per, ada)]

    assert names == [[], ["godkend", "returner"], []]
