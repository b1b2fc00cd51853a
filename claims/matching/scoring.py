"""Two statements → how alike they are, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from claims.matching.findings import Bearing, Finding
from claims.matching.slots import compare_slots
from claims.matching.statement import Statement
from claims.matching.times import MUCH_OLDER, days_apart
from claims.matching.wording import COPY_AT, compare_wording

Relation = Literal["same", "related"]
Method = Literal["copy", "structure", "words"]

SAME_AT = 0.65
SAME_UNREAD_AT = 0.7  # where not both were read, and a difference may hide in the words
RELATED_AT = 0.35
CERTAIN = 0.9  # nothing short, and nothing much older, scores as high as this
NEVER_CERTAIN = 0.85
SHORT = 8  # words
DIFFERENCE_COSTS = 0.9
APART_COSTS = 0.3
NO_RARITY: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Judgement:
    """``score`` 0 to 1; reasons are never empty where a relation is given. ``method`` says what it rests on."""

    score: float
    relation: Relation | None
    method: Method
    reasons: tuple[str, ...]


def score(a: Statement, b: Statement, rarity: Mapping[str, float] = NO_RARITY) -> Judgement:
    """Judge whether two statements say the same, speak of the same matter, or neither; their order does not count.

    ``rarity`` is the share of texts that hold a word (of ``Statement.words``), 0 to 1; a word that is not in it is
    rare, and with none given all words weigh the same.
    """
    order = Indel.normalized_similarity(a.tokens, b.tokens) if a.tokens or b.tokens else 0.0
    slots = compare_slots(a, b)
    found = [*slots, *compare_wording(a, b, order, rarity)]
    value = _value(found, exact=order == 1)
    if min(len(a.tokens), len(b.tokens)) < SHORT or days_apart(a, b) > MUCH_OLDER:
        value = min(value, NEVER_CERTAIN)
    same_at = SAME_AT if a.is_read and b.is_read else SAME_UNREAD_AT
    return Judgement(value, _relation(found, value, same_at=same_at), _method(slots, order), _reasons(found))


def _value(found: Sequence[Finding], *, exact: bool) -> float:
    """The mean likeness, cut for everything that differs; the very same words are never quite apart."""
    total = math.fsum(each.weight for each in found)
    mean = math.fsum(each.weight * each.likeness for each in found) / total
    bearings = [each.bearing for each in found]
    costs = DIFFERENCE_COSTS if exact else APART_COSTS
    return float(mean * DIFFERENCE_COSTS ** bearings.count(Bearing.DIFFERS) * costs ** bearings.count(Bearing.APART))


def _relation(found: Sequence[Finding], value: float, *, same_at: float) -> Relation | None:
    bearings = {each.bearing for each in found}
    if Bearing.FOR not in bearings or value < RELATED_AT:
        return None
    return "same" if value >= same_at and bearings.isdisjoint((Bearing.DIFFERS, Bearing.APART)) else "related"


def _method(slots: Sequence[Finding], order: float) -> Method:
    if order >= COPY_AT:
        return "copy"
    return "structure" if any(each.bearing is Bearing.FOR for each in slots) else "words"


def _reasons(found: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(each.reason for each in found if each.reason)
