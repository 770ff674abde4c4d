"""Own texts are frozen when a sending is prepared, and only then when they changed (11 §3)."""

import pytest

from indstillinger.workflow.punktindhold import freeze_item, item_content
from mso_portal.motor.filer import lager
from tests.builders_moede import punkt, punktbilag


@pytest.fixture
def tekst(moedet):
    return punkt(moedet, titel="Orientering")


def test_content_holds_fields_and_files_by_number(tekst):
    row = punktbilag(tekst, titel="Oplæg")

    data = item_content(tekst)

    assert data["titel"] == "Orientering"
    assert data["bilag"] == [
        {"uuid": str(row.uuid), "fil": row.fil_id, "nr": 1, "titel": "Oplæg", "filnavn": "oplaeg.pdf",
         "aabenhed": "aaben"}
    ]  # fmt: skip


def test_what_is_handed_out_in_the_meeting_is_not_part_of_what_was_sent(tekst):
    punktbilag(tekst, uddelt_paa_moedet=True)

    assert item_content(tekst)["bilag"] == []


def test_the_same_content_is_the_same_version(tekst, kirsten):
    assert freeze_item(tekst, kirsten) == freeze_item(tekst, kirsten)


def test_changed_content_is_the_next_version(tekst, kirsten):
    freeze_item(tekst, kirsten)
    tekst.tekst = "<p>Nyt</p>"

    assert freeze_item(tekst, kirsten).nr == 2


def test_an_empty_follow_up_is_sent_and_takes_no_time(moedet, chefteam, sager, klar):
    chefteam.opfoelgningspunkt = True
    chefteam.save()

    sending = klar(moedet)

    row = sending.punkter.get(punkt__art="opfoelgning")
    assert (row.punktversion.indhold["linjer"], row.punkt.minutter) == ([], 0)
    pack = lager.read(sending.dokumenter.get(slags="moedepakke").fil).decode()
    assert "Ingen åbne punkter" in pack
