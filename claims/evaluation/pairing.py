"""Which found span answers which labelled one: one to one, the best overlap first."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]  # start and end, in code points


def overlap(one: Span, other: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def meet(one: Span, other: Span) -> bool:
    """Whether the spans share at least half of the shorter one; a span inside another therefore always meets it."""
    shorter = min(one[1] - one[0], other[1] - other[0])
    return shorter > 0 and 2 * overlap(one, other) >= shorter


def likeness(one: Span, other: Span) -> float:
    """Shared characters as a share of all that the two spans cover together (Jaccard)."""
    shared = overlap(one, other)
    covered = (one[1] - one[0]) + (other[1] - other[0]) - shared
    return shared / covered if covered else 0.0


def pair(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    """(index into gold, index into found) of the pairs, in the order of gold; no index stands in two.

    Spans that meet are paired greedily, the likest two first; of equals the earlier.
    """
    meeting = [
        (-likeness(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found) if meet(one, other)
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(meeting):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items())
