"""Words a second of the whole reader beside the bare language model, in one run, by turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Speed:
    """Words a second of both (medians over the rounds), and the reader's as a share of the model's, round by round."""

    words: int
    reader: float
    model: float
    ratio: float
    lowest: float
    highest: float
    rounds: int


def measure(
    reader: Callable[[], object], model: Callable[[], object], *, words: int, rounds: int, clock: Callable[[], float]
) -> Speed:
    """Run both once to warm up, then ``rounds`` times in turn, the order changing every round.

    ``clock`` tells seconds; ``words`` is how many each run reads. Raises ValueError for no rounds.
    """
    if rounds < 1:
        raise ValueError("at least one round")
    reader(), model()
    pairs = [_round(reader, model, clock, swapped=index % 2 == 1) for index in range(rounds)]
    ratios = sorted(bare / whole for whole, bare in pairs)
    whole, bare = (median(seconds) for seconds in zip(*pairs, strict=True))
    return Speed(words, words / whole, words / bare, median(ratios), ratios[0], ratios[-1], rounds)


def _round(
    reader: Callable[[], object], model: Callable[[], object], clock: Callable[[], float], *, swapped: bool
) -> tuple[float, float]:
    if swapped:
        bare = _seconds(model, clock)
        return _seconds(reader, clock), bare
    return _seconds(reader, clock), _seconds(model, clock)


def _seconds(run: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    run()
    return clock() - start
