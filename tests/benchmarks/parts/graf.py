"""B21: one chart of 24 months with three lines."""

from mso_portal.motor.charts.akse import MONTHS
from mso_portal.motor.charts.graf import linje
from tests.benchmarks.bar import Bar

LIMIT = 6 * 1024


def chart():
    months = [f"{month} {year}" for year in (25, 26) for month in MONTHS]
    fravaer = [5 + (nr * 7 % 13) / 10 for nr in range(24)]
    serier = [("Fravær", fravaer), ("Median", [5.6] * 24), ("Mål", [5.2] * 24)]
    return linje("Sygefravær", "Fraværet svinger om medianen.", months, serier).svg


def size():
    svg = chart()
    length = len(svg.encode())
    return length <= LIMIT and "style=" not in svg, f"{length} bytes   bar <= {LIMIT}, no style="


def bars():
    return [Bar("B21", "one chart", chart, check=size)]
