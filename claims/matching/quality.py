"""How good suggestions are: pairs that people labelled, beside what the scorer and plain trigrams make of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from claims.matching.scoring import NO_RARITY, Relation, score
from claims.matching.statement import Figure, Period, Statement, Who
from claims.matching.trigrams import trigram_similarity

Label = Literal["same", "related", "unrelated"]
LABELS: tuple[Label, ...] = ("same", "related", "unrelated")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements, and what a person says of them."""

    id: str
    a: Statement
    b: Statement
    label: Label


@dataclass(frozen=True, slots=True)
class Counts:
    """Suggestions that are right, that are wrong, and what should have been suggested and was not."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        cases = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / cases if cases else None


@dataclass(frozen=True, slots=True)
class Quality:
    """``same``: how well "same" is told; ``suggested``: how well anything worth a look (same or related) is."""

    same: Counts
    suggested: Counts


def parse_pairs(lines: Iterable[str]) -> list[Pair]:
    """The pairs of JSON lines. Raises ValueError, naming the line, for one that is none."""
    pairs = []
    for number, line in enumerate(lines, 1):
        try:
            pairs.append(_pair(json.loads(line)))
        except (KeyError, TypeError, ArithmeticError, ValueError) as error:
            raise ValueError(f"line {number}: {error!r}") from error
    return pairs


def suggestions(pairs: Sequence[Pair], rarity: Mapping[str, float] = NO_RARITY) -> list[Relation | None]:
    """What the scorer says of each pair."""
    return [score(pair.a, pair.b, rarity).relation for pair in pairs]


def baseline(pairs: Sequence[Pair], *, same_at: float, related_at: float) -> list[Relation | None]:
    """What trigram similarity of the quotes says of each pair at these thresholds."""
    values = [trigram_similarity(pair.a.quote, pair.b.quote) for pair in pairs]
    return ["same" if value >= same_at else "related" if value >= related_at else None for value in values]


def best_baseline(pairs: Sequence[Pair]) -> tuple[float, float]:
    """The thresholds, of every hundredth, at which the baseline does best (F1) on these pairs: same, related."""
    steps = [step / 100 for step in range(101)]

    def best(counts: Callable[[Quality], Counts], thresholds: Callable[[float], tuple[float, float]]) -> float:
        def f1(at: float) -> float:
            same_at, related_at = thresholds(at)
            found = baseline(pairs, same_at=same_at, related_at=related_at)
            return counts(quality(pairs, found)).f1 or 0.0

        return max(steps, key=f1)

    return best(lambda q: q.same, lambda at: (at, 0.0)), best(lambda q: q.suggested, lambda at: (2.0, at))


def quality(pairs: Sequence[Pair], found: Sequence[Relation | None]) -> Quality:
    """Precision and recall of what was found for these pairs, in their order."""
    cases = list(zip((pair.label for pair in pairs), found, strict=True))
    return Quality(
        same=_counts([(label == "same", relation == "same") for label, relation in cases]),
        suggested=_counts([(label != "unrelated", relation is not None) for label, relation in cases]),
    )


def _counts(cases: Sequence[tuple[bool, bool]]) -> Counts:
    """From (is so, was said) of every case."""
    return Counts(cases.count((True, True)), cases.count((False, True)), cases.count((True, False)))


def _pair(row: Mapping[str, Any]) -> Pair:
    if row["label"] not in LABELS:
        raise ValueError(f"no label: {row['label']}")
    return Pair(row["id"], statement(row["a"]), statement(row["b"]), row["label"])


def statement(row: Mapping[str, Any]) -> Statement:
    """A claim object of the pair files. Raises KeyError for a slot that is missing."""
    return Statement(
        quote=row["text"],
        said_on=date.fromisoformat(row["said_on"]),
        article=row["article"],
        kind=row["kind"],
        step=row["step"],
        speaker=_who(row["speaker"]),
        actor=_who(row["actor"]),
        recipient=_who(row["recipient"]),
        item=row["item"],
        item_category=row["item_category"],
        quantity=_figure(row["quantity"], "unit"),
        amount=_figure(row["amount"], "currency"),
        measure=row["measure"],
        modality=row["modality"],
        negated=row["negated"],
        place=row["place"],
        due=_period(row["due"]),
        happened=_period(row["happened"]),
    )


def _who(name: str | None) -> Who | None:
    return Who(name, name) if name else None


def _figure(cell: Mapping[str, str | None] | None, unit: str) -> Figure | None:
    if cell is None:
        return None
    low, high = (Decimal(value) if (value := cell[end]) is not None else None for end in ("min", "max"))
    return Figure(low, high, cell[unit])


def _period(cell: Mapping[str, str | None] | None) -> Period | None:
    if cell is None:
        return None
    start, end = (date.fromisoformat(value) if (value := cell[side]) else None for side in ("from", "to"))
    return Period(start, end)
