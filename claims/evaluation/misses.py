"""What went wrong, with its words: for the one who mends the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from claims.evaluation.gold import Label
from claims.evaluation.scoring import Outcome, marks
from claims.evaluation.slots import SLOTS, Numbers, Slot
from claims.extraction.shapes import Amount, Period, Quantity, Reading


@dataclass(frozen=True, slots=True)
class Miss:
    """One mistake; ``what`` is "missed", "false" or the name of a slot, ``right`` and ``read`` are for people."""

    paragraph: str
    what: str
    quote: str
    right: str
    read: str


def misses(outcomes: Iterable[Outcome]) -> Iterator[Miss]:
    """Every mistake, in the order of the paragraphs: claims missed, claims that are none, slots."""
    for outcome in outcomes:
        name = outcome.paragraph.id
        for label in outcome.missed:
            yield Miss(name, "missed", label.quote, f"{label.kind}, {label.slots.get('step')}", "–")
        for reading in outcome.false:
            yield Miss(name, "false", reading.quote, "–", f"{reading.kind}, {reading.step}")
        for label, reading in outcome.pairs:
            yield from _slot_misses(name, label, reading)


def _slot_misses(name: str, label: Label, reading: Reading) -> Iterator[Miss]:
    marked = marks(label, reading)
    for slot in SLOTS:
        if not marked[slot.name].right:
            yield Miss(name, slot.name, reading.quote, _answers(slot, label), say(slot.read(reading)))


def _answers(slot: Slot, label: Label) -> str:
    return " | ".join(dict.fromkeys(say(answer) for answer in slot.answers(label)))


def say(value: Any) -> str:
    """A slot's value in few words; null is "–"."""
    match value:
        case None:
            return "–"
        case Numbers():
            return f"{_set(value.low)}…{_set(value.high)} {_set(value.currencies)} {_set(value.precisions)}"
        case Quantity():
            return f"{_end(value.min)}…{_end(value.max)} {value.precision} ({value.text})"
        case Amount():
            return f"{_end(value.min)}…{_end(value.max)} {_end(value.currency)} {value.precision} ({value.text})"
        case Period():
            return f"{_end(value.from_)}…{_end(value.to)} {value.precision}"
        case tuple():
            return "…".join(_end(end) for end in value)
        case _:
            return str(getattr(value, "name", value))


def _end(value: object) -> str:
    return "–" if value is None else str(value)


def _set(values: Iterable[object]) -> str:
    return "/".join(sorted(_end(value) for value in values))
