"""Each slot of a claim by itself: is what was read one of the right answers?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from claims.evaluation.gold import Label
from claims.evaluation.names import same_clause, same_name, same_origin, same_thing, same_unit
from claims.extraction.shapes import Amount, Party, Period, Quantity, Reading

ANY = "any"  # a part the label leaves open


@dataclass(frozen=True, slots=True)
class Mark:
    """How one slot of one found claim came out.

    ``needed``: nothing is no right answer; ``given``: something was read.
    """

    right: bool
    needed: bool
    given: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """How to read a slot off a reading and its right answers off a label; ``empty`` is what "nothing" looks like."""

    name: str
    read: Callable[[Reading], Any]
    answers: Callable[[Label], tuple[Any, ...]]
    same: Callable[[Any, Any], bool]
    empty: Any = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Right numbers, part by part; an empty set of precisions or currencies forbids none."""

    low: frozenset[Decimal | None]
    high: frozenset[Decimal | None]
    precisions: frozenset[str]
    currencies: frozenset[str | None]

    def hold(self, found: Quantity | Amount) -> bool:
        """Whether bounds, precision and currency are all right; of two vague numbers ("words") the ranges must meet."""
        if isinstance(found, Amount) and self.currencies and found.currency not in self.currencies:
            return False
        if "words" in self.precisions and found.precision == "words":
            return self._meets(found)
        allowed = not self.precisions or found.precision in self.precisions
        return allowed and found.min in self.low and found.max in self.high

    def _meets(self, found: Quantity | Amount) -> bool:
        low = min((value for value in self.low if value is not None), default=Decimal(0))
        high = max((value for value in self.high if value is not None), default=None)
        return (high is None or (found.min or Decimal(0)) <= high) and (found.max is None or found.max >= low)


def mark(slot: Slot, label: Label, reading: Reading) -> Mark:
    """The mark of one slot; "nothing" is right only where it is among the answers."""
    found, answers = slot.read(reading), slot.answers(label)
    given = bool(found != slot.empty)
    if given:
        right = any(answer != slot.empty and slot.same(answer, found) for answer in answers)
    else:
        right = slot.empty in answers
    return Mark(right, slot.empty not in answers, given)


def _plain(name: str, *, empty: Any = None) -> Slot:
    return Slot(name, lambda reading: getattr(reading, name), lambda label: label.answers(name), _equal, empty)


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


def _code(role: str) -> Slot:
    def read(reading: Reading) -> str | None:
        party = getattr(reading, role)
        return party.code if party is not None else None

    return Slot(f"{role} code", read, lambda label: label.answers(f"{role}_code"), _equal)


def _speaker() -> Slot:
    def read(reading: Reading) -> str | None:
        return reading.speaker.name if reading.speaker is not None else None

    return Slot("speaker", read, lambda label: label.answers("speaker"), same_name)


def _party(role: str) -> Slot:
    """By name, or by a code that is right too."""

    def answers(label: Label) -> tuple[Any, ...]:
        codes = label.also.get(f"{role}_code", ())
        nothing = (None,) if None in codes else ()
        return (*label.answers(role), *nothing, *(("code", code) for code in codes if code is not None))

    def same(answer: str | tuple[str, str], found: Party) -> bool:
        return same_name(answer, found.name) if isinstance(answer, str) else found.code == answer[1]

    return Slot(role, lambda reading: getattr(reading, role), answers, same)


def _number(name: str) -> Slot:
    return Slot(name, lambda reading: getattr(reading, name), lambda label: _numbers(label, name), Numbers.hold)


def _numbers(label: Label, name: str) -> tuple[Numbers | None, ...]:
    """None among the answers where no number is right too."""
    gold = label.slots.get(name) or {}
    parts = {part: set(label.also.get(f"{name}_{part}", ())) for part in ("min", "max", "precision", "currency")}
    nothing = not gold or (None in parts["min"] and None in parts["max"])
    if not gold and not (parts["min"] | parts["max"]) - {None}:
        return (None,)
    if gold:
        for part in parts:
            parts[part].add(gold.get(part))
    numbers = Numbers(
        frozenset(_decimal(value) for value in parts["min"]),
        frozenset(_decimal(value) for value in parts["max"]),
        frozenset(parts["precision"]),
        frozenset(parts["currency"]),
    )
    return (numbers, None) if nothing else (numbers,)


def _decimal(value: str | None) -> Decimal | None:
    return Decimal(value) if value is not None else None


def _part(label: Label, slot: str, part: str, value: str) -> tuple[Any, ...]:
    """The right answers for a part of a slot that goes with its ``value``: open or nothing where the value may be."""
    gold, others = label.slots.get(slot), label.also.get(f"{slot}_{part}", ())
    values = label.also.get(f"{slot}_{value}", ())
    nothing = (None,) if None in values else ()
    unsaid = gold is None and not others and any(other is not None for other in values)
    return (gold[part] if gold else None, *others, *nothing, *((ANY,) if unsaid else ()))


def _open(answer: Any, found: Any) -> bool:
    return bool(answer in (ANY, found))


def _unit() -> Slot:
    def same(answer: str, found: str) -> bool:
        return answer == ANY or same_unit(answer, found)

    return Slot(
        "unit",
        lambda reading: reading.quantity.unit if reading.quantity else None,
        lambda label: _part(label, "quantity", "unit", "min"),
        same,
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value is not None else None


def _due_to() -> Slot:
    def answers(label: Label) -> tuple[Any, ...]:
        gold = label.slots.get("due")
        return tuple(_day(day) for day in (gold["to"] if gold else None, *label.also.get("due_to", ())))

    return Slot("due to", lambda reading: reading.due.to if reading.due else None, answers, _equal)


def _due_precision() -> Slot:
    return Slot(
        "due precision",
        lambda reading: reading.due.precision if reading.due else None,
        lambda label: _part(label, "due", "precision", "to"),
        _open,
    )


def _happened() -> Slot:
    """The days, both ends; the words for how exact they are follow from them."""

    def read(reading: Reading) -> tuple[date | None, date | None] | None:
        return _days(reading.happened)

    def answers(label: Label) -> tuple[Any, ...]:
        gold = label.slots.get("happened")
        return ((_day(gold["from"]), _day(gold["to"])) if gold else None, *label.also.get("happened", ()))

    return Slot("happened", read, answers, _equal)


def _days(period: Period | None) -> tuple[date | None, date | None] | None:
    return (period.from_, period.to) if period is not None else None


SLOTS: tuple[Slot, ...] = (
    _plain("kind"),
    _plain("step"),
    _speaker(),
    _party("actor"),
    _code("actor"),
    _party("recipient"),
    _code("recipient"),
    Slot("item", lambda reading: reading.item, lambda label: label.answers("item"), same_thing),
    _number("quantity"),
    _unit(),
    _number("amount"),
    _due_to(),
    _due_precision(),
    _happened(),
    _plain("modality"),
    _plain("negated", empty=False),
    _plain("measure"),
    _plain("side"),
    Slot("origin", lambda reading: reading.origin, lambda label: label.answers("origin"), same_origin),
    Slot("condition", lambda reading: reading.condition, lambda label: label.answers("condition"), same_clause),
)
