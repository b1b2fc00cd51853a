"""Paragraphs of a text, in windows a parser can bear; headlines, bylines and boilerplate are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.actors import find_mentions

WINDOW = 3000  # characters; a longer paragraph is cut, at the end of a sentence where there is one
BOILERPLATE = re.compile(
    r"^(?:read more|read also|also read|related|see also|watch|listen|subscribe|sign up|advertisement|share this"
    r"|follow us|more on this|photo|image|picture|caption|credit|file photo|©|copyright|all rights reserved"
    r"|\(?reporting by|\(?writing by|\(?editing by|by [A-Z][\w'’-]+ [A-Z]|updated|published|last updated|newsletter"
    r"|comments?|topics?|tags?)\b",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"^\s*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ -][A-ZÀ-Þ'’.-]{2,}){0,3})(?:, [A-Za-zÀ-ÿ .]{2,24}(?:\d{1,2})?)?"
    r"(?: ?\([^)]{2,30}\))?\s*(?:-|–|—|:)\s+(?=[\"“A-ZÀ-Þ0-9])"
    r"|^\s*\d\d?[:.]\d\d(?: ?(?:GMT|UTC|CET|BST|EST|[ap]m))?(?P<clock>)\s*(?:-|–|—|:)?\s+(?=[A-Z\"“])"
)
TURN = re.compile(
    r"(?:^|(?<=[.?!”\"] ))\s*(?:(?P<who>(?:[A-Z][A-Z.’'-]+ ){0,4}[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+)(?: ?\([^)]{2,40}\))?:\s+"
    r"|Q:?\s+(?=[A-Z]))(?=[A-Z\"“])"
)
LEAD = re.compile(r"(?P<who>[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){0,3}):\s+")
ENDED = re.compile(r"[.!?…:;][\"”’')\]]*\s*$")
SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """``text`` stands at ``start`` in the article, after its ``dateline`` ("KYIV, May 3 (Wire) - "), if it has one.

    ``prose`` is False for headlines, bylines and boilerplate; ``turn`` is who speaks it in a transcript.
    """

    start: int
    text: str
    prose: bool
    dateline: str = ""
    turn: str = ""


def blocks_of(text: str) -> list[Block]:
    """The blocks of an article in order; every character that is no line break belongs to one."""
    turns = [turn for start, line in _lines(text) for turn in _turns(start, line)]
    found = [(*block, who) for start, line, who in turns for block in _windows(start, line)]
    alone = len({text.count("\n", 0, start) for start, _, _ in found}) == 1
    return [_dated(start, said, alone or is_prose(said), who) for start, said, who in found]


def _dated(start: int, said: str, prose: bool, turn: str) -> Block:
    match = DATELINE.match(said)
    if match is None:
        return Block(start, said, prose, turn=turn)
    place = match["place"] or ""
    lead = LEAD.match(said, match.end()) if not place else None
    if lead is not None and _is_organisation(lead["who"]):  # "13:40 - UNRWA: no truck has come"
        return Block(start + lead.end(), said[lead.end() :], prose, turn=lead["who"])
    if match[0].rstrip().endswith(":") and _is_organisation(place):  # "WFP: 12 trucks crossed on Sunday"
        return Block(start + match.end(), said[match.end() :], prose, turn=place)
    return Block(start + match.end(), said[match.end() :], prose, place, turn)


def _is_organisation(name: str) -> bool:
    return any(mention.form == "organisation" and mention.start == 0 for mention in find_mentions(name))


def _turns(start: int, line: str) -> Iterator[tuple[int, str, str]]:
    """A transcript's line, cut where another takes the word: "Q … MR PELLOW: …"."""
    marks = list(TURN.finditer(line))
    if not marks or (marks[0].start() > 0 and len(marks) < 2):
        yield start, line, ""
        return
    if marks[0].start() > 0:
        yield start, line[: marks[0].start()], ""
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        end = after.start() if after is not None else len(line)
        if line[mark.end() : end].strip():
            yield start + mark.end(), line[mark.end() : end], mark["who"] or "Q"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\n\r]+", text):
        if match[0].strip():
            yield match.start(), match[0]


def _windows(start: int, line: str) -> Iterator[tuple[int, str]]:
    while len(line) > WINDOW:
        cut = _cut(line)
        yield start, line[:cut]
        start, line = start + cut, line[cut:]
    if line.strip():
        yield start, line


def _cut(line: str) -> int:
    ends = [match.end() for match in SENTENCE_END.finditer(line, WINDOW // 2, WINDOW)]
    if ends:
        return ends[-1]
    blank = line.rfind(" ", WINDOW // 2, WINDOW)
    return blank + 1 if blank > 0 else WINDOW


def is_prose(line: str) -> bool:
    """Whether a line is running text: it ends like a sentence, or is too long for a headline."""
    if BOILERPLATE.match(line.strip()) and len(line) < 200:
        return False
    return bool(ENDED.search(line)) or len(line.split()) > 25
