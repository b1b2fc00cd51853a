"""A step's figure over time, and what of the promises stands when some were called off.

The rule is the newest total up to a day plus the increments since. Totals and increments of one day: a total holds
what its own side added on that day, while others' increments come on top.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from claims.ledger.figures import NOTHING, add, below, exact, less, top
from claims.ledger.shapes import ZERO, Figure, Side
from claims.ledger.strands import Told

Days = dict[date, Figure]


def run(told: Iterable[Told]) -> dict[date, Figure]:
    """The figure at the end of each day on which something was told, in order of days.

    Its minimum never falls. A total that is certainly lower than what stood leaves it as it was; any other total sets
    the maximum anew, so that a later exact figure makes a range narrower.
    """
    stood, days = NOTHING, {}
    for on, today in groupby(sorted(told, key=_day), key=_day):
        stood = days[on] = _after(stood, list(today))
    return days


def on_day(days: Days, on: date) -> Figure:
    """The figure at the end of that day; ``days`` are in order."""
    place = bisect_right(dates := list(days), on)
    return days[dates[place - 1]] if place else NOTHING


def final(days: Days) -> Figure:
    return next(reversed(days.values())) if days else NOTHING


def standing(promised: Iterable[Told], cancelled: Days, called_off: Collection[date], delivered: Days) -> Figure:
    """What of the promises holds in the end: cancellations take away what they name.

    On a day of ``called_off`` all is cancelled that was not delivered yet. What is promised later counts again.
    """
    by_day = {on: list(today) for on, today in groupby(sorted(promised, key=_day), key=_day)}
    stood, gone = NOTHING, NOTHING
    for on in sorted({*by_day, *cancelled, *called_off}):
        stood = _after(stood, by_day.get(on, []))
        if on in cancelled:
            stood, gone = less(stood, _growth(gone, cancelled[on])), cancelled[on]
        if on in called_off:
            left = on_day(delivered, on).min
            stood = Figure(min(stood.min, left), left if stood.max is None else min(stood.max, left))
    return stood


def lowered(told: Iterable[Told]) -> bool:
    """Whether one side's totals fall: one is certainly lower than what the side had said up to its day."""
    stood = NOTHING
    for _, group in groupby(sorted(told, key=_day), key=_day):
        today = list(group)
        totals = [each.figure for each in today if each.is_total]
        floor = max((stood.min, *(total.min for total in totals)))
        if any(below(total, exact(floor)) for total in totals):
            return True
        stood = _after(stood, today)
    return False


def _after(stood: Figure, today: Sequence[Told]) -> Figure:
    added: dict[Side | None, Figure] = {}
    totals: list[Told] = []
    grown = stood
    for each in today:
        if each.is_total:
            totals.append(each)
        else:
            side = each.statement.word
            grown, added[side] = add(grown, each.figure), add(added.get(side, NOTHING), each.figure)
    if not totals:
        return grown
    reached = [_with_others(each, added) for each in totals]
    low = max(grown.min, *(total.min for total in reached))
    holding = [total.max for total in reached if not below(total, grown)]
    return Figure(low, top(holding) if holding else grown.max)


def _with_others(total: Told, added: Mapping[Side | None, Figure]) -> Figure:
    made = total.figure
    for side, more in added.items():
        made = made if side == total.statement.word else add(made, more)
    return made


def _growth(before: Figure, after: Figure) -> Figure:
    """By how much a figure has grown, at the least and at the most."""
    low = max(ZERO, after.min - before.min)
    if after.max is None:
        return Figure(low, None)
    high = ZERO if before.max is None else max(ZERO, after.max - before.max)
    return Figure(min(low, high), max(low, high))


def _day(told: Told) -> date:
    return told.statement.on
