"""What a reading of a text is made of: plain frozen values, without spaCy and without Django.

Every value keeps the words it was read from in ``text``; numbers are exact decimals, dates have no time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["aid", "troops", "statement"]
Step = Literal[
    "pledged", "committed", "allocated", "delivered", "cancelled",
    "announced", "training", "deployed", "at_front", "withdrawn", "losses",
]  # fmt: skip
Modality = Literal["asserted", "promised", "planned", "possible", "reported"]
Side = Literal["donor", "recipient", "third_party", "press"]
Measure = Literal["increment", "total", "estimate"]
NumberPrecision = Literal["exact", "about", "at_least", "at_most", "range", "words"]
DatePrecision = Literal["day", "week", "month", "quarter", "half", "season", "year", "unknown"]
ActorKind = Literal["country", "organisation", "person"]
ItemCategory = Literal[
    "heavy_weapons", "weapons", "ammunition", "air_defence", "vehicles", "aircraft", "naval", "equipment",
    "financial", "humanitarian", "training", "medical", "energy", "troops", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many; ``min`` is None for "at most", ``max`` for "at least"; ``unit`` is in the singular."""

    min: Decimal | None
    max: Decimal | None
    unit: str | None
    precision: NumberPrecision
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """How much money, in whole units of ``currency`` (ISO 4217, None where the text does not say which)."""

    min: Decimal | None
    max: Decimal | None
    currency: str | None
    precision: NumberPrecision
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inside it; an open end is None. A deadline has only ``to``."""

    from_: date | None
    to: date | None
    precision: DatePrecision
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who gives, receives or sends: ``name`` is the settled name, ``code`` ISO 3166 alpha-2 of a state."""

    name: str
    code: str | None
    kind: ActorKind
    text: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it, as named in the text, with the role kept apart; ``code`` is the state spoken for."""

    name: str
    role: str | None
    kind: ActorKind
    code: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One claim as it was read: ``text[start:end] == quote`` in code points of the text that was given."""

    kind: Kind
    step: Step | None
    quote: str
    start: int
    end: int
    context: str
    speaker: Speaker | None
    attribution: str | None
    modality: Modality
    negated: bool
    condition: str | None
    side: Side | None
    origin: str | None
    actor: Party | None
    recipient: Party | None
    item: str | None
    item_category: ItemCategory | None
    quantity: Quantity | None
    amount: Amount | None
    measure: Measure | None
    place: str | None
    happened: Period | None
    due: Period | None
    worthiness: float
    worthiness_reasons: tuple[str, ...]
