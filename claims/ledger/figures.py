"""Arithmetic with figures that may be ranges, and with ends that nobody named."""

from collections.abc import Iterable
from decimal import Decimal

from claims.ledger.shapes import ZERO, Figure

NOTHING = Figure(ZERO, ZERO)


def figure(low: Decimal | None, high: Decimal | None) -> Figure:
    """What was said as a figure to count with: "at most 30" begins at nought."""
    return Figure(ZERO if low is None else low, high)


def exact(value: Decimal) -> Figure:
    return Figure(value, value)


def add(one: Figure, other: Figure) -> Figure:
    """From the sum of the minima to the sum of the maxima."""
    open_end = one.max is None or other.max is None
    return Figure(one.min + other.min, None if open_end else _number(one.max) + _number(other.max))


def less(whole: Figure, part: Figure) -> Figure:
    """What may be left of ``whole`` at the least and at the most, never below nought."""
    low = ZERO if part.max is None else max(ZERO, whole.min - part.max)
    return Figure(low, None if whole.max is None else max(ZERO, whole.max - part.min))


def highest(figures: Iterable[Figure]) -> Figure:
    """The greatest minimum and the greatest maximum among them; nought of none."""
    kept = list(figures)
    return Figure(max((each.min for each in kept), default=ZERO), top(each.max for each in kept))


def top(maxima: Iterable[Decimal | None]) -> Decimal | None:
    """The greatest of some upper ends, None (open) above all; nought of none."""
    greatest = ZERO
    for high in maxima:
        if high is None:
            return None
        greatest = max(greatest, high)
    return greatest


def capped(what: Figure, at: Figure) -> Figure:
    """``what``, whose maximum does not pass that of ``at``."""
    if at.max is None or (what.max is not None and what.max <= at.max):
        return what
    return Figure(what.min, at.max)


def below(one: Figure, other: Figure) -> bool:
    """Whether ``one`` is lower than ``other`` whichever of their values hold."""
    return one.max is not None and one.max < other.min


def _number(value: Decimal | None) -> Decimal:
    return ZERO if value is None else value
