"""What one person does to a paper while another sends it: whoever comes first, what is sent is what was read."""

from datetime import date

import pytest

from indstillinger.models import Dagsordenspunkt, Indstilling, Udsendelse
from indstillinger.workflow import klargoering, tilstande
from indstillinger.workflow.udelukkelse import exclude
from indstillinger.workflow.udsendelse import prepare, send
from mso_portal.motor.workflow import lock
from tests import builders_moede
from tests.demo.udenpdf import without_pdf
from tests.indstillinger.frosset.i_traek import in_turn
from tests.indstillinger.udsendelse.conftest import paper, rework

DAGE = (date(2020, 6, 12), date(2020, 6, 26))
AENDRET = "Punkt 2 er ændret, siden pakken blev lavet. Lav den igen."
GAAET = "Dagsordenen er ændret, siden pakken blev lavet. Lav den igen."
VENTER = "Punkt 2 venter på ny godkendelse hos Lars Leder."
LUKKES = {"titel_lukket": "En lukket titel", "hjemmel": "private_forhold", "lukket_begrundelse": "Om en person."}


def edit(punkt, folk):
    return rework(punkt.indstilling, folk.signe, folk.lars, resume="Et andet resumé")


def give_back(punkt, folk):
    return tilstande.send_back(punkt.indstilling, "Ret venligst afsnittet.", by=folk.lars)


def close(punkt, folk):
    return tilstande.close(punkt.indstilling, by=folk.lars, **LUKKES)


def keep_out(punkt, folk):
    return exclude(punkt, folk.mona, "inhabil", "", by=folk.carla)


def withdraw(punkt, folk):
    return tilstande.withdraw(punkt.indstilling, "Ikke aktuel.", by=folk.lars)


@pytest.fixture
def klar(forum, folk):
    """Return a function that makes a sending klar on a day: a text, and a paper of Signe's."""

    def made(dato):
        moede = builders_moede.moede(forum, dato, moedeleder=folk.carla, sekretaer=folk.kirsten)
        builders_moede.punkt(moede)
        punkt = builders_moede.punkt(moede, paper(forum, folk.signe, "Haven", leder=folk.lars))
        with without_pdf():
            sending = prepare(moede, "dagsorden", by=folk.kirsten)
            klargoering.build_packs(sending.pk)
        return Udsendelse.objects.get(pk=sending.pk), Dagsordenspunkt.objects.get(pk=punkt.pk)

    return made


@pytest.mark.parametrize(
    ("act", "said"),
    [(edit, AENDRET), (give_back, VENTER), (close, AENDRET), (keep_out, AENDRET), (withdraw, GAAET)],
)
def test_what_comes_between_stops_the_sending_and_what_comes_after_does_not(act, said, klar, folk, klokken):
    (before, item), (after, other) = klar(DAGE[0]), klar(DAGE[1])
    pressed = {one.pk: lambda one=one: send(one, by=folk.kirsten).tilstand for one in (before, after)}

    stopped = in_turn(lambda: act(item, folk), pressed[before.pk], klokken)
    sent = in_turn(pressed[after.pk], lambda: act(other, folk), klokken)

    assert (stopped[1], sent[0]) == (said, "sendt")
    assert [*Udsendelse.objects.filter(sendt_den__isnull=False)] == [after]
    assert Dagsordenspunkt.objects.filter(nummer__isnull=False, moede=before.moede).count() == 0
    assert _sent_version(after) == Indstilling.objects.get(pk=other.indstilling_id).versioner.first().sha256


def test_withdrawing_and_sending_take_their_locks_in_one_order(klar, folk, klokken):
    sending, item = klar(DAGE[0])

    def items_locked():
        lock(item.moede)
        return list(Dagsordenspunkt.objects.select_for_update().filter(moede=item.moede).order_by("pk"))

    both = in_turn(items_locked, lambda: withdraw(item, folk).tilstand, klokken,
                   more=lambda: send(sending, by=folk.kirsten).tilstand)  # fmt: skip

    assert both == ["sendt", "trukket"]


def _sent_version(sending):
    """The sha256 of the paper's version as the manifest has it."""
    return Udsendelse.objects.get(pk=sending.pk).manifest["punkter"][1]["version"]["sha256"]
