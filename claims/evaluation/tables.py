"""Figures → tables of words, which the terminal and the report both show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.evaluation.estimates import Estimate
from claims.evaluation.misses import Miss
from claims.evaluation.scoring import (
    CONFUSED,
    KINDS,
    Confusion,
    Outcome,
    SlotScore,
    confusion,
    detection,
    false_alarms,
    slot_scores,
)
from claims.evaluation.speed import Speed
from claims.evaluation.worthiness import Ranking


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has as many cells as there are ``heads``. Columns from ``numbers`` on are figures.

    ``shades`` gives each of these figures a weight from 0 to 1, where a picture of the table may colour them.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 1
    note: str = ""
    shades: tuple[tuple[float, ...], ...] = ()


def said(estimate: Estimate, digits: int = 3) -> str:
    """A figure with its interval: "0.912 (0.85–0.95)"; "–" when there was nothing to count."""
    if estimate.value is None:
        return "–"
    high = "∞" if math.isinf(estimate.high) else f"{estimate.high:.{digits - 1}f}"
    return f"{estimate.value:.{digits}f} ({estimate.low:.{digits - 1}f}–{high})"


def detection_table(outcomes: Sequence[Outcome]) -> Table:
    """Claims found, by kind and over all, and the false ones where there is none to find."""
    rows = []
    for kind in (None, *KINDS):
        score = detection(outcomes, kind)
        counts = (str(score.hits), str(score.false), str(score.missed))
        rows.append((kind or "all", said(score.precision), said(score.recall), said(score.f1), *counts))
    alarms = false_alarms(outcomes)
    note = f"False claims per 100 paragraphs without any: {said(alarms, 2)}, n = {alarms.n}"
    note += f"; statements of neither kind, which count neither way: {sum(len(each.statements) for each in outcomes)}"
    heads = ("claims", "precision", "recall", "F1", "found", "false", "missed")
    return Table("Claims found", heads, tuple(rows), note=note)


def slot_table(outcomes: Sequence[Outcome]) -> Table:
    """Each slot over the claims that were found: precision where something was read, recall where it had to be."""
    rows = [(name, *_figures(score)) for name, score in slot_scores(outcomes).items()]
    heads = ("slot", "accuracy", "n", "precision", "read", "recall", "to be read")
    return Table("Slots of the claims that were found", heads, tuple(rows))


def _figures(score: SlotScore) -> list[str]:
    return [cell for each in (score.accuracy, score.precision, score.recall) for cell in (said(each), str(each.n))]


def confusion_tables(outcomes: Sequence[Outcome]) -> list[Table]:
    """What was read (columns) for what is right (rows)."""
    return [_square(slot, confusion(outcomes, slot)) for slot in CONFUSED]


def _square(slot: str, counts: Confusion) -> Table:
    names = sorted({name for cell in counts for name in cell})
    rows = [(right, *(_count(counts, right, read) for read in names)) for right in names]
    shades = tuple(tuple(_weight(counts, right, read) for read in names) for right in names)
    return Table(f"Read for {slot}", ("right ↓ read →", *names), tuple(rows), shades=shades)


def _weight(counts: Confusion, right: str, read: str) -> float:
    """The share of the claims with this right answer that were read so."""
    total = sum(count for (answer, _), count in counts.items() if answer == right)
    return counts.get((right, read), 0) / total if total else 0.0


def _count(counts: Mapping[tuple[str, str], int], right: str, read: str) -> str:
    count = counts.get((right, read), 0)
    return str(count) if count else "·"


def worthiness_table(ranked: Ranking) -> Table:
    """What each tenth of the sentences promises and what comes true of it, with the figures of the whole."""
    rows = [
        (f"{tenth.low:.3f}–{tenth.high:.3f}", f"{tenth.promised:.3f}", said(tenth.came_true), str(tenth.came_true.n))
        for tenth in ranked.deciles
    ]
    error = "–" if ranked.error is None else f"{ranked.error:.3f}"
    note = (
        f"Average precision {said(ranked.precision)} with {ranked.precision.n} true sentences of {ranked.base.n}"
        f" (blind: {said(ranked.base)}); F1 at 0.5 {said(ranked.f1)}; calibration error {error}"
    )
    return Table("Worthiness by tenths", ("worth", "promised", "came true", "n"), tuple(rows), note=note)


def speed_table(speeds: Mapping[str, Speed]) -> Table:
    """Words a second of the reader beside those of the bare models named."""
    rows = tuple((name, *_pace(speed)) for name, speed in speeds.items())
    note = "Medians of rounds by turns in one process; behind the ratio stand its lowest and highest round."
    heads = ("beside", "words", "reader, words/s", "bare model, words/s", "ratio", "rounds")
    return Table("Speed", heads, rows, note=note)


def _pace(speed: Speed) -> list[str]:
    share = f"{speed.ratio:.3f} ({speed.lowest:.3f}–{speed.highest:.3f})"
    return [str(speed.words), f"{speed.reader:,.0f}", f"{speed.model:,.0f}", share, str(speed.rounds)]


def miss_table(found: Iterable[Miss]) -> Table:
    """Every mistake with its words."""
    rows = tuple((miss.paragraph, miss.what, miss.quote, miss.right, miss.read) for miss in found)
    return Table("Misses", ("paragraph", "what", "quote", "right", "read"), rows, numbers=5)
