"""Speed is told by a clock that is handed in, by turns."""

from __future__ import annotations

import pytest

from claims.evaluation.speed import measure


class Clock:
    """A clock that only work moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.log: list[str] = []

    def work(self, name: str, seconds: float) -> None:
        self.log.append(name)
        self.now += seconds


def test_words_a_second_and_the_ratio_of_two_runs() -> None:
    clock = Clock()
    speed = measure(
        lambda: clock.work("reader", 4.0),
        lambda: clock.work("model", 3.0),
        words=120,
        rounds=3,
        clock=lambda: clock.now,
    )
    assert (speed.reader, speed.model, speed.ratio, speed.rounds) == (30.0, 40.0, 0.75, 3)
    assert (speed.lowest, speed.highest) == (0.75, 0.75)


def test_both_warm_up_and_then_take_turns() -> None:
    clock = Clock()
    measure(lambda: clock.work("r", 1), lambda: clock.work("m", 1), words=1, rounds=2, clock=lambda: clock.now)
    assert "".join(clock.log) == "rm" + "rm" + "mr"


def test_no_rounds_measure_nothing() -> None:
    with pytest.raises(ValueError, match="round"):
        measure(lambda: None, lambda: None, words=1, rounds=0, clock=lambda: 0.0)
