"""Found spans answer labelled ones: one to one, when they share half of the shorter, the best first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.evaluation.pairing import Span, likeness, meet, overlap, pair

SPANS = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 40)).map(lambda cut: (cut[0], cut[0] + cut[1])), max_size=12
)


def test_half_of_the_shorter_span_is_enough_and_less_is_not() -> None:
    assert meet((0, 10), (5, 100))
    assert not meet((0, 10), (6, 100))


def test_a_span_inside_another_meets_it_however_long_that_is() -> None:
    assert meet((0, 1000), (500, 510))


def test_spans_that_touch_or_are_empty_do_not_meet() -> None:
    assert not meet((0, 10), (10, 20))
    assert not meet((5, 5), (0, 10))


def test_the_likest_pair_goes_first() -> None:
    assert pair([(0, 30), (20, 40)], [(18, 40)]) == [(1, 0)]


def test_a_taken_span_leaves_the_other_with_the_next_best() -> None:
    assert pair([(0, 20), (0, 18)], [(0, 18), (0, 30)]) == [(0, 1), (1, 0)]


@given(gold=SPANS, found=SPANS)
def test_pairs_are_one_to_one_of_spans_that_meet_and_leave_none_that_could_still_pair(
    gold: list[Span], found: list[Span]
) -> None:
    pairs = pair(gold, found)
    taken, used = [i for i, _ in pairs], [j for _, j in pairs]
    assert len(set(taken)) == len(taken)
    assert len(set(used)) == len(used)
    assert all(meet(gold[i], found[j]) for i, j in pairs)
    left = [one for i, one in enumerate(gold) if i not in taken]
    free = [other for j, other in enumerate(found) if j not in used]
    assert not any(meet(one, other) for one in left for other in free)


@given(gold=SPANS, found=SPANS)
def test_it_makes_no_difference_who_asks_whom(gold: list[Span], found: list[Span]) -> None:
    def closeness(pairs: list[tuple[int, int]], ones: list[Span], others: list[Span]) -> list[float]:
        return sorted(likeness(ones[i], others[j]) for i, j in pairs)

    assert meet_all(gold, found) == meet_all(found, gold)
    if len({likeness(one, other) for one in gold for other in found}) == len(gold) * len(found):  # no ties
        assert closeness(pair(gold, found), gold, found) == closeness(pair(found, gold), found, gold)


def meet_all(ones: list[Span], others: list[Span]) -> int:
    return sum(meet(one, other) and overlap(one, other) > 0 for one in ones for other in others)
