"""The one normalised text and the blocks it is made of."""

import pytest

from indstillinger.indlaesning.blokke import html, saml
from tests.indstillinger.indlaesning.opslag import raa


def test_text_is_joined_and_every_block_knows_its_place():
    tekst, blocks = saml([raa("Titel"), raa("Et", "punkt"), raa("To", "nummer"), raa("Tre", "nummer", 1)])
    assert tekst == "Titel\n- Et\n1. To\n  2. Tre"
    assert [tekst[one.fra : one.til] for one in blocks] == ["Titel", "Et", "To", "Tre"]


@pytest.mark.parametrize(
    ("skrevet", "normal"),
    [
        ("  to\xa0\u2009ord ", "to ord"),
        ("u\xadsynlig\u200b\ufeff", "usynlig"),
        ("A\u030aben", "Åben"),
        ("retning\u202emodsat", "retningmodsat"),
        ("ﬁn", "fin"),
        ("tegn\ue000\x07", "tegn"),
    ],
)
def test_invisible_characters_are_dropped(skrevet, normal):
    assert saml([raa(skrevet)])[0] == normal


@pytest.mark.parametrize(
    ("skrevet", "liste"),
    [
        ("• Et", "punkt"), ("- Et", "punkt"), ("•Et", "punkt"), ("1. Et", "nummer"), ("12) Et", "nummer"),
        ("5. maj", ""), ("2. kvartal 2020", ""), ("-25", ""), ("67% svarede", ""), ("1.200 kr.", ""),
    ],
)  # fmt: skip
def test_typed_marks_make_items(skrevet, liste):
    assert [one.liste for one in saml([raa(skrevet)])[1]] == [liste]


def test_bullets_inside_a_line_and_breaks_cut_it():
    assert [one.tekst for one in saml([raa("Skal: • Et • To\nTre")])[1]] == ["Skal:", "Et", "To", "Tre"]


def test_part_keeps_its_place_and_its_marks():
    tekst, [block] = saml([{**raa(""), "stykker": [["Effekt: ", True, False], ["bedre ", False, True], ["tid", 0, 0]]}])
    part = block.part(7)
    assert (part.tekst, tekst[part.fra : part.til]) == ("bedre tid", "bedre tid")
    assert html([part]) == "<p><em>bedre </em>tid</p>"


def test_html_nests_lists_and_escapes():
    blocks = saml([raa("a < b"), raa("et", "punkt"), raa("under", "punkt", 1), raa("to", "nummer"), raa("slut")])[1]
    assert html(blocks) == (
        "<p>a &lt; b</p><ul><li><p>et</p></li><li><ul><li><p>under</p></li></ul></li></ul><ol><li><p>to</p></li></ol>"
        "<p>slut</p>"
    )


def test_cells_know_their_row_and_column():
    left, right, below = saml([raa("a", celle=[[1, 0, 0]]), raa("b", celle=[[1, 0, 1]]), raa("c", celle=[[1, 1, 0]])])[
        1
    ]
    assert (left.same_row(right), left.same_row(below)) == (True, False)
    assert (left.same_column(below), left.same_column(right)) == (True, False)
