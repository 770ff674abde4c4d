"""Foreign pages: nothing of theirs is touched, and the strip stands below it however the page is turned."""

import pypdfium2
import pytest
from pikepdf import Dictionary, Name

from tests.motor.pdf.laesning import MM
from tests.motor.pdf.pakkedele import (
    FOD,
    blank,
    changed,
    drawn,
    foreign,
    opened,
    own,
    pack,
    paper,
    rows,
    tagged,
    text_of,
)

TURNS = (0, 90, 180, 270)
CORNER = b"1 0 0 rg 0 0 60 40 re f 0 0 1 rg 150 300 40 40 re f"
UNEVEN = {
    "open": b"q 2 0 0 2 30 30 cm q 0 1 0 rg 0 0 9 9 re f",
    "closed": b"Q Q 0 1 0 rg 0 0 9 9 re f Q",
    "text": b"BT /Span BMC q 3 0 0 3 0 0 cm",
    "clip": b"0 0 5 5 re W n",
    "broken": b"q (aldrig lukket",
}
STRIP_PIXELS = 40


def shapes(data):
    """(size, pixels, pixels of the strip) of the one page: before, and in the pack."""
    before, after = drawn(data), drawn(pack(foreign("b", data)).pdf)
    height = before.height
    return before, rows(after, 0, height), (after.width, after.height - height), rows(after, height, after.height)


@pytest.mark.parametrize("turn", TURNS)
def test_page_is_pixel_equal_above_a_strip_of_ten_millimetres(turn):
    before, above, strip_size, strip = shapes(blank(turn=turn, content=CORNER))

    assert (above == before.tobytes(), strip_size) == (True, (before.width, STRIP_PIXELS))
    assert (min(above) < 255, min(strip) < 255) == (True, True)


@pytest.mark.parametrize("turn", TURNS)
def test_strip_is_read_from_left_to_right_in_every_turn(turn):
    [text] = text_of(pack(foreign("b", blank(mm=(160, 160), turn=turn))).pdf)

    assert text == f"{FOD}, side 1 af 1 Side 1 af 1"


@pytest.mark.parametrize("content", UNEVEN.values(), ids=UNEVEN)
@pytest.mark.parametrize("turn", (0, 90))
def test_content_that_closes_nothing_moves_no_strip(content, turn):
    plain = shapes(blank(turn=turn))
    before, above, size, strip = shapes(blank(turn=turn, content=content))

    assert (size, strip == plain[3], above == before.tobytes()) == (plain[2], True, True)


@pytest.mark.parametrize("turn", TURNS)
def test_what_is_outside_the_crop_box_is_not_seen_in_the_strip(turn):
    content = b"1 0 0 rg -50 -50 2000 2000 re f"
    box = [57, 57, 227, 340]
    data = blank(turn=turn, content=content, CropBox=box, TrimBox=box, BleedBox=box, ArtBox=box)

    after = drawn(pack(foreign("b", data)).pdf)

    edge, red = after.height - STRIP_PIXELS, (255, 0, 0)
    above, strip = (after.crop((0, top, after.width, end)) for top, end in ((0, edge), (edge, after.height)))
    assert (red in above.get_flattened_data(), red in strip.get_flattened_data()) == (True, False)


def test_boxes_become_two_equal_ones_ten_millimetres_longer():
    box = [10, 20, 200, 300]
    made = pack(foreign("b", blank(turn=90, CropBox=box, TrimBox=box)))

    with opened(made.pdf) as pdf:
        page = pdf.pages[0].obj
        sides = [[round(float(side)) for side in page[name]] for name in ("/MediaBox", "/CropBox")]
        assert (sides, "/TrimBox" in page) == ([[10, 20, round(200 + 10 * MM), 300]] * 2, False)


def test_narrow_page_keeps_its_number_and_cuts_the_rest():
    [text] = text_of(pack(foreign("b", blank(mm=(50, 50)))).pdf)

    assert text.endswith("… Side 1 af 1") and FOD.startswith(text.split("…")[0].strip())


def test_larger_unit_makes_no_larger_strip():
    made = pack(foreign("b", blank(UserUnit=2)))

    with opened(made.pdf) as pdf:
        _, bottom, _, _ = map(float, pdf.pages[0].obj.MediaBox)
        assert round(bottom * 2, 2) == round(-10 * MM, 2)


def test_stamps_and_strips_are_artifacts():
    made = pack(paper("1", "kort"), foreign("b", blank()))

    with opened(made.pdf) as pdf:
        ours = [list(page.obj.Contents)[at].read_bytes() for page, at in zip(pdf.pages, (-1, 0), strict=True)]

    assert [one.count(b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC") for one in ours] == [1, 1]


def test_number_of_own_page_ends_at_the_margin_36_points_up():
    with pypdfium2.PdfDocument(pack(paper("1", "kort")).pdf) as pdf:
        page = pdf[0].get_textpage()
        found = page.search("Side 1 af 1").get_next()
        left, bottom, right, top = page.get_charbox(found[0] + found[1] - 1)

    assert (round(right), round(bottom)) == (round((210 - 18) * MM), 36)


def test_own_pages_share_no_resources_with_the_part_that_was_given():
    given = own("fuld")
    pack(paper("1"), paper("2"))

    with opened(given) as pdf:
        assert "/MsoStempel" not in pdf.pages[0].obj.Resources.Font


def test_header_and_footer_of_own_pages_are_artifacts():
    with opened(own("fuld")) as pdf:
        marks = [page.obj.Contents.read_bytes().count(b"<</Type /Pagination>>\nBDC") for page in pdf.pages]

    assert marks == [2, 3]


def test_layer_that_is_off_stays_off():
    def hide(pdf):
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Udkast"))
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
        pdf.pages[0].obj.Resources = Dictionary(Properties=Dictionary(L=layer))

    data = changed(blank(content=b"/OC /L BDC " + CORNER + b" EMC"), hide)

    before, above, _, _ = shapes(data)

    assert (above == before.tobytes(), min(above)) == (True, 255)


def test_bilag_keeps_its_text_and_only_its_pages_keys():
    action = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))
    data = changed(tagged(), lambda pdf: pdf.pages[0].obj.__setitem__("/AA", action))

    made = pack(foreign("b", data))

    with opened(made.pdf) as pdf:
        assert "/AA" not in pdf.pages[0].obj
    assert text_of(made.pdf)[0].endswith("Et bilag op ud")


def test_what_is_written_in_a_form_stays_written():
    def fill(pdf):
        shown = pdf.make_stream(b"1 0 0 rg 0 0 40 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 40, 40])
        field = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", V="b", F=4))
        field.Rect, field.AP = [50, 50, 90, 90], Dictionary(N=shown)
        pdf.pages[0].obj.Annots, pdf.Root.AcroForm = [field], Dictionary(Fields=[field])

    made = pack(foreign("b", changed(blank(), fill)))

    assert (255, 0, 0) in drawn(made.pdf).get_flattened_data()
    with opened(made.pdf) as pdf:
        assert (list(pdf.pages[0].obj.get("/Annots", [])), "/AcroForm" in pdf.Root) == ([], False)
