"""A picture as a page of the pack."""

import io

import pytest
from PIL import Image

from mso_portal.motor.pdf.pakke import Del, image_part
from mso_portal.motor.pdf.proces import RenderFailed
from mso_portal.motor.pdf.tags import elements
from tests.motor.pdf.laesning import MM
from tests.motor.pdf.pakkedele import opened, pack, text_of

TITEL = "Bilag 1: Kort over <Nord>"


def picture(size, mode="RGB", kind="PNG"):
    file = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(file, kind)
    return file.getvalue()


def drawn_size(data):
    """Width and height in mm of the one picture on the first page."""
    with opened(data) as pdf:
        import pikepdf

        at = [one.operands for one in pikepdf.parse_content_stream(pdf.pages[0], "cm Do")]
    scale = [abs(float(numbers[0])) for numbers in at if len(numbers) == 6]
    tall = [abs(float(numbers[3])) for numbers in at if len(numbers) == 6]
    width = height = 1.0
    for x, y in zip(scale, tall, strict=True):
        width, height = width * x, height * y
    return round(width / MM), round(height / MM)


@pytest.mark.parametrize("size", [(4000, 300), (300, 4000), (2000, 2000), (90, 60)])
def test_picture_stays_within_170_by_230_mm_on_one_page(size):
    part = image_part(picture(size), TITEL)

    width, height = drawn_size(part.pdf)

    assert (part.pages, width <= 170, height <= 230) == (1, True, True)
    assert width / height == pytest.approx(size[0] / size[1], rel=0.1)


@pytest.mark.parametrize("mode, kind", [("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG"), ("1", "PNG"), ("L", "JPEG")])
def test_pack_with_a_picture_holds_both_standards(mode, kind):
    part = image_part(picture((300, 200), mode, kind), TITEL, fod="Chefmøde · Bilag 1", aabenhed="lukket")

    made = pack(Del("b", part.pdf, TITEL, niveau=2))

    assert (made.arkiv, text_of(made.pdf)) == (True, [f"{TITEL} LUKKET Chefmøde · Bilag 1 Side 1 af 1"])


def test_picture_is_read_aloud_by_its_title():
    with opened(image_part(picture((90, 60)), TITEL).pdf) as pdf:
        figures = [str(one.Alt) for one in elements(pdf) if one.S == "/Figure"]

    assert figures == [TITEL]


def test_what_is_no_picture_fails_alone():
    with pytest.raises(RenderFailed):
        image_part(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, TITEL)

    assert image_part(picture((90, 60)), TITEL).pages == 1
