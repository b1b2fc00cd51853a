"""The statements of a case, sorted by what they count in: one strand for each unit and each currency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from claims.ledger.figures import figure
from claims.ledger.shapes import Entry, Figure, Kind, Step
from claims.ledger.statements import PROMISES, TROOP_STEPS, Statement


class Scale(NamedTuple):
    """What is counted in: a unit or a currency. ``money`` with no currency is money of an unknown one."""

    unit: str | None
    currency: str | None
    money: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A statement's figure on one scale; ``low`` and ``high`` as they were said.

    ``own`` is False for an amount beside a quantity: it says what the things are worth, and is no promise of its own.
    """

    statement: Statement
    low: Decimal | None
    high: Decimal | None
    figure: Figure
    own: bool

    @property
    def is_total(self) -> bool:
        return self.statement.entry.measure != "increment"


Strand = Mapping[Step, Sequence[Told]]


def strands(said: Sequence[Statement]) -> dict[Scale, Strand]:
    """Each step's figures by scale; a statement without a figure is on none."""
    case_unit = _case_unit(said)
    sorted_out: dict[Scale, dict[Step, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for statement in said:
        for scale, told in _told(statement, case_unit):
            sorted_out[scale][statement.step].append(told)
    return dict(sorted_out)


def in_order(by_scale: Mapping[Scale, Strand], kind: Kind) -> list[Scale]:
    """The scale that the case is about first: troops, else what was promised first, things before money."""

    def rank(scale: Scale) -> tuple[bool, bool, date, int, str]:
        strand = by_scale[scale]
        promised = [told.statement.entry.said_on for step in PROMISES for told in strand.get(step, ()) if told.own]
        troops = kind == "troops" and any(step in TROOP_STEPS for step in strand)
        count = sum(len(told) for told in strand.values())
        name = f"{scale.unit or ''} {scale.currency or ''}"
        return (not troops and not promised, scale.money, min(promised, default=date.max), -count, name)

    return sorted(by_scale, key=rank)


def has_figure(entry: Entry) -> bool:
    return entry.quantity_precision is not None or entry.amount_precision is not None


def own_scale(entry: Entry) -> Scale | None:
    """What the claim's own figure counts in, as it was said; None without a figure."""
    if entry.quantity_precision is not None:
        return Scale(_plain(entry.quantity_unit), None, False)
    return Scale(None, entry.amount_currency, True) if entry.amount_precision is not None else None


def _told(statement: Statement, case_unit: str | None) -> Iterable[tuple[Scale, Told]]:
    entry, troops = statement.entry, statement.step in TROOP_STEPS
    counted = entry.quantity_precision is not None
    if counted:
        unit = _plain(entry.quantity_unit) or ("troops" if troops else case_unit)
        low, high = entry.quantity_min, entry.quantity_max
        yield Scale(unit, None, False), Told(statement, low, high, figure(low, high), own=True)
    if entry.amount_precision is not None and not troops:
        low, high = entry.amount_min, entry.amount_max
        yield Scale(None, entry.amount_currency, True), Told(statement, low, high, figure(low, high), own=not counted)


def _case_unit(said: Iterable[Statement]) -> str | None:
    """The unit that "has delivered eight" leaves out: the only one promised; where no number of things was promised,
    the only one spoken of. So no delivery changes what a promise is counted in.
    """
    promised: set[str | None] = set()
    spoken_of: set[str | None] = set()
    for statement in said:
        if statement.entry.quantity_precision is not None and statement.step not in TROOP_STEPS:
            unit = _plain(statement.entry.quantity_unit)
            (promised if statement.step in PROMISES else spoken_of).add(unit)
    units = (promised or spoken_of) - {None}
    return units.pop() if len(units) == 1 else None


def _plain(unit: str | None) -> str | None:
    """One spelling of a unit; None for none."""
    return " ".join((unit or "").casefold().split()) or None
