"""What happens every day by itself: case numbers go, and one line tells who is waited for (20 §6, §12)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail as outbox

from indsatser import varsler
from indsatser.models import Indsatsplan, Leverance
from indsatser.models.planindhold import tidspunkt_data
from indsatser.workflow import aendring, milepael
from indsatser.workflow import tilsyn as verbs
from indsatser.workflow.daglig import glem_sagsnumre
from mso_portal.motor import post, ur
from mso_portal.motor.besked import notify, remind
from mso_portal.motor.beskedslags import object_of, objects_of, slags, url_of
from mso_portal.motor.models import Haendelse, Mail, Notifikation
from mso_portal.organisation.workflow.morgen import morgen
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_tilsyn
from tests.builders_indsats import LUKKET, tid
from tests.builders_tilsyn import klient

FREDAG, LOERDAG, MANDAG = date(2020, 9, 4), date(2020, 9, 5), date(2020, 9, 7)


def at(day, hour=7):
    return ur.stil(datetime.combine(day, time(hour, 5), DANSK_TID))


def told(day):
    """Run the morning of the day; return who got a line, and of what kind."""
    before = set(Notifikation.objects.values_list("pk", flat=True))
    with at(day):
        morgen.func(0)
    rows = Notifikation.objects.exclude(pk__in=before).order_by("modtager__navn")
    return list(rows.values_list("modtager__navn", "slags"))


@pytest.fixture
def mia():
    return builders.bruger("Mia Milepæl", email="mia@demo.example")


@pytest.fixture
def lyttende(mia, tina, per, kim, sofie):
    """Everybody gets mails."""
    for person in (tina, per, kim, sofie):
        person.email = f"{person.brugernavn}@demo.example"
        person.save()


@pytest.fixture
def sen(kladde, mia, lyttende):
    """A running plan with a milestone of Mia's, that was for June."""
    builders_indsats.milepael(kladde, tidspunkt="30. juni 2020", ansvarlig=mia, ansvarlig_rolle="")
    builders_indsats.indikator(builders_indsats.maal(kladde), afklares_senest=tid("1. december 2020"))
    builders_indsats.aktiv(kladde)
    Notifikation.objects.all().delete()  # that it has begun is told already
    return kladde


def close_plan(plan):
    Indsatsplan.objects.filter(pk=plan.pk).update(**LUKKET)


def test_late_milestone_tells_its_ansvarlig_one_line(sen):
    assert told(MANDAG) == [("Mia Milepæl", "indsats.venter")]


def test_line_comes_every_hverdag_until_it_is_done(sen, mia):
    lines = [told(FREDAG), told(LOERDAG), told(MANDAG)]
    with at(MANDAG, 9):
        milepael.complete(sen.milepaele.get(), by=mia, dato=FREDAG)

    assert ([len(one) for one in lines], told(MANDAG + timedelta(days=1))) == ([1, 0, 1], [])


def test_running_again_the_same_day_tells_nobody_twice(sen):
    told(MANDAG)

    with at(MANDAG):
        remind(MANDAG)

    assert Notifikation.objects.filter(slags="indsats.venter").count() == 1


def test_many_duties_in_many_plans_are_one_line_and_one_mail(sen, kladde, mia, tina, per, styregruppe):
    other = builders_indsats.plan(tina, per, styregruppe, titel="En anden plan", ejerenhed=kladde.ejerenhed)
    for plan, title in ((other, "Kursus er holdt"), (other, "Bogen er trykt")):
        builders_indsats.milepael(plan, title, "30. juni 2020", ansvarlig=mia, ansvarlig_rolle="")
    builders_indsats.indikator(builders_indsats.maal(other), afklares_senest=tid("1. december 2020"))
    builders_indsats.aktiv(other)

    told(MANDAG)

    assert Notifikation.objects.filter(modtager=mia, slags="indsats.venter").count() == 1
    assert Mail.objects.filter(modtager=mia, slags="overblik").count() == 1


def test_mail_has_the_link_and_not_a_word_of_a_lukket_plan(sen, mia):
    close_plan(sen)
    builders_indsats.Milepael.objects.filter(plan=sen).update(titel="Hemmelig samtale")
    sen.deltagere.create(bruger=mia, rolle="laeser", fra=builders.ALTID)

    with at(MANDAG):
        morgen.func(0)
        post.send_mail(Mail.objects.get(modtager=mia, slags="overblik").pk)

    sent = outbox.outbox[0]
    assert (sent.subject, "/notifikationer/" in sent.body) == ("Opgaver i indsatsplaner", True)
    assert not [word for word in ("Hemmelig", "Flytning", "Bedre overblik") if word in sent.body]


def test_who_can_not_see_the_lukket_plan_is_told_nothing(sen):
    close_plan(sen)

    assert told(MANDAG) == []


def test_line_leads_to_the_start_page(sen, mia):
    told(MANDAG)
    line = Notifikation.objects.get(modtager=mia)

    response = klient(mia).post(f"/notifikationer/{line.pk}/")

    assert (response.status_code, response.url, object_of(mia, line)) == (302, "/", mia)


def test_line_is_of_nobody_elses(sen, mia, tina):
    told(MANDAG)

    assert object_of(tina, Notifikation.objects.get(modtager=mia)) is None


@pytest.mark.parametrize(("day", "names"), [(date(2020, 9, 1), []), (date(2020, 9, 2), ["Tina Tovholder"])])
def test_indicator_waits_once_its_date_has_gone_by(kladde, lyttende, day, names):
    builders_indsats.milepael(kladde, tidspunkt="1. december 2020")
    builders_indsats.indikator(builders_indsats.maal(kladde), afklares_senest=tid("1. september 2020"))
    builders_indsats.aktiv(kladde)

    assert [name for name, _ in told(day)] == names


@pytest.fixture
def rolig(kladde, lyttende):
    """A kladde where nothing is due before December."""
    builders_indsats.milepael(kladde, tidspunkt="1. december 2020")
    builders_indsats.indikator(builders_indsats.maal(kladde), afklares_senest=tid("1. december 2020"))
    return kladde


def test_quiet_plan_tells_nobody(rolig):
    builders_indsats.aktiv(rolig)

    assert told(MANDAG) == []


def test_deliverable_to_answer_tells_the_leader_and_his_deputy(rolig, hr, kim):
    deputy = builders.bruger("Dorte Deputy")
    builders.stedfortraedelse(kim, deputy, date(2020, 6, 1), date(2020, 12, 31))
    builders_indsats.leverance(rolig, hr)
    builders_indsats.aktiv(rolig)

    lines = told(date(2020, 6, 17))

    assert [row for row in lines if row[1] == "indsats.venter"] == [
        ("Dorte Deputy", "indsats.venter"), ("Kim Kontorchef", "indsats.venter")
    ]  # fmt: skip


def test_value_that_is_due_tells_who_measures(rolig, tina):
    builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(rolig), "Andel med plan"))
    builders_indsats.aktiv(rolig)

    # The figure is counted each quarter: the second one of 2020 ended on 30 June.
    assert [told(day) for day in (date(2020, 6, 30), date(2020, 7, 1))] == [
        [], [("Tina Tovholder", "indsats.venter")]
    ]  # fmt: skip


def test_change_to_approve_tells_who_decides_it(rolig, tina):
    plan = builders_indsats.aktiv(rolig)
    change = aendring.write(
        plan, by=tina, titel="Kurset flytter", aarsag="ressourcer", begrundelse="Der er ingen lokaler i december."
    )
    milestone = plan.milepaele.get()
    aendring.propose(
        change, by=tina, genstand="milepael", objekt=milestone.uuid, felt="godkendt",
        til=tidspunkt_data(tid("3. december 2020")),
    )  # fmt: skip
    aendring.submit(change, by=tina)

    lines = told(date(2020, 6, 17))

    assert [row for row in lines if row[1] == "indsats.venter"] == [("Per Programejer", "indsats.venter")]


def test_kind_can_be_switched_off(sen, mia):
    mia.fravalgte_beskeder = ["indsats.venter"]
    mia.save()

    assert told(MANDAG) == []


def test_candidates_ask_the_same_for_one_and_three(kladde, tina, per, styregruppe, queries_at):
    def make(nr):
        builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, ejerenhed=kladde.ejerenhed))

    counts = queries_at(make, varsler.may_have_duties)

    assert counts[0] == counts[1]


def test_every_kind_of_message_has_its_object_and_address(aktiv, hr, tina):
    row = Leverance.objects.create(
        plan=aktiv, titel="MUS", leverandoer=hr, oensket=tid("1. september 2020"), tilstand_den=ur.nu(),
        tilstand_af=tina, oprettet_den=ur.nu(), oprettet_af=tina,
    )  # fmt: skip
    change = aendring.write(
        aktiv, by=tina, titel="Kurset flytter", aarsag="ressourcer", begrundelse="Der er ingen lokaler i juni."
    )

    here = f"/indsatsplaner/{aktiv.nummer}/"
    assert [url_of(one) for one in (aktiv, row, change)] == [
        here, f"{here}leverancer/", f"{here}aendringer/{change.uuid}/"
    ]  # fmt: skip
    assert all(key in slags for key in ("leverance.spurgt", "indsats.aktiveret", "aendring.forelagt", "indsats.venter"))


def test_object_of_a_line_is_asked_for_anew_when_it_is_opened(aktiv, tina, ada):
    notify("indsats.aktiveret", aktiv, [tina, ada])
    lines = {line.modtager: line for line in Notifikation.objects.filter(slags="indsats.aktiveret").order_by("pk")}

    before = [bool(objects_of(person, [line])) for person, line in lines.items()]
    close_plan(aktiv)

    after = {person.navn: bool(objects_of(person, [line])) for person, line in lines.items()}
    assert (set(before), after["Tina Tovholder"], after["Ada Andetsteds"]) == ({True}, True, False)


def test_day_of_deletion_is_done_by_the_daily_job_also_on_a_sunday(kladde, tina):
    checklist = builders_tilsyn.tjekliste(builders_tilsyn.leder(tina))
    tilsyn = builders_tilsyn.udtrukket(kladde, checklist, tina)
    builders_tilsyn.besvar(tilsyn, tina, "jj", "jj", "jj")
    with at(date(2020, 6, 19)):
        verbs.close(tilsyn, by=tina)

    left = []
    for day in (date(2020, 7, 18), date(2020, 7, 19)):  # thirty days later is a Sunday
        with at(day, 4):
            glem_sagsnumre.func(0)
        left.append(tilsyn.sager.exclude(noegle=None).count())

    events = Haendelse.objects.filter(handling="tilsyn.noegler_slettet")
    assert (left, list(events.order_by("pk").values_list("genstand", "data"))) == ([3, 0], [(str(tilsyn.uuid), {})])
