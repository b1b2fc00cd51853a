"""The words of two statements beside each other."""

from __future__ import annotations

from collections.abc import Mapping

from claims.matching.findings import Bearing, Finding, agrees, apart, both, differs
from claims.matching.mentions import names_in
from claims.matching.statement import Statement
from claims.matching.words import akin, canonical, likeness, weight

WEIGHT = 3.0
COPY_AT = 0.85  # share of the words that stand in the same order, from which one text is the other's copy
SHOWN = 4  # words that a reason names at most


def compare_wording(a: Statement, b: Statement, order: float, rarity: Mapping[str, float]) -> list[Finding]:
    """``order`` is the share of the words that stand in the same order in both."""
    if order == 1:
        return [agrees(WEIGHT, "same words")]
    if order >= COPY_AT:
        return [agrees(WEIGHT, "nearly the same words", order), *_replaced(a, b)]
    share = likeness(a.words, b.words, rarity)
    common = sorted(a.words & b.words, key=lambda word: (-weight(word, rarity), word))
    if not common:
        return [Finding(Bearing.NEUTRAL, WEIGHT, share)]
    return [agrees(WEIGHT, f"words in common: {', '.join(common[:SHOWN])}", share)]


def _replaced(a: Statement, b: Statement) -> list[Finding]:
    """In a copy, a word that stands where another stood is another fact; a name for a name another matter."""
    left, right = _left_over(a.words, b.words), _left_over(b.words, a.words)
    if not (left and right):
        return []
    reason = f"other words: {both(' and '.join(left), ' and '.join(right))}"
    named = all(_names(each).intersection(words) for words, each in ((left, a), (right, b)))
    return [apart(1.0, reason) if named else differs(1.0, reason)]


def _left_over(words: frozenset[str], others: frozenset[str]) -> list[str]:
    return sorted(word for word in words - others if not any(akin(word, other) for other in others - words))


def _names(statement: Statement) -> frozenset[str]:
    """Here a first word may be one: what took its place in the other text was no stop word either."""
    return frozenset(canonical(word) for word in (*names_in(statement.quote), *statement.tokens[:1]))
