"""What the scorer needs of one claim: plain frozen values that a row of the database, a reading or a text gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from claims.matching.words import content_words, tokens


@dataclass(frozen=True, slots=True)
class Who:
    """An actor: equal to another by ``key`` alone (an id, a country's code); ``name`` is for the reasons."""

    key: int | str
    name: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many or how much: ``min`` is None for "at most", ``max`` for "at least"; ``unit`` may be a currency."""

    min: Decimal | None
    max: Decimal | None
    unit: str | None = None

    @property
    def ends(self) -> frozenset[Decimal]:
        """The numbers that were said."""
        return frozenset(end for end in (self.min, self.max) if end is not None)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inside it; an open end is None. A deadline has only ``to``."""

    from_: date | None
    to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim, or the claim that a fact-check elsewhere is about.

    What is not known is None; a text that nobody has read has ``kind`` None and is compared by its words. The values
    of ``kind``, ``step``, ``modality`` and ``measure`` are those of the API. ``article`` tells articles apart.
    """

    quote: str
    said_on: date | None = None
    article: int | str | None = None
    kind: str | None = None
    step: str | None = None
    speaker: Who | None = None
    actor: Who | None = None
    recipient: Who | None = None
    item: str | None = None
    item_category: str | None = None
    quantity: Figure | None = None
    amount: Figure | None = None
    measure: str | None = None
    modality: str | None = None
    negated: bool = False
    place: str | None = None
    due: Period | None = None
    happened: Period | None = None
    tokens: tuple[str, ...] = field(init=False, compare=False, repr=False)
    words: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Worked out once: one statement is compared with hundreds."""
        object.__setattr__(self, "tokens", tokens(self.quote))
        object.__setattr__(self, "words", content_words(self.tokens))

    @property
    def is_read(self) -> bool:
        """Whether its slots were read: then a slot without a value says that there is none."""
        return self.kind not in (None, "statement")
