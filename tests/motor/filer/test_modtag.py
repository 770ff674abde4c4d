"""What is taken in and what is refused, in which words (50 §9)."""

import hashlib
import io
import resource
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from mso_portal.motor.filer import Afvist, accept, clean_name, lager, open_fil, proev
from mso_portal.motor.models import Fil
from tests.motor.filer.gode import GODE, photo
from tests.motor.filer.onde import BOMBER, ONDE
from tests.motor.filer.pakke import office, pdf, picture

GB_IN_KB = 1024**2
ARBEJDE = 5  # seconds of processor time, on a machine that others use too; the child is stopped at twelve


def upload(indhold):
    return ContentFile(indhold)


def refusal(navn, indhold, **more):
    with pytest.raises(Afvist) as caught:
        accept(upload(indhold), navn, **more)
    return str(caught.value)


def seconds():
    """Work of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def stored():
    """Every file in the storage."""
    found = [path for path in lager.Path(default_storage.path("")).rglob("*") if path.is_file()]
    return sorted(path.relative_to(default_storage.path("")).as_posix() for path in found)


def test_there_are_enough_of_both_kinds():
    assert (len(ONDE) >= 60, len(GODE) >= 30, len(BOMBER) >= 10) == (True, True, True)


@pytest.mark.parametrize("name", [name for name in ONDE if name not in BOMBER])
def test_hostile_file_is_refused(db, name):
    navn, build, text = ONDE[name]
    indhold, before = build(), seconds()

    assert (refusal(navn, indhold), seconds() - before < ARBEJDE) == (text, True)
    assert (Fil.objects.count(), stored()) == (0, [])


@pytest.mark.parametrize("name", BOMBER)
def test_bomb_is_refused_in_the_limits(db, name):
    navn, build, text = BOMBER[name]
    indhold, before = build(), seconds()

    assert refusal(navn, indhold, graense=300) == text
    assert seconds() - before < ARBEJDE
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < GB_IN_KB


@pytest.mark.parametrize("name", GODE)
def test_ordinary_file_is_accepted(db, name):
    navn, build, pages = GODE[name]

    fil, kept = accept(upload(build()), navn)

    assert (fil.sider, fil.type, fil.tilstand, kept) == (
        pages,
        navn.lower()[-4:].lstrip(".").replace("jpeg", "jpg"),
        "ok",
        navn,
    )
    with open_fil(fil) as stream:
        indhold = stream.read()
    assert (hashlib.sha256(indhold).hexdigest(), len(indhold)) == (fil.pk, fil.stoerrelse)
    assert stored() == [fil.noegle]


@pytest.mark.parametrize("verb", ["proev", "tegn"])
def test_child_sets_its_limits_before_it_reads(verb):
    source = (
        f"import resource, runpy; child = runpy.run_path({str(proev.CHILD)!r});"
        f"child['limit'](child['SECONDS'][{verb!r}]);"
        "print([resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE,"
        " resource.RLIMIT_NOFILE)])"
    )

    said = subprocess.run([sys.executable, "-I", "-c", source], capture_output=True, text=True, check=True).stdout

    seconds = {"proev": 12, "tegn": 30}[verb]
    assert said.strip() == str([(1024**3, 1024**3), (seconds, seconds), (0, 0), (3, 3)])


def test_child_that_outlasts_its_time_is_a_refusal(monkeypatch):
    monkeypatch.setitem(proev.WALL, "proev", 0.01)

    with pytest.raises(Afvist, match="PDF-filen er låst"):
        proev.check(pdf(), "pdf", "pdf")


def test_file_over_the_limit_is_refused_unread(db, settings):
    settings.MSO_UPLOAD_MB = 2
    large = SimpleNamespace(size=2 * 1024**2 + 1)

    with pytest.raises(Afvist) as caught:
        accept(large, "a.pdf")

    assert str(caught.value) == "Filen er 3 MB. Grænsen er 2 MB. Del den, eller gem den mindre."


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Brugere\\signe\\notat.pdf", "notat.pdf"),
        ("../../etc/notat.pdf", "notat.pdf"),
        ("no\u202etat\r\n\0.pdf", "no tat .pdf"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_name_is_cleaned(given, kept):
    assert clean_name(given) == kept


def test_same_bytes_are_kept_once(db):
    indhold = pdf()
    (first, _), (second, _) = [accept(upload(indhold), navn) for navn in ("a.pdf", "b.pdf")]

    assert (first, Fil.objects.count(), stored()) == (second, 1, [first.noegle])
    assert ProcrastinateJob.objects.count() == 1


def test_half_written_bytes_are_written_anew(db):
    indhold = pdf()
    fil, _ = accept(upload(indhold), "a.pdf")
    lager.Path(default_storage.path(fil.noegle)).write_bytes(b"%PDF")

    accept(upload(indhold), "a.pdf")

    assert (lager.read(fil), stored()) == (indhold, [fil.noegle])


def test_photo_keeps_no_camera_and_stands_upright(db):
    fil, _ = accept(upload(photo(x271="Kamera", x274=6)), "a.jpg")

    kept = Image.open(io.BytesIO(lager.read(fil)))
    assert (kept.size, dict(kept.getexif())) == ((20, 40), {})


def test_what_stands_behind_a_picture_is_gone(db):
    fil, _ = accept(upload(picture() + b"<script>alert(1)</script>"), "a.png")

    assert b"script" not in lager.read(fil)


def test_full_disk_refuses_before_reading(db, monkeypatch, settings):
    settings.MSO_KONTAKT = "Adam"
    monkeypatch.setattr(lager.shutil, "disk_usage", lambda place: SimpleNamespace(free=49, total=1_000))

    assert refusal("a.pdf", pdf()) == "Der er ikke plads til flere filer lige nu. Kontakt Adam."


def test_storage_that_fails_refuses_and_leaves_no_row(db, monkeypatch):
    def down(*args):
        raise OSError

    monkeypatch.setattr(type(default_storage), "save", down, raising=False)

    assert refusal("a.docx", office()) == "Filen kunne ikke gemmes, fordi lageret ikke svarer. Prøv igen om lidt."
    assert Fil.objects.count() == 0
