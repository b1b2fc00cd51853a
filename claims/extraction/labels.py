"""Lists that are told in labels: "Mission strength: Kenya 721, Belize 5", "Japan: USD 3.5m", "Dead: 1. Injured: 6"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.figures import Figure
from claims.extraction.lexicon import table
from claims.extraction.lines import MONEY, SOLDIERS, Line, Theme
from claims.extraction.predicates import Frame
from claims.extraction.stage import Stage

if TYPE_CHECKING:
    from claims.extraction.actors import Mention

OPENS = re.compile(r"(?:^|[.;,:!?–—(]\s+|\band\s+)(?P<to>(?:To|For)\s+)?(?:the\s+)?$")
JOINS = re.compile(r"(?:\s+\([^)]{0,30}\))?(?:\s*[:,–—]\s+|\s+)(?:an? (?:loan|grant|gift|package)(?: of|,|:)? )?")
ENDS = re.compile(
    r"\s*(?:[.,;:)–—]|$)|\s+(?:in|so far|to date|this|last|and|for|over|at|by|since|each|men|troops|soldiers)\b"
)
HEAD = re.compile(r"[.!?]\s+")
STEPS: dict[str, str] = {word: name for name, ws in table("structure")["labels"].items() for word in ws}
WORDS = "|".join(sorted(STEPS, key=len, reverse=True))
LABEL = re.compile(rf"(?:^|[.;,:]\s+)(?P<word>{WORDS})(?P<more>[^.;:]{{0,40}}?)(?::|,)\s+$", re.IGNORECASE)
SOLDIERLY = re.compile(
    r"\b(?:troops?|soldiers?|peacekeepers?|contingents?|mission strength|strength|battalions?|garrisons?|blue helmets?"
    r"|police|personnel|regulars|commander|platoon|ambush|army)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: ``frame`` is what its figure means, ``mention`` whose it is, ``to``: who gets it."""

    frame: Frame
    mention: Mention | None
    to: bool
    start: int
    end: int


def entries(stage: Stage, line: Line, header: str) -> list[Entry]:
    """The entries of a sentence; ``header`` is what the block says before it. One name with one number is a list only
    where a colon stands between them or a header says what is counted."""
    found = list(_named(stage, line, header))
    used = [entry.frame.theme.root for entry in found]
    found += [entry for entry in _worded(line, stage.text) if entry.frame.theme.root not in used]
    texts = (line.text[entry.start - line.offset : entry.end - line.offset] for entry in found)
    firm = len(found) > 1 or any(":" in text for text in texts)
    return found if firm else []


def _named(stage: Stage, line: Line, header: str) -> Iterator[Entry]:
    """ "Kenya 721", "Japan: USD 3.5m, announced in February", "To Nauru: A$100m"."""
    for mention in stage.mentions:
        start, end = mention.start - line.offset, mention.end - line.offset
        if not 0 <= start < end <= len(line.text) or mention.form not in ("name", "organisation", "place"):
            continue
        opened = OPENS.search(line.text[:start])
        figure = _figure_at(line, end)
        name = _meaning(line, end, figure, header) if opened and figure is not None else None
        if opened and figure is not None and name:
            frame = _frame(line, figure, name, troops=figure.currency is None and not figure.money)
            stop = figure.end if figure.end > end else end
            yield Entry(frame, mention, bool(opened["to"]), mention.start, stop + line.offset)


def _figure_at(line: Line, end: int) -> Figure | None:
    joined = JOINS.match(line.text, end)
    at = joined.end() if joined else end
    for figure in line.figures:
        if figure.start <= at <= figure.core_start and not figure.yearlike:
            return figure if ENDS.match(line.text, figure.end) else None
    return None


def _meaning(line: Line, end: int, figure: Figure, header: str) -> str | None:
    """The frame that a list's own words or its header give its figures."""
    tail = re.split(r"[.;]", line.text[figure.end :])[0]
    for text in (tail, *reversed(HEAD.split(header + line.text[:end]))):
        word = re.search(rf"\b(?:{WORDS})\b", text, re.IGNORECASE)
        if word:
            return STEPS[word[0].lower()]
        if not figure.money and SOLDIERLY.search(text):
            return "deploy"
    return None


def _worded(line: Line, block: str) -> Iterator[Entry]:
    """ "Dead: 1", "Delivered so far, in airframes, 5,000", "Rescinded: $23m for Yazidis"."""
    for figure in line.figures:
        label = LABEL.search(line.text, 0, figure.start) if not figure.yearlike else None
        if label is None or len(label["word"].split()) > 2:
            continue
        name = STEPS[label["word"].lower()]
        troops = name in ("kill", "deploy", "withdraw") and not figure.money
        if troops and not SOLDIERLY.search(block):
            continue
        frame = _frame(line, figure, name, troops=troops)
        frame.theme.bare = not troops and not figure.money
        end = re.search(r"[.;](?:\s|$)|$", line.text[figure.end :])
        stop = figure.end + (end.start() if end else 0)
        yield Entry(frame, None, False, label.start("word") + line.offset, stop + line.offset)


def _frame(line: Line, figure: Figure, name: str, *, troops: bool) -> Frame:
    token = line.token(figure.core_end - 1)
    if figure.money:
        theme = Theme(token, token, [MONEY], money=figure)
    else:
        theme = Theme(token, token, [SOLDIERS], figure=figure, bare=not troops)
    return Frame(theme, "arrive" if name == "give" else name, token, None, "label")
