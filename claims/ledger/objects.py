"""A ledger as the contract's timeline: plain values for JSON, exact decimals and days as strings."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from claims.ledger.lines import AID_STEPS
from claims.ledger.shapes import Deadline, Estimate, Figure, Ledger, Line, Point, State

Object = dict[str, Any]


def as_object(ledger: Ledger) -> Object:
    """The timeline of the contract. Beside its fields: each point's ``figure`` (the step's on that day), ``money``
    and ``currency``, ``cancelled``, ``origins`` (the newest estimate of each origin and step), ``share_delivered``.
    """
    return {
        **_line(ledger.main, ledger, ledger.state),
        "lines": [{**_line(line, ledger, _state(line, ledger)), "lines": []} for line in ledger.others],
    }


def _line(line: Line, ledger: Ledger, state: State) -> Object:
    return {
        "unit": line.unit or line.currency,
        "currency": line.currency,
        "money": line.money,
        **{step: [_point(point) for point in line.points[step]] for step in AID_STEPS},
        "estimates": [_estimate(estimate) for estimate in line.estimates],
        "origins": _origins(line.estimates),
        "deadlines": [_deadline(deadline) for deadline in ledger.deadlines],
        "summary": {
            **{step: _figure(getattr(line, step)) for step in AID_STEPS},
            "confirmed": _figure(line.confirmed),
            "outstanding": _figure(line.outstanding),
            "disputed": line.disputed,
            **_dates(ledger.deadlines),
            "state": state,
            "days_overdue": (ledger.today - ledger.deadlines[-1].due).days if state == "overdue" else 0,
            "last_movement": _day(ledger.last_movement),
            "share_delivered": decimal(ledger.share_delivered) if line is ledger.main else None,
        },
    }


def _state(line: Line, ledger: Ledger) -> State:
    """Of a line beside: overdue only while something of its own is outstanding."""
    return "open" if ledger.state == "overdue" and not line.short else ledger.state


def _point(point: Point) -> Object:
    made = {
        "date": _day(point.on),
        "said_on": _day(point.said_on),
        **_span(point.min, point.max),
        "claim": point.claim,
        "side": point.side,
        "measure": point.measure,
        "figure": _figure(point.figure),
    }
    return made if point.confirmed is None else {**made, "confirmed": point.confirmed}


def _estimate(one: Estimate) -> Object:
    return {
        "date": _day(one.on),
        "said_on": _day(one.said_on),
        **_span(one.min, one.max),
        "step": one.step,
        "origin": one.origin,
        "claim": one.claim,
        "side": one.side,
        "measure": one.measure,
    }


def _origins(estimates: Iterable[Estimate]) -> list[Object]:
    """Each origin's newest word on each step, with how many claims lean on it; in order of step and first word."""
    told: dict[tuple[str, str | None], list[Estimate]] = {}
    for one in estimates:
        told.setdefault((one.step, one.origin), []).append(one)
    return [
        {
            "step": step,
            "origin": origin,
            "date": _day(theirs[-1].on),
            **_span(theirs[-1].min, theirs[-1].max),
            "claims": len(theirs),
        }
        for (step, origin), theirs in told.items()
    ]


def _deadline(deadline: Deadline) -> Object:
    return {
        "said_on": _day(deadline.said_on),
        "due": _day(deadline.due),
        "claim": deadline.claim,
        "side": deadline.side,
    }


def _dates(deadlines: Sequence[Deadline]) -> Object:
    if not deadlines:
        return {"due": None, "first_due": None, "days_slipped": 0}
    first, last = deadlines[0].due, deadlines[-1].due
    return {"due": _day(last), "first_due": _day(first), "days_slipped": (last - first).days}


def _span(low: Decimal | None, high: Decimal | None) -> Object:
    return {"value": decimal(low) if low == high else None, "min": decimal(low), "max": decimal(high)}


def _figure(figure: Figure | None) -> str | Object | None:
    """A number, or a range; a range without ends where nobody gave a figure."""
    if figure is None:
        return {"min": None, "max": None}
    if figure.min == figure.max:
        return decimal(figure.min)
    return {"min": decimal(figure.min), "max": decimal(figure.max)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def decimal(value: Decimal | None) -> str | None:
    """An exact decimal without exponent and idle zeros."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
