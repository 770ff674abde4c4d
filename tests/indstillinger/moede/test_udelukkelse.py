"""Inhabilitet: who may keep whom out of an item, and what is gone at once (11 §3, §14 check 9)."""

from datetime import date

import pytest

from indstillinger.models import Dagsordenspunkt
from indstillinger.workflow.udelukkelse import exclude, readmit
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.organisation.models import Bruger
from tests import builders
from tests.builders_moede import punkt, sendt


@pytest.fixture
def sendte(moede, sag, kirsten):
    """An item with a paper, sent."""
    item = punkt(moede, sag())
    sendt(moede, kirsten)
    item.refresh_from_db()
    return item


def reads(person, item):
    fresh = Bruger.objects.get(pk=person.pk)
    return Dagsordenspunkt.objects.visible_to(fresh).filter(pk=item.pk).exists()


@pytest.mark.parametrize("hvem", ["kirsten", "carla", "mette"])
def test_excluded_person_reads_nothing_from_the_next_click(hvem, sendte, mette, carla, request):
    person = request.getfixturevalue(hvem)
    assert reads(person, sendte)

    exclude(sendte, person, "inhabil", "Er i familie med parten.", by=carla)

    assert not reads(person, sendte)


def test_deputy_of_an_excluded_member_loses_it_too(sendte, mette, anders, carla):
    builders.stedfortraedelse(mette, anders, date(2020, 5, 1), date(2020, 6, 30), ogsaa_lukkede=True)
    assert reads(anders, sendte)

    exclude(sendte, mette, "inhabil", "", by=carla)

    assert not reads(anders, sendte)


def test_exclusion_is_stamped_printed_in_the_referat_and_logged_without_text(sendte, mette, carla):
    row = exclude(sendte, mette, "inhabil", "Er i familie med parten.", by=carla)

    absence = sendte.fravaer.get()
    event = Haendelse.objects.get(handling="punkt.udeluk")
    assert (row.oprettet_af, row.oprettet_den) == (carla, ur.nu())
    assert (absence.bruger, absence.grund) == (mette, "inhabil")
    assert event.data == {"person": str(mette.uuid)}


def test_member_keeps_himself_out_and_nobody_else(sendte, mette, carla):
    with pytest.raises(Denied, match="kun melde dig selv"):
        exclude(sendte, carla, "inhabil", "", by=mette)

    assert exclude(sendte, mette, "inhabil", "", by=mette).bruger == mette


def test_stranger_keeps_nobody_out(sendte, anders):
    with pytest.raises(Denied):
        exclude(sendte, anders, "inhabil", "", by=anders)


def test_another_reason_is_written(sendte, mette, carla):
    with pytest.raises(NotNow, match="Skriv, hvorfor personen"):
        exclude(sendte, mette, "andet", " ", by=carla)


def test_person_is_kept_out_once(sendte, mette, carla):
    exclude(sendte, mette, "inhabil", "", by=carla)

    with pytest.raises(NotNow, match="deltager allerede ikke"):
        exclude(sendte, mette, "inhabil", "", by=carla)


def test_moedeleder_lets_a_person_in_again_with_a_reason(sendte, mette, carla):
    row = exclude(sendte, mette, "inhabil", "", by=carla)
    with pytest.raises(NotNow, match="Skriv, hvorfor"):
        readmit(row, " ", by=carla)

    lifted = readmit(row, "Parten er en anden.", by=carla)

    assert (lifted.ophaevet_af, lifted.ophaevet_grund) == (carla, "Parten er en anden.")
    assert reads(mette, sendte) and sendte.fravaer.count() == 0


@pytest.mark.parametrize("hvem", ["kirsten", "mette"])
def test_only_the_moedeleder_lifts_an_exclusion(hvem, sendte, mette, carla, request):
    row = exclude(sendte, mette, "inhabil", "", by=carla)

    with pytest.raises(Denied):
        readmit(row, "Alligevel ikke", by=request.getfixturevalue(hvem))


def test_moedeleder_does_not_let_himself_in(sendte, carla):
    row = exclude(sendte, carla, "inhabil", "", by=carla)

    with pytest.raises(Denied):
        readmit(row, "Alligevel ikke", by=carla)


def test_exclusion_stands_once_the_item_is_treated(sendte, mette, carla):
    row = exclude(sendte, mette, "inhabil", "", by=carla)
    sendte.tilstand, sendte.afgjort_den, sendte.afgjort_af, sendte._history_user = "behandlet", ur.nu(), carla, carla
    sendte.save()

    with pytest.raises(NotNow, match="ikke længere på dagsordenen"):
        readmit(row, "For sent", by=carla)
    with pytest.raises(NotNow):
        exclude(sendte, mette, "inhabil", "", by=carla)
