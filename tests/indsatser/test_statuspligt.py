"""In which rhythms a plan reports: added, changed, ended; and with another styregruppe, or lukket (21 §2)."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Indsatsplan, Kvartalsstatus
from indsatser.workflow.aktivering import missing
from indsatser.workflow.daglig import skjul_lukkede
from indsatser.workflow.plan import edit_plan
from indsatser.workflow.raekker import FORANDRET, FORBI
from indsatser.workflow.runde import quarter_rhythm
from indsatser.workflow.runder import create_rhythm, edit_rhythm
from indsatser.workflow.statuspligt import MANGLER_PRIMAER, add_duty, edit_duty, end_duty, make_primary
from indstillinger.workflow import tilstande
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_indstilling, builders_moede, builders_opgave, builders_status
from tests.builders_indsats import LUKKET

I_GAAR, I_DAG, I_MORGEN = date(2020, 6, 14), date(2020, 6, 15), date(2020, 6, 16)
SENERE = datetime(2020, 6, 17, 9, tzinfo=DANSK_TID)
GRUND = {name: LUKKET[name] for name in ("titel_lukket", "hjemmel", "lukket_begrundelse")}
NOEGLE = "6f6dc32f-9a37-4a53-9a5c-0e9cf1f7d9c1"


@pytest.fixture
def task_force():
    return builders.forum("TF", navn="Task Force")


@pytest.fixture
def frida(task_force):
    """Sekretær of the Task Force."""
    person = builders.bruger("Frida Forumsekretær")
    builders.medlemskab(person, task_force, "sekretaer")
    return person


@pytest.fixture
def rytme(task_force, frida):
    return create_rhythm(task_force, by=frida, navn="Hver sjette uge", art="uger", interval=6, anker=date(2020, 6, 29))


@pytest.fixture
def anden(styregruppe, sofie):
    """Another rhythm of the styregruppe's own."""
    return create_rhythm(styregruppe, by=sofie, navn="Aftalt", art="datoer")


@pytest.fixture
def pligt(aktiv, rytme, tina):
    """The duty to the Task Force, beside the quarters of the styregruppe."""
    return tilfoej(aktiv, rytme, tina)


def tilfoej(plan, rytme, by, form="kort", fra=I_DAG, **mere):
    return add_duty(plan, by=by, rytme=rytme, form=form, fra=fra, **mere)


def pligter(plan):
    """Return (forum, primary, form) of each duty that runs."""
    rows = plan.statuspligter.filter(til=None).select_related("rytme__forum")
    return [(one.rytme.forum.kode, one.primaer, one.form) for one in rows]


def slut(plan):
    """Return (forum, last day) of each that has ended."""
    rows = plan.statuspligter.exclude(til=None).order_by("pk")
    return [(one.rytme.forum.kode, str(one.til)) for one in rows]


def afvist(act, *args, **felter):
    with pytest.raises((NotNow, ValidationError)) as refused:
        act(*args, **felter)
    return refused.value.messages if isinstance(refused.value, ValidationError) else [str(refused.value)]


def kode(statusser):
    return list(statusser.order_by("pk").values_list("runde__forum__kode", flat=True))


def sendt(by):
    return {"tilstand": "til_godkendelse", "indsendt_den": ur.nu(), "indsendt_af": by}


# Added


def test_added_duty_runs_beside_the_primary_one(aktiv, rytme, tina):
    tilfoej(aktiv, rytme, tina)

    assert pligter(aktiv) == [("SG", True, "auto"), ("TF", False, "kort")]
    assert Haendelse.objects.filter(handling="statuspligt.opret").count() == 2


def test_first_duty_of_a_plan_is_the_primary_one(kladde, rytme, tina):
    kladde.statuspligter.all().delete()

    tilfoej(kladde, rytme, tina)

    assert pligter(kladde) == [("TF", True, "kort")]


def test_aktiv_plan_gets_its_status_in_the_open_round_at_once(aktiv, task_force, tina, frida):
    opened = builders_status.runde(task_force, frida)

    tilfoej(aktiv, opened.rytme, tina)

    assert kode(aktiv.statusser) == ["TF"]


@pytest.mark.parametrize("tidspunkt", ["senere", "kladde"])
def test_duty_that_begins_later_and_that_of_a_kladde_join_no_round(kladde, task_force, tina, frida, tidspunkt):
    opened = builders_status.runde(task_force, frida)
    plan = builders_indsats.aktiv(kladde) if tidspunkt == "senere" else kladde

    tilfoej(plan, opened.rytme, tina, fra=I_MORGEN if tidspunkt == "senere" else I_DAG)

    assert kode(plan.statusser) == []


def test_rhythm_that_has_ended_is_refused(aktiv, rytme, tina, frida):
    edit_rhythm(rytme, by=frida, aktiv_til=I_GAAR)
    rytme.refresh_from_db()

    assert afvist(tilfoej, aktiv, rytme, tina) == ["Rytmen er slut. Vælg en anden."]


def test_same_rhythm_twice_is_refused(pligt, aktiv, rytme, tina):
    assert afvist(tilfoej, aktiv, rytme, tina) == ["Planen rapporterer allerede i den rytme."]


def test_duty_that_began_yesterday_is_refused(aktiv, rytme, tina):
    assert afvist(tilfoej, aktiv, rytme, tina, fra=I_GAAR) == ["Rapporteringen kan tidligst begynde i dag."]


def test_lukket_plan_reports_to_its_own_styregruppe_alone(tina, per, styregruppe, rytme, anden):
    lukket = builders_indsats.plan(tina, per, styregruppe, **LUKKET)

    refused = afvist(tilfoej, lukket, rytme, tina)
    tilfoej(lukket, anden, tina)

    assert refused == ["Planen er lukket. Den rapporterer kun til sin egen styregruppe."]
    assert pligter(lukket) == [("SG", True, "auto"), ("SG", False, "kort")]


# Changed


def test_form_is_changed(pligt, aktiv, tina):
    edit_duty(pligt, by=tina, form="fuld", version=0)

    assert pligter(aktiv) == [("SG", True, "auto"), ("TF", False, "fuld")]


def test_form_that_somebody_else_has_changed_is_refused(pligt, aktiv, tina):
    edit_duty(pligt, by=tina, form="fuld", version=0)

    assert afvist(edit_duty, pligt, by=tina, form="auto", version=0) == [FORANDRET]


def test_plan_has_one_primary_duty_when_another_is_chosen(pligt, aktiv, tina):
    make_primary(pligt, by=tina)

    assert pligter(aktiv) == [("TF", True, "kort"), ("SG", False, "auto")]


def test_primary_duty_is_not_made_so_again(aktiv, tina):
    assert afvist(make_primary, aktiv.statuspligter.get(), by=tina) == ["Rapporteringen er allerede den primære."]


def test_duty_whose_rhythm_has_ended_does_not_become_the_primary_one(pligt, rytme, tina, frida):
    edit_rhythm(rytme, by=frida, aktiv_til=I_GAAR)

    assert afvist(make_primary, pligt, by=tina) == ["Rytmen er slut. Vælg en anden."]


# Ended


def test_duty_that_ends_ran_until_yesterday(pligt, aktiv, tina):
    with ur.stil(SENERE):
        end_duty(pligt, by=tina)

    assert (pligter(aktiv), slut(aktiv)) == ([("SG", True, "auto")], [("TF", "2020-06-16")])
    assert afvist(end_duty, pligt, by=tina) == ["Rapporteringen er allerede afsluttet."]


def test_duty_that_began_today_leaves_no_trace(pligt, aktiv, tina):
    end_duty(pligt, by=tina)

    assert (pligter(aktiv), slut(aktiv)) == ([("SG", True, "auto")], [])


def test_primary_duty_of_an_aktiv_plan_goes_on(aktiv, tina):
    assert afvist(end_duty, aktiv.statuspligter.get(), by=tina) == [MANGLER_PRIMAER]


def test_primary_duty_of_a_kladde_can_end(kladde, tina):
    end_duty(kladde.statuspligter.get(), by=tina)

    assert pligter(kladde) == []


@pytest.mark.parametrize(("dag", "tilbage"), [(I_DAG, []), (I_MORGEN, ["TF"])])
def test_what_is_written_to_a_day_after_the_duty_goes_with_it(aktiv, task_force, tina, frida, dag, tilbage):
    row = tilfoej(aktiv, builders_status.runde(task_force, frida).rytme, tina)  # the status date is 15 June

    with ur.stil(datetime.combine(dag, SENERE.timetz())):
        end_duty(row, by=tina)

    assert kode(aktiv.statusser) == tilbage


def test_what_is_sent_goes_its_way(aktiv, task_force, tina, frida):
    row = tilfoej(aktiv, builders_status.runde(task_force, frida).rytme, tina)
    aktiv.statusser.update(**sendt(tina))

    end_duty(row, by=tina)

    assert kode(aktiv.statusser) == ["TF"]


# Whoever does it


def test_only_who_writes_in_the_plan_keeps_its_duties(pligt, aktiv, anden, ada):
    with pytest.raises(Denied):
        tilfoej(aktiv, anden, ada)
    for act, felter in ((edit_duty, {"form": "fuld"}), (make_primary, {}), (end_duty, {})):
        with pytest.raises(Denied):
            act(pligt, by=ada, **felter)


def test_duties_of_a_plan_that_has_ended_stand(pligt, aktiv, anden, tina, per):
    Indsatsplan.objects.update(tilstand="stoppet", endt_den=ur.nu(), endt_af=per, stop_begrundelse="Ingen penge.")

    found = [afvist(tilfoej, aktiv, anden, tina), afvist(edit_duty, pligt, by=tina, form="fuld"),
             afvist(make_primary, pligt, by=tina), afvist(end_duty, pligt, by=tina)]  # fmt: skip

    assert found == [[FORBI]] * 4


def test_second_press_changes_nothing(aktiv, rytme, tina):
    tilfoej(aktiv, rytme, tina, noegle=NOEGLE)

    again = tilfoej(aktiv, rytme, tina, noegle=NOEGLE)

    assert (again, len(pligter(aktiv))) == (None, 2)


# Another styregruppe


def test_primary_duty_goes_on_in_the_new_styregruppe(aktiv, styregruppe, tina):
    edit_duty(aktiv.statuspligter.get(), by=tina, form="fuld")
    ny = builders.forum("NY", navn="Den nye styregruppe", slags="styregruppe")

    with ur.stil(SENERE):
        edit_plan(aktiv, by=tina, styregruppe=ny)

    assert (pligter(aktiv), slut(aktiv)) == ([("NY", True, "fuld")], [("SG", "2020-06-16")])
    assert aktiv.statuspligter.get(til=None).rytme == quarter_rhythm(ny, tina)


def test_duty_that_runs_to_the_new_styregruppe_becomes_the_primary_one(pligt, aktiv, task_force, tina):
    edit_plan(aktiv, by=tina, styregruppe=task_force)

    assert pligter(aktiv) == [("TF", True, "kort")]


def test_duty_to_another_forum_stays_with_a_new_styregruppe(pligt, aktiv, tina):
    edit_plan(aktiv, by=tina, styregruppe=builders.forum("NY", slags="styregruppe"))

    assert pligter(aktiv) == [("NY", True, "auto"), ("TF", False, "kort")]


def test_plan_is_written_to_the_open_round_of_the_new_styregruppe(aktiv, styregruppe, tina, sofie):
    ny = builders.forum("NY", slags="styregruppe")
    for forum in (styregruppe, ny):
        builders_status.runde(forum, tina)
    before = kode(aktiv.statusser)

    edit_plan(aktiv, by=tina, styregruppe=ny)

    assert (before, kode(aktiv.statusser)) == (["SG"], ["NY"])
    assert not Kvartalsstatus.objects.visible_to(sofie).exists()


def test_kladde_without_a_styregruppe_has_no_duty_to_the_one_it_had(kladde, tina):
    edit_plan(kladde, by=tina, styregruppe=None)

    assert pligter(kladde) == []


def test_aktiv_plan_keeps_a_styregruppe(aktiv, tina):
    assert afvist(edit_plan, aktiv, by=tina, styregruppe=None) == ["Vælg styregruppen."]


def test_quarters_of_a_forum_that_ended_its_own_are_new(styregruppe, tina, sofie):
    first = quarter_rhythm(styregruppe, tina)
    edit_rhythm(first, by=sofie, aktiv_til=I_DAG)

    again = quarter_rhythm(styregruppe, tina)

    assert (first.navn, again.navn) == ("Hvert kvartal", "Hvert kvartal (2)")


# Lukket


def test_plan_that_is_closed_reports_to_its_styregruppe_alone(pligt, aktiv, tina):
    make_primary(pligt, by=tina)

    edit_plan(aktiv, by=tina, **LUKKET)

    assert pligter(aktiv) == [("SG", True, "auto")]


def test_closed_plan_without_a_duty_to_its_styregruppe_gets_one(pligt, aktiv, tina):
    make_primary(pligt, by=tina)
    end_duty(aktiv.statuspligter.get(primaer=False), by=tina)

    edit_plan(aktiv, by=tina, **LUKKET)

    assert pligter(aktiv) == [("SG", True, "kort")]


def test_case_that_is_closed_ends_its_plans_duties_to_others(
    pligt, aktiv, styregruppe, sofie, per, django_capture_on_commit_callbacks
):
    paper = builders_indstilling.indstilling(sofie, leder=per, tilstand="godkendt")
    moede = builders_moede.moede(styregruppe, date(2020, 7, 6))
    aktiv.beslutning = builders_opgave.beslutning(builders_moede.punkt(moede, paper), sofie)
    aktiv.save()

    with django_capture_on_commit_callbacks(execute=True):
        tilstande.close(paper, by=per, **GRUND)

    assert pligter(aktiv) == [("SG", True, "auto")]


def test_night_ends_what_a_lukket_plan_still_owes_to_others(pligt, aktiv):
    Indsatsplan.objects.update(**LUKKET)

    skjul_lukkede.func(0)

    assert pligter(aktiv) == [("SG", True, "auto")]


@pytest.fixture
def kladder(aktiv, styregruppe, task_force, tina, frida, sofie):
    """The plan's status in a round of the styregruppe, and of the Task Force; that is with the programejer."""
    builders_status.runde(styregruppe, sofie)
    tilfoej(aktiv, builders_status.runde(task_force, frida).rytme, tina)
    aktiv.statusser.filter(runde__forum=task_force).update(**sendt(tina))
    return aktiv.statusser


def test_no_other_forum_is_left_with_what_is_written_of_a_closed_plan(kladder, aktiv, tina):
    assert kode(kladder) == ["SG", "TF"]

    edit_plan(aktiv, by=tina, **LUKKET)

    assert kode(kladder) == ["SG"]


@pytest.mark.parametrize("rolle", ["sekretaer", "moedeleder"])
def test_what_is_written_of_a_lukket_plan_is_hidden_from_other_fora(kladder, task_force, tina, sofie, rolle):
    head = builders.bruger("Mads Mødeleder")
    builders.medlemskab(head, task_force, rolle)
    seen = [kode(Kvartalsstatus.objects.visible_to(one)) for one in (head, sofie, tina)]

    Indsatsplan.objects.update(**LUKKET)
    after = [kode(Kvartalsstatus.objects.visible_to(one)) for one in (head, sofie, tina)]

    assert (seen, after) == ([["TF"], ["SG"], ["SG", "TF"]], [[], ["SG"], ["SG", "TF"]])


def test_head_of_another_forum_who_takes_part_in_the_lukket_plan_reads_its_status(kladder, aktiv, frida):
    Indsatsplan.objects.update(**LUKKET)
    aktiv.deltagere.create(bruger=frida, rolle="laeser", fra=I_DAG)

    assert kode(Kvartalsstatus.objects.visible_to(frida)) == ["TF"]


# A rhythm that ends


def test_kladde_in_a_rhythm_that_has_ended_is_not_ready(kladde, tina, sofie):
    edit_rhythm(kladde.statuspligter.get().rytme, by=sofie, aktiv_til=I_GAAR)

    assert [one for one in missing(kladde) if "rapporterer" in one] == [
        "Planen rapporterer ikke længere til Styregruppen. Vælg en anden rytme under Rapportering."
    ]
