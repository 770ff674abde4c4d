"""The 41 inputs of the design, the messages of each refusal, and printing in tkr."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mso_portal.vaerdier.kroner import Kronelaesning, ekko, er_afrundet, laes, tkr

# (texts, enhed, kroner, status, raad)
INPUT = [
    ("160 · 160 tkr. · 160 t.kr.", "tkr", 160_000, "laest", ""),
    ("160.000 kr. · kr. 160.000 · 160.000 dkk", "tkr", 160_000, "laest", "omregnet"),
    ("1,2 mio. kr.", "tkr", 1_200_000, "laest", ""),
    ("1,5 mio", "tkr", 1_500_000, "laest", ""),
    ("80.000,- · 80.000,00 kr.", "tkr", 80_000, "laest", "omregnet"),
    ("1 000 kr", "tkr", 1_000, "laest", "omregnet"),
    ("160.000 · 160000 · 1 000 · 10000", "tkr", None, "afvist", "tvetydig"),
    ("9999", "tkr", 9_999_000, "laest", ""),
    ("1.250 tkr.", "tkr", 1_250_000, "laest", ""),
    ("160.000 tkr.", "tkr", 160_000_000, "laest", ""),
    ("160,5", "tkr", 160_500, "laest", "afrundes"),
    ("159.750 kr.", "tkr", 159_750, "laest", "afrundes"),
    ("0,5", "tkr", 500, "laest", "afrundes"),
    ("12.50 · 1.5 · 1.60.000", "tkr", None, "afvist", "punktum"),
    ("-25 · −25", "tkr", -25_000, "laest", ""),
    ("0", "tkr", 0, "laest", ""),
    ("10,50 kr. · 1,2345678 mio. kr.", "tkr", None, "afvist", "ikke_hele"),
    ("ca. 160", "tkr", 160_000, "laest", ""),
    ("se bilag 1 · (25) · 160-170", "tkr", None, "afvist", "ikke_tal"),
    ("80.000 til en kampagne", "kr", 80_000, "rest", "rest"),
    ("ca. 4.000.000 kr. pr. modul a 3 timer", "kr", 4_000_000, "rest", "rest"),
    ("9 mio. kr.", "kr", 9_000_000, "laest", ""),
    ("191,6 mio. kr.", "kr", 191_600_000, "laest", ""),
    ("160.000", "kr", 160_000, "laest", ""),
    ("160 kr", "kr", 160, "laest", "afrundes"),
    ("12 mia. kr.", "tkr", None, "afvist", "for_stort"),
    ("2 x 80.000 kr.", "tkr", None, "afvist", "rest"),
]
ENKELTE = [(tekst, *resten) for tekster, *resten in INPUT for tekst in tekster.split(" · ")]


def test_table_holds_41_inputs():
    assert len(ENKELTE) == 41


@pytest.mark.parametrize(("tekst", "enhed", "kroner", "status", "raad"), ENKELTE)
def test_input_is_read_as_the_table_says(tekst, enhed, kroner, status, raad):
    laest = laes(tekst, enhed)

    assert (laest.kroner, laest.status, laest.raad) == (kroner, status, raad)
    assert (laest.indtastet, laest.cirka) == (tekst, tekst.startswith("ca."))


def test_empty_is_null_and_not_zero():
    assert laes("", "tkr") == laes(" ", "tkr") == laes(None, "tkr") == Kronelaesning()


@pytest.mark.parametrize(
    ("tekst", "rest"),
    [
        ("80.000 til en Kampagne", "til en Kampagne"),
        ("ca. 4.000.000 kr. pr. modul a 3 timer", "pr. modul a 3 timer"),
    ],
)
def test_rest_is_cut_out_as_typed_and_can_be_left_out(tekst, rest):
    laest = laes(tekst, "kr")

    assert laest.rest == rest
    assert laest.without_rest().godtaget
    assert laest.without_rest().kroner == laest.kroner


@pytest.mark.parametrize(
    ("tekst", "besked"),
    [
        ("160", "160.000 kr. = 160 tkr."),
        ("ca. 1,2 mio.", "ca. 1.200.000 kr. = 1.200 tkr."),
        ("159.750 kr.", "159.750 kr. = 160 tkr. (afrundet)"),
        ("-25", "−25.000 kr. = −25 tkr."),
        (
            "160.000",
            "160.000 kan læses på to måder. Skriv »160« eller »160.000 kr.« for 160 tusind – eller »160 mio. kr.«",
        ),
        (
            "12500",
            "12500 kan læses på to måder. Skriv »12,5« eller »12.500 kr.« for 12,5 tusind – eller »12,5 mio. kr.«",
        ),
        (
            "16.000.000",
            "16.000.000 kan læses på to måder. Skriv »16000 tkr.« eller »16.000.000 kr.« for 16000 tusind.",
        ),
        ("12.50", "Brug komma som decimaltegn, fx 12,5."),
        ("10,50 kr.", "Skriv hele kroner."),
        ("9 kr. pr. modul", "Skriv kun beløbet her; »pr. modul« hører til i Pr. enhed."),
        ("9 kr. til kager", "Skriv kun beløbet her, uden »til kager«."),
        ("se bilag 1", "Skriv et beløb, fx 160 eller 160.000 kr."),
        ("12 mia. kr.", "Beløbet er over 9.999 mio. kr."),
        ("", ""),
    ],
)
def test_echo_says_the_reading_or_what_to_write(tekst, besked):
    assert ekko(laes(tekst, "tkr")) == besked


@pytest.mark.parametrize("tekst", ["12,5", "12.500 kr.", "16000 tkr.", "16.000.000 kr."])
def test_what_a_refusal_proposes_can_be_read(tekst):
    assert laes(tekst, "tkr").godtaget


@pytest.mark.parametrize(
    ("kroner", "trykt"),
    [
        (None, "–"),
        (0, "0"),
        (160_000, "160"),
        (1_250_000, "1.250"),
        (499, "0"),
        (500, "1"),
        (-500, "−1"),
        (-499, "0"),
        (-2_500, "−3"),
    ],
)
def test_tkr_rounds_half_away_from_zero(kroner, trykt):
    assert tkr(kroner) == trykt


def test_er_afrundet_marks_what_is_not_whole_thousands():
    assert [er_afrundet(kroner) for kroner in (None, 0, 160_000, 159_750, -500)] == [
        False,
        False,
        False,
        True,
        True,
    ]


@given(st.integers(-(10**10), 10**10))
def test_tkr_is_decimal_half_up(kroner):
    ventet = int((Decimal(kroner) / 1000).quantize(Decimal(1), ROUND_HALF_UP))

    assert int(tkr(kroner).replace(".", "").replace("−", "-")) == ventet


@given(st.integers(-9_999_999_999, 9_999_999_999))
def test_written_kroner_are_read_back(kroner):
    assert laes(Kronelaesning(kroner).tekst, "tkr").kroner == kroner


ORD = [
    "ca.",
    "kr.",
    "-",
    "−",
    "160",
    "1.250",
    "12,5",
    ",-",
    "mio.",
    "tkr.",
    "mia.",
    "kr",
    "000",
    ".",
    "x",
    "(",
    "til",
    "99999999999",
    "t.kr.",
]
VILKAARLIG = st.one_of(st.text(max_size=80), st.lists(st.sampled_from([*ORD, " "]), max_size=8).map("".join))


@settings(max_examples=10_000)
@given(VILKAARLIG, st.sampled_from(["tkr", "kr"]))
def test_no_text_raises_and_the_reading_is_stable(tekst, enhed):
    laest = laes(tekst, enhed)

    assert laes(laest.indtastet, enhed) == laest
    assert bool(ekko(laest)) == bool(laest.indtastet)
    assert laest.kroner is None or abs(laest.kroner) <= 9_999_999_999
    assert (laest.kroner is None) == (laest.status in ("tom", "afvist"))


def test_very_long_number_is_too_large():
    assert laes("9" * 6_000, "kr").raad == "for_stort"
    assert laes("0," + "1" * 6_000, "kr").raad == "ikke_hele"
