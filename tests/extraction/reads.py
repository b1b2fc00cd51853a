"""Short ways to read a text in a test."""

from __future__ import annotations

from datetime import date

from claims.extraction import Reading, read_article

DAY = date(2025, 1, 15)


def read(text: str, on: date = DAY) -> list[Reading]:
    """The readings of ``text`` as read on a Wednesday in January 2025."""
    return read_article(text, published_on=on)


def first(text: str, on: date = DAY) -> Reading:
    """The first reading; the text must hold one."""
    readings = read(text, on)
    assert readings, f"nothing was read in {text!r}"
    return readings[0]


def code(party: object) -> str | None:
    """The ISO code of an actor, recipient or speaker, when there is one."""
    return getattr(party, "code", None)
