"""Files that are refused with the right message, and files from common programs that are not."""

import resource
import time

import pytest

from indstillinger.indlaesning import Afvist, fil, laes_fil
from tests.indstillinger.indlaesning import almindelige, fjendtlige


def refusal(indhold, navn):
    with pytest.raises(Afvist) as caught:
        laes_fil(indhold, navn)
    return str(caught.value)


def label(one):
    """Name a case by its words: what an encrypted file holds differs from run to run."""
    return "" if isinstance(one, bytes) else one


@pytest.mark.parametrize(("navn", "ext", "indhold", "noegle"), fjendtlige.FILER, ids=label)
def test_hostile_file_is_refused(navn, ext, indhold, noegle):
    begun, worked = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert refusal(indhold, f"skema.{ext}") == fil.AFVISNINGER[noegle].format(ext=ext)
    worked = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - worked
    print(f"{ext} {navn}: {time.monotonic() - begun:.2f} s, heraf {worked:.2f} s regnetid")


def test_hostile_set_is_large():
    assert len(fjendtlige.FILER) >= 30


@pytest.mark.parametrize("navn", ["skema.doc", "skema.rtf", "skema.odt", "skema.exe", "skema", ".", ""])
def test_other_type_is_refused(navn):
    ext = navn.rpartition(".")[2] if "." in navn else ""
    message = f"Filtypen .{ext or '(ingen)'} kan ikke bruges. Gem den som .docx eller .txt, og prøv igen."
    assert refusal(b"Hej", navn) == message


@pytest.mark.parametrize("navn", ["skema.docm", "skema.DOTM", "skema.dot"])
def test_type_with_macros_is_refused(navn):
    assert refusal(b"Hej", navn) == fil.AFVISNINGER["aktiv"]


def test_large_file_is_refused_unread():
    message = "Filen er 11 MB. Grænsen er 10 MB. Del den, eller gem den mindre."
    assert refusal(b"a" * (10 * 1024**2 + 1), "skema.txt") == message


def test_child_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr(fil, "CHILD", fil.CHILD.with_name("findes_ikke"))
    assert refusal(b"Hej", "skema.txt") == fil.AFVISNINGER["beskadiget"]


def test_silent_child_is_a_refusal(monkeypatch, tmp_path):
    (tmp_path / "__main__.py").write_text("import time; time.sleep(9)")
    monkeypatch.setattr(fil, "CHILD", tmp_path)
    monkeypatch.setattr(fil, "WALL", 0.2)
    assert refusal(b"Hej", "skema.txt") == fil.AFVISNINGER["beskadiget"]


@pytest.mark.parametrize(("ext", "indhold"), almindelige.FILER.values(), ids=almindelige.FILER)
def test_ordinary_file_is_read(ext, indhold):
    assert almindelige.fields(laes_fil(indhold, f"skema.{ext}")) == almindelige.FELTER


def test_ordinary_set_is_large():
    assert len(almindelige.FILER) >= 15


@pytest.mark.parametrize("krydser", almindelige.KRYDSER.values(), ids=almindelige.KRYDSER)
def test_tick_boxes_of_every_kind_are_seen(krydser):
    ext, indhold, source = krydser
    assert almindelige.kilden(laes_fil(indhold, f"skema.{ext}")) == source
