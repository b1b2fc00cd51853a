"""The second reader's answer: its schema, and the readings in it that the text bears out. Pure: nothing is sent here.

A language model elsewhere is believed in nothing that the text does not say: a claim whose quote does not stand in it
is dropped, a slot whose words do not is left empty. There is no field for a status, a match or a verdict.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from claims.extraction import shapes
from claims.extraction.actors import find_mentions
from claims.extraction.shapes import Amount, Party, Period, Quantity, Reading, Speaker
from claims.extraction.worthiness import worth

LONGEST = 2000  # characters of a quote
CONTEXT = 300
STEPS: dict[str, set[shapes.Step | None]] = {
    "aid": {"pledged", "committed", "allocated", "delivered", "cancelled"},
    "troops": {"announced", "training", "deployed", "at_front", "withdrawn", "losses"},
    "statement": {None},
}
Figure = TypeVar("Figure", Quantity, Amount)


class Unusable(Exception):
    """The second reader gave nothing to go by. `code` is stable, `message` is for people."""

    def __init__(self, code: str, message: str) -> None:
        self.code, self.message = code, message
        super().__init__(message)


class Strict(BaseModel):
    """Every field is asked for, and no other is taken."""

    model_config = ConfigDict(extra="forbid")


class ToldActor(Strict):
    name: str
    kind: shapes.ActorKind


class ToldSpeaker(ToldActor):
    role: str | None


class ToldFigure(Strict):
    text: str
    min: str | None
    max: str | None
    precision: shapes.NumberPrecision


class ToldQuantity(ToldFigure):
    unit: str | None


class ToldAmount(ToldFigure):
    currency: str | None


class ToldPeriod(Strict):
    text: str
    start: date | None
    end: date | None
    precision: shapes.DatePrecision


class ToldClaim(Strict):
    quote: str
    kind: shapes.Kind
    step: shapes.Step | None
    speaker: ToldSpeaker | None
    attribution: str | None
    modality: shapes.Modality
    negated: bool
    condition: str | None
    side: shapes.Side | None
    origin: str | None
    actor: ToldActor | None
    recipient: ToldActor | None
    item: str | None
    item_category: shapes.ItemCategory | None
    quantity: ToldQuantity | None
    amount: ToldAmount | None
    measure: shapes.Measure | None
    place: str | None
    happened: ToldPeriod | None
    due: ToldPeriod | None


class ToldClaims(Strict):
    claims: list[ToldClaim]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the second reader read. `dropped`: claims that the text does not bear out, or of another shape."""

    readings: list[Reading]
    dropped: int


def schema() -> dict[str, Any]:
    """The JSON schema of an answer: all fields required, no others allowed."""
    return ToldClaims.model_json_schema()


def readings_in(answer: Any, text: str, *, published_on: date) -> Answer:
    """The readings of an answer that the text bears out, in its order. Raises Unusable when it is no such answer.

    An answer of claims of which none stands in the text is unusable too: it is about something else.
    """
    told = answer.get("claims") if isinstance(answer, dict) else None
    if not isinstance(told, list):
        raise Unusable("bad_answer", "The model's answer is not of the shape that was asked for.")
    found: dict[tuple[int, int], Reading] = {}
    for one in told:
        reading = _reading(one, text, published_on, taken=set(found))
        if reading is not None:
            found[reading.start, reading.end] = reading
    if told and not found:
        raise Unusable("not_in_text", "None of the claims in the model's answer stands in the text.")
    kept = sorted(found.values(), key=lambda reading: (reading.start, reading.end))
    return Answer(kept, dropped=len(told) - len(kept))


def _reading(one: Any, text: str, day: date, *, taken: set[tuple[int, int]]) -> Reading | None:
    try:
        told = ToldClaim.model_validate(one)
    except ValidationError:
        return None
    span = _span(told.quote.strip(), text, taken)
    if span is None or told.step not in STEPS[told.kind]:
        return None
    start, end = span
    worthiness, reasons = worth(text[start:end])
    return Reading(
        kind=told.kind,
        step=told.step,
        quote=text[start:end],
        start=start,
        end=end,
        context=_context(text, start, end),
        speaker=_speaker(told.speaker, text),
        attribution=_standing(told.attribution, text),
        modality=told.modality,
        negated=told.negated,
        condition=_standing(told.condition, text),
        side=told.side,
        origin=_standing(told.origin, text),
        actor=_party(told.actor, text),
        recipient=_party(told.recipient, text),
        item=_standing(told.item, text),
        item_category=told.item_category,
        quantity=_quantity(told.quantity, text),
        amount=_amount(told.amount, text),
        measure=told.measure if told.quantity or told.amount else None,
        place=_standing(told.place, text),
        happened=_period(told.happened, text),
        due=_deadline(told.due, text, day),
        worthiness=worthiness,
        worthiness_reasons=reasons,
    )


def _span(quote: str, text: str, taken: set[tuple[int, int]]) -> tuple[int, int] | None:
    """Where the quote stands first without another claim on it."""
    if not quote or len(quote) > LONGEST:
        return None
    start = text.find(quote)
    while start >= 0 and (start, start + len(quote)) in taken:
        start = text.find(quote, start + 1)
    return (start, start + len(quote)) if start >= 0 else None


def _context(text: str, start: int, end: int) -> str:
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    begin = max(line, start - CONTEXT // 3)
    return text[begin : stop if stop >= 0 else len(text)][:CONTEXT]


def _standing(words: str | None, text: str) -> str | None:
    """The words if the text has them, in whatever case; so no word of the model's own is ever stored."""
    words = (words or "").strip()
    at = text.lower().find(words.lower()) if words else -1
    return words if at >= 0 and "\0" not in words else None


def _party(told: ToldActor | None, text: str) -> Party | None:
    """An actor that the reader knows by name, or one whose name stands in the text."""
    if told is None:
        return None
    known = [mention for mention in find_mentions(told.name) if (mention.start, mention.end) == (0, len(told.name))]
    if known and any(mention.entity == known[0].entity for mention in find_mentions(text)):
        return known[0].party(told.name)
    name = _standing(told.name, text)
    return Party(name[:200], None, told.kind, name) if name else None


def _speaker(told: ToldSpeaker | None, text: str) -> Speaker | None:
    party = _party(told, text)
    if told is None or party is None:
        return None
    state = told.kind == "country"  # an official is named here, and speaks for the state of the code
    return Speaker(party.name if state else told.name[:200], _standing(told.role, text), told.kind, party.code)


def _quantity(told: ToldQuantity | None, text: str) -> Quantity | None:
    if told is None:
        return None
    unit = (_standing(told.unit, text) or "")[:50] or None
    return _figure(told, text, lambda low, high, words: Quantity(low, high, unit, told.precision, words))


def _amount(told: ToldAmount | None, text: str) -> Amount | None:
    if told is None:
        return None
    currency = told.currency if re.fullmatch("[A-Z]{3}", told.currency or "") else None
    return _figure(told, text, lambda low, high, words: Amount(low, high, currency, told.precision, words))


def _figure(
    told: ToldFigure, text: str, make: Callable[[Decimal | None, Decimal | None, str], Figure]
) -> Figure | None:
    words = _standing(told.text, text)
    try:
        low, high = _decimal(told.min), _decimal(told.max)
    except (InvalidOperation, ValueError):
        return None
    if words is None or (low is None and high is None) or (low is not None and high is not None and low > high):
        return None
    return make(low, high, words)


def _decimal(told: str | None) -> Decimal | None:
    if told is None:
        return None
    value = Decimal(told)
    if not value.is_finite() or value < 0 or value.adjusted() > 30:
        raise ValueError(told)
    return value


def _period(told: ToldPeriod | None, text: str) -> Period | None:
    words = _standing(told.text, text) if told else None
    if told is None or words is None or (told.start is None and told.end is None):
        return None
    if told.start and told.end and told.start > told.end:
        return None
    return Period(told.start, told.end, told.precision, words)


def _deadline(told: ToldPeriod | None, text: str, day: date) -> Period | None:
    """A deadline that is still ahead on the day of the article."""
    period = _period(told, text)
    return period if period and period.to and period.to >= day else None
