"""Interim targets: which one is due, and whether they lead to the target (20 §5.2, §7.3)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from indsatser.beregning.retning import bedre, spejl
from indsatser.beregning.tal import broek


@dataclass(frozen=True)
class Delmaalsvaerdi:
    """A Delmaal: the value to be reached at the latest on a day, and why it lies away from the target if it does."""

    senest: date
    vaerdi: Fraction | int
    begrundelse: str = ""


def newest_delmaal(m, maal_frist, delmaal, dato):
    """The value of the newest delmål that is due, or None; the target is one on maal_frist."""
    forfaldne = [(et.senest, 0, et.vaerdi) for et in delmaal if et.senest <= dato]
    if maal_frist and maal_frist <= dato:
        forfaldne.append((maal_frist, 1, m))
    return max(forfaldne, key=lambda et: et[:2])[2] if forfaldne else None


def backward(retning, m, delmaal):
    """The delmål that lie further from the target than the one before them and don't say why."""
    ordnet = sorted(delmaal, key=lambda et: et.senest)
    retning, _, vaerdier = spejl(retning, m, *(et.vaerdi for et in ordnet))
    par = zip(ordnet[1:], vaerdier, vaerdier[1:], strict=False)
    return [et for et, foer, egen in par if bedre(retning, foer, egen) and not et.begrundelse]


def short_of_target(m, maal_frist, delmaal):
    """The last delmål when it isn't the target and no later frist is left for that; None when all is well."""
    sidste = max(delmaal, key=lambda et: et.senest, default=None)
    if sidste is None or broek(sidste.vaerdi) == broek(m) or (maal_frist and maal_frist > sidste.senest):
        return None
    return sidste
