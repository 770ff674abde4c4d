"""Minority views after the meeting: read and frozen with the minutes, closed by approval, mended by a correction."""

import pytest
from django.db import DatabaseError, transaction

from indstillinger.models import Mindretal
from indstillinger.models.referatrettelser import changes
from indstillinger.workflow.mindretal import felt_of
from indstillinger.workflow.referat_godkend import approve_minutes, correct, shown_sha256
from indstillinger.workflow.referatfelter import save_fields
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.motor.rules import NotNow
from tests.indstillinger.referat import verden

FOER, EFTER = "Planen bør vente.", "Planen bør vente til nytår."


@pytest.fixture
def kladde(kladde, chefteam, folk):
    """Minutes of a forum that keeps minority views; Mona has one on the first decision."""
    chefteam.afvigende_mening = True
    chefteam.save()
    write(kladde, folk, FOER)
    return kladde


def write(minutes, folk, tekst, base=""):
    row = minutes.raekker.select_related("punkt__moede__forum").order_by("punkt__raekkefoelge", "raekkefoelge")[0]
    navn = f"{row.uuid}:{felt_of(folk.mona.pk)}"
    return save_fields(row.punkt, {navn: Change(tekst, fingerprint(base))}, by=folk.kirsten)


def frozen(minutes):
    """Return the views of the first row as the frozen content has them."""
    return minutes.indhold["punkter"][0]["raekker"][0]["mindretal"]


def test_approved_minutes_hold_the_view(godkendt):
    assert frozen(godkendt) == [{"person": "Mona Medlem", "tekst": FOER}]


def test_member_reads_the_view_on_the_page_of_the_minutes(godkendt, logget_ind, folk):
    html = logget_ind(folk.mikkel).get("/moeder/ct-2020-05-29/referat/1/").content.decode()

    assert html.count(f"<p>Afvigende mening, Mona Medlem: {FOER}</p>") == 1


def test_decision_has_the_view_with_it(godkendt, logget_ind, folk):
    html = logget_ind(folk.mikkel).get("/beslutninger/CT-2020-001/").content.decode()

    assert html.count(f"<p>Afvigende mening, Mona Medlem: {FOER}</p>") == 1


def test_approved_view_is_not_written_again(godkendt, folk):
    with pytest.raises(NotNow):
        write(godkendt, folk, EFTER, FOER)

    assert Mindretal.objects.get().tekst == FOER


@pytest.mark.parametrize("attack", [lambda rows: rows.update(tekst=EFTER), lambda rows: rows.delete()])
def test_database_refuses_to_touch_an_approved_view(attack, godkendt):
    with pytest.raises(DatabaseError), transaction.atomic():
        attack(Mindretal.objects.filter(referat=godkendt))


def test_correction_mends_the_view_and_says_what_it_was(godkendt, folk):
    minutes = correct(godkendt, "Mona sagde til nytår, ikke bare vent.", by=folk.carla)
    write(minutes, folk, EFTER, FOER)
    minutes = approve_minutes(minutes, shown_sha256(minutes), by=folk.carla)

    assert [one["felter"] for one in changes(minutes.indhold, godkendt.indhold)] == [
        [{"felt": "Afvigende mening", "var": f"Mona Medlem: {FOER}", "er": f"Mona Medlem: {EFTER}"}]
    ]
    assert frozen(verden.Referat.objects.get(nr=1)) == [{"person": "Mona Medlem", "tekst": FOER}]
