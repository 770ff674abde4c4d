"""The pack as a whole: page numbers, links, outline, what it says about itself, the same bytes."""

import os
import subprocess
import sys
from importlib.metadata import version

import pytest

from mso_portal.motor.pdf import NotArchivable
from mso_portal.motor.pdf.arkiv import validation_failures
from mso_portal.motor.pdf.pakke import Del, PakkeFejl
from tests.motor.pdf.kontrol import font_faults, metadata_faults
from tests.motor.pdf.pakkedele import (
    TITEL,
    agenda,
    blank,
    changed,
    foreign,
    opened,
    own,
    pack,
    paper,
    tagged,
    text_of,
)

SCRIPT = """
import sys, django
django.setup()
from tests.motor.pdf.test_pakke import everything
sys.stdout.buffer.write(everything().pdf)
"""


def everything():
    return pack(
        Del("dagsorden", agenda, "Dagsorden"),
        paper("1"),
        foreign("b1", tagged()),
        foreign("b2", blank(2)),
        paper("2", "kort"),
        Del("om", own("kort"), "Om denne pakke"),
    )


@pytest.fixture(scope="module")
def made():
    return everything()


def pages_of(pdf):
    return {page.obj.objgen: nr for nr, page in enumerate(pdf.pages, 1)}


def outline(pdf, parent, at):
    """[(title, page, [what is below])]"""
    item, found = parent.get("/First"), []
    while item is not None:
        found.append((str(item.Title), at[item.Dest[0].objgen], outline(pdf, item, at)))
        item = item.get("/Next")
    return found


def test_every_page_says_its_number_of_all(made):
    said = [f"Side {nr} af {made.sider}" in text for nr, text in enumerate(text_of(made.pdf), 1)]

    assert (made.sider, said) == (8, [True] * 8)


def test_first_pages_are_those_of_the_parts(made):
    assert made.foerste == {"dagsorden": 1, "1": 2, "b1": 4, "b2": 5, "2": 7, "om": 8}


def test_agenda_prints_the_real_first_pages(made):
    [shown] = [text for text in text_of(made.pdf) if "dagsorden side" in text]

    assert [f"{key} side {nr}" in shown for key, nr in made.foerste.items()] == [True] * 6


def test_own_pages_have_no_number_of_their_own(made):
    assert "Side 1 af 2" not in "".join(text_of(made.pdf))


def test_links_of_the_agenda_land_on_the_parts_first_pages(made):
    with opened(made.pdf) as pdf:
        at, links = pages_of(pdf), [one for one in pdf.pages[0].obj.Annots if "/Dest" in one]
        landed = [(at[one.Dest[0].objgen], str(one.Contents)) for one in links]

    titles = ["Dagsorden", "1. titel", "Bilag b1", "Bilag b2", "2. titel", "Om denne pakke"]
    expected = zip(made.foerste.values(), titles, strict=True)
    assert landed == [(nr, f"{titel}, side {nr}") for nr, titel in expected]


def test_link_inside_a_bilag_stays_on_its_page_and_its_web_address_stays(made):
    with opened(made.pdf) as pdf:
        inside, out = pdf.pages[3].obj.Annots

        assert pages_of(pdf)[inside.Dest[0].objgen] == 4
        assert dict(out.A) == {"/S": "/URI", "/URI": "https://vejledning.example.dk/"}


def test_named_place_of_a_paper_becomes_a_page_of_the_pack():
    made = pack(paper("1"), paper("2", "kort", '<p><a href="#beslutningspunkter">op</a></p>'))

    with opened(made.pdf) as pdf:
        [link] = [one for one in pdf.pages[2].obj.Annots if "/Dest" in one]
        assert (pages_of(pdf)[link.Dest[0].objgen], "/Names" in pdf.Root) == (3, False)


@pytest.mark.parametrize("address", ["pakke:findes-ikke", "http://x.example.dk/", "file:///etc/hostname", "ftp://x.dk"])
def test_other_addresses_lead_nowhere(address):
    made = pack(paper("1", "kort", f'<p><a href="{address}">videre</a></p>'))

    with opened(made.pdf) as pdf:
        [link] = pdf.pages[0].obj.Annots
        assert {"/A", "/Dest"} & set(link.keys()) == set()


def test_outline_has_parts_their_headings_and_bilag_below_on_the_right_pages(made):
    with opened(made.pdf) as pdf:
        found = outline(pdf, pdf.Root.Outlines, pages_of(pdf))

    heads = ["Chefteamet skal beslutte", "Baggrund", "Effekt", "Økonomi", "Proces", "Bilag", "Indstillingstjek"]
    first, below = [(titel, nr) for titel, nr, _ in found], found[1][2]
    assert first == [("Dagsorden", 1), ("1. titel", 2), ("2. titel", 7), ("Om denne pakke", 8)]
    assert [titel for titel, _, _ in below][-3:] == [below[-3][0], "Bilag b1", "Bilag b2"]
    assert [titel for titel, _, _ in below if titel in heads] == [titel for titel, _, _ in below][:-2]
    assert [nr for _, nr, _ in below][-2:] == [4, 5]


def test_file_opens_with_outline_and_title_and_does_nothing_by_itself(made):
    with opened(made.pdf) as pdf:
        root = pdf.Root
        shown = (str(root.PageMode), bool(root.ViewerPreferences.DisplayDocTitle), str(root.Lang))

        assert (shown, {"/OpenAction", "/AA"} & set(root.keys())) == (("/UseOutlines", True, "da"), set())


def test_information_is_the_allow_list_and_nothing_else(made):
    with opened(made.pdf) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}

    assert info == {
        "/Title": TITEL,
        "/Author": "Demokommunen, Sundhed og Omsorg",
        "/Creator": "MSO-portalen 0.1",
        "/Producer": f"WeasyPrint {version('weasyprint')}",
        "/CreationDate": "D:20260520110200+02'00",
        "/ModDate": "D:20260520110200+02'00",
    }
    assert metadata_faults(made.pdf) == []


def test_pack_of_own_parts_claims_both_standards_and_holds_them():
    made = pack(Del("dagsorden", agenda, "Dagsorden"), paper("1"), paper("2", "lang"))

    assert (made.arkiv, b"pdfaid:part" in made.pdf, b"pdfuaid:part" in made.pdf) == (True, True, True)
    assert (validation_failures(made.pdf), font_faults(made.pdf), metadata_faults(made.pdf)) == ([], [], [])


def test_pack_with_a_bilag_claims_no_standard(made):
    claims = [word in made.pdf for word in (b"<pdfaid", b"pdfaid:part", b"pdfuaid:part", b"/OutputIntents")]

    assert (made.arkiv, claims) == (False, [False] * 4)


def test_own_part_that_breaks_a_standard_stops_the_pack():
    broken = changed(own("kort"), lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"))

    with pytest.raises(NotArchivable):
        pack(Del("1", broken, "1. titel"))


def test_stamp_font_is_embedded_once(made):
    with opened(made.pdf) as pdf:
        used = {page.obj.Resources.Font["/MsoStempel"].objgen for page in pdf.pages}

    assert len(used) == 1


@pytest.mark.parametrize("zone, locale", [("Asia/Tokyo", "C"), ("America/Lima", "tr_TR.UTF-8")])
def test_same_pack_in_another_process_has_the_same_bytes(made, zone, locale):
    surroundings = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}

    other = subprocess.run(
        [sys.executable, "-c", SCRIPT], env={**os.environ, **surroundings}, stdout=subprocess.PIPE, check=True
    )

    assert other.stdout == made.pdf


def test_two_parts_with_one_key_are_refused():
    with pytest.raises(PakkeFejl, match="samme nøgle"):
        pack(paper("1"), paper("1"))


def test_agenda_that_grows_with_its_numbers_is_numbered_once_more():
    lengths = {"000": "kort", "1": "fuld"}

    made = pack(Del("dagsorden", lambda given: own(lengths[given["dagsorden"]]), "Dagsorden"), paper("1"))

    assert made.foerste == {"dagsorden": 1, "1": 3}


def test_agenda_that_never_settles_is_refused():
    lengths = iter(["kort", "fuld", "kort"])

    with pytest.raises(PakkeFejl, match="flytter sig"):
        pack(Del("dagsorden", lambda given: own(next(lengths)), "Dagsorden"), paper("1"))
