import dataclasses
import io
from collections import Counter

import pikepdf

from mso_portal.motor.documents import Prose, Section
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.pdf.tags import child_elements, elements
from tests.motor.pdf import papirer
from tests.motor.pdf.kontrol import tag_faults


def tree(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [(str(e.S), [str(kid.S) for kid in child_elements(e)]) for e in elements(pdf)]


def test_tree_has_one_document_one_h1_and_an_h2_per_heading():
    counts = Counter(tag for tag, _ in tree(papirer.pdf("aaben", "fuld")))

    assert (counts["/Document"], counts["/H1"], counts["/H2"], counts["/H3"]) == (1, 1, 7, 0)


def test_table_has_the_rows_and_columns_of_the_data():
    rows = [kids for tag, kids in tree(papirer.pdf("aaben", "fuld")) if tag == "/TR"]

    expenses, process = rows[:5], rows[5:]

    assert expenses == [["/TH"] * 3] + [["/TH", "/TD", "/TD"]] * 4
    assert process == [["/TH"] * 3] + [["/TH", "/TD", "/TD"]] * 5


def test_table_head_says_column_and_row_head_says_row():
    with pikepdf.open(io.BytesIO(papirer.pdf("aaben", "fuld"))) as pdf:
        scopes = Counter(str(e.A.Scope) for e in elements(pdf) if e.S == "/TH")

    assert scopes == {"/Column": 6, "/Row": 9}


def test_item_with_paragraph_and_list_has_one_label_and_one_body():
    prose = Prose("<ul><li><p>Før</p><ul><li>Inde</li></ul><p>Efter</p></li></ul>")
    section = Section("baggrund", "Baggrund", (prose,))

    data = render_pdf(dataclasses.replace(papirer.FILED, sections=(section,)))

    items = [kids for tag, kids in tree(data) if tag == "/LI"]
    assert (items, tag_faults(data)) == ([["/Lbl", "/LBody"]] * 2, [])


def test_items_of_the_decision_box_are_counted():
    items = [kids for tag, kids in tree(papirer.pdf("aaben", "kort")) if tag == "/LI" and "/Lbl" in kids]

    assert items == [["/Lbl", "/LBody"]] * 2


def test_link_with_bold_word_and_line_break_is_one_link_per_line():
    prose = Prose('<p><a href="https://x.example.dk/">en <strong>fed</strong><br>linje</a></p>')
    section = Section("baggrund", "Baggrund", (prose,))

    data = render_pdf(dataclasses.replace(papirer.FILED, sections=(section,)))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        annotations = [str(annotation.A.URI) for annotation in pdf.pages[0].Annots]
    assert (annotations, tag_faults(data)) == (["https://x.example.dk/"] * 2, [])
