"""Hand-made paragraphs, labels and readings for the tests of the measure."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from claims.evaluation.gold import Label, Paragraph, parse_gold
from claims.extraction import Amount, Party, Period, Quantity, Reading, Speaker

TEXT = "Norway will send three tugs to Kenya, Ada Holm said. Peru lost ten men. The weather was fine."
SEND, LOST = "Norway will send three tugs to Kenya", "Peru lost ten men"
BLANK = Reading(
    kind="aid",
    step="pledged",
    quote="",
    start=0,
    end=0,
    context="",
    speaker=None,
    attribution=None,
    modality="promised",
    negated=False,
    condition=None,
    side="donor",
    origin=None,
    actor=None,
    recipient=None,
    item=None,
    item_category=None,
    quantity=None,
    amount=None,
    measure=None,
    place=None,
    happened=None,
    due=None,
    worthiness=0.5,
    worthiness_reasons=(),
)
PARTIES = ("speaker", "actor", "actor_code", "recipient", "recipient_code")
NULL = dict.fromkeys((*PARTIES, "item", "quantity", "amount", "due", "happened", "condition", "measure", "origin"))


def claim(quote: str = SEND, text: str = TEXT, **changes: Any) -> dict[str, Any]:
    """A labelled claim as it stands in a gold file."""
    start = text.index(quote)
    plain = {"kind": "aid", "step": "pledged", "modality": "promised", "negated": False, "side": "donor"}
    return {"quote_contains": quote, "start": start, "end": start + len(quote), **NULL, **plain, **changes}


def paragraph(*claims: dict[str, Any], text: str = TEXT) -> Paragraph:
    row = {"id": "p1", "published_at": "2025-03-10", "text": text, "claims": claims}
    return parse_gold([json.dumps(row)])[0]


def label(**changes: Any) -> Label:
    return paragraph(claim(**changes)).labels[0]


def reading(quote: str = SEND, text: str = TEXT, **changes: Any) -> Reading:
    start = text.index(quote)
    return replace(BLANK, quote=quote, start=start, end=start + len(quote), **changes)


def party(name: str, code: str | None = None) -> Party:
    return Party(name, code, "country", name)


def speaker(name: str) -> Speaker:
    return Speaker(name, None, "person", None)


def quantity(low: str | None, high: str | None, precision: Any = "exact", unit: str | None = "tug") -> Quantity:
    return Quantity(_decimal(low), _decimal(high), unit, precision, "words")


def amount(low: str | None, high: str | None, currency: str | None = "EUR", precision: Any = "exact") -> Amount:
    return Amount(_decimal(low), _decimal(high), currency, precision, "words")


def period(first: str | None, last: str | None, precision: Any = "day") -> Period:
    return Period(_day(first), _day(last), precision, "words")


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
