"""Worthiness: how well it ranks, and whether what it promises comes true."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.evaluation.worthiness import Scored, deciles, gold_sentences, ranking
from tests.evaluation.making import LOST, SEND, TEXT, claim, paragraph

SENTENCES = [(0, 52), (53, 71), (72, len(TEXT))]


def test_a_perfect_ranking_has_nothing_to_better() -> None:
    ranked = ranking([Scored(1.0, True)] * 5 + [Scored(0.0, False)] * 15)
    assert (ranked.precision.value, ranked.f1.value, ranked.base.value, ranked.error) == (1.0, 1.0, 0.25, 0.0)


def test_promises_that_do_not_come_true_are_an_error() -> None:
    ranked = ranking([Scored(0.9, False), Scored(0.9, False), Scored(0.9, True), Scored(0.9, False)])
    assert ranked.error == pytest.approx((3 * 0.9 + 0.1) / 4)
    assert ranked.f1.value == pytest.approx(0.4)


def test_no_sentences_have_no_figures() -> None:
    empty = ranking([])
    assert (empty.precision.value, empty.error, empty.deciles) == (None, None, ())


@given(st.lists(st.tuples(st.floats(min_value=0, max_value=1), st.booleans()), max_size=70))
def test_tenths_share_out_all_sentences_from_the_least_worth_up(cases: list[tuple[float, bool]]) -> None:
    tenths = deciles([Scored(*case) for case in cases])
    sizes = [tenth.came_true.n for tenth in tenths]
    assert sum(sizes) == len(cases)
    assert not sizes or max(sizes) - min(sizes) <= 1
    assert all(one.high <= other.low for one, other in pairwise(tenths))


def test_a_gold_sentence_is_true_when_it_holds_a_claim_and_left_out_when_that_is_optional() -> None:
    optional = {"kind": None, "optional": True, "start": 53, "end": 53 + len(LOST)}
    text = paragraph(claim(SEND), optional)
    assert [(sentence[:6], true) for sentence, true in gold_sentences(text, SENTENCES)] == [
        ("Norway", True),
        ("The we", False),
    ]
