"""Filters that put the contract's values into the pages' words."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from claims.pages import figures, markdown, reading

register = template.Library()
IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.filter
def day(value: date | datetime | str | None) -> SafeString | str:
    """A `<time>` that shows the day, and the exact UTC on hover; empty for nothing."""
    at = _parsed(value)
    if at is None:
        return ""
    if not isinstance(at, datetime):
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), figures.day(at))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), _exact(at), figures.day(localtime(at))
    )


@register.filter
def moment(value: datetime | str | None) -> SafeString | str:
    """A `<time>` that shows the day and the minute in the reader's zone, and the exact UTC on hover, or nothing."""
    at = _parsed(value)
    if not isinstance(at, datetime):
        return ""
    here = localtime(at)
    shown = f"{figures.day(here)}, {here:%H:%M %Z}"
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), _exact(at), shown)


@register.filter
def age(value: str, now: datetime) -> SafeString | str:
    """A `<time>` that shows how long ago that was, and the exact UTC on hover."""
    at = _parsed(value)
    if not isinstance(at, datetime):
        return ""
    shown = figures.age(at, now)
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), _exact(at), shown)


@register.filter
def words(code: str | None) -> str:
    return reading.words(code)


@register.filter
def one_line(value: Mapping[str, Any]) -> str:
    return reading.in_one_line(value)


@register.filter
def definitions(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    return reading.rows(value)


@register.filter
def reading_parts(value: Mapping[str, Any]) -> list[reading.Part]:
    """The parts of a reading of which something is known."""
    return [part for part in reading.parts(value) if part.value]


@register.filter
def as_markdown(text: str) -> SafeString:
    return markdown.html(text)


@register.filter
def as_json_ld(value: Mapping[str, Any]) -> SafeString:
    """JSON that no `</script>` in a quote can end."""
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(IN_SCRIPT))  # noqa: S308 - escaped just now


@register.filter
def total(value: str | Mapping[str, str | None] | None) -> str:
    """A figure of the ledger: a number, a range, or "not known"."""
    if isinstance(value, Mapping):
        return extent(value)
    return figures.scaled(value) if value else "0"


@register.filter
def extent(value: Mapping[str, Any]) -> str:
    """From `min` to `max`, as far as they are known."""
    low, high = value["min"], value["max"]
    if low is None and high is None:
        return "not known"
    if low is None or high is None:
        return f"at most {figures.scaled(high)}" if low is None else f"at least {figures.scaled(low)}"
    return figures.scaled(low) if low == high else f"{figures.scaled(low)}{figures.DASH}{figures.scaled(high)}"


@register.filter
def percent(share: float) -> str:
    return f"{share:.0%}"


@register.filter
def share(value: str) -> str:
    """A share of the contract, "0.55", as "55 %"."""
    return f"{Decimal(value):.0%}".replace("%", " %")


def _parsed(value: date | datetime | str | None) -> date | datetime | None:
    if not isinstance(value, str):
        return value
    return parse_datetime(value) if "T" in value else parse_date(value)


def _exact(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
