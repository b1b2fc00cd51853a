"""Figures with the number of cases behind them and a 95 % interval, in closed form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z = 1.959964  # the 97.5 % point of the normal distribution


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure from ``n`` cases; ``value`` is None, and the interval everything possible, when there were none."""

    value: float | None
    low: float
    high: float
    n: int


def proportion(hits: float, n: int) -> Estimate:
    """``hits`` of ``n`` with Wilson's score interval (E. B. Wilson, JASA 22, 1927). Raises ValueError beyond 0 … n."""
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n}")
    if n == 0:
        return Estimate(None, 0.0, 1.0, 0)
    share = hits / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return Estimate(share, max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share)), n)


def f_score(hits: int, false: int, missed: int) -> Estimate:
    """F1, with the interval of F* = hits / (hits + false + missed), a true proportion of which F1 is a function.

    F1 = 2 F* / (1 + F*) (Hand, Christen and Kirielle, Machine Learning 110, 2021); ``n`` counts all three.
    """
    star = proportion(hits, hits + false + missed)
    if star.value is None:
        return star
    value, low, high = (2 * share / (1 + share) for share in (star.value, star.low, star.high))
    return Estimate(value, low, high, star.n)


def rate(count: int, n: int, *, per: int = 100) -> Estimate:
    """Events per ``per`` cases, where one case may hold several: the score interval of a Poisson rate."""
    if n == 0:
        return Estimate(None, 0.0, math.inf, 0)
    half = Z * math.sqrt(count + Z * Z / 4)
    low, high = (max(0.0, count + Z * Z / 2 + sign * half) * per / n for sign in (-1, 1))
    return Estimate(count * per / n, min(low, count * per / n), high, n)


def average_precision(scores: Sequence[float], labels: Sequence[bool]) -> Estimate:
    """The mean of the precision at each true case, best score first; cases of one score share their precision.

    The interval is the logit interval over the true cases (Boyd, Eng and Page, ECML PKDD 2013), which are the ``n``.
    """
    if len(scores) != len(labels):
        raise ValueError("as many scores as labels")
    true = sum(labels)
    if not true:
        return Estimate(None, 0.0, 1.0, 0)
    total = seen = hits = 0.0
    for score in sorted(set(scores), reverse=True):
        tied = [label for other, label in zip(scores, labels, strict=True) if other == score]
        seen, hits = seen + len(tied), hits + sum(tied)
        total += sum(tied) * hits / seen
    value = min(1.0, total / true)
    return Estimate(value, *_logit_interval(value, true), true)


def _logit_interval(value: float, n: int) -> tuple[float, float]:
    if value in (0.0, 1.0):
        return (0.0, proportion(0, n).high) if value == 0.0 else (proportion(n, n).low, 1.0)
    middle, half = math.log(value / (1 - value)), Z / math.sqrt(n * value * (1 - value))
    low, high = (1 / (1 + math.exp(-edge)) for edge in (middle - half, middle + half))
    return min(low, value), max(high, value)
