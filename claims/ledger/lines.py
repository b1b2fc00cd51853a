"""One line of the ledger: the case in one unit or currency."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from claims.ledger.figures import NOTHING, figure, highest, less
from claims.ledger.running import Days, final, run, standing
from claims.ledger.shapes import ZERO, AidStep, Entry, Estimate, Figure, Line, Point, Step, TroopStep
from claims.ledger.statements import PROMISES, TROOP_STEPS
from claims.ledger.strands import Scale, Strand, Told
from claims.ledger.witnesses import Confirmed, confirmed, contradicted

AID_STEPS: tuple[AidStep, ...] = ("pledged", "committed", "allocated", "delivered", "cancelled")
_FACTS: tuple[AidStep, ...] = ("committed", "allocated", "delivered")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the lines of a case share: days on which all that is left was called off, denials, names of voices."""

    called_off: Collection[date]
    denied: Collection[Entry]
    names: Mapping[int, str | None]


@dataclass(frozen=True, slots=True)
class Unknown:
    """What was spoken of without a figure: these steps, whether a delivery so told is confirmed, what is left."""

    steps: frozenset[Step]
    confirmed: bool
    outstanding: bool


ALL_KNOWN = Unknown(frozenset(), confirmed=False, outstanding=False)


def line(scale: Scale, strand: Strand, beside: Beside, unknown: Unknown) -> Line:
    """The figures of one scale over time, and what follows from them."""
    days = {step: run(strand.get(step, ())) for step in AID_STEPS}
    ends = {step: None if step in unknown.steps else final(days[step]) for step in AID_STEPS}
    delivered = ends["delivered"] or figure(None, None)
    sure = confirmed(strand.get("delivered", ()), delivered)
    promised = _promised(strand, days, beside.called_off)
    return Line(
        unit=scale.unit,
        currency=scale.currency,
        money=scale.money,
        points={step: tuple(_points(strand.get(step, ()), days[step], sure)) for step in AID_STEPS},
        estimates=tuple(_estimates(strand, beside.names)),
        **ends,
        confirmed=None if unknown.confirmed else sure.figure,
        outstanding=None if unknown.outstanding else less(promised, delivered),
        disputed=any(contradicted(strand.get(step, ()), _of(step, beside.denied), scale) for step in _FACTS),
        short=_stands_alone(strand) and _short(promised, delivered),
    )


def _promised(strand: Strand, days: Mapping[AidStep, Days], called_off: Collection[date]) -> Figure:
    """The most that holds on any rung of the ladder: what is contracted for was pledged before, and is no more."""
    rungs = [strand[step] for step in PROMISES if step in strand]
    return highest(standing(rung, days["cancelled"], called_off, days["delivered"]) for rung in rungs)


def _stands_alone(strand: Strand) -> bool:
    """Whether something was promised in this scale for its own sake, and not as the worth of other things."""
    return any(told.own for step in PROMISES for told in strand.get(step, ()))


def promised_in_all(one: Line) -> Figure | None:
    """The most that was promised on any rung, cancelled or not; None where a rung is unknown."""
    rungs = (one.pledged, one.committed, one.allocated)
    return None if None in rungs else highest(rung for rung in rungs if rung is not None)


def _short(promised: Figure, delivered: Figure) -> bool:
    """The least promised is not covered by the least delivered; of "up to 30", while there is no delivery at all."""
    if promised.min == ZERO:
        return promised != NOTHING and delivered.min == ZERO
    return delivered.min < promised.min


def _of(step: AidStep, denied: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in denied if entry.step == step]


def _points(told: Sequence[Told], days: Mapping[date, Figure], sure: Confirmed) -> Iterable[Point]:
    for each in told:
        entry, on = each.statement.entry, each.statement.on
        yield Point(
            on=on,
            said_on=entry.said_on,
            min=each.low,
            max=each.high,
            claim=entry.id,
            side=entry.side,
            measure="total" if each.is_total else "increment",
            figure=days[on],
            confirmed=sure.holds(each, days[on]) if each.statement.step == "delivered" else None,
        )


def _estimates(strand: Strand, names: Mapping[int, str | None]) -> list[Estimate]:
    told = [each for step, group in strand.items() if step in TROOP_STEPS for each in group]
    made = [
        Estimate(
            on=each.statement.on,
            said_on=each.statement.entry.said_on,
            min=each.low,
            max=each.high,
            step=cast(TroopStep, each.statement.step),
            origin=names[each.statement.entry.id],
            claim=each.statement.entry.id,
            side=each.statement.entry.side,
            measure=each.statement.entry.measure,
        )
        for each in told
    ]
    return sorted(made, key=lambda one: (one.on, one.said_on, one.step, one.claim))
