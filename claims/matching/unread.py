"""Numbers, months and names as the words have them, where no figures were read."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from claims.matching.figures import WEIGHT, plain
from claims.matching.findings import Finding, agrees, apart, both, differs, unknown
from claims.matching.mentions import denies, months_in, names_in, numbers_in
from claims.matching.statement import Statement
from claims.matching.words import akin


def compare_mentions(a: Statement, b: Statement) -> list[Finding]:
    """One text may say more than the other, but not another thing."""
    found = [*_numbers(a.quote, b.quote), *_months(a.quote, b.quote)]
    return found if a.is_read and b.is_read else [*found, *_names(a, b), *_denials(a, b)]


def _numbers(a: str, b: str) -> list[Finding]:
    left, right = ({plain(number) for number in numbers_in(text)} for text in (a, b))
    if left and right:
        return [_sets(left, right, "numbers", WEIGHT)]
    return [unknown(WEIGHT)] if left or right else []


def _months(a: str, b: str) -> list[Finding]:
    left, right = months_in(a), months_in(b)
    return [_sets(left, right, "months", 1.0)] if left and right else []


def _names(a: Statement, b: Statement) -> list[Finding]:
    """Who is meant; names alone tell two matters apart only if none is in common and neither was read."""
    left, right = names_in(a.quote), names_in(b.quote)
    if not (left and right):
        return []
    alone, alone_too = _without(left, right), _without(right, left)
    share = 1 - len(alone | alone_too) / len(left | right)
    reason = f"names differ: {both(_listed(alone), _listed(alone_too))}"
    if alone and alone_too:
        none = share == 0 and not a.is_read and not b.is_read
        return [apart(1.0, reason) if none else differs(1.0, reason, share)]
    return [agrees(1.0, f"names in common: {_listed((left | right) - alone - alone_too)}", share)]


def _without(names: AbstractSet[str], others: AbstractSet[str]) -> frozenset[str]:
    return frozenset(name for name in names if not any(akin(name, other) for other in others))


def _denials(a: Statement, b: Statement) -> list[Finding]:
    return [differs(1.0, "one denies it")] if denies(a.quote) != denies(b.quote) else []


def _sets(a: AbstractSet[str], b: AbstractSet[str], what: str, weight: float) -> Finding:
    if a == b:
        return agrees(weight, f"same {what}: {_listed(a)}")
    if a <= b or b <= a:
        return agrees(weight, f"{what} in common: {_listed(a & b)}", 0.6)
    return differs(weight, f"{what} differ: {both(_listed(a - b), _listed(b - a))}")


def _listed(words: AbstractSet[str]) -> str:
    return " and ".join(sorted(words))
