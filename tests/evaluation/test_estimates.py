"""Figures and their intervals against values worked out elsewhere, and the laws that hold for all of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.evaluation.estimates import Estimate, average_precision, f_score, proportion, rate

COUNTS = st.integers(min_value=0, max_value=500)


def inside(estimate: Estimate) -> bool:
    return estimate.value is not None and estimate.low <= estimate.value <= estimate.high


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (29, 29, 0.8830, 1.0)],
)
def test_wilsons_intervals_are_those_of_newcombes_table(hits: int, n: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17, 1998, table I, method 3."""
    estimate = proportion(hits, n)
    assert estimate.low == pytest.approx(low, abs=5e-5)
    assert estimate.high == pytest.approx(high, abs=5e-5)


def test_nothing_counted_says_nothing() -> None:
    assert proportion(0, 0) == Estimate(None, 0.0, 1.0, 0)
    assert f_score(0, 0, 0).value is None
    assert rate(0, 0).high == math.inf
    assert average_precision([0.3], [False]).value is None


@pytest.mark.parametrize("hits", [-1, 4])
def test_more_hits_than_cases_are_refused(hits: int) -> None:
    with pytest.raises(ValueError, match="of 3"):
        proportion(hits, 3)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    assert f_score(30, 10, 30).value == pytest.approx(2 * 0.75 * 0.5 / (0.75 + 0.5))


@given(hits=COUNTS, false=COUNTS, missed=COUNTS)
def test_f1_is_symmetric_and_inside_its_interval(hits: int, false: int, missed: int) -> None:
    assert f_score(hits, false, missed) == f_score(hits, missed, false)
    if hits + false + missed:
        assert inside(f_score(hits, false, missed))


@given(n=st.integers(min_value=1, max_value=500), share=st.floats(min_value=0, max_value=1))
def test_an_interval_holds_its_estimate_and_narrows_with_more_cases(n: int, share: float) -> None:
    hits = round(share * n)
    few, many = proportion(hits, n), proportion(hits * 4, n * 4)
    assert inside(few)
    assert inside(many)
    assert many.high - many.low < few.high - few.low


def test_a_rate_counts_events_per_hundred_cases() -> None:
    estimate = rate(3, 60)
    assert estimate.value == 5.0
    assert estimate.low == pytest.approx(1.70, abs=0.01)  # (3 + 1.9208 ± 1.96 √(3 + 0.9604)) / 60
    assert estimate.high == pytest.approx(14.70, abs=0.01)


@given(count=COUNTS, n=st.integers(min_value=1, max_value=500))
def test_a_rate_is_inside_its_interval(count: int, n: int) -> None:
    assert inside(rate(count, n))


def test_average_precision_is_the_mean_precision_at_each_true_case() -> None:
    scores, labels = [0.9, 0.8, 0.7, 0.6], [True, False, True, False]
    assert average_precision(scores, labels).value == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(scores, labels).n == 2


def test_cases_of_one_score_share_their_precision_in_any_order() -> None:
    assert average_precision([0.5, 0.5], [True, False]).value == 0.5
    assert average_precision([0.5, 0.5], [False, True]).value == 0.5


@given(st.lists(st.tuples(st.floats(min_value=0, max_value=1), st.booleans()), min_size=1, max_size=60))
def test_average_precision_is_between_its_bounds(cases: list[tuple[float, bool]]) -> None:
    scores, labels = [score for score, _ in cases], [label for _, label in cases]
    if any(labels):
        assert inside(average_precision(scores, labels))
    if all(labels):
        assert average_precision(scores, labels).value == pytest.approx(1.0)


def test_scores_without_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="as many"):
        average_precision([0.5], [])
