"""Minutes approved by two at once, and approved while somebody writes: one effect, of what was read."""

from collections import Counter

import pytest

from indstillinger.models import Beslutning, Moededokument, Referat, Referatpunkt
from indstillinger.workflow import referatdokumenter
from indstillinger.workflow.referat_godkend import approve_minutes, correct, shown_sha256
from indstillinger.workflow.referatraekker import save_field
from mso_portal.motor import ur
from mso_portal.motor.log import check_chain
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.rules import NotNow
from tests.demo.udenpdf import without_pdf
from tests.indstillinger.frosset.i_traek import in_turn
from tests.indstillinger.referat import verden
from tests.indstillinger.samtidig import at_once

IGEN = "»Godkend referat« kan ikke bruges nu: tilstanden er »Godkendt«."
AENDRET = "Referatet er ændret, siden du læste det. Læs det igen, før du godkender."
LAAST = "Referatet er »godkendt« og kan ikke ændres her."
NOEGLE = "8f14e45f-ceea-467f-a83c-6f3e8a5d4444"


@pytest.fixture
def kladde(forum, folk):
    return verden.afholdt(folk, forum)


@pytest.fixture
def rettelse(kladde, folk):
    return correct(verden.godkendt(kladde, folk), "Der stod juni, og det var juli.", by=folk.carla)


def approved(minutes, sha256, folk, noegle=None):
    return lambda: bool(approve_minutes(minutes, sha256, by=folk.carla, noegle=noegle))


@pytest.mark.parametrize("noegle", [NOEGLE, None])
def test_eight_presses_at_once_approve_once(kladde, folk, klokken, noegle):
    sendt = verden.sendt(kladde, folk)
    press = approved(sendt, shown_sha256(sendt), folk, noegle)

    def answer():
        with ur.stil(klokken):
            try:
                return press()
            except NotNow:
                return False

    assert Counter(at_once([answer] * 8)) == {True: 1, False: 7}
    assert sorted(Beslutning.objects.values_list("nummer", flat=True)) == [f"CT-2020-00{nr}" for nr in range(1, 5)]
    assert Haendelse.objects.filter(handling="referat.godkend").count() == 1
    assert Notifikation.objects.filter(slags="referat.godkendt").count() == 4
    assert check_chain() == []


def test_who_approves_second_is_told_it_is_done(kladde, folk, klokken):
    sendt = verden.sendt(kladde, folk)
    press = approved(sendt, shown_sha256(sendt), folk)

    assert in_turn(press, press, klokken) == [True, IGEN]


def test_row_written_while_the_minutes_are_approved_is_read_first_or_refused(rettelse, folk, klokken):
    row = rettelse.raekker.select_related("punkt__moede").order_by("pk").first()
    read = shown_sha256(rettelse)

    written = in_turn(
        lambda: save_field(row, "begrundelse", "Skrevet imens", by=folk.kirsten).clean,
        approved(rettelse, read, folk), klokken,
    )  # fmt: skip
    refused = in_turn(
        approved(rettelse, shown_sha256(rettelse), folk),
        lambda: save_field(row, "begrundelse", "Skrevet efter", by=folk.kirsten), klokken,
    )  # fmt: skip

    assert (written, refused) == ([True, AENDRET], [True, LAAST])
    assert Referatpunkt.objects.get(pk=row.pk).begrundelse == "Skrevet imens"


def test_documents_killed_at_any_of_them_leave_none(kladde, folk, monkeypatch):
    minutes, calls = verden.godkendt(kladde, folk), []

    def die_at_the_third(document, **kwargs):
        calls.append(document)
        if len(calls) == 3:
            raise OSError
        return Moededokument.save_base(document, **kwargs)

    with without_pdf(), monkeypatch.context() as patch, pytest.raises(OSError):
        patch.setattr(Moededokument, "save", die_at_the_third)
        referatdokumenter.file_minutes(minutes.pk)

    assert (len(calls), Moededokument.objects.count(), Referat.objects.get().tilstand) == (3, 0, "godkendt")
