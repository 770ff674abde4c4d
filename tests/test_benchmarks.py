"""The ruler itself, with a clock of its own."""

import pytest

from tests.benchmarks.bar import Bar, measure


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def job(self, *seconds):
        """A job that takes these times in turn, the last one from then on."""
        left = list(seconds)

        def run():
            self.now += left.pop(0) if len(left) > 1 else left[0]

        return run


def test_ratio_is_the_median_of_the_pairs():
    clock = Clock()
    # two runs of each go to warming up and to finding how often to repeat
    bar = Bar("B0", "x", clock.job(1, 1, 2, 9, 3), clock.job(1, 1, 1, 1, 1), limit=3)

    result = measure(bar, pairs=3, clock=clock)

    assert (result.ours, result.floor, result.ratio, result.is_met) == pytest.approx((3, 1, 3, True))


def test_quick_job_is_repeated():
    clock = Clock()
    calls = []
    job = clock.job(0.001)

    measure(Bar("B0", "x", lambda: (calls.append(1), job())), pairs=1, clock=clock)

    assert len(calls) == 2 + 20


@pytest.mark.parametrize(
    ("at_least", "limit", "met"), [(False, 2, True), (False, 1.9, False), (True, 2, True), (True, 2.1, False)]
)
def test_bar_is_met_up_to_its_limit(at_least, limit, met):
    clock = Clock()
    bar = Bar("B0", "x", clock.job(2), clock.job(1), limit=limit, at_least=at_least)

    assert measure(bar, pairs=1, clock=clock).is_met is met


def test_line_shows_a_bar_that_is_short():
    clock = Clock()

    line = measure(Bar("B0", "liste", clock.job(3), clock.job(1), limit=2), pairs=1, clock=clock).line()

    assert " ".join(line.split()) == "B0 liste ours 3000.00 ms floor 1000.00 ms ratio 3.00 bar <= 2 SHORT"


def test_failed_check_is_short():
    clock = Clock()
    bar = Bar("B0", "graf", clock.job(1), check=lambda: (False, "7000 bytes"))

    assert measure(bar, pairs=1, clock=clock).line().endswith("7000 bytes   SHORT")
