"""By when it was promised: the deadlines of a case as they moved."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from claims.ledger.figures import figure
from claims.ledger.shapes import Deadline, Entry, Kind
from claims.ledger.statements import PROMISES, TROOP_STEPS, Statement
from claims.ledger.strands import Scale, own_scale

_OF_TROOPS = TROOP_STEPS - {"losses"}


def binding(statement: Statement) -> bool:
    """Whether the giver speaks, or the press tells of it: nobody else moves a deadline or calls a promise off."""
    return statement.word not in ("recipient", "third_party")


def deadlines(said: Sequence[Statement], kind: Kind) -> tuple[Deadline, ...]:
    """Each change of the last promised day, oldest first; of a case about troops, what is said of troops.

    Among the promises of one day the latest deadline counts. One that is for a part only (an increment, or less than
    was promised before) moves the case's deadline out, never in. Others than the giver set one only while there is
    none.
    """
    kept: list[Deadline] = []
    greatest: dict[Scale | None, Decimal] = {}
    steps = _OF_TROOPS if kind == "troops" else PROMISES
    dated = sorted((each for each in said if each.step in steps), key=lambda each: each.entry.said_on)
    for said_on, group in groupby(dated, key=lambda each: each.entry.said_on):
        today = list(group)
        told = _of_a_day(today, kept[-1].due if kept else None, greatest)
        if told is not None and (not kept or told[0] != kept[-1].due):
            due, statement = told
            kept.append(Deadline(said_on, due, statement.entry.id, statement.entry.side, statement.step))
        for each in today:
            _note(each.entry, greatest)
    return tuple(kept)


def _of_a_day(
    today: Sequence[Statement], now: date | None, greatest: dict[Scale | None, Decimal]
) -> tuple[date, Statement] | None:
    """The deadline that a day's promises give the case, and the statement that names it; None for none."""
    moves = [
        (each.entry.due_to, each)
        for each in today
        if each.entry.due_to is not None
        and (now is None or binding(each))
        and (now is None or each.entry.due_to > now or not _is_part(each.entry, greatest))
    ]
    return max(moves, key=lambda move: move[0], default=None)


def _is_part(entry: Entry, greatest: dict[Scale | None, Decimal]) -> bool:
    scale, high = own_scale(entry), _size(entry)[1]
    return entry.measure == "increment" or (high is not None and high < greatest.get(scale, high))


def _note(entry: Entry, greatest: dict[Scale | None, Decimal]) -> None:
    scale, low = own_scale(entry), _size(entry)[0]
    greatest[scale] = max(low, greatest.get(scale, low))


def _size(entry: Entry) -> tuple[Decimal, Decimal | None]:
    """The claim's own figure: its quantity, else its amount."""
    if entry.quantity_precision is not None:
        own = figure(entry.quantity_min, entry.quantity_max)
    elif entry.amount_precision is not None:
        own = figure(entry.amount_min, entry.amount_max)
    else:
        own = figure(None, None)
    return own.min, own.max
