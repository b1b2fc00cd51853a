"""Numbers, money and days of the contract's reading, in the words that people read."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext_lazy

SCALES = [(Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million")]
DASH = "–"
AGES = [  # minutes, and how so many of them are said
    (365 * 24 * 60, ngettext_lazy("%d year", "%d years")),
    (30 * 24 * 60, ngettext_lazy("%d month", "%d months")),
    (24 * 60, ngettext_lazy("%d day", "%d days")),
    (60, ngettext_lazy("%d hour", "%d hours")),
    (1, ngettext_lazy("%d minute", "%d minutes")),
]


def number(value: str) -> str:
    """An exact decimal with its thousands grouped: `1000000` is "1,000,000"."""
    return f"{Decimal(value):,f}"


def scaled(value: str) -> str:
    """Round millions and more in words: `1500000000` is "1.5 billion"; what is not round stays in digits."""
    exact = Decimal(value)
    for size, word in SCALES:
        share = exact / size
        if share >= 1 and share == round(share, 3):
            return f"{share.normalize():f} {word}"
    return number(value)


def extent(figure: Mapping[str, Any], write: Callable[[str], str] = number) -> str:
    """The figure as exactly as it was given: "about 300", "at least 40", "10,000–12,000", or its own words."""
    low, high, precision = figure["min"], figure["max"], figure["precision"]
    if precision == "words" or (low is None and high is None):
        return str(figure["text"] or "an unknown number of")
    if precision == "at_least":
        return f"at least {write(low)}"
    if precision == "at_most":
        return f"at most {write(high)}"
    if precision == "range" and low != high:
        return f"{write(low)}{DASH}{write(high)}"
    return f"about {write(low)}" if precision == "about" else write(low)


def quantity(figure: Mapping[str, Any], item: str | None) -> str:
    """So many of what: the item's own words where it has some, else the unit."""
    return f"{extent(figure)} {item or plural(figure)}".strip()


def plural(figure: Mapping[str, Any]) -> str:
    """The unit's name for that many."""
    unit = figure["unit"] or ""
    one = figure["precision"] in {"exact", "about"} and figure["min"] == "1"
    return unit if one or not unit or unit.endswith("s") else f"{unit}s"


def amount(figure: Mapping[str, Any]) -> str:
    """Money with its currency's code before it, where the currency is known."""
    return f"{figure['currency'] or ''} {extent(figure, scaled)}".strip()


def age(since: datetime, now: datetime) -> str:
    """How long ago, as roughly as people say it: "5 minutes", "3 hours", "12 days", "4 months", "2 years"."""
    minutes = max(int((now - since).total_seconds() // 60), 0)
    for length, words in AGES:
        if number := minutes // length:
            return words % number
    return gettext("just now")


def day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"


def period(span: Mapping[str, Any]) -> str:
    """From when to when, no more precise than was said; an unknown date in its own words."""
    first, last = (date.fromisoformat(span[key]) if span[key] else None for key in ("from", "to"))
    if first and last:
        return _named(first, last, span["precision"]) or f"{day(first)} {DASH} {day(last)}"
    if first:
        return f"from {day(first)}"
    return f"by {day(last)}" if last else str(span["text"])


def _named(first: date, last: date, precision: str) -> str | None:
    """The calendar's own name of the span, where it has one."""
    if first == last:
        return day(first)
    if precision == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if precision == "quarter" and last.month == first.month + 2:
        return f"Q{(first.month + 2) // 3} {first.year}"
    if precision == "half" and last.month == first.month + 5:
        return f"{'first' if first.month == 1 else 'second'} half of {first.year}"
    whole_year = precision == "year" and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole_year and first.year == last.year else None
