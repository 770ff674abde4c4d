"""How far a date has moved (20 §7.1)."""


def forskydning(fra, til):
    """Return the days from one Tidspunkt or date to another, or None when either has no last day.

    Within what was agreed nothing has moved; an earlier end of a period is no move either.
    """
    (fra_start, fra_slut), (_, til_slut) = _ender(fra), _ender(til)
    if fra_slut is None or til_slut is None:
        return None
    if til_slut > fra_slut:
        return (til_slut - fra_slut).days
    if fra_start is not None and til_slut < fra_start:
        return (til_slut - fra_start).days
    return 0


def _ender(tidspunkt):
    """A date is a period of one day; no Tidspunkt at all has no ends."""
    if tidspunkt is None:
        return None, None
    return getattr(tidspunkt, "start", tidspunkt), getattr(tidspunkt, "slut", tidspunkt)
