"""One bar: what we do, the least that could be done in its place, and how much dearer we may be."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

PAIRS = 5
SHORTEST = 0.02  # seconds; a quicker job is run several times, or the clock is what is measured


@dataclass(frozen=True)
class Bar:
    nr: str
    navn: str
    ours: Any
    floor: Any = None  # None: only printed, and judged by `check`
    limit: float | None = None
    at_least: bool = False  # the ratio must reach the limit, not stay below it
    check: Any = None  # returns (holds, text)
    clock: Any = perf_counter  # a job of the processor alone is measured by its own time: neighbours cost it nothing


@dataclass(frozen=True)
class Result:
    bar: Bar
    ours: float
    floor: float | None
    ratio: float | None

    @property
    def is_met(self):
        ratio, limit = self.ratio, self.bar.limit
        if ratio is not None and (ratio < limit if self.bar.at_least else ratio > limit):
            return False
        return not self.bar.check or self.bar.check()[0]

    def line(self):
        """B11 diff 30 kB   ours 3.1 ms   floor 0.9 ms   ratio 3.44   bar <= 4   ok"""
        figures = [f"{self.bar.nr:<4} {self.bar.navn:<44} ours {self.ours * 1000:9.2f} ms"]
        if self.ratio is not None:
            sign = ">=" if self.bar.at_least else "<="
            figures.append(f"floor {self.floor * 1000:9.2f} ms   ratio {self.ratio:6.2f}   ")
            figures.append(f"bar {sign} {self.bar.limit:g}")
        if self.bar.check:
            figures.append(self.bar.check()[1])
        return "   ".join([*figures, "ok" if self.is_met else "SHORT"])


def measure(bar, pairs=PAIRS, clock=None):
    """Run ours and the floor in turn; the median of the pairs' ratios lets a slow minute hit both."""
    clock = clock or bar.clock
    jobs = [job for job in (bar.floor, bar.ours) if job]
    rounds = [_rounds(job, clock) for job in jobs]
    times = [[_seconds(job, n, clock) for job, n in zip(jobs, rounds, strict=True)] for _ in range(pairs)]
    ours = median(pair[-1] for pair in times)
    if not bar.floor:
        return Result(bar, ours, None, None)
    return Result(bar, ours, median(pair[0] for pair in times), median(mine / low for low, mine in times))


def _rounds(job, clock):
    """Also the warm-up."""
    job()
    return max(int(SHORTEST / max(_seconds(job, 1, clock), 1e-7)), 1)


def _seconds(job, rounds, clock):
    start = clock()
    for _ in range(rounds):
        job()
    return (clock() - start) / rounds
