"""The periods a figure is measured in: first and last day, and the one that follows."""

from datetime import date, timedelta

# Months of a period, by its Frekvens; a week is counted in days, and ad_hoc has no next.
MAANEDER = {"maaned": 1, "kvartal": 3, "halvaar": 6, "aar": 12}
UGE = timedelta(days=7)


def periode_for(frekvens, dag):
    """Return (first day, last day) of the period that holds the day; the day itself when there is no rhythm."""
    if frekvens == "uge":
        start = dag - timedelta(days=dag.weekday())
        return start, start + UGE - timedelta(days=1)
    if frekvens not in MAANEDER:
        return dag, dag
    size = MAANEDER[frekvens]
    start = date(dag.year, (dag.month - 1) // size * size + 1, 1)
    return start, _add_months(start, size) - timedelta(days=1)


def naeste(frekvens, start):
    """Return the first day of the period after the one that begins on `start`, or None without a rhythm."""
    if frekvens == "uge":
        return start + UGE
    return _add_months(start, MAANEDER[frekvens]) if frekvens in MAANEDER else None


def _add_months(first, months):
    """Return the first day of a month so many months after another first day."""
    total = first.year * 12 + first.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)
