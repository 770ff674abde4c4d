"""Which way is better. `naer` is turned into `ned` on the distance to the target before anything is computed."""

from indsatser.beregning.tal import broek

OP, NED, NAER = "op", "ned", "naer"


def opfyldt(retning, v, m):
    return v >= m if retning == OP else v <= m


def bedre(retning, v, w):
    """Is v strictly better than w?"""
    return v > w if retning == OP else v < w


def spejl(retning, m, *vaerdier):
    """Return (retning, m, values): as they came, or as distances to m that shall go down to 0."""
    m, vaerdier = broek(m), tuple(broek(vaerdi) for vaerdi in vaerdier)
    if retning != NAER:
        return retning, m, vaerdier
    return NED, broek(0), tuple(None if vaerdi is None else abs(vaerdi - m) for vaerdi in vaerdier)


def spejl_interval(retning, m, interval):
    """The interval on the scale of `spejl`: one that reaches across the target begins at no distance."""
    if interval is None or retning != NAER:
        return interval
    lav, hoej = (broek(ende) - broek(m) for ende in interval)
    naermest, fjernest = sorted((abs(lav), abs(hoej)))
    return (broek(0) if lav <= 0 <= hoej else naermest, fjernest)
