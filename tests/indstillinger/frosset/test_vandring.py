"""After any two thousand steps, everything that was once frozen is byte for byte as it was (11 §14, check 5)."""

from random import Random

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from indstillinger.models import Moededokument
from indstillinger.workflow import referatdokumenter
from mso_portal.motor import ur
from tests.demo.udenpdf import without_pdf
from tests.indstillinger.frosset import skridt_dagsorden, skridt_moede
from tests.indstillinger.frosset.angreb import Tilladt, attack
from tests.indstillinger.frosset.arkiv import FROSSET, Arkiv
from tests.indstillinger.frosset.vandring import Vandring
from tests.indstillinger.referat import verden

FROE, SKRIDT, IMELLEM = (1, 2), 1000, 25
# A walk that never comes this far has proved nothing.
MILEPAELE = {"send_anew", "start", "finish", "circulate", "approve", "open_again", "file_papers", "change_paper"}


@pytest.fixture
def klokken(db):
    with ur.stil(verden.EFTER), without_pdf():
        yield verden.EFTER


@pytest.mark.parametrize("froe", FROE)
def test_random_steps_leave_everything_frozen_as_it_was(froe, forum, folk):
    walk = Vandring(froe, forum, folk, skridt_dagsorden.SKRIDT | skridt_moede.SKRIDT)
    arkiv = Arkiv()

    for _ in range(SKRIDT // IMELLEM):
        walk.go(IMELLEM)
        assert arkiv.faults() == []

    assert MILEPAELE - set(walk.gjort) == set()
    assert sum((walk.gjort + walk.afvist + walk.angrebet).values()) >= SKRIDT


# what the archive notices: a walk is worth no more than this


@pytest.fixture
def nye_fejl(forum, folk):
    """An archive has met a held meeting with godkendte minutes, filed papers and a given task; returns a function that
    gives what it notices from now on. (The hand-built sending's hash is none of its manifest.)"""
    kladde = verden.afholdt(folk, forum)
    verden.opgave(kladde, folk.kirsten, verden.ret(kladde, 1), ansvarlig=folk.lars)
    referatdokumenter.file_minutes(verden.godkendt(kladde, folk).pk)
    met = Arkiv()
    before = set(met.faults())
    return lambda: set(met.faults()) - before


def unguarded(statement):
    """Run SQL with the triggers of its table out of the way."""
    table = next(word for word in statement.split() if word.startswith("indstillinger_"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("statement", "model"),
    [
        ("UPDATE indstillinger_udsendelse SET manifest = '{}'", "Udsendelse"),
        ("UPDATE indstillinger_udsendelsespunkt SET maerke = 'rettet' WHERE raekkefoelge = 1", "Udsendelsespunkt"),
        ("UPDATE indstillinger_dagsordenspunkt SET nummer = '9' WHERE nummer = '1'", "Dagsordenspunkt"),
        ("UPDATE indstillinger_referat SET indhold = '{}'", "Referat"),
        ("UPDATE indstillinger_referatpunkt SET ordlyd = 'x' WHERE slags = 'droeftet'", "Referatpunkt"),
        ("UPDATE indstillinger_beslutning SET nummer = 'CT-2020-009' WHERE nummer LIKE '%001'", "Beslutning"),
        ("UPDATE indstillinger_opgave SET oprindelig_frist = '2021-01-01'", "Opgave"),
        ("DELETE FROM indstillinger_moededokument WHERE slags = 'referat'", "Moededokument"),
    ],
)
def test_archive_notices_what_no_trigger_stopped(statement, model, nye_fejl):
    unguarded(statement)

    assert {fault[0] for fault in nye_fejl()} == {model}


def test_archive_notices_bytes_written_over(nye_fejl):
    document = Moededokument.objects.order_by("pk").first()
    default_storage.delete(document.fil.noegle)
    default_storage.save(document.fil.noegle, ContentFile(b"andet"))

    assert nye_fejl() == {("Moededokument", document.pk, "bytes")}


def test_attack_that_is_let_through_is_an_error(nye_fejl):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in FROSSET:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")

    with pytest.raises(Tilladt):
        attack(Random(1))
