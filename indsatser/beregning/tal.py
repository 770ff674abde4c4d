"""Exact numbers, rounded only when they are shown, and then away from zero at the half."""

from fractions import Fraction

from mso_portal.vaerdier.datoer import antal


def broek(tal):
    """The number as a Fraction; None stays None."""
    return None if tal is None else Fraction(tal)


def afrund(tal, decimaler=0):
    """The number in whole units of the last decimal shown: 2.345 with two decimals is 235."""
    enheder = int(abs(Fraction(tal)) * 10**decimaler + Fraction(1, 2))
    return -enheder if tal < 0 else enheder


def vis(tal, decimaler=0):
    """1234.5 → "1.235"; −0.5 with one decimal → "−0,5"; what rounds to nothing has no sign."""
    enheder = afrund(tal, decimaler)
    hele, rest = divmod(abs(enheder), 10**decimaler)
    fortegn = "−" if enheder < 0 else ""
    return f"{fortegn}{antal(hele)}" + (f",{rest:0{decimaler}}" if decimaler else "")


def taelletal(tal):
    """What was counted: 1769 → "1.769", 2.5 → "2,50"."""
    tal = Fraction(tal)
    return vis(tal, 0 if tal.denominator == 1 else 2)


def procent(andel):
    return f"{vis(andel * 100)} %"


def afstand(tal, decimaler=0):
    """A difference that is there is never shown as 0: it gets the decimals it takes, at most the stored four."""
    while tal and decimaler < 4 and not afrund(tal, decimaler):
        decimaler += 1
    return vis(tal, decimaler)
