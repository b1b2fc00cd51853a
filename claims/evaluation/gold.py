"""Gold paragraphs as they stand in a JSONL file: text, and every claim in it with its right answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


class NotGold(ValueError):
    """A line is no gold paragraph; the message names the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Label:
    """A claim as a person labelled it: ``text[start:end]`` makes it.

    ``slots`` holds the labelled values and ``also`` further right ones by slot or part of a slot ("due_to").
    ``kind`` is None where any reading of these words will do; an ``optional`` claim may be found or left.
    """

    kind: str | None
    start: int
    end: int
    quote: str
    slots: Mapping[str, Any]
    also: Mapping[str, tuple[Any, ...]]
    optional: bool

    def answers(self, slot: str) -> tuple[Any, ...]:
        """Every right answer for a slot that is a plain value, the labelled one first."""
        return (self.slots.get(slot), *self.also.get(slot, ()))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A gold text, read as it stood on ``published_on``."""

    id: str
    published_on: date
    text: str
    labels: tuple[Label, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no claim has to be found in it."""
        return all(label.optional for label in self.labels)


def parse_gold(lines: Iterable[str]) -> list[Paragraph]:
    """The paragraphs of a gold file's lines, blank ones left out. Raises NotGold."""
    paragraphs = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                paragraphs.append(_paragraph(json.loads(line)))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise NotGold(f"line {number} is no gold paragraph: {error!r}") from error
    return paragraphs


def _paragraph(row: Mapping[str, Any]) -> Paragraph:
    labels = tuple(_label(claim, row["text"]) for claim in row["claims"])
    return Paragraph(row["id"], date.fromisoformat(row["published_at"][:10]), row["text"], labels)


def _label(claim: Mapping[str, Any], text: str) -> Label:
    start, end = claim["start"], claim["end"]
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no span {start} to {end} in {len(text)} characters")
    also = {slot: tuple(values) for slot, values in claim.get("also", {}).items()}
    return Label(claim["kind"], start, end, text[start:end], claim, also, bool(claim.get("optional", False)))
