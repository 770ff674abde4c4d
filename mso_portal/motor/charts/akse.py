"""Axes: round steps, and numbers and dates as Danes write them."""

from math import ceil, floor, log10

MONTHS = ("jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.")
MINUS = "−"


def ticks(lowest, highest, about=4):
    """Return round values, a step of 1, 2 or 5 apart, that enclose the lowest and the highest."""
    if highest == lowest:
        lowest, highest = min(lowest, 0), max(highest, 0) or lowest + 1
    rough = (highest - lowest) / about
    size = floor(log10(rough))
    factor = next(factor for factor in (1, 2, 5, 10) if rough <= factor * 10**size * (1 + 1e-9))
    first, last = (turn(round(value / (factor * 10.0**size), 9)) for turn, value in ((floor, lowest), (ceil, highest)))
    return tuple(round(nr * factor * 10.0**size, max(0, -size)) for nr in range(first, last + 1))


def decimals(values):
    """The fewest decimals, at most four, that tell the values apart as they are."""
    return next((n for n in range(4) if all(abs(round(v, n) - v) < 1e-9 for v in values)), 4)


def tal(value, antal_decimaler=None):
    """160000 → 160.000 · 1.5 → 1,5 · −2 with the real minus."""
    if antal_decimaler is None:
        antal_decimaler = decimals([value])
    text = f"{abs(value):,.{antal_decimaler}f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if value < 0 and text.strip("0,.") else text


def dato(day):
    """29.5.2026, the form of tables and axes."""
    return f"{day.day}.{day.month}.{day.year}"


def maaned(day):
    """maj 26, as short as an axis needs."""
    return f"{MONTHS[day.month - 1]} {day.year % 100:02}"


def dage(days):
    """+28 d, −12 d, 0 d: a move in time."""
    return f"+{tal(days)} d" if days > 0 else f"{tal(days)} d"
