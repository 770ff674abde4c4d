"""Who is told of what is owed to a status, and when (21 §4): one mail a person a hverdag, and nothing after the answer.

The round of the first quarter of 2020: opens 17 March, bidrag by 7 April, text by 15 April, approval and lock 17 April;
9, 10 and 13 April are holidays.
"""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail as outbox

from indsatser import varsler_status
from indsatser.models import Indsatsplan, Kvartalsstatus, Statusrunde
from indsatser.varsler_status import leaders_of
from indsatser.workflow.daglig import aabn_runder
from indsatser.workflow.statusbidrag import answer_unchanged, remind
from mso_portal.motor import besked, post, ur
from mso_portal.motor.beskedslags import object_of, url_of
from mso_portal.motor.models import Mail, Notifikation
from mso_portal.organisation.workflow.morgen import morgen
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_status
from tests.builders_indsats import LUKKET

AABNES, SLUT = date(2020, 3, 17), date(2020, 4, 21)


def every(first, last):
    """Return every day from one to another."""
    return [first + timedelta(days=nr) for nr in range((last - first).days + 1)]


# Nothing happens between the second day and April.
RUNDEN = [*every(date(2020, 3, 16), date(2020, 3, 18)), *every(date(2020, 4, 1), SLUT)]
APRIL = every(date(2020, 4, 1), SLUT)


@pytest.fixture(autouse=True)
def _only_these(monkeypatch):
    """The morning asks for other things too, which takes its time: here only for what is owed to a status."""
    monkeypatch.setattr(
        besked, "_reminders", [one for one in vars(varsler_status).values() if one in besked._reminders]
    )


def at(day, hour, minute=0):
    return ur.stil(datetime.combine(day, time(hour, minute), DANSK_TID))


def play(days, then=None):
    """Run the jobs of each day, and `then[day]()` at noon; return {name: [(day, kinds of lines)]} of their mails."""
    for day in days:
        with at(day, 5, 30):
            aabn_runder.func(0)
        with at(day, 7, 5):
            morgen.func(0)
        with at(day, 12):
            (then or {}).get(day, lambda: None)()
    return _mails(days[0])


def _mails(first):
    found = {}
    since = datetime.combine(first, time.min, DANSK_TID)
    for one in Mail.objects.filter(oprettet_den__gte=since).order_by("pk").select_related("modtager"):
        kinds = sorted(one.notifikationer.order_by().values_list("slags", flat=True))
        found.setdefault(one.modtager.navn, []).append((one.oprettet_den.astimezone(DANSK_TID).date(), kinds))
    return found


def days(mails, navn):
    return [day for day, _ in mails.get(navn, [])]


@pytest.fixture
def lena():
    """Leads the unit that Ada and Kim work in."""
    return builders.bruger("Lena Leder")


@pytest.fixture
def plan(kladde, lena, ada, kim, sofie, tina, per):
    """A running plan where Ada and Kim have a milestone each, and Tina the money; everybody gets mails."""
    unit = builders.afdeling("ST")
    for person, rolle in ((lena, "leder"), (ada, "medarbejder"), (kim, "medarbejder")):
        builders.tilknytning(person, unit, rolle)
    for person in (lena, ada, kim, sofie, tina, per):
        person.email = f"{person.brugernavn}@demo.example"
        person.save()
    for title, person in (("Kursus er holdt", ada), ("Bogen er trykt", kim)):
        builders_indsats.milepael(kladde, title, "1. juli 2020", ansvarlig=person, ansvarlig_rolle="")
    with at(date(2020, 3, 2), 9):
        kladde.statuspligter.update(fra=date(2020, 3, 2))
        found = builders_indsats.aktiv(kladde)
    Notifikation.objects.all().delete()  # that it has begun is told already
    return found


@pytest.fixture
def runde(plan, styregruppe, tina):
    """The round, not opened yet."""
    with at(date(2020, 3, 2), 9):
        return builders_status.runde(styregruppe, tina, date(2020, 3, 31), None, aaben=False)


def reply(person):
    """Return the act of saying »uændret« of all the person owes."""

    def act():
        for row in Kvartalsstatus.objects.get().bidrag.filter(ansvarlig=person).order_by("pk"):
            answer_unchanged(row, by=person)

    return act


def test_dates_of_the_round_are_those_of_this_page(runde):
    names = ("aabnes", "statusdato", "bidragsfrist", "tekstfrist", "godkendelsesfrist", "laasefrist")

    assert [getattr(runde, name).strftime("%d.%m") for name in names] == [
        "17.03", "31.03", "07.04", "15.04", "17.04", "17.04"
    ]  # fmt: skip


def test_who_never_answers_is_reminded_four_times_and_the_leader_told_once(runde):
    mails = play(RUNDEN)

    assert days(mails, "Ada Andetsteds") == [AABNES, date(2020, 4, 2), date(2020, 4, 6), date(2020, 4, 8)]
    assert mails["Lena Leder"] == [(date(2020, 4, 15), ["bidrag.leder"])]


def test_nobody_is_told_after_the_answer(runde, ada, kim):
    mails = play(RUNDEN, {AABNES: reply(kim), date(2020, 4, 7): reply(ada)})

    assert days(mails, "Kim Kontorchef") == [AABNES]
    assert days(mails, "Ada Andetsteds") == [AABNES, date(2020, 4, 2), date(2020, 4, 6)]
    assert "Lena Leder" not in mails


def test_nobody_gets_more_than_one_mail_a_day(runde, ada, tina, monkeypatch):
    monkeypatch.undo()  # everything the morning asks for
    pind = {date(2020, 4, 1): lambda: remind(Kvartalsstatus.objects.get(), ada, by=tina)}

    mails = play(RUNDEN, pind)

    assert dict(mails["Ada Andetsteds"])[date(2020, 4, 2)] == ["bidrag.mangler", "bidrag.pind"]
    assert [navn for navn in mails if len(days(mails, navn)) != len(set(days(mails, navn)))] == []


def test_writer_approver_and_sekretaer_are_told_by_their_own_frister(runde):
    mails = play(every(date(2020, 4, 9), SLUT))

    told = {navn: [(day.strftime("%d.%m"), [one for one in kinds if one != "bidrag.mangler"]) for day, kinds in found]
            for navn, found in mails.items()}  # fmt: skip
    assert [one for one in told["Tina Tovholder"] if one[1]] == [
        ("14.04", ["status.tekstfrist"]), ("16.04", ["status.tekstfrist"])
    ]  # fmt: skip
    assert told["Per Programejer"] == [("16.04", ["status.godkendelsesfrist"]), ("20.04", ["status.godkendelsesfrist"])]
    assert told["Sofie Sekretær"] == [("17.04", ["runde.laasefrist"])]


@pytest.mark.parametrize(
    ("tilstand", "told"),
    [
        ("til_godkendelse", {"Per Programejer", "Sofie Sekretær"}),
        ("godkendt", {"Sofie Sekretær"}),
        ("laast", set()),
    ],
)
def test_who_has_done_his_part_is_told_nothing(runde, ada, kim, tina, per, sofie, tilstand, told):
    play([AABNES])
    for person in (ada, kim, tina):
        reply(person)()
    stamps = {f"{name}_{part}": value for name, by in (("indsendt", tina), ("godkendt", per), ("laast", sofie))
              for part, value in (("den", ur.nu()), ("af", by))}  # fmt: skip
    upto = {"til_godkendelse": 2, "godkendt": 4, "laast": 6}[tilstand]
    data = {} if upto > 2 else None
    Kvartalsstatus.objects.update(tilstand=tilstand, data=data, **dict(list(stamps.items())[:upto]))

    assert set(play(APRIL)) == told


def test_moved_frist_is_told_of_anew(runde, ada):
    play([AABNES, *every(date(2020, 4, 1), date(2020, 4, 2))])
    later = dict.fromkeys(("tekstfrist", "godkendelsesfrist", "laasefrist"), date(2020, 4, 30))
    Statusrunde.objects.filter(pk=runde.pk).update(bidragsfrist=date(2020, 4, 21), **later)

    mails = play(every(date(2020, 4, 3), date(2020, 4, 23)))

    assert [day.strftime("%d.%m") for day in days(mails, "Ada Andetsteds")] == [
        "16.04", "20.04", "22.04"
    ]  # fmt: skip


def test_mail_has_the_link_and_not_a_word_of_the_plan(runde, plan):
    play([AABNES, *every(date(2020, 4, 14), date(2020, 4, 17))])

    for one in Mail.objects.order_by("pk"):
        post.send_mail(one.pk)

    words = ("Bedre overblik", "Kursus", "Bogen", plan.nummer, "Ada")
    sent = list(outbox.outbox)
    assert len(sent) == Mail.objects.count() >= 10
    assert [mail.body for mail in sent if "/notifikationer/" not in mail.body] == []
    assert [word for mail in sent for word in words if word in mail.subject + mail.body.replace("Goddag Ada", "")] == []


def test_lines_lead_to_what_waits(runde, plan, ada, lena, tina, sofie):
    play([AABNES, *every(date(2020, 4, 14), date(2020, 4, 17))])

    found = {}
    for line in Notifikation.objects.filter(modtager__in=(ada, lena, tina, sofie)).select_related("modtager"):
        found[line.slags] = url_of(object_of(line.modtager, line))
    assert found == {
        "bidrag.mangler": "/", "bidrag.leder": f"/indsatsplaner/{plan.nummer}/",
        "status.tekstfrist": f"/indsatsplaner/{plan.nummer}/status/2020-K1/",
        "runde.laasefrist": "/kvartalsstatus/SG/2020-K1/",
    }  # fmt: skip


def test_who_can_not_see_a_lukket_plan_is_told_nothing(runde, plan, ada):
    plan.deltagere.create(bruger=ada, rolle="laeser", fra=builders.ALTID)
    play([AABNES])
    Indsatsplan.objects.filter(pk=plan.pk).update(**LUKKET)

    mails = play(APRIL)

    assert sorted(mails) == ["Ada Andetsteds", "Per Programejer", "Sofie Sekretær", "Tina Tovholder"]


def test_ended_plan_asks_nobody(runde, plan, per):
    play([AABNES])
    Indsatsplan.objects.update(tilstand="stoppet", endt_den=ur.nu(), endt_af=per, stop_begrundelse="Ingen penge.")

    assert sorted(play(APRIL)) == ["Sofie Sekretær"]


def test_leader_is_that_of_the_unit_and_of_the_one_above_for_a_leader(lena, ada, kim):
    above, unit = builders.afdeling("OV"), None
    unit = builders.afdeling("ST", above)
    builders.tilknytning(kim, above, "leder")
    builders.tilknytning(lena, unit, "leder")
    builders.tilknytning(ada, unit)

    assert [leaders_of(one) for one in (ada, lena, kim)] == [[lena], [kim], []]
