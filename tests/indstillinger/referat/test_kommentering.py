"""The minutes sent for comments: who is told, who may write, what is answered, taken back (11 §6)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from indstillinger.models import Referat
from indstillinger.workflow.referat import answer_comment, choose_godkender, circulate, comment, take_back
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_moede
from tests.indstillinger.referat.verden import EFTER


def told(slags):
    return sorted(Notifikation.objects.filter(slags=slags).values_list("modtager__navn", flat=True))


def test_circulate_stamps_and_sets_the_frist(sendt, folk):
    assert (sendt.tilstand, sendt.til_kommentering_den, sendt.til_kommentering_af) == (
        "til_kommentering", EFTER, folk.kirsten
    )  # fmt: skip
    assert sendt.kommentarfrist == sendt.moede.frist_kommentar


def test_circulate_tells_members_and_the_godkender(sendt):
    assert told("referat.kommentering") == ["Carla Chef", "Mikkel Medlem", "Mona Medlem"]


def test_circulate_after_the_frist_gives_new_days(kladde, folk):
    with ur.stil(EFTER + timedelta(days=20)):
        sendt = circulate(kladde, by=folk.kirsten)

    assert sendt.kommentarfrist.isoformat() == "2020-06-25T16:00:00+02:00"


def test_circulate_before_the_meeting_is_over_is_refused(kladde, folk, moede):
    moede.tilstand, moede.afholdt_den, moede.afholdt_af = "i_gang", None, None
    moede.save()

    with pytest.raises(NotNow, match="Afslut mødet, før du sender referatet"):
        circulate(kladde, by=folk.kirsten)


@pytest.mark.parametrize("name", ["carla", "mona", "signe", "lars", "anders"])
def test_circulate_and_take_back_are_the_sekretaers(kladde, folk, name):
    with pytest.raises(Denied):
        circulate(kladde, by=getattr(folk, name))
    sendt = circulate(kladde, by=folk.kirsten)

    with pytest.raises(Denied):
        take_back(sendt, by=getattr(folk, name))


def test_godkender_is_the_leader_or_a_member_kept_out_of_nothing(kladde, folk, moede):
    before = choose_godkender(moede)
    builders_moede.udelukkelse(moede.punkter.first(), folk.carla, folk.kirsten)
    builders_moede.udelukkelse(moede.punkter.last(), folk.mikkel, folk.kirsten)

    assert (before, choose_godkender(moede)) == (folk.carla, folk.mona)


def test_comment_is_kept_with_its_event(sendt, folk, moede):
    row = comment(sendt, moede.punkter.first(), " Der står juni.\r\nDet var juli. ", by=folk.mona)

    assert (row.tekst, row.oprettet_af) == ("Der står juni.\nDet var juli.", folk.mona)
    assert Haendelse.objects.filter(handling="referat.kommenter", aktoer=folk.mona).count() == 1


def test_comment_after_the_frist_is_refused(sendt, folk, moede):
    with (
        ur.stil(sendt.kommentarfrist),
        pytest.raises(NotNow, match="Fristen for bemærkninger var 8. juni 2020 kl. 16.00."),
    ):
        comment(sendt, moede.punkter.first(), "For sent", by=folk.mona)


def test_comment_on_a_kladde_is_refused(kladde, folk, moede):
    with pytest.raises(NotNow, match="Referatet er ikke til kommentering."):
        comment(kladde, moede.punkter.first(), "For tidligt", by=folk.mona)


def test_excluded_member_comments_other_items_only(sendt, folk, moede):
    builders_moede.udelukkelse(moede.punkter.first(), folk.mona, folk.kirsten)

    with pytest.raises(Denied, match="Du deltager ikke i punktet."):
        comment(sendt, moede.punkter.first(), "Må ikke", by=folk.mona)

    assert comment(sendt, moede.punkter.last(), "Må gerne", by=folk.mona).pk


@pytest.mark.parametrize("name", ["kirsten", "signe", "anders"])
def test_who_is_no_member_does_not_comment(sendt, folk, moede, name):
    with pytest.raises(Denied):
        comment(sendt, moede.punkter.first(), "Må ikke", by=getattr(folk, name))


@pytest.mark.parametrize("tekst", ["", "  \n", "x" * 2001])
def test_comment_has_text_of_a_size(sendt, folk, moede, tekst):
    with pytest.raises(ValidationError):
        comment(sendt, moede.punkter.first(), tekst, by=folk.mona)


def test_answer_says_rettet_or_why_not(sendt, folk, moede):
    row = comment(sendt, moede.punkter.first(), "Der står juni.", by=folk.mona)

    with pytest.raises(ValidationError, match="Skriv, hvorfor der ikke er rettet."):
        answer_comment(row, "ikke_rettet", " ", by=folk.kirsten)
    answered = answer_comment(row, "ikke_rettet", "Det blev sagt på mødet.", by=folk.kirsten)

    assert (answered.svar, answered.besvaret_af, answered.besvaret_den) == ("ikke_rettet", folk.kirsten, EFTER)
    assert answer_comment(row, "rettet", by=folk.kirsten).svar == "rettet"


def test_only_the_sekretaer_answers(sendt, folk, moede):
    row = comment(sendt, moede.punkter.first(), "Der står juni.", by=folk.mona)

    with pytest.raises(Denied):
        answer_comment(row, "rettet", by=folk.carla)


def test_take_back_keeps_the_comments(sendt, folk, moede):
    comment(sendt, moede.punkter.first(), "Der står juni.", by=folk.mona)

    back = take_back(sendt, by=folk.kirsten)

    assert (back.tilstand, back.til_kommentering_den, back.kommentarfrist) == ("kladde", None, None)
    assert back.kommentarer.count() == 1


def test_double_press_sends_once(kladde, folk):
    noegle = "8f14e45f-ceea-467f-a83c-6f3e8a5d1111"

    first, second = (circulate(kladde, by=folk.kirsten, noegle=noegle) for _ in range(2))

    assert (first.tilstand, second, Referat.objects.get().version) == ("til_kommentering", None, 1)
