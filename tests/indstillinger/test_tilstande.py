"""From draft to approved: what each verb stamps, freezes, says and refuses (10 §3.2, §4)."""

import pytest
from django.db import DatabaseError, connection, transaction

from indstillinger.models import RAEKKER, Godkendelse, Indstilling, Moede
from indstillinger.models.indhold import content, digest
from indstillinger.workflow import add_row, approve, close, open_up, recall, restore, send_back, submit, withdraw
from indstillinger.workflow.raekker import move_row, remove_row
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.rules import Denied, NotNow
from tests import builders, builders_indstilling, builders_moede
from tests.indstillinger.conftest import NU, save

RET = "Skriv, hvem der gør det."


@pytest.fixture
def sekretaer(chefteam):
    person = builders.bruger("Sofie Sekretær")
    builders.medlemskab(person, chefteam, "sekretaer")
    return person


@pytest.fixture
def klar(klokken, signe, lars, chefteam, sekretaer):
    """A kladde of Signe's with nothing missing, led by Lars."""
    return builders_indstilling.indstilling(
        signe, forum=chefteam, leder=lars, afdeling=builders.afdeling("STAB", navn="Staben")
    )


@pytest.fixture
def sendt(klar, signe):
    return submit(klar, by=signe)


@pytest.fixture
def godkendt(sendt, lars):
    return approve(sendt, sendt.indsendt_version.sha256, by=lars)


def told(slags):
    """Return who was told of a kind of event."""
    return sorted(Notifikation.objects.filter(slags=slags).values_list("modtager__navn", flat=True))


def state(paper):
    """Return everything a verb may change of a paper and its answers."""
    row = Indstilling.objects.filter(pk=paper.pk).values().get()
    return row, paper.versioner.count(), paper.godkendelser.count(), paper.history.count(), Haendelse.objects.count()


def test_submit_freezes_the_text_and_stamps(sendt, signe, klokken):
    version = sendt.indsendt_version

    assert (sendt.tilstand, sendt.indsendt_den, sendt.indsendt_af) == ("til_godkendelse", NU, signe)
    assert (version.nr, version.anledning, version.oprettet_af) == (1, "indsendt", signe)
    assert version.indhold == content(sendt) | {"koordinering": []}
    assert version.sha256 == digest(version.indhold)


def test_submit_keeps_the_warnings_with_the_version(sendt):
    kept = {one["kode"] for one in sendt.indsendt_version.advarsler}

    assert kept == {"A2", "A6", "A7", "A12"}


def test_submit_tells_the_leader_and_his_deputy(klar, signe, lars):
    deputy = builders.bruger("Sten Stedfortræder")
    builders.stedfortraedelse(lars, deputy, NU.date(), NU.date())

    submit(klar, by=signe)

    assert told("indstilling.indsendt") == ["Lars Leder", "Sten Stedfortræder"]


def test_paper_with_a_stop_is_not_sent(klar, signe):
    save(klar, signe, opfoelgning="", aabenhed="ikke_angivet")
    before = state(klar)

    with pytest.raises(NotNow) as refusal:
        submit(klar, by=signe)

    assert str(refusal.value) == "Ret 2 mangler, før du sender til godkendelse."
    assert state(klar) == before


def test_recall_gives_the_paper_back_without_stamps(sendt, signe):
    back = recall(sendt, by=signe)

    assert (back.tilstand, back.indsendt_den, back.indsendt_af, back.indsendt_version) == ("kladde", None, None, None)


def test_approve_points_at_the_version_that_was_read(godkendt, lars):
    answer = Godkendelse.objects.get()

    assert (godkendt.tilstand, godkendt.godkendt_den, godkendt.godkendt_af) == ("godkendt", NU, lars)
    assert godkendt.godkendt_version == godkendt.indsendt_version == answer.version
    assert (answer.udfald, answer.af, answer.paa_vegne_af, answer.bemaerkning) == ("godkendt", lars, None, "")


def test_approve_tells_the_sekretaer(godkendt):
    assert told("indstilling.godkendt") == ["Sofie Sekretær"]


def test_approve_of_another_text_writes_nothing(sendt, lars):
    before = state(sendt)

    with pytest.raises(NotNow) as refusal:
        approve(sendt, "0" * 64, by=lars)

    assert str(refusal.value) == "Teksten er en anden end den, du læste. Læs den igen, før du godkender."
    assert state(sendt) == before


def test_approve_of_a_text_sent_anew_is_refused(sendt, signe, lars):
    read = sendt.indsendt_version.sha256
    recall(sendt, by=signe)
    save(sendt, signe, resume="En anden tekst")
    submit(sendt, by=signe)

    with pytest.raises(NotNow, match="Læs den igen"):
        approve(sendt, read, by=lars)


def test_deputy_approves_in_the_leaders_place(sendt, lars):
    deputy = builders.bruger("Sten Stedfortræder")
    builders.stedfortraedelse(lars, deputy, NU.date(), NU.date())

    approve(sendt, sendt.indsendt_version.sha256, by=deputy)

    answer, event = Godkendelse.objects.get(), Haendelse.objects.get(handling="indstilling.godkend")
    assert (answer.af, answer.paa_vegne_af, event.paa_vegne_af) == (deputy, lars, lars)


@pytest.mark.parametrize(("maa", "venter"), [(False, "til_godkendelse"), (True, "godkendt")])
def test_own_submission_is_approved_only_where_the_forum_allows_it(klar, lars, chefteam, maa, venter):
    save(klar, klar.sagsbehandler, medforfattere=str(lars.pk))
    chefteam.egen_godkendelse = maa
    chefteam.save()
    sent = submit(klar, by=lars)

    try:
        approve(sent, sent.indsendt_version.sha256, by=lars)
    except Denied as refusal:
        assert str(refusal) == "Du har selv sendt sagen. En anden skal godkende den, fx din stedfortræder."

    assert Indstilling.objects.get().tilstand == venter


@pytest.mark.parametrize("fra", ["sendt", "godkendt"])
def test_send_back_opens_the_text_and_tells_the_authors(fra, request, lars):
    paper = request.getfixturevalue(fra)

    back = send_back(paper, RET, by=lars)

    answer = back.godkendelser.last()
    assert (back.tilstand, back.indsendt_version, back.godkendt_version) == ("kladde", None, None)
    assert (answer.udfald, answer.bemaerkning, answer.version.nr) == ("returneret", RET, 1)
    assert told("indstilling.returneret") == ["Signe Sagsbehandler"]
    assert back.fase.label == "Returneret"


def test_send_back_demands_words(sendt, lars):
    with pytest.raises(NotNow, match="Skriv, hvad der skal rettes"):
        send_back(sendt, "Nej.", by=lars)


def test_withdrawn_paper_keeps_its_reason_until_restored(godkendt, signe):
    gone = withdraw(godkendt, "Løst på anden vis", by=signe)
    assert (gone.tilstand, gone.trukket_grund, gone.trukket_af) == ("trukket", "Løst på anden vis", signe)

    back = restore(gone, by=signe)

    stamps = (back.indsendt_den, back.godkendt_den, back.trukket_den, back.godkendt_version, back.trukket_grund)
    assert (back.tilstand, stamps) == ("kladde", (None, None, None, None, ""))


def test_close_keeps_the_approval_and_says_from_when(godkendt, lars):
    closed = close(godkendt, by=lars, titel_lukket="Personalesag", hjemmel="private_forhold", lukket_begrundelse="Ja")

    last = closed.versioner.last()
    assert (closed.tilstand, closed.aabenhed, closed.egentlig_titel) == ("godkendt", "lukket", "Personalesag")
    assert (last.anledning, last.aabenhed, closed.godkendt_version.nr) == ("lukket_efter", "lukket", 1)


def test_close_demands_title_ground_and_reason(godkendt, lars):
    with pytest.raises(NotNow, match="skal også have lukket titel, hjemmel og begrundelse"):
        close(godkendt, by=lars, titel_lukket="Personalesag", hjemmel="", lukket_begrundelse="Ja")


def test_opened_paper_keeps_versions_of_the_closed_time_closed(godkendt, lars):
    close(godkendt, by=lars, titel_lukket="Personalesag", hjemmel="private_forhold", lukket_begrundelse="Ja")

    opened = open_up(godkendt, "Sagen er afsluttet", by=lars)

    assert (opened.aabenhed, opened.titel_lukket, opened.hjemmel) == ("aaben", "", "")
    assert [(one.anledning, one.aabenhed) for one in opened.versioner.all()] == [
        ("indsendt", "aaben"), ("lukket_efter", "lukket"), ("aabnet_efter", "aaben"),
    ]  # fmt: skip


# Frozen means frozen


def refused(act):
    """Say whether the database or the verb refuses."""
    try:
        with transaction.atomic():
            act()
    except (DatabaseError, NotNow):
        return True
    return False


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_sent_text_is_changed_by_no_path(godkendt, signe, lars):
    """Every field and every kind of row: by the page's verb, by the ORM and by raw SQL."""
    kinds = {kind: getattr(godkendt, f"{kind}_raekker").get() for kind in RAEKKER}
    acts = [lambda: save(godkendt, signe, baggrund="<p>Nyt</p>")]
    acts += [lambda kind=kind: add_row(godkendt, kind, by=signe) for kind in kinds]
    acts += [lambda kind=kind, row=row: remove_row(godkendt, kind, row.uuid, by=signe) for kind, row in kinds.items()]
    acts += [lambda kind=kind, row=row: move_row(godkendt, kind, row.uuid, 1, by=signe) for kind, row in kinds.items()]
    acts += [lambda row=row: type(row).objects.filter(pk=row.pk).update(raekkefoelge=9) for row in kinds.values()]
    acts += [lambda row=row: row.delete() for row in kinds.values()]
    acts += [lambda: Indstilling.objects.update(titel="Nyt"), lambda: godkendt.medforfattere.set([lars])]
    acts += [lambda: run("UPDATE indstillinger_indstilling SET baggrund = 'Nyt', indsendt_den = NULL")]
    acts += [lambda: run("DELETE FROM indstillinger_beslutningspunkt")]

    assert [nr for nr, act in enumerate(acts) if not refused(act)] == []


def test_text_is_open_again_when_it_was_sent_back(godkendt, signe, lars):
    back = send_back(godkendt, RET, by=lars)

    save(back, signe, baggrund="<p>Nyt</p>")

    assert Indstilling.objects.get().baggrund == "<p>Nyt</p>"


def test_place_on_the_wished_meeting_is_kept_when_sent_back(klar, signe, lars, chefteam):
    meeting = Moede.objects.create(noegle="ct-1", forum=chefteam, dato="2020-06-26", start="09:00", slut="10:00")
    save(klar, signe, oensket_moede=str(meeting.pk))
    sent = submit(klar, by=signe)

    assert send_back(sent, RET, by=lars).oensket_moede == meeting


def test_answers_are_changed_by_nobody(godkendt):
    assert refused(lambda: Godkendelse.objects.update(bemaerkning="Nyt"))
    assert refused(lambda: run("DELETE FROM indstillinger_godkendelse"))


def test_history_names_the_verbs(godkendt, lars):
    send_back(godkendt, RET, by=lars)

    names = list(godkendt.history.exclude(history_change_reason=None).values_list("history_change_reason", flat=True))
    assert names == ["sendt tilbage", "godkendt", "sendt til godkendelse"]


def test_withdrawn_paper_leaves_the_agenda_and_its_author_is_told(godkendt, lars, chefteam):
    punkt = builders_moede.punkt(builders_moede.moede(chefteam), godkendt)

    withdraw(godkendt, "Løst på anden vis", by=lars)

    punkt.refresh_from_db()
    assert (punkt.tilstand, punkt.afgjort_af, punkt.grund) == ("trukket", lars, "Sagen er trukket.")
    assert told("punkt.dagsorden") == ["Signe Sagsbehandler"]


def test_author_does_not_withdraw_what_stands_on_an_agenda(godkendt, signe, chefteam):
    builders_moede.punkt(builders_moede.moede(chefteam), godkendt)

    with pytest.raises(Denied, match="Sagen står på en dagsorden"):
        withdraw(godkendt, "Løst", by=signe)
