"""Statements for the tests: one pledge that the stories vary, and any statement at all for the laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from claims.matching import Figure, Period, Statement, Who

GERMANY, NORWAY, UKRAINE = Who("DE", "Germany"), Who("NO", "Norway"), Who("UA", "Ukraine")
PLEDGE = Statement(
    quote="Germany will deliver 22 armoured vehicles to Ukraine by the end of 2024",
    said_on=date(2024, 6, 2),
    article=1,
    kind="aid",
    step="pledged",
    actor=GERMANY,
    recipient=UKRAINE,
    item="armoured vehicles",
    item_category="vehicles",
    quantity=Figure(Decimal(22), Decimal(22), "vehicle"),
    measure="total",
    modality="promised",
    due=Period(None, date(2024, 12, 31)),
)
RETOLD = "Before the year is out Kyiv is to have twenty-two armoured vehicles from Berlin"


def retold(**changes: Any) -> Statement:
    """The pledge in other words, two days later in another article, with these changes."""
    return replace(PLEDGE, **{"quote": RETOLD, "said_on": date(2024, 6, 4), "article": 2, **changes})


def vehicles(low: int | None, high: int | None) -> Figure:
    return Figure(None if low is None else Decimal(low), None if high is None else Decimal(high), "vehicle")


WORDS = st.sampled_from(
    "Germany Norway will deliver has delivered 22 forty tanks Leopard IRIS-T vehicles to Ukraine Kyiv by May not the of"
    " million euros €1.5bn soldiers' Zelenskyy — “shells” naïve 155-mm".split()
)
QUOTES = st.one_of(st.lists(WORDS, min_size=0, max_size=14).map(" ".join), st.text(max_size=80))
DAYS = st.dates(date(2022, 1, 1), date(2025, 12, 31))
PARTIES = st.none() | st.sampled_from([GERMANY, NORWAY, UKRAINE])
LONG_QUOTES = st.lists(WORDS, min_size=8, max_size=14).map(" ".join)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    ends = [draw(st.none() | st.decimals(0, 10**12, places=2)) for _ in range(2)]
    low, high = ends
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Figure(low, high, draw(st.sampled_from([None, "vehicle", "tonne", "EUR"])))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(st.none() | DAYS), draw(DAYS)
    return Period(min(start, end) if start else None, end)


SLOTS: dict[str, st.SearchStrategy[Any]] = {
    "said_on": st.none() | DAYS,
    "article": st.integers(1, 3),
    "kind": st.sampled_from([None, "aid", "troops", "statement"]),
    "step": st.sampled_from([None, "pledged", "delivered", "deployed"]),
    "speaker": PARTIES,
    "actor": PARTIES,
    "recipient": PARTIES,
    "item": st.sampled_from([None, "Leopard 2 tanks", "Leopard 1", "tanks", "military aid", "5", ""]),
    "item_category": st.sampled_from([None, "heavy_weapons", "vehicles"]),
    "quantity": st.none() | figures(),
    "amount": st.none() | figures(),
    "measure": st.sampled_from([None, "increment", "total", "estimate"]),
    "modality": st.sampled_from([None, "asserted", "promised", "possible"]),
    "negated": st.booleans(),
    "place": st.sampled_from([None, "Kursk", "Goma"]),
    "due": st.none() | periods(),
    "happened": st.none() | periods(),
}
STATEMENTS = st.builds(Statement, quote=QUOTES, **SLOTS)
LONG_STATEMENTS = st.builds(Statement, quote=LONG_QUOTES, **SLOTS)
SHORT_STATEMENTS = st.builds(Statement, quote=st.lists(WORDS, max_size=6).map(" ".join), **SLOTS)
RARITIES = st.dictionaries(st.sampled_from("germany tank ukraine deliver leopard".split()), st.floats(0, 1), max_size=5)
