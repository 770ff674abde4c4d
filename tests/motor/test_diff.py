import pytest
from hypothesis import given
from hypothesis import strategies as st

from mso_portal.motor.history import diff
from mso_portal.motor.history.diff import ParagraphDiff, TextPart

WORDS = st.sampled_from(["og", "plejen", "budget", "160.000", "kr.", "møde", "\n", "  ", "a", ".", "<b>"])
TEXTS = st.lists(WORDS, max_size=60).map(" ".join)
KEYS = st.lists(st.sampled_from("abcdefg"), unique=True)


def rich(*paragraphs):
    return {"label": "Baggrund", "slags": "rigtekst", "vaerdi": "".join(f"<p>{p}</p>" for p in paragraphs)}


def field(vaerdi, slags="tekst", label="Titel"):
    return {"label": label, "slags": slags, "vaerdi": vaerdi}


def rows(*uuids, **texts):
    lines = [{"uuid": uuid, "felter": {"tekst": field(texts.get(uuid, uuid))}} for uuid in uuids]
    return {"raekker": {"punkt": {"label": "Beslutningspunkter", "raekker": lines}}}


def side(parts, change):
    return "".join(part.text for part in parts if part.kind in ("ens", change))


def marks(old, new):
    (group,) = diff.compare(old, new).raekker
    return [(row.uuid, row.maerker) for row in group.raekker]


@given(TEXTS, TEXTS)
def test_text_parts_join_to_both_versions(old, new):
    parts = diff.compare_text(old, new)

    assert (side(parts, "fjernet"), side(parts, "tilfoejet")) == (old, new)


@given(TEXTS, TEXTS)
def test_long_text_parts_join_to_both_versions(old, new):
    old, new = old + ". Fælles sætning. " * 60 + new, new + ". Fælles sætning! " * 90 + old

    parts = diff.compare_text(old, new)

    assert (side(parts, "fjernet"), side(parts, "tilfoejet")) == (old, new)


@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=8))
def test_paragraphs_join_to_both_versions(old, new):
    afsnit = diff.compare_paragraphs(old, new)

    parts = diff.FieldDiff("n", "l", "rigtekst", afsnit).parts
    ends = ["".join(f"{text}\n" for text in texts) for texts in (old, new)]
    assert [side(parts, "fjernet"), side(parts, "tilfoejet")] == ends


@given(TEXTS)
def test_same_text_is_one_unchanged_part(text):
    assert {part.kind for part in diff.compare_text(text, text)} == ({"ens"} if text else set())


@given(KEYS, KEYS)
def test_rows_of_both_versions_are_all_accounted_for(old, new):
    groups = diff.compare(rows(*old), rows(*new)).raekker

    shown = {row.uuid: row.maerker for group in groups for row in group.raekker}
    assert {key for key, mark in shown.items() if mark == ("Ny",)} == set(new) - set(old)
    assert {key for key, mark in shown.items() if mark == ("Fjernet",)} == set(old) - set(new)


def test_changed_word_stands_alone():
    parts = diff.compare_text("Budget 160.000 kr. i år", "Budget 180.000 kr. i år")

    assert parts == (
        TextPart("ens", "Budget "),
        TextPart("fjernet", "160.000"),
        TextPart("tilfoejet", "180.000"),
        TextPart("ens", " kr. i år"),
    )


def test_small_word_between_two_changes_is_drawn_into_them():
    parts = diff.compare_text("Plejen i nord og syd flytter", "Plejen i vest og øst flytter")

    assert [part.text for part in parts] == ["Plejen i ", "nord og syd", "vest og øst", " flytter"]


def test_edited_paragraph_is_paired_past_an_inserted_one():
    old = ["Første afsnit om plejen i byen.", "Andet afsnit handler om budgettet."]
    new = ["Noget helt nyt uden fortilfælde", "Første afsnit om plejen i kommunen.", old[1]]

    kinds = [afsnit.kind for afsnit in diff.compare_paragraphs(old, new)]

    assert kinds == ["tilfoejet", "aendret", "ens"]


def test_rewritten_paragraph_is_one_out_one_in():
    afsnit = diff.compare_paragraphs(["Plejen flytter i maj."], ["Ledelsen ansætter to nye folk"])

    assert [one.kind for one in afsnit] == ["fjernet", "tilfoejet"]


def test_moved_paragraph_is_marked_in_both_places():
    afsnit = diff.compare_paragraphs(["alfa", "beta", "gamma"], ["beta", "gamma", "alfa"])

    assert [(one.kind, one.flyttet) for one in afsnit] == [
        ("fjernet", True),
        ("ens", False),
        ("ens", False),
        ("tilfoejet", True),
    ]


def test_one_changed_sentence_in_a_long_paragraph_leaves_the_others():
    sentences = [f"Sætning nummer {nr} om plejen i byens {nr} områder. " for nr in range(60)]
    changed = [*sentences[:30], "Den er skrevet om fra bunden. ", *sentences[31:]]

    parts = diff.compare_text("".join(sentences), "".join(changed))

    assert [part.text for part in parts if part.kind != "ens"] == [sentences[30], changed[30]]


def test_text_without_sentences_beyond_the_limit_is_replaced_whole():
    old, new = (" ".join(f"{word}{nr}" for nr in range(3000)) for word in ("a", "b"))

    assert diff.compare_text(old, new) == (TextPart("fjernet", old), TextPart("tilfoejet", new))


def test_unchanged_fields_are_named_not_shown():
    old = {"felter": {"titel": field("Ny plan"), "baggrund": rich("Et afsnit")}}
    new = {"felter": {"titel": field("Ny plan for alle"), "baggrund": rich("Et afsnit")}}

    result = diff.compare(old, new)

    assert ([one.navn for one in result.felter], result.uaendrede) == (["titel"], ("Baggrund",))


def test_rich_text_is_compared_by_paragraph():
    texts = "Det gamle ord her", "Det nye ord her"
    old, new = ({"felter": {"b": rich("Samme ord", text)}} for text in texts)

    (changed,) = diff.compare(old, new).felter

    assert changed.afsnit[0] == ParagraphDiff("ens", (TextPart("ens", "Samme ord"),))
    assert side(changed.parts, "tilfoejet") == "Samme ord\nDet nye ord her\n"


def test_markup_alone_changed_says_so():
    old, new = {"felter": {"b": rich("Et ord")}}, {"felter": {"b": rich("Et <strong>ord</strong>")}}

    (changed,) = diff.compare(old, new).felter

    assert changed.kun_form


@pytest.mark.parametrize("slags", ["valg", "beloeb", "person"])
def test_values_are_replaced_whole(slags):
    old, new = ({"felter": {"x": field(text, slags)}} for text in ("120 tkr.", "160 tkr."))

    (changed,) = diff.compare(old, new).felter

    assert changed.parts == (TextPart("fjernet", "120 tkr."), TextPart("tilfoejet", "160 tkr."))


def test_nothing_and_zero_differ():
    (changed,) = diff.compare({"felter": {"x": field(None)}}, {"felter": {"x": field(0)}}).felter

    assert changed.parts == (TextPart("tilfoejet", "0"),)


def test_removed_field_stands_where_it_stood():
    old = {"felter": {key: field(key) for key in "abc"}}
    new = {"felter": {key: field(key * 2) for key in "ca"}}

    assert [one.navn for one in diff.compare(old, new).felter] == ["c", "a", "b"]


def test_new_row_does_not_move_those_below():
    assert marks(rows("a", "b"), rows("x", "a", "b")) == [("x", ("Ny",))]


def test_row_moved_up_is_the_one_that_moved():
    assert marks(rows("a", "b", "c"), rows("a", "c", "b")) == [("c", ("Flyttet fra 3 til 2",))]


def test_row_moved_and_edited_says_both():
    changed = marks(rows("a", "b", "c"), rows("c", "a", "b", c="nyt"))

    assert changed == [("c", ("Flyttet fra 3 til 1", "Ændret"))]


def test_removed_row_keeps_its_words():
    (group,) = diff.compare(rows("a", "b"), rows("a")).raekker

    assert group.raekker[0].felter[0].parts == (TextPart("fjernet", "b"),)
    assert group.uaendrede == 1


def test_same_content_is_no_difference():
    content = {"felter": {"titel": field("x")}, **rows("a")}

    assert not diff.compare(content, content)
