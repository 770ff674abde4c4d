import dataclasses
import os
import subprocess
import sys

import pytest
from weasyprint.urls import FatalURLFetchingError

from mso_portal.motor.documents import (
    Anmod,
    Column,
    Lead,
    Points,
    Prose,
    Section,
    Small,
    Stamdata,
    Table,
    strings,
)
from mso_portal.motor.pdf import Image, render_html, render_pdf
from mso_portal.motor.pdf.arkiv import archive, validation_failures
from mso_portal.motor.pdf.render import aftryk_skabelon, write_pdf
from tests.motor.pdf import papirer
from tests.motor.pdf.kontrol import faults, tag_faults
from tests.motor.pdf.laesning import MARKERS, body_texts, folded, margin_texts, page_count, pages

PAGES = {"kort": 1, "tom": 1, "fuld": 2, "lang": 9}
SCRIPT = """
import sys, django
django.setup()
from tests.motor.pdf import papirer
sys.stdout.buffer.write(papirer.pdf("lukket", "fuld"))
"""


@pytest.mark.parametrize("length", ["kort", "tom", "fuld"])
@pytest.mark.parametrize("kind", ["aaben", "lukket"])
def test_paper_has_no_faults_and_exactly_the_texts_of_its_data(kind, length):
    data = papirer.pdf(kind, length)

    found = faults(data, papirer.document(kind, length))

    assert (found, page_count(data)) == ([], PAGES[length])


@pytest.mark.parametrize("kind", ["aaben", "arbejde"])
def test_long_paper_passes_both_standards_and_keeps_every_text(kind):
    data = papirer.pdf(kind, "lang")
    text = folded(MARKERS.sub("", "\n".join(body_texts(data))))

    missing = [s for s in strings(papirer.document(kind, "lang")) if folded(s) not in text]

    assert (validation_failures(data) + tag_faults(data), missing, page_count(data)) == ([], [], 9)


def test_working_print_passes_both_standards():
    assert faults(papirer.pdf("arbejde", "fuld"), papirer.document("arbejde", "fuld")) == []


def test_margins_of_filed_paper_say_where_each_page_belongs():
    foot = "Opfundne personer og tal · Version 3 · godkendt 20. maj 2026 kl. 11.02 · ab12cd34"

    first, second = margin_texts(papirer.pdf("aaben", "fuld"))

    assert first == ("Åben", f"{foot} Side 1 af 2")
    assert second == ("Indstilling 2026-014 Åben", f"{foot} Side 2 af 2")


def test_margins_of_closed_working_print_carry_mark_openness_and_not_filed():
    printed = "Udskrift 20. maj 2026 kl. 11.02. Ikke arkiveret."

    first, second = margin_texts(papirer.pdf("lukket_arbejde", "fuld"))

    assert first == ("TIL GODKENDELSE LUKKET", f"Opfundne personer og tal · {printed} · ab12cd34 Side 1 af 2")
    assert second[0] == "Indstilling 2026-014 TIL GODKENDELSE LUKKET"


def test_footer_outside_demo_does_not_say_invented(settings):
    settings.MSO_MILJOE = "drift"

    [(_, foot)] = margin_texts(render_pdf(papirer.document("aaben", "kort")))

    assert foot == "Version 3 · godkendt 20. maj 2026 kl. 11.02 · ab12cd34 Side 1 af 1"


@pytest.mark.parametrize("zone, locale", [("Asia/Tokyo", "C"), ("America/Lima", "tr_TR.UTF-8")])
def test_same_paper_in_another_process_zone_and_locale_has_the_same_bytes(zone, locale):
    surroundings = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}

    other = subprocess.run(
        [sys.executable, "-c", SCRIPT], env={**os.environ, **surroundings}, stdout=subprocess.PIPE, check=True
    )

    assert other.stdout == papirer.pdf("lukket", "fuld")


def test_same_paper_twice_in_one_process_has_the_same_bytes():
    assert render_pdf(papirer.document("aaben", "fuld")) == papirer.pdf("aaben", "fuld")


def test_image_given_is_shown_and_passes_both_standards():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    html = render_html(papirer.document("aaben", "kort"))
    html = html.replace("</main>", '<p><img alt="En trekant" src="mem:graf.svg"></p></main>')

    data = archive(write_pdf(html, images=[Image("graf.svg", svg)]))

    assert (page_count(data), tag_faults(data)) == (1, [])


@pytest.mark.parametrize("url", ["mem:graf.svg", "file:///etc/hostname", "https://example.dk/a.png", "a.png"])
def test_image_not_given_stops_the_rendering(url):
    html = render_html(papirer.document("aaben", "kort"))
    html = html.replace("<head>", '<head><base href="x:">')
    html = html.replace("</main>", f'<img alt="x" src="{url}"></main>')

    with pytest.raises(FatalURLFetchingError):
        write_pdf(html)


def test_markup_in_plain_text_is_printed_as_text():
    document = dataclasses.replace(papirer.FILED, titel="<script>alert(1)</script> & <b>x</b>")

    text = body_texts(render_pdf(document))[0]

    assert text.split("\n")[1].strip() == "<script>alert(1)</script> & <b>x</b>"


def test_prose_with_forbidden_markup_is_cleaned_on_the_way_out():
    section = Section("baggrund", "Baggrund", (Prose('<p>Før<img src="https://example.dk/x"> efter</p>'),))

    html = render_html(dataclasses.replace(papirer.FILED, sections=(section,)))

    assert '<div class="dok-prosa"><p>Før efter</p></div>' in html


AWKWARD = [
    Prose(""),
    Prose("<ul><li></li></ul>"),
    Prose("<ul><li>a<ol><li><p>b</p><p>c</p></li></ol>d</li></ul>"),
    Prose("<ul><li>" * 7 + "dybt" + "</li></ul>" * 7),
    Prose('<p><a href="https://x.example.dk/"></a><a href="https://x.example.dk/"><em>a</em></a></p>'),
    Prose("<p>\x01\ufffe\u202e\u2028\u00ad שלום مرحبا 𝒳 e\u0301</p>"),
    Anmod("Chefteamet skal beslutte", ["punkt"] * 40),
    Table("Uden rækker", [Column("A"), Column("B")], []),
    Table("Kun sum", [Column("A"), Column("B", "tkr")], [], total=("I alt", 1)),
    Table("Uden hoved", [Column("")], [("",)]),
    Points(()),
    Small(()),
    Stamdata(()),
    Lead(""),
]


@pytest.mark.parametrize("block", AWKWARD)
def test_awkward_block_still_passes_both_standards(block):
    section = Section("a", "Afsnit", (block,))

    data = render_pdf(dataclasses.replace(papirer.FILED, sections=(section,)))

    assert validation_failures(data) + tag_faults(data) == []


def test_fingerprint_of_the_template_is_a_sha256():
    assert len(bytes.fromhex(aftryk_skabelon())) == 32


def test_page_is_a4_portrait():
    sizes = {tuple(round(side) for side in page.get_size()) for page in pages(papirer.pdf("aaben", "lang"))}

    assert sizes == {(595, 842)}
