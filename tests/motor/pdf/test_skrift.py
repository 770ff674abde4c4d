import dataclasses

import pytest

from mso_portal.motor.pdf import FontMissing, render_pdf, skrift
from mso_portal.motor.pdf.arkiv import validation_failures
from tests.motor.pdf import papirer
from tests.motor.pdf.kontrol import FACES
from tests.motor.pdf.laesning import MARKERS, body_texts, folded, fonts

DANISH = "æøåÆØÅéüÄöß §½²–—»«“”’…•·−×≤≥≠→€%‰°□"
NOTE = "Tegn, der ikke kan trykkes, vises som □"


def test_every_sign_of_danish_papers_is_printable():
    assert skrift.only_printable(DANISH) == (DANISH, False)


def test_sign_outside_the_font_becomes_one_square():
    assert skrift.only_printable("a☑\ufe0f b👩\u200d🔧") == ("a□ b□□", True)


def test_composed_letter_from_another_system_is_kept():
    assert skrift.only_printable("A\u030aben") == ("Åben", False)


def test_invisible_joiner_alone_is_dropped_without_a_note():
    assert skrift.only_printable("a\u200bb\ufeff") == ("ab", False)


def test_paper_with_foreign_signs_is_archivable_in_one_font_and_ends_with_the_note():
    data = render_pdf(dataclasses.replace(papirer.document("aaben", "kort"), titel="Grønt lys 🟢 til 你好"))

    text = folded(MARKERS.sub("", body_texts(data)[0]))

    assert (folded("Grønt lys □ til □□") in text, text.endswith(folded(NOTE))) == (True, True)
    assert (validation_failures(data), set(fonts(data)) <= FACES) == ([], True)


def test_paper_without_foreign_signs_has_no_note():
    assert NOTE not in "".join(body_texts(papirer.pdf("aaben", "fuld")))


def test_bold_italic_text_is_the_font_s_own_face():
    prose = papirer.Prose("<p><strong><em>Fed kursiv</em></strong></p>")
    section = papirer.Section("a", "", (prose,))

    data = render_pdf(dataclasses.replace(papirer.FILED, sections=(section,)))

    assert set(fonts(data)) == {"Liberation-Sans", "Liberation-Sans-Bold", "Liberation-Sans-Bold-Italic"}


def test_machine_without_the_font_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(skrift, "FAMILY", "A font nobody has")
    skrift.printable.cache_clear()

    with pytest.raises(FontMissing, match="Installer fonts-liberation"):
        render_pdf(papirer.document("aaben", "kort"))
