"""Sending: numbers, manifest, recipients, mails, what one press does (11 §4)."""

from uuid import uuid4

import pytest
from django.core import mail as mail_box

from indstillinger.models import Dagsordenspunkt, Modtager, Moededokument, Udsendelse
from indstillinger.models.indhold import digest
from indstillinger.workflow.udsendelse import prepare, send
from mso_portal.motor import post
from mso_portal.motor.models import Mail, Notifikation, Soegepost
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.organisation.models import Medlemskab
from tests.builders_moede import deltager, pause, punkt
from tests.indstillinger.udsendelse.conftest import paper


def numbers(moede):
    return list(Dagsordenspunkt.objects.filter(moede=moede).order_by("raekkefoelge").values_list("nummer", flat=True))


def told(slags):
    rows = Notifikation.objects.filter(slags=slags).order_by("modtager__navn")
    return list(rows.values_list("modtager__navn", flat=True))


def test_prepare_makes_one_pack_for_all_who_read_the_same(moedet, sager, klar):
    sending = klar(moedet)

    packs = Moededokument.objects.filter(udsendelse=sending, slags="moedepakke")
    assert (sending.tilstand, sending.fejl, sending.laekagetjek) == ("klar", [], {"fund": [], "pakker": 1})
    assert packs.count() == 1
    assert Modtager.objects.filter(udsendelse=sending, dokument=packs.get()).count() == 4


def test_prepare_by_a_member_is_denied(moedet, sager, carla):
    with pytest.raises(Denied):
        prepare(moedet, "dagsorden", by=carla)

    assert Udsendelse.objects.count() == 0


def test_prepare_again_replaces_what_was_not_sent(moedet, sager, klar):
    first = klar(moedet)

    second = klar(moedet)

    assert list(Udsendelse.objects.values_list("pk", "nr")) == [(second.pk, 1)]
    assert second.version > first.version
    assert Moededokument.objects.exclude(udsendelse=second).count() == 0


def test_send_gives_the_numbers_in_order_and_none_to_a_pause(moedet, sager, sendt):
    pause(moedet)

    sendt(moedet)

    assert numbers(moedet) == ["1", "2", "3", None]


def test_send_writes_history_of_the_number(moedet, sager, sendt, kirsten):
    sendt(moedet)

    newest = Dagsordenspunkt.history.filter(id=sager[0].pk).latest()
    assert (newest.nummer, newest.history_user, newest.history_change_reason) == ("1", kirsten, "udsendt")


def test_manifest_is_what_its_sha256_says(moedet, sager, sendt):
    sending = sendt(moedet)
    sending.refresh_from_db()

    rows = [(one["nummer"], one["art"], one["version"]["nr"], one["start"]) for one in sending.manifest["punkter"]]
    assert sending.sha256 == digest(sending.manifest)
    assert rows == [("1", "indstilling", 1, "09.00"), ("2", "tekst", 1, "09.15"), ("3", "indstilling", 1, "09.30")]
    assert len(sending.manifest["modtagere"]) == 4


def test_manifest_holds_no_closed_title(moedet, chefteam, signe, sendt):
    punkt(moedet, paper(chefteam, signe, "En personalesag", aabenhed="lukket"))

    sending = sendt(moedet)

    assert sending.manifest["punkter"][0]["titel"] == "En personalesag"
    assert "navns nævnelse" not in str(sending.manifest)


def test_send_twice_with_one_key_is_one_sending(moedet, sager, klar, kirsten):
    sending, noegle = klar(moedet), str(uuid4())

    assert send(sending, by=kirsten, noegle=noegle).tilstand == "sendt"
    assert send(sending, by=kirsten, noegle=noegle) is None
    assert told("udsendelse.dagsorden") == ["Carla Chefteam", "Mette Mødeleder", "Mogens Medlem"]


def test_send_of_an_older_page_is_refused(moedet, sager, klar, kirsten):
    old = klar(moedet)
    sending = klar(moedet)

    with pytest.raises(NotNow):
        send(sending, by=kirsten, version=old.version)


def test_send_while_it_is_being_made_is_refused(moedet, sager, uden_pdf, kirsten):
    sending = prepare(moedet, "dagsorden", by=kirsten)

    with pytest.raises(NotNow):
        send(sending, by=kirsten)


def test_members_are_mailed_at_once_with_a_neutral_subject(moedet, sager, sendt):
    sendt(moedet)

    assert sorted(Mail.objects.values_list("slags", "modtager__navn")) == [
        ("udsendelse.dagsorden", "Carla Chefteam"),
        ("udsendelse.dagsorden", "Mette Mødeleder"),
        ("udsendelse.dagsorden", "Mogens Medlem"),
    ]


def test_a_guest_is_told_of_his_own_item_alone(moedet, sager, anders, sendt):
    deltager(sager[1], anders)

    sendt(moedet)

    assert told("punkt.inviteret") == ["Anders Andetsteds"]
    assert "Anders Andetsteds" not in told("udsendelse.dagsorden")


def test_every_paper_gets_a_search_row_of_the_sent_edition(moedet, sager, sendt):
    sendt(moedet)

    rows = Soegepost.objects.filter(udgave="udsendt").order_by("titel")
    assert list(rows.values_list("titel", flat=True)) == ["2020-001 Følgevenner", "2020-002 Budget for haven"]


def test_gennemlaesning_gives_no_numbers(moedet, sager, carla, sendt):
    sendt(moedet, "gennemlaesning", modtagere=[carla])

    assert numbers(moedet) == [None, None, None]
    assert told("udsendelse.gennemlaesning") == ["Carla Chefteam", "Mette Mødeleder"]


def test_dagsorden_is_sent_once(moedet, sager, sendt, klar):
    sendt(moedet)

    with pytest.raises(NotNow, match="Lav et tillæg"):
        klar(moedet)


def test_send_takes_at_most_three_queries_more_for_an_item(moedet, chefteam, signe, klar, kirsten, count_queries):
    counts = []
    for _ in range(2):
        for nr in range(3):
            punkt(moedet, paper(chefteam, signe, f"Sag {moedet.punkter.count()} {nr}"))
        sending = klar(moedet, "gennemlaesning")
        counts.append(count_queries(lambda sending=sending: send(sending, by=kirsten)))

    assert counts[1] - counts[0] <= 9
    assert counts[0] <= 40 + 9


def test_who_has_left_the_forum_gets_no_mail(moedet, sager, sendt, carla):
    sendt(moedet)
    mail = Mail.objects.get(modtager=carla)
    Medlemskab.objects.filter(bruger=carla).delete()

    post.send_mail.func(mail.pk)

    mail.refresh_from_db()
    assert mail.tilstand == "annulleret"


def test_a_mail_says_kind_and_link_alone(moedet, chefteam, signe, sendt, carla):
    punkt(moedet, paper(chefteam, signe, "Hemmelig flytning", aabenhed="lukket"))
    sendt(moedet)

    post.send_mail.func(Mail.objects.get(modtager=carla).pk)

    (sent,) = mail_box.outbox
    assert sent.subject == "Dagsorden"
    assert "/moeder/ct-2020-05-29/" in sent.body
    assert "Hemmelig" not in sent.body
