"""21 §9, 41 §6: what the paper of a status says, section by section, from its data alone."""

from datetime import datetime

import pytest

from indsatser.document.statuspapir import KLADDE, TIL_GODKENDELSE, drawings, status_document
from indsatser.document.statuspapir_ord import holdt
from indsatser.document.statuspapir_side1 import completeness
from mso_portal.motor.documents import (
    Felter,
    Loebende,
    Note,
    Points,
    Small,
    Stamdata,
    Table,
    Tekst,
    Valg,
    Vurdering,
    filename,
)
from mso_portal.vaerdier.datoer import DANSK_TID
from tests.indsatser.statusdata import data, takt_og_tone, takt_og_tone_ubesvaret, toender
from tests.indsatser.statuspapirer import LAAST, blokke, papir, raekker
from tests.indsatser.statusraekker import POUL, beslutning, tid, uid


def fuld(**over):
    return papir(data(form="fuld", **over))


def tekster(document, afsnit, slags):
    return [text for block in blokke(document, afsnit, slags) for text in block.strings()]


def med_lys(**lys):
    """Make data whose first dimension, Tid, is judged so."""
    found = data()
    found["lys"][1] |= {"valgt": "gul", "forslag": "gul"} | lys
    return found


# The document


def test_document_is_named_by_plan_and_round_and_dated_by_its_lock():
    document = papir(toender(), data_sha256="ab12cd34" * 8)

    assert (document.titel, document.kort_navn) == (
        "Kvartalsstatus, 1. kvartal 2017", "Kvartalsstatus P2016-001, 2017-K1",
    )  # fmt: skip
    assert (document.slags, filename(document)) == ("kvartalsstatus_fuld", "P2016-001-2017-K1-status-1.pdf")
    assert (document.dato, document.aabenhed, document.maerke) == (LAAST, "aaben", "")
    assert document.fod == "1. kvartal 2017 · version 1 · Data pr. 31. marts 2017 · låst 1. juli 2020 kl. 10.02"
    assert document.data_sha256 == "ab12cd34" * 8


def test_status_between_the_quarters_is_called_by_its_own_name():
    assert papir(data(runde={"betegnelse": "Status pr. 17. oktober 2016"})).titel == "Status pr. 17. oktober 2016"


@pytest.mark.parametrize("maerke", [KLADDE, TIL_GODKENDELSE])
def test_draft_carries_its_mark_and_the_day_of_its_data(maerke):
    document = papir(data(), None, maerke=maerke)

    assert (document.maerke, document.dato) == (maerke, datetime(2020, 6, 15, tzinfo=DANSK_TID))
    assert document.fod.endswith("Data pr. 15. juni 2020 · ikke låst")


def test_status_locked_without_approval_is_marked():
    document = papir(takt_og_tone_ubesvaret())

    assert document.maerke == "Ikke godkendt af programejer"
    assert ("Godkendt af", "Ikke godkendt") in blokke(document, "hoved", Stamdata)[1].rows


def test_lukket_plan_makes_a_lukket_paper_with_both_titles():
    document = papir(data(plan={"aabenhed": "lukket", "offentlig_titel": "Bedre overblik"}))

    assert (document.aabenhed, document.offentlig_titel) == ("lukket", "")
    assert blokke(document, "hoved", Stamdata)[0].rows[1] == ("Offentlig titel", "Bedre overblik")


@pytest.mark.parametrize("made", [takt_og_tone, toender])
def test_paper_is_made_of_the_data_alone(made, django_assert_num_queries):
    found = made()

    with django_assert_num_queries(0):
        document, images = status_document(found, LAAST)

    assert (document.sections, images) == (papir(made()).sections, drawings(document.sections))


def test_pictures_of_blocks_and_cells_are_handed_to_the_renderer():
    document = fuld()

    names = [one.navn for one in drawings(document.sections)]
    assert names[0] == "tidsplan-1"
    assert names[1:] == [f"maal-{uid('indikator Svar til tiden')}"]


# Page 1


def test_head_names_forum_meeting_dates_and_people():
    plan, facts = blokke(papir(data()), "hoved", Stamdata)

    assert plan.rows == (("Plan", "P2020-001 Takt og tone"),)
    assert facts.rows == (
        ("Forum", "Styregruppen"), ("Møde", "6. juli 2020"), ("Data pr.", "15. juni 2020"), ("Version", "1"),
        ("Skrevet af", "Tora Tovholder, specialkonsulent"), ("Godkendt af", f"{POUL} den 29.\xa0juni 2020"),
    )  # fmt: skip


@pytest.mark.parametrize("text, shown", [
    ("55 af 61 (90 %)", "55 af 61 (90\xa0%)"), ("den 2. oktober 2020", "den 2.\xa0oktober 2020"),
    ("nås 4. kvartal 2020. Og så", "nås 4.\xa0kvartal 2020. Og så"), ("uge 5", "uge 5"),
])  # fmt: skip
def test_number_stays_on_the_line_with_its_sign_and_month(text, shown):
    assert holdt(text) == shown


@pytest.mark.parametrize("runde, shown", [
    ({"moededato": None, "note": "Oktober 2020"}, "Oktober 2020"), ({"moededato": None, "note": ""}, "Ikke fastsat"),
])  # fmt: skip
def test_meeting_without_a_day_is_told_by_its_note(runde, shown):
    facts = blokke(papir(data(runde=runde)), "hoved", Stamdata)[1]

    assert dict(facts.rows)["Møde"] == shown


def test_whole_stands_with_choice_last_suggestion_and_reason():
    found = data()
    found["lys"][0] |= {"valgt": "gul", "forslag": "roed", "forrige": "groen", "begrundelse": "Kurset holdes i maj."}

    whole = blokke(papir(found), "hoved", Vurdering)[0]

    assert whole.strings()[:4] == ["Samlet", "Afvigelse", "Sidst: På plan", "Forslag: Kræver handling"]
    assert whole.under[-1] == "Fraviger forslaget: Kurset holdes i maj."


def test_five_boxes_have_light_sentence_last_and_suggestion():
    boxes = blokke(papir(takt_og_tone_ubesvaret()), "hoved", Felter)[0].felter

    assert [one.navn for one in boxes] == ["Tid", "Mål", "Økonomi", "Risiko", "Leverancer"]
    assert boxes[4].strings() == [
        "Leverancer", "Kræver handling", "3 af 3 leverancer er ikke bekræftet", "Sidst: Afvigelse",
        "Forslag: Kræver handling",
    ]  # fmt: skip
    assert boxes[4].lys.slags == "roed"


def test_light_nobody_chose_has_a_word_and_no_symbol():
    box = blokke(papir(med_lys(valgt=None)), "hoved", Felter)[0].felter[0]

    assert (box.lys.slags, box.lys.tekst) == ("", "Ikke valgt")


def test_accepted_deviation_stands_behind_its_light():
    box = blokke(papir(med_lys(accepteret_til="2020-09-30")), "hoved", Felter)[0].felter[0]

    assert box.lys.strings() == ["Afvigelse", "accepteret af styregruppen til 30.9.2020"]


def test_nothing_is_accepted_of_what_goes_as_planned():
    box = blokke(papir(med_lys(valgt="groen", accepteret_til="2020-09-30")), "hoved", Felter)[0].felter[0]

    assert box.lys.strings() == ["På plan"]


@pytest.mark.parametrize("lys, row", [
    ({"aarsag_tiltag": "To kurser er flyttet."}, ("Tid:", "To kurser er flyttet.")),
    ({"aarsag_tiltag": ""}, ("Tid:", "Ikke skrevet")),
    ({"forslag": "groen", "aarsag_tiltag": "Flyttet.", "begrundelse": "Det haster."},
     ("Tid:", "Flyttet.", "Fraviger forslaget: Det haster.")),
    ({"valgt": "groen", "aarsag_tiltag": "", "begrundelse": "Det er nået."},
     ("Tid:", "Fraviger forslaget: Det er nået.")),
])  # fmt: skip
def test_cause_measure_and_reason_run_on_behind_the_dimension(lys, row):
    assert row in blokke(papir(med_lys(**lys)), "hoved", Loebende)[0].rows


def test_questions_have_options_and_the_proposed_one_is_marked_by_a_word():
    asked = beslutning(1, "Skal kurset flyttes?", ("Ja", "Tre uger"), ("Nej", ""), niveau="chefteam")
    asked["muligheder"][0]["aendring"] = 7

    box = blokke(papir(data(beslutninger=[asked])), "stilling", Valg)[0]

    assert box.strings() == [
        "Styregruppen skal tage stilling til", "1. Skal kurset flyttes?", "Afgøres af chefteamet", "A", "Ja",
        "Tre uger · Ændring 7", "Indstillet", "B", "Nej",
    ]  # fmt: skip


def test_status_that_asks_nothing_says_so():
    box = blokke(papir(data(beslutninger=[])), "stilling", Valg)[0]

    assert box.strings() == ["Styregruppen skal tage stilling til", "Der ønskes ingen beslutning."]


@pytest.mark.parametrize("resume, shown", [
    ("En\n\nTo ", ["En", "To"]), ("En\nTo\nTre\nFire", ["En", "To", "Tre Fire"]), ("En", ["En"]),
])  # fmt: skip
def test_short_text_is_at_most_three_points(resume, shown):
    found = data()
    found["tekst"] = found["tekst"] | {"resume": resume}

    assert tekster(papir(found), "kort", Points) == shown


def test_texts_nobody_wrote_say_so():
    document = fuld(tekst={"resume": "", "siden_sidst": "", "naeste": ""})

    assert [tekster(document, name, Tekst)[0].split(".")[0] for name in ("kort", "aendret", "naeste")] == [
        "Ikke skrevet", "Ikke skrevet Første status", "Ikke skrevet",
    ]  # fmt: skip


def test_earlier_decisions_and_completeness_are_a_line_each():
    assert tekster(papir(toender()), "kort", Small) == [
        "1 af 1 tidligere beslutning er gennemført, se side 2.",
        "13 af 13 målinger indberettet · 0 af 1 milepæl bekræftet · 1 af 1 risiko vurderet",
    ]


@pytest.mark.parametrize("counts, text", [
    ({"oekonomi": [1, 1], "leverance": [2, 3]}, "2 af 3 leverancer bekræftet · økonomi indberettet"),
    ({"oekonomi": [0, 1]}, "Økonomi ikke indberettet"), ({}, "Ingen er bedt om at indberette."),
])  # fmt: skip
def test_completeness_is_told_in_words(counts, text):
    assert completeness(counts) == text


# Since last time


def test_changes_stand_in_their_groups_and_the_silent_ones_in_a_line():
    document = papir(takt_og_tone_ubesvaret())

    assert raekker(document, "aendret") == [
        "Vurdering", ["Samlet", "Afvigelse → Kræver handling"], ["Tid", "På plan → Kræver handling"],
        ["Leverancer", "Afvigelse → Kræver handling"],
    ]  # fmt: skip
    assert tekster(document, "aendret", Small) == [
        "Ingen ændringer: milepæle, mål, definitioner, målinger, økonomi, risici, leverancer, opfølgning, personer."
    ]


def test_first_status_has_nothing_to_compare_with():
    assert tekster(papir(data()), "aendret", Tekst) == [
        "Planen er vedtaget. Første status. Der er intet at sammenligne med."
    ]


def mange_aendringer(form, antal):
    found = data(form=form)
    found["forskelle"] = [["personer", "", f"Rolle {nr}", "x", "A", "B", "A → B"] for nr in range(antal)]
    return papir(found)


@pytest.mark.parametrize("form, most", [("kort", 15), ("fuld", 40)])
def test_changes_beyond_the_page_are_told_of_on_it(form, most):
    document = mange_aendringer(form, most + 2)

    assert len(raekker(document, "aendret")) == most + 1
    assert "2 ændringer mere står sidst i status." in tekster(document, "aendret", Small)


def test_changes_beyond_the_page_stand_last_as_a_table_in_the_full_form():
    document = mange_aendringer("fuld", 42)

    assert raekker(document, "mere")[1:] == [["Rolle 40", "A → B"], ["Rolle 41", "A → B"]]


def test_changes_beyond_the_page_stand_last_as_text_in_the_short_form():
    document = mange_aendringer("kort", 17)

    assert blokke(document, "mere", Loebende)[0].rows == (("Personer:", "Rolle 15 (A → B) · Rolle 16 (A → B)"),)


def test_earlier_decisions_come_open_ones_first():
    rows = [
        {"uuid": uid(nr), "runde": "1. kvartal 2020", "nr": int(nr), "spoergsmaal": f"Spørgsmål {nr}", "art": art,
         "valgt": valgt, "tekst": tekst, "opfulgt": opfulgt}
        for nr, art, valgt, tekst, opfulgt in (
            ("1", "vedtaget", "A: Ja", "", True), ("2", "vedtaget_med_aendring", "", "Fra maj.", False),
            ("3", None, "", "", None), ("4", "afvist", "", "", None),
        )
    ]  # fmt: skip

    found = raekker(papir(data(tidligere_beslutninger=rows)), "aendret")

    assert [row[1:] for row in found] == [
        ["Vedtaget med ændring Fra maj.", "Ikke gennemført"], ["Ikke afgjort", "Venter på en beslutning"],
        ["Vedtaget A: Ja", "Gennemført"], ["Afvist", "Kræver ikke mere"],
    ]  # fmt: skip


def test_new_version_tells_what_it_replaces_and_every_correction():
    old = {"nr": 1, "laast_den": "2020-07-01", "begrundelse": "Tallet var forkert."}
    found = data(status={"nr": 2, "erstatter": old})
    row = found["milepaele"][0]
    found["rettelser"] = [
        {"sti": f"milepaele/{row['uuid']}/prognose", "foer": None, "efter": tid("oktober 2020"),
         "begrundelse": "Ny dato"},
        {"sti": "tekst/naeste", "foer": "", "efter": "Kurset holdes.", "begrundelse": "Manglede"},
        {"sti": "lys/tid/valgt", "foer": "groen", "efter": "gul", "begrundelse": "Ny dato"},
    ]  # fmt: skip

    document = papir(found)

    assert blokke(document, "hoved", Note)[0].text.startswith("Version 2 erstatter version 1 af 1. juli 2020.")
    assert raekker(document, "aendret") == [
        ["Kurset er holdt: Prognose", "ingen prognose", "oktober 2020", "Ny dato"],
        ["Næste periode", "Ikke skrevet", "Kurset holdes.", "Manglede"],
        ["Tid: vurdering", "På plan", "Afvigelse", "Ny dato"],
    ]  # fmt: skip
    assert filename(document) == "P2020-001-2020-K2-status-2.pdf"


def rettet():
    """Make version 2 of the rule test's first status, with its text and the year's forecast corrected."""
    old = {"nr": 1, "laast_den": "2020-07-01", "begrundelse": "Tallet var forkert."}
    found = takt_og_tone(status={"nr": 2, "erstatter": old})
    post = found["budget"][0]["uuid"]
    found["rettelser"] = [
        {"sti": f"budget/{post}/2020/prognose", "foer": 90_000, "efter": 80_000, "begrundelse": "Talt to gange"},
        {"sti": "tekst/naeste", "foer": "", "efter": "Kurset holdes.", "begrundelse": "Manglede"},
    ]
    return found


@pytest.mark.parametrize("form", ["kort", "fuld"])
def test_status_after_a_corrected_one_tells_what_was_corrected(form):
    document = papir(takt_og_tone(rettet(), form=form, beslutninger=[]))

    table = blokke(document, "aendret", Table)[0]
    assert table.caption == "Rettet siden sidst (2. kvartal 2020)"
    assert raekker(document, "aendret") == [
        ["Kampagne: Prognose 2020", "90.000", "80.000", "Talt to gange"],
        ["Næste periode", "Ikke skrevet", "Kurset holdes.", "Manglede"],
    ]


def test_status_after_one_that_was_not_corrected_says_nothing_of_it():
    document = papir(takt_og_tone_ubesvaret())

    assert "Rettet siden sidst (2. kvartal 2020)" not in tekster(document, "aendret", Table)
