"""Deadlines, the time of what happened, and how far apart two statements were made."""

from __future__ import annotations

from datetime import date

from claims.matching.findings import Finding, agrees, both, differs, unknown
from claims.matching.statement import Period, Statement

DAILY = 7  # days within which an increment ("another 200") is taken for one and the same
STANDING = 30  # days for which a count of soldiers or of what has arrived speaks of the same state
MUCH_OLDER = 180  # days from which the older text never makes a certain match
PASSING = frozenset(("delivered", "training", "deployed", "at_front", "losses"))


def days_apart(a: Statement, b: Statement) -> int:
    """0 where one of the days is not known."""
    return abs((a.said_on - b.said_on).days) if a.said_on and b.said_on else 0


def compare_deadlines(a: Statement, b: Statement) -> list[Finding]:
    """A deadline that only one names is no other deadline."""
    if not (a.due and b.due):
        return [unknown(1.0)] if a.due or b.due else []
    if a.due.to == b.due.to:
        return [agrees(1.0, f"same deadline: {_day(a.due.to)}")]
    return [differs(1.0, f"deadline differs: {both(_day(a.due.to), _day(b.due.to))}")]


def compare_days(a: Statement, b: Statement) -> list[Finding]:
    """When it happened; where that is not known of both, whether they were said too far apart to mean one event."""
    if a.happened and b.happened:
        return [_happened(a.happened, b.happened)]
    if (a.happened and b.due) or (a.due and b.happened):
        return [differs(1.0, "one has happened, the other is still ahead", 0.3)]
    apart, limit = days_apart(a, b), _limit(a, b)
    if limit is not None and apart > limit:
        return [differs(1.0, f"said {apart} days apart")]
    return [unknown(1.0)] if a.happened or b.happened else []


def _limit(a: Statement, b: Statement) -> int | None:
    if a.step != b.step or a.step not in PASSING:
        return None
    return DAILY if "increment" in (a.measure, b.measure) else STANDING


def _happened(a: Period, b: Period) -> Finding:
    if (a.from_ or date.min) <= (b.to or date.max) and (b.from_ or date.min) <= (a.to or date.max):
        return agrees(1.0, "happened at the same time")
    return differs(1.0, f"time differs: {both(_span(a), _span(b))}")


def _span(period: Period) -> str:
    return _day(period.to) if period.from_ == period.to else f"{_day(period.from_)} to {_day(period.to)}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "open"
