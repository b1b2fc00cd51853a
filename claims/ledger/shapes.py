"""What goes into the ledger of a case, and what comes out: plain frozen values.

Numbers are exact decimals, dates have no time. What each figure means is told, with examples, in docs/ledger.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["aid", "troops", "statement"]
AidStep = Literal["pledged", "committed", "allocated", "delivered", "cancelled"]
TroopStep = Literal["announced", "training", "deployed", "at_front", "withdrawn", "losses"]
Step = AidStep | TroopStep
Modality = Literal["asserted", "promised", "planned", "possible", "reported"]
Side = Literal["donor", "recipient", "third_party", "press"]
Measure = Literal["increment", "total", "estimate"]
Precision = Literal["exact", "about", "at_least", "at_most", "range", "words"]
State = Literal["open", "overdue", "kept", "partly_kept", "broken", "withdrawn"]
Rating = Literal["kept", "partly_kept", "broken", "withdrawn"]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger needs to know of one claim; the names are those of the claim's columns.

    A number with a ``precision`` was said; its ``min`` is None for "at most", its ``max`` for "at least". ``repeats``
    is the claim that this one says again, by an editor's word. ``origin_side`` is the side of whom the speaker leans
    on, where one can tell. ``voice`` names who stands behind the words, the same for all who lean on one origin; left
    out, it is read from ``origin``, ``speaker``, ``outlet``, whichever comes first.
    """

    id: int
    said_on: date
    kind: Kind
    step: Step | None
    measure: Measure | None = None
    side: Side | None = None
    negated: bool = False
    modality: Modality = "asserted"
    quantity_min: Decimal | None = None
    quantity_max: Decimal | None = None
    quantity_precision: Precision | None = None
    quantity_unit: str | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    amount_precision: Precision | None = None
    amount_currency: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    happened_from: date | None = None
    happened_to: date | None = None
    repeats: int | None = None
    origin: str | None = None
    origin_side: Side | None = None
    speaker: str | None = None
    outlet: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """An editor's rating of the case, signed off on a day, with the share delivered where it was partly kept."""

    on: date
    state: Rating
    share_delivered: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """From ``min`` to ``max``, both counted; ``max`` None: nobody said where it ends. Never below nought."""

    min: Decimal
    max: Decimal | None


@dataclass(frozen=True, slots=True)
class Point:
    """What one claim said of one step (``min`` to ``max``), and the ``figure`` of that step at the end of its day.

    ``confirmed`` is None for steps other than ``delivered``.
    """

    on: date
    said_on: date
    min: Decimal | None
    max: Decimal | None
    claim: int
    side: Side | None
    measure: Measure
    figure: Figure
    confirmed: bool | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many troops one claim speaks of; it stands alone. ``origin`` is one name for all who lean on one origin."""

    on: date
    said_on: date
    min: Decimal | None
    max: Decimal | None
    step: TroopStep
    origin: str | None
    claim: int
    side: Side | None
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day that was promised on a day, where it differs from the one promised before."""

    said_on: date
    due: date
    claim: int
    side: Side | None
    step: Step


@dataclass(frozen=True, slots=True)
class Line:
    """The case in one unit or one currency: None where nobody named it. ``money`` tells which of the two it is.

    A figure that is None was spoken of, but without a number. ``short``: the least that was promised here is not
    covered by the least that was delivered.
    """

    unit: str | None
    currency: str | None
    money: bool
    points: Mapping[AidStep, tuple[Point, ...]]
    estimates: tuple[Estimate, ...]
    pledged: Figure | None
    committed: Figure | None
    allocated: Figure | None
    delivered: Figure | None
    confirmed: Figure | None
    cancelled: Figure | None
    outstanding: Figure | None
    disputed: bool
    short: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """A case as it stands on the day ``today``: ``main`` is what the case is about, ``others`` stand beside it.

    ``rated`` is the editor's rating that holds on that day. ``share_delivered`` is the rating's, else what was
    delivered of what was promised (0 to 1, four places, rounded down), None where either is a range or unknown.
    """

    today: date
    main: Line
    others: tuple[Line, ...]
    deadlines: tuple[Deadline, ...]
    state: State
    rated: Rated | None
    share_delivered: Decimal | None
    last_movement: date | None
