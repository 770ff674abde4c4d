"""A plan from kladde to its end (20 §4.1): what activation asks and sets, and what ends it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Indsatsplan, Leverance, Milepael
from indsatser.workflow.milepael import complete
from indsatser.workflow.plan import create_alone
from indsatser.workflow.raekker import add, edit, remove
from indsatser.workflow.tilstande import activate, delete, finish, stop
from maalinger.models import Note
from mso_portal.motor.rules import Denied, NotNow
from tests import builders, builders_indsats, builders_status, builders_udfald


def refused(function, *args, **kwargs):
    with pytest.raises((ValidationError, NotNow)) as error:
        function(*args, **kwargs)
    return getattr(error.value, "messages", None) or [str(error.value)]


def test_alone_needs_openness_and_gets_the_next_number(tina):
    builders.tilknytning(tina, builders.afdeling("A"), "leder")

    messages = refused(create_alone, titel="Uden åbenhed", by=tina)
    plans = [create_alone(titel="En plan", aabenhed="aaben", by=tina) for _ in range(2)]

    assert messages == ["Vælg, om planen er åben eller lukket."]
    assert [plan.nummer for plan in plans] == ["P2020-001", "P2020-002"]


def test_alone_by_one_who_neither_leads_nor_writes_is_denied(ada):
    with pytest.raises(Denied, match="Kun ledere og sagsbehandlere"):
        create_alone(titel="En plan", aabenhed="aaben", by=ada)


def test_programejer_and_tovholder_are_two_persons(kladde, tina):
    assert refused(edit, kladde, by=tina, programejer=tina) == [
        "Programejer og tovholder skal være to forskellige personer. Vælg en anden tovholder."
    ]


def test_activation_of_an_empty_plan_names_everything(tina, per, styregruppe):
    plan = builders_indsats.plan(tina, per, styregruppe, formaal="", vedtaget_hvor="", periode_slut=None)

    assert refused(activate, plan, by=per) == [
        "Skriv planens formål.", "Skriv, hvornår planen slutter.", "Skriv, hvor og hvornår planen er vedtaget.",
        "Sæt dato på mindst én milepæl.", "Skriv mindst ét konkret mål.",
    ]  # fmt: skip


def test_activation_names_goals_without_owner_and_indicators_without_date(kladde, per):
    builders_indsats.milepael(kladde, ansvarlig_rolle="")
    goals = [builders_indsats.maal(kladde, f"Mål {nr}", ejer=None) for nr in range(2)]
    builders_indsats.indikator(goals[0], "Andel", afklares_af=None)

    assert refused(activate, kladde, by=per) == [
        "1 milepæl mangler en ansvarlig: Kursus er holdt.",
        "2 mål mangler en ansvarlig: Mål 0; Mål 1. Vælg en for hvert mål, og aktivér igen.",
        "1 indikator mangler dato eller person for afklaring: Andel.",
    ]


def test_only_the_programejer_activates(kladde, tina):
    with pytest.raises(Denied, match="Kun planens programejer kan gøre det."):
        activate(kladde, by=tina)


def test_activation_sets_original_dates_and_freezes_version_one(kladde, per, hr, kim):
    milepael = builders_indsats.milepael(kladde)
    goal = builders_indsats.indikator(builders_indsats.maal(kladde))
    definition = builders_indsats.definition(goal)
    builders_indsats.leverance(kladde, hr)

    plan = activate(kladde, by=per)

    version = plan.planversioner.get()
    milepael.refresh_from_db()
    definition.refresh_from_db()
    assert (plan.tilstand, plan.aktiveret_af, version.nr) == ("aktiv", per, 1)
    assert (milepael.oprindelig.tekst, definition.planversion) == ("30. juni 2020", version)
    assert version.snapshot["maal"][0]["indikatorer"][0]["definition"]["uuid"] == str(definition.uuid)
    assert Leverance.objects.get().spurgt_af == per


@pytest.mark.parametrize(("lukket", "noter"), [({}, 1), (builders_indsats.LUKKET, 0)])
def test_activation_marks_the_series_of_an_open_plan(tina, per, styregruppe, lukket, noter):
    plan = builders_indsats.plan(tina, per, styregruppe, **lukket)
    builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(plan)))

    builders_indsats.aktiv(plan)

    found = [(one.dato, one.tekst) for one in Note.objects.order_by("pk")]
    assert found == [(date(2020, 6, 15), f"Indsatsplan {plan.nummer} begynder")] * noter


def test_stale_version_is_refused(kladde, tina):
    edit(kladde, by=tina, version=kladde.version, titel="Ny titel")

    assert refused(edit, kladde, by=tina, version=kladde.version, titel="En anden") == [
        "Rækken er ændret, siden du åbnede den. Gå tilbage, og læs den igen."
    ]


def test_plan_is_finished_only_with_nothing_open(aktiv, per, tina):
    before = refused(finish, aktiv, by=per, slutvurdering="Det gik godt.")
    complete(aktiv.milepaele.get(), by=tina, dato=date(2020, 6, 12))

    plan = finish(aktiv, by=per, slutvurdering="Det gik godt.")

    assert before == [
        "Der er 1 åben milepæl og 0 åbne vilkår og opgaver. Gennemfør dem, afslut dem, eller lad dem bortfalde."
    ]
    assert (plan.tilstand, plan.endt_af, plan.slutvurdering) == ("afsluttet", per, "Det gik godt.")


def test_plan_that_reports_ends_with_a_status_that_knows_its_last_milestone(aktiv, per, tina, sofie):
    complete(aktiv.milepaele.get(), by=tina, dato=date(2020, 6, 15))
    status = builders_status.status(aktiv)
    with pytest.raises(NotNow, match="Lås en status, der er dateret efter den sidste milepæl"):
        finish(aktiv, by=per, slutvurdering="Det gik godt.")

    builders_udfald.laas(status, sofie)

    assert finish(aktiv, by=per, slutvurdering="Det gik godt.").tilstand == "afsluttet"


def test_finished_plan_is_read_only(aktiv, per, tina):
    complete(aktiv.milepaele.get(), by=tina, dato=date(2020, 6, 12))
    plan = finish(aktiv, by=per, slutvurdering="Det gik godt.")

    assert refused(edit, plan, by=tina, titel="Ny titel") == ["Planen er afsluttet eller stoppet og kan ikke ændres."]


def test_plan_is_stopped_only_by_a_decision(aktiv, per):
    assert refused(stop, aktiv, by=per, begrundelse="Pengene er brugt.", beslutning=None) == [
        "Vælg den beslutning, planen er stoppet ved."
    ]


def test_kladde_is_deleted_with_all_its_rows(kladde, tina):
    builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)))
    builders_indsats.milepael(kladde)

    delete(kladde, by=tina)

    assert (Indsatsplan.objects.count(), Milepael.objects.count()) == (0, 0)


def test_active_plan_is_never_deleted(aktiv, tina):
    assert refused(delete, aktiv, by=tina) == ["Kun en kladde kan slettes. Afslut eller stop planen i stedet."]


def test_row_of_an_active_plan_is_not_removed(aktiv, tina):
    assert refused(remove, aktiv.milepaele.get(), by=tina) == [
        "Planen er aktiv, så rækken kan ikke slettes. Luk den, eller foreslå en ændring."
    ]


def test_new_milestone_of_an_active_plan_comes_by_a_change(aktiv, tina):
    assert refused(add, Milepael, aktiv, by=tina, titel="Ny") == [
        "Planen er aktiv. En ny milepæl kommer i planen med en ændring."
    ]


def test_more_than_two_hundred_milestones_are_refused(kladde, tina):
    rows = [Milepael(plan=kladde, titel=f"M{nr}", oprettet_den=kladde.oprettet_den, oprettet_af=tina)
            for nr in range(200)]  # fmt: skip
    Milepael.objects.bulk_create(rows)

    assert refused(add, Milepael, kladde, by=tina, titel="Én til") == [
        "En plan kan have højst 200 milepæle. Slå nogle sammen, eller brug aktiviteter."
    ]


def test_lukket_plan_names_only_persons_who_see_it(tina, per, ada, styregruppe):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)

    assert refused(builders_indsats.maal, plan, ejer=ada) == [
        "Ejeren kan ikke se den lukkede plan. Tilføj personen som deltager først."
    ]
