"""What the child makes of markup: marks, lists, breaks, and what is not to be seen. A form nobody knows is all text."""

import subprocess
import sys

import pytest

from indstillinger.indlaesning import fil, laes_fil
from tests.indstillinger.indlaesning.pakker import docx, p, pdf


def tekst(indhold, ext):
    """Return the one field of an unknown form."""
    [field] = laes_fil(indhold.encode() if isinstance(indhold, str) else indhold, f"a.{ext}").felter
    return field.vaerdi


@pytest.mark.parametrize(
    ("kilde", "rigtekst"),
    [
        (
            "<p>En <b>fed</b> og <i>skrå</i> linje<br>to",
            "<p>En <strong>fed</strong> og <em>skrå</em> linje</p><p>to</p>",
        ),
        ("<b style='font-weight: normal'><p>Let</p></b>", "<p>Let</p>"),
        ("<p><span style='font-weight:700'>Tung</span></p>", "<p><strong>Tung</strong></p>"),
        ("<h2>Emne</h2><div>Tekst", "<p><strong>Emne</strong></p><p>Tekst</p>"),
        ("<ol><li>Et</li><li>To</li></ol>", "<ol><li><p>Et</p></li><li><p>To</p></li></ol>"),
        ("<ul>- Et – ja - To</ul>", "<ul><li><p>Et – ja</p></li><li><p>To</p></li></ul>"),
        ("<p>Se<script>alert(1)</script><span style='display: none'>skjult</span>", "<p>Se</p>"),
        ("<p>Fjernet <del>gammelt</del>nyt", "<p>Fjernet nyt</p>"),
        ("<p>&lt;script&gt; &amp; mere", "<p>&lt;script&gt; &amp; mere</p>"),
        ("<p onclick=x><a href='javascript:x'>Klik</a>", "<p>Klik</p>"),
    ],
)
def test_html_becomes_plain_rich_text(kilde, rigtekst):
    assert tekst(kilde, "html") == rigtekst


def test_html_list_in_a_list_keeps_its_levels():
    inner = "<ul><li>Et<ul><li>Under</li></ul></li></ul>"
    assert tekst(inner, "html") == "<ul><li><p>Et</p></li><li><ul><li><p>Under</p></li></ul></li></ul>"


@pytest.mark.parametrize(
    ("kilde", "rigtekst"),
    [
        ("En **fed** og *skrå* linje", "<p>En <strong>fed</strong> og <em>skrå</em> linje</p>"),
        ("2 * 3 * 4 ** 5", "<p>2 * 3 * 4 ** 5</p>"),
        ("Et [link](http://x) her", "<p>Et link her</p>"),
        ("<p>Som <u>tegn</u></p> <ul> • Et • To </ul>",
         "<p>Som <strong>tegn</strong></p><ul><li><p>Et</p></li><li><p>To</p></li></ul>"),
        ("a < b og c > d", "<p>a &lt; b og c &gt; d</p>"),
        ("Et\r\n\r\n\x0cTo", "<p>Et</p><p>To</p>"),
    ],
)  # fmt: skip
def test_text_file_becomes_plain_rich_text(kilde, rigtekst):
    assert tekst(kilde, "txt") == rigtekst


@pytest.mark.parametrize(
    ("krop", "rigtekst"),
    [
        ("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Fed</w:t></w:r></w:p>", "<p><strong>Fed</strong></p>"),
        ('<w:p><w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>Skrå</w:t></w:r></w:p>', "<p><em>Skrå</em></p>"),
        ("<w:p><w:r><w:t>Et</w:t><w:br/><w:t>To</w:t></w:r></w:p>", "<p>Et</p><p>To</p>"),
        ("<w:p><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r></w:p>", "<p>A B</p>"),
        ("<w:p><w:del><w:r><w:delText>Væk</w:delText></w:r></w:del><w:ins><w:r><w:t>Ny</w:t></w:r></w:ins></w:p>",
         "<p>Ny</p>"),
        ("<w:p><w:hyperlink><w:r><w:t>Link</w:t></w:r></w:hyperlink></w:p>", "<p>Link</p>"),
        ("<w:p><w:r><w:pict><w:txbxContent>" + p("Boks") + "</w:txbxContent></w:pict></w:r></w:p>", "<p>Boks</p>"),
        (p("&lt;p&gt;Som tegn&lt;/p&gt;"), "<p>Som tegn</p>"),
    ],
)  # fmt: skip
def test_word_becomes_plain_rich_text(krop, rigtekst):
    assert tekst(docx(krop), "docx") == rigtekst


def test_pdf_becomes_plain_rich_text():
    assert tekst(pdf(2, "Hej med dig"), "pdf") == "<p>Hej med dig</p><p>Hej med dig</p>"


def test_child_knows_neither_django_nor_the_project():
    script = f"import sys, runpy; sys.argv = ['barn', 'txt']; runpy.run_path({str(fil.CHILD)!r}, run_name='__main__')\n"
    script += "print(*[name for name in sys.modules if name.startswith(('django', 'mso', 'indstillinger'))])"
    done = subprocess.run([sys.executable, "-I", "-c", script], input=b"Hej", capture_output=True, check=True)
    assert done.stdout.decode().partition("}]}")[2] == "\n"
