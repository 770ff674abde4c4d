"""The table of 40 §11, computed again from the colours that are really served."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
FLADER = ["--grund", "--flade", "--flade2"]
# (text or line on top, surface, least contrast light, least contrast dark)
PAR = [
    ("--tekst", "--flade2", 13.7, 12.1),
    ("--tekst2", "--flade2", 5.9, 7.0),
    ("--kant", "--grund", 3.8, 3.0),
    ("--kant", "--flade", 4.1, 5.2),
    ("--paa-accent", "--accent", 8.9, 9.1),
    ("--accent", "--grund", 8.2, 8.5),
    ("--accent", "--flade", 8.5, 8.5),
    ("--link", "--accent2", 7.5, 7.7),
    ("--ok", "--ok2", 6.0, 8.0),
    ("--obs", "--obs2", 6.5, 8.5),
    ("--fejl", "--fejl2", 6.4, 8.0),
    ("--neutral", "--neutral2", 6.9, 7.7),
    ("--fokus", "--grund", 8.2, 11.6),
    *[(tekst, flade, 4.5, 4.5) for tekst in ("--link", "--fejl", "--obs", "--ok") for flade in FLADER],
    *[("--tekst", flade, 4.5, 4.5) for flade in ("--accent2", "--ok2", "--obs2", "--fejl2")],
]


def blocks():
    """Return the colours of the three blocks: light, dark by system, dark by choice."""
    found = re.findall(r":root[^{]*\{([^}]*)\}", CSS)
    return [dict(re.findall(r"(--[\w-]+): (#\w{6});", block)) for block in found]


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("over, under, lyst, _moerkt", PAR)
def test_light_pair_keeps_its_contrast(over, under, lyst, _moerkt):
    colours = blocks()[0]

    assert contrast(colours[over], colours[under]) >= lyst - 0.05


@pytest.mark.parametrize("over, under, _lyst, moerkt", PAR)
def test_dark_pair_keeps_its_contrast(over, under, _lyst, moerkt):
    colours = blocks()[1]

    assert contrast(colours[over], colours[under]) >= moerkt - 0.05


def test_dark_by_system_and_by_choice_are_the_same():
    _, system, choice = blocks()

    assert system == choice


def test_every_light_colour_has_a_dark_one():
    light, dark, _ = blocks()

    assert set(light) == set(dark)
