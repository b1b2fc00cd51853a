"""How well worthiness ranks sentences, and how true its numbers are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.evaluation.estimates import Estimate, average_precision, f_score, proportion
from claims.evaluation.gold import Paragraph
from claims.evaluation.pairing import Span, meet

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Scored:
    """One sentence with its worthiness (0 to 1) and whether it truly deserves checking."""

    worth: float
    true: bool


@dataclass(frozen=True, slots=True)
class Decile:
    """A tenth of the sentences, from the least worth up: what was promised of them, and what came true."""

    low: float
    high: float
    promised: float
    came_true: Estimate


@dataclass(frozen=True, slots=True)
class Ranking:
    """The quality of worthiness over a set of sentences.

    ``f1`` is that of the true ones at the threshold 0.5. ``error`` is the mean distance between what a tenth promises
    and what comes true (expected calibration error), None for no sentences.
    """

    precision: Estimate
    f1: Estimate
    base: Estimate
    deciles: tuple[Decile, ...]
    error: float | None


def ranking(scored: Sequence[Scored]) -> Ranking:
    """The figures of a set; ``base`` is the share of true sentences, which a blind ranking would reach."""
    worths, labels = [each.worth for each in scored], [each.true for each in scored]
    hits = sum(each.true and each.worth >= THRESHOLD for each in scored)
    taken = sum(each.worth >= THRESHOLD for each in scored)
    tenths = deciles(scored)
    gaps = [abs(tenth.promised - (tenth.came_true.value or 0.0)) * tenth.came_true.n for tenth in tenths]
    return Ranking(
        average_precision(worths, labels),
        f_score(hits, taken - hits, sum(labels) - hits),
        proportion(sum(labels), len(labels)),
        tenths,
        sum(gaps) / len(scored) if scored else None,
    )


def deciles(scored: Sequence[Scored], parts: int = 10) -> tuple[Decile, ...]:
    """As many parts of equal size (give or take one) by rank of worthiness, empty ones left out."""
    ranked = sorted(scored, key=lambda each: (each.worth, each.true))
    edges = [round(len(ranked) * part / parts) for part in range(parts + 1)]
    cuts = [ranked[low:high] for low, high in pairwise(edges) if low < high]
    return tuple(_decile(cut) for cut in cuts)


def _decile(cut: Sequence[Scored]) -> Decile:
    promised = sum(each.worth for each in cut) / len(cut)
    return Decile(cut[0].worth, cut[-1].worth, promised, proportion(sum(each.true for each in cut), len(cut)))


def gold_sentences(paragraph: Paragraph, sentences: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """Each sentence with whether it holds a labelled claim; those that only hold optional ones are left out."""
    for span in sentences:
        held = [label for label in paragraph.labels if meet((label.start, label.end), span)]
        required = any(not label.optional for label in held)
        if required or not held:
            yield paragraph.text[slice(*span)], required
