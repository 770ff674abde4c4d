"""How a measured period is written: 2. kvartal 2020, maj 2020, uge 10 2020 (40)."""

from mso_portal.vaerdier.datoer import MAANEDER, periode


def periodetekst(frekvens, start, slut):
    """The period's name in the figure's rhythm; without a rhythm its days."""
    if frekvens == "uge":
        aar, uge, _ = start.isocalendar()
        return f"uge {uge} {aar}"
    if frekvens == "maaned":
        return f"{MAANEDER[start.month - 1]} {start.year}"
    if frekvens == "kvartal":
        return f"{(start.month + 2) // 3}. kvartal {start.year}"
    if frekvens == "halvaar":
        return f"{(start.month + 5) // 6}. halvår {start.year}"
    return str(start.year) if frekvens == "aar" else periode(start, slut)
