"""The value of an observation, exact (31 §6)."""

from fractions import Fraction


def vaerdi(taeller, naevner=None, multiplikator=1):
    """Return tæller/nævner, or tæller alone, times the multiplikator; None when missing or nothing was counted."""
    if taeller is None or naevner == 0:
        return None
    return Fraction(taeller) / Fraction(1 if naevner is None else naevner) * Fraction(multiplikator)
