"""From claims to statements: which of them count, for which step and day, by whose word, and which only repeat."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.ledger.shapes import Entry, Side, Step

TROOP_STEPS: frozenset[Step] = frozenset({"announced", "training", "deployed", "at_front", "withdrawn", "losses"})
PROMISES: tuple[Step, ...] = ("pledged", "committed", "allocated")
_FACTS: frozenset[Step] = frozenset({"committed", "allocated", "delivered"})
_AHEAD = frozenset({"promised", "planned"})
_ARTICLE = re.compile(r"^the\s+")

_LEAST = Decimal(-1)

Counted = tuple[Step, Entry]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said, however often: the earliest claim of those that repeat each other.

    ``word`` is the side whose word it is in the end, ``confirmed`` whether the recipient or two independent voices
    are among those who say so, ``voices`` the independent voices among them.
    """

    entry: Entry
    on: date
    step: Step
    word: Side | None
    confirmed: bool
    voices: frozenset[str]


def known(entries: Iterable[Entry], as_of: date) -> list[Entry]:
    """What the world could know on that day: the claims said no later."""
    return [entry for entry in entries if entry.said_on <= as_of]


def statements(entries: Iterable[Entry]) -> list[Statement]:
    """Everything that counts, once, in the order in which it came about; denials are not among it."""
    counted = [(step, entry) for entry in entries if not entry.negated and (step := step_of(entry)) is not None]
    return sorted((_statement(group) for group in _groups(counted)), key=lambda each: each.on)


def denials(entries: Iterable[Entry]) -> list[Entry]:
    """Claims that deny that a step was reached."""
    return [entry for entry in entries if entry.negated and step_of(entry) in _FACTS]


def step_of(entry: Entry) -> Step | None:
    """Where the claim counts: nowhere what only may be; as a pledge a step that is still promised or planned."""
    if entry.modality == "possible":
        return None
    return "pledged" if entry.step in _FACTS and entry.modality in _AHEAD else entry.step


def day_of(entry: Entry) -> date:
    """The day that the claim speaks of: when it happened, if that is told, and never later than it was said."""
    return entry.said_on if entry.happened_to is None else min(entry.happened_to, entry.said_on)


def word_of(entry: Entry) -> Side | None:
    return entry.origin_side or entry.side


def voice_of(entry: Entry) -> str:
    """A key that is equal for all who lean on one origin; empty when nobody is named at all."""
    name = entry.voice or entry.origin or entry.speaker or entry.outlet or ""
    return _ARTICLE.sub("", " ".join(name.casefold().split()))


def _groups(counted: Iterable[Counted]) -> list[list[Counted]]:
    """Claims that say the same, directly or by way of others; the groups, and the claims in each, oldest first."""
    parents: dict[int, int] = {}

    def root(claim: int) -> int:
        while parents.setdefault(claim, claim) != claim:
            parents[claim] = claim = parents[parents[claim]]
        return claim

    groups: dict[int, list[Counted]] = defaultdict(list)
    ordered = sorted(counted, key=lambda pair: _order(pair[1]))
    for _, entry in ordered:
        if entry.repeats is not None:
            parents[root(entry.id)] = root(entry.repeats)
    for step, entry in ordered:
        groups[root(entry.id)].append((step, entry))
    return list(groups.values())


def _statement(group: Sequence[Counted]) -> Statement:
    step, first = group[0]
    voices = frozenset(voice_of(entry) for _, entry in group if _independent(entry))
    confirmed = len(voices) > 1 or any(word_of(entry) == "recipient" for _, entry in group)
    return Statement(first, day_of(first), step, word_of(first), confirmed, voices)


def _independent(entry: Entry) -> bool:
    """Neither giver nor receiver, and named: an outlet that names nobody may well repeat the giver's own words."""
    return bool(entry.origin or entry.speaker) and word_of(entry) in ("third_party", "press")


def _order(entry: Entry) -> tuple[date | str | Decimal | int, ...]:
    """By the day it was said; on one day by what was said, so that the order of arrival decides nothing."""
    return (
        entry.said_on,
        day_of(entry),
        entry.step or "",
        entry.measure or "",
        word_of(entry) or "",
        entry.quantity_unit or "",
        _LEAST if entry.quantity_min is None else entry.quantity_min,
        _LEAST if entry.quantity_max is None else entry.quantity_max,
        entry.amount_currency or "",
        _LEAST if entry.amount_min is None else entry.amount_min,
        _LEAST if entry.amount_max is None else entry.amount_max,
        entry.quantity_precision or "",
        entry.amount_precision or "",
        entry.due_to or date.min,
        entry.modality,
        entry.origin or entry.speaker or "",
        entry.id,
    )
