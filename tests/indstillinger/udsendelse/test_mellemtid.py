"""What happens between prepare and send stops the sending, and says which item (11 §14, check 6)."""

import pytest

from indstillinger.models import Dagsordenspunkt, Udsendelse
from indstillinger.workflow import tilstande
from indstillinger.workflow.udsendelse import send
from mso_portal.motor.models import Notifikation
from mso_portal.motor.rules import NotNow
from tests.builders_moede import udelukkelse
from tests.indstillinger.udsendelse.conftest import rework

AENDRET = "Punkt 3 er ændret, siden pakken blev lavet. Lav den igen."
LUKKET = {"titel_lukket": "En lukket titel", "hjemmel": "private_forhold", "lukket_begrundelse": "Om en person."}


def edit(sager, signe, lars, by):
    rework(sager[2].indstilling, signe, lars, resume="Et andet resumé")


def close(sager, signe, lars, by):
    tilstande.close(sager[2].indstilling, by=lars, **LUKKET)


def exclude(sager, signe, lars, by):
    udelukkelse(sager[2], by, signe)


def give_back(sager, signe, lars, by):
    tilstande.send_back(sager[2].indstilling, "Ret venligst afsnittet.", by=lars)


@pytest.mark.parametrize(
    ("act", "said"),
    [(edit, AENDRET), (close, AENDRET), (exclude, AENDRET),
     (give_back, "Punkt 3 venter på ny godkendelse hos Lars Leder.")],
)  # fmt: skip
def test_a_change_after_prepare_stops_the_sending(moedet, sager, klar, kirsten, carla, signe, lars, act, said):
    sending = klar(moedet)
    act(sager, signe, lars, carla)

    with pytest.raises(NotNow) as stop:
        send(sending, by=kirsten)

    assert str(stop.value) == said
    assert Udsendelse.objects.filter(sendt_den__isnull=False).count() == 0
    assert Dagsordenspunkt.objects.exclude(nummer=None).count() == 0
    assert Notifikation.objects.filter(slags="udsendelse.dagsorden").count() == 0


def test_a_moved_meeting_stops_the_sending(moedet, sager, klar, kirsten):
    sending = klar(moedet)
    moedet.sted = "Et andet sted"
    moedet.save()

    with pytest.raises(NotNow, match="Mødet er ændret, siden pakken blev lavet. Lav den igen."):
        send(sending, by=kirsten)


def test_prepared_again_after_a_change_it_can_be_sent(moedet, sager, klar, kirsten, signe, lars):
    klar(moedet)
    edit(sager, signe, lars, kirsten)

    assert send(klar(moedet), by=kirsten).manifest["punkter"][2]["version"]["nr"] == 2
