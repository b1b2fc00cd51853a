"""What holds for any two statements whatever."""

from __future__ import annotations

from hypothesis import assume, given, settings

from claims.matching import CERTAIN, RELATED_AT, SAME_AT, Statement, score
from claims.matching.scoring import SAME_UNREAD_AT, SHORT
from tests.matching.statements import LONG_STATEMENTS, RARITIES, SHORT_STATEMENTS, STATEMENTS

Rarity = dict[str, float]


@settings(max_examples=300)
@given(STATEMENTS, STATEMENTS, RARITIES)
def test_the_order_of_the_two_does_not_count(a: Statement, b: Statement, rarity: Rarity) -> None:
    assert score(a, b, rarity) == score(b, a, rarity)


@settings(max_examples=300)
@given(STATEMENTS, STATEMENTS, RARITIES)
def test_a_score_is_a_share_and_a_relation_has_its_reasons(a: Statement, b: Statement, rarity: Rarity) -> None:
    judged = score(a, b, rarity)
    assert 0 <= judged.score <= 1
    if judged.relation is not None:
        assert judged.score >= RELATED_AT
        assert judged.reasons
        assert all(judged.reasons)
    if judged.relation == "same":
        assert judged.score >= min(SAME_AT, SAME_UNREAD_AT)


@settings(max_examples=300)
@given(LONG_STATEMENTS, RARITIES)
def test_a_claim_says_the_same_as_itself(claim: Statement, rarity: Rarity) -> None:
    assume(len(claim.tokens) >= SHORT)
    judged = score(claim, claim, rarity)
    assert (judged.relation, judged.method) == ("same", "copy")
    assert judged.score >= CERTAIN


@given(SHORT_STATEMENTS, STATEMENTS)
def test_nothing_short_is_certain(a: Statement, b: Statement) -> None:
    assume(len(a.tokens) < SHORT)
    assert score(a, a).score < CERTAIN
    assert score(a, b).score < CERTAIN


@given(STATEMENTS, STATEMENTS)
def test_another_figure_step_or_denial_is_never_the_same(a: Statement, b: Statement) -> None:
    assume((a.step and b.step and a.step != b.step) or a.negated != b.negated)
    assert score(a, b).relation != "same"
