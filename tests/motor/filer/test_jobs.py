"""The virus scan, the pictures of the pages, and what is forgotten."""

import io
import socket
import struct
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from zipfile import ZIP_STORED

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from indstillinger.models import Bilag
from mso_portal.motor.filer import Afvist, accept, clamd, forget_unused, jobs, lager, open_fil
from mso_portal.motor.filer.proev import draw
from mso_portal.motor.models import Fil, Filside
from mso_portal.motor.rules import NotNow
from tests import builders, builders_indstilling
from tests.motor.filer.gode import printed, slides
from tests.motor.filer.pakke import pack, parts, pdf, picture

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
THREE = "<style>p{break-after:page}</style><p>Første side<p>Anden side<p>Tredje side"


@contextmanager
def scanner(answer=None):
    """A scanner of its own on a socket: finds EICAR, or answers what it is told; yields (address, what came)."""
    came = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_serve, args=(server, came, answer))
        thread.start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}", came
        finally:
            socket.create_connection(server.getsockname()).close()
            thread.join(5)


def _serve(server, came, answer):
    """Take connections until one says nothing."""
    while True:
        line, _ = server.accept()
        with line, line.makefile("rb") as stream:
            if stream.read(10) != b"zINSTREAM\0":
                return
            found = b""
            while size := struct.unpack("!L", stream.read(4))[0]:
                found += stream.read(size)
            came.append(found)
            verdict = b"stream: Eicar-Test-Signature FOUND" if EICAR in found else b"stream: OK"
            line.sendall((verdict if answer is None else answer) + b"\0")


def taken_in(indhold, navn="a.pdf"):
    return accept(ContentFile(indhold), navn)[0]


def waiting():
    """Names of the jobs that wait."""
    names = ProcrastinateJob.objects.filter(status="todo").order_by("id").values_list("task_name", flat=True)
    return [name.rpartition(".")[2] for name in names]


def with_virus(kind):
    """A document that holds the scanners' own test word, unpacked, since this scanner unpacks nothing."""
    if kind == "docx":
        return pack({**parts(), "word/media/a.txt": EICAR}, ZIP_STORED)
    return pdf(lambda made: made.Root.__setitem__("/Note", made.make_stream(EICAR)), compress_streams=False)


# The scan


def test_file_waits_until_the_scanner_has_spoken(db, settings):
    with scanner() as (settings.MSO_CLAMD, came):
        fil = taken_in(pdf())
        before = (fil.tilstand, waiting())
        jobs.scan.func(fil.pk)

    fil.refresh_from_db()
    assert (before, came, fil.tilstand) == (("karantaene", ["scan"]), [lager.read(fil)], "ok")
    assert waiting() == ["scan", "lav_sider"]


def test_quarantined_file_is_opened_for_nobody(db, settings):
    settings.MSO_CLAMD = "127.0.0.1:1"

    with pytest.raises(NotNow, match="Afventer virusscanning"):
        open_fil(taken_in(pdf()))


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_virus_is_found_and_stays_rejected(db, settings, kind):
    with scanner() as (settings.MSO_CLAMD, _):
        indhold = with_virus(kind)
        fil = taken_in(indhold, f"a.{kind}")
        jobs.scan.func(fil.pk)

        fil.refresh_from_db()
        with pytest.raises(Afvist, match="Filen er afvist af virusscanningen"):
            taken_in(indhold, f"a.{kind}")
    with pytest.raises(NotNow, match="Filen er afvist af virusscanningen"):
        open_fil(fil)
    assert (fil.tilstand, waiting()) == ("afvist", ["scan"])


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR", b"stream: \xff"])
def test_scanner_that_answers_nothing_of_use_leaves_the_quarantine(db, settings, answer):
    with scanner(answer) as (settings.MSO_CLAMD, _):
        fil = taken_in(pdf())
        jobs.scan.func(fil.pk)

    fil.refresh_from_db()
    assert fil.tilstand == "karantaene"


def test_silent_scanner_is_asked_again(db, settings):
    settings.MSO_CLAMD = "127.0.0.1:1"
    fil = taken_in(pdf())
    jobs.scan.func(fil.pk)
    still = Fil.objects.get().tilstand

    with scanner() as (settings.MSO_CLAMD, _):
        jobs.scan_igen.func(0)

    assert (still, Fil.objects.get().tilstand) == ("karantaene", "ok")


def test_scanner_is_met_on_a_socket_file_too(tmp_path):
    place = str(tmp_path / "clamd")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(place)
        server.listen()
        with pytest.raises(OSError, match="timed out"):
            server.settimeout(0)
            _short(place)


def _short(place):
    clamd.SECONDS, kept = 0.1, clamd.SECONDS
    try:
        clamd.clean(place, b"x")
    finally:
        clamd.SECONDS = kept


# The pages


def test_pages_are_drawn_with_their_text(db):
    fil = taken_in(printed(THREE))

    jobs.lav_sider.func(fil.pk)

    pages = list(fil.filsider.all())
    assert [(page.nr, page.tekst) for page in pages] == [(1, "Første side"), (2, "Anden side"), (3, "Tredje side")]
    for page in pages:
        with default_storage.open(page.noegle) as stream, Image.open(stream) as drawn:
            assert (drawn.format, drawn.width) == ("PNG", 1_240)


def test_drawing_twice_changes_nothing(db):
    fil = taken_in(printed(THREE))
    for _ in range(2):
        jobs.lav_sider.func(fil.pk)

    assert (Filside.objects.count(), waiting()) == (3, ["lav_sider"])


def test_drawing_goes_on_where_it_was_killed(db):
    fil = taken_in(printed(THREE))
    Filside.objects.create(fil=fil, nr=1, tekst="Allerede")

    jobs.lav_sider.func(fil.pk)

    assert list(fil.filsider.values_list("nr", "tekst")) == [(1, "Allerede"), (2, "Anden side"), (3, "Tredje side")]


def test_long_file_goes_on_in_a_job_of_its_own(db, monkeypatch):
    monkeypatch.setattr(jobs, "PAGES", 2)
    fil = taken_in(printed(THREE))

    jobs.lav_sider.func(fil.pk)

    assert (fil.filsider.count(), waiting()) == (2, ["lav_sider", "lav_sider"])


def test_page_that_kills_its_child_is_passed_over(db, monkeypatch):
    fil = taken_in(printed(THREE))
    monkeypatch.setattr(jobs, "draw", lambda indhold, kind, first, last: [
        page for page in draw(indhold, kind, first, last) if page.nr < 2 or first > 2])  # fmt: skip

    jobs.lav_sider.func(fil.pk)

    pages = [(page.nr, page.tekst, lager.has_picture(page)) for page in fil.filsider.all()]
    assert pages == [(1, "Første side", True), (2, "", False), (3, "Tredje side", True)]


def test_child_that_dies_gives_no_page():
    assert draw(b"%PDF-1.7 i stykker", "pdf", 1, 3) == []


def test_page_of_strange_shape_is_drawn_no_taller_than_a_roll(db):
    fil = taken_in(pdf(lambda made: made.pages[0].obj.__setitem__("/MediaBox", [0, 0, 1, 14_400])))

    jobs.lav_sider.func(fil.pk)

    with default_storage.open(fil.filsider.get().noegle) as stream, Image.open(stream) as drawn:
        assert drawn.size == (1, 4_960)


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "RGBA", "I;16"])
def test_picture_is_its_own_page_and_no_wider(db, mode):
    fil = taken_in(picture(mode, size=(2_480, 100)), "a.png")

    jobs.lav_sider.func(fil.pk)

    with default_storage.open(fil.filsider.get().noegle) as stream:
        assert Image.open(io.BytesIO(stream.read())).size == (1_240, 50)


def test_office_file_has_no_pages_to_draw(db):
    fil = taken_in(slides(), "a.pptx")

    jobs.lav_sider.func(fil.pk)

    assert (fil.filsider.count(), waiting()) == (0, [])


# What is forgotten


def old(fil, days=8):
    Fil.objects.filter(pk=fil.pk).update(oprettet_den=fil.oprettet_den - timedelta(days=days))


def test_file_nobody_points_at_goes_after_a_week_with_its_pages(db):
    fil, young = taken_in(printed(THREE)), taken_in(pdf())
    jobs.lav_sider.func(fil.pk)
    keys = [fil.noegle, *(page.noegle for page in fil.filsider.all())]
    old(fil)
    old(young, 6)

    jobs.glem_filer.func(0)

    assert [*map(default_storage.exists, keys), default_storage.exists(young.noegle)] == [False] * 4 + [True]
    assert list(Fil.objects.all()) == [young]


def test_file_of_a_bilag_or_of_its_history_stays(db):
    paper = builders_indstilling.indstilling(builders.bruger(), raekker=False)
    row = Bilag(indstilling=paper, nr=1)
    files = [taken_in(pdf()), taken_in(picture(), "a.png")]
    for row.fil in files:
        row.save()
    for fil in files:
        old(fil)

    assert (forget_unused(), Fil.objects.count()) == (0, 2)

    Bilag.history.all().delete()
    assert (forget_unused(), list(Fil.objects.all())) == (1, files[1:])


def test_every_relation_to_a_file_is_asked():
    assert sorted(one.related_model.__name__ for one in lager.pointing()) == [
        "Bilag",
        "Dokumentdel",
        "HistoricalBilag",
        "HistoricalOpgave",
        "HistoricalPunktbilag",
        "Importforsoeg",
        "Moededokument",
        "Observation",
        "Opgave",
        "Punktbilag",
        "Rundeudgave",
        "Statusuddrag",
        "Statusudgave",
    ]


def test_file_brought_again_is_young_again(db):
    indhold = pdf()
    fil = taken_in(indhold)
    old(fil)

    taken_in(indhold)

    assert (forget_unused(), Fil.objects.count()) == (0, 1)
