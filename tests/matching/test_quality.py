"""The labelled pairs are legal, and the scorer stays as good on them as the page says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from claims.matching import Statement
from claims.matching.quality import LABELS, Pair, baseline, best_baseline, parse_pairs, quality, suggestions

GOLD = Path(__file__).parents[1] / "gold"


def lines(name: str) -> list[str]:
    return (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()


def pairs(name: str) -> list[Pair]:
    return parse_pairs(lines(name))


@pytest.mark.parametrize(("name", "least"), [("pairs", 220), ("pairs_heldout", 110)])
def test_there_are_enough_pairs_of_every_label(name: str, least: int) -> None:
    labels = Counter(pair.label for pair in pairs(name))
    assert labels.total() >= least
    assert all(count >= labels.total() * 0.15 for count in labels.values())
    assert len({pair.id for pair in pairs(name)}) == labels.total()


def test_no_story_and_no_text_stands_in_both_files() -> None:
    rows, kept = ([json.loads(line) for line in lines(name)] for name in ("pairs", "pairs_heldout"))
    assert {row["story"] for row in rows}.isdisjoint(row["story"] for row in kept)
    texts, kept_texts = ({row[side]["text"] for row in some for side in "ab"} for some in (rows, kept))
    assert texts.isdisjoint(kept_texts)


@pytest.mark.parametrize(("name", "least_recall_of_same"), [("pairs", 0.9), ("pairs_heldout", 0.55)])
def test_suggestions_are_good_and_better_than_trigrams(name: str, least_recall_of_same: float) -> None:
    some = pairs(name)
    ours = quality(some, suggestions(some))
    same_at, related_at = best_baseline(pairs("pairs"))
    theirs = quality(some, baseline(some, same_at=same_at, related_at=related_at))
    for mine, plain in ((ours.same, theirs.same), (ours.suggested, theirs.suggested)):
        assert mine.precision is not None
        assert mine.recall is not None
        assert mine.precision >= 0.9
        assert mine.recall >= (least_recall_of_same if mine is ours.same else 0.8)
        assert (mine.f1 or 0) > (plain.f1 or 0) + 0.1


def test_precision_and_recall_are_counted() -> None:
    claim = Statement(quote="")
    three = [Pair(str(n), claim, claim, label) for n, label in enumerate(LABELS)]
    told = quality(three, ["same", "same", None])
    assert (told.same.precision, told.same.recall) == (0.5, 1.0)
    assert (told.suggested.precision, told.suggested.recall) == (1.0, 1.0)
    nothing = quality(three[2:], [None])
    assert (nothing.same.precision, nothing.same.recall, nothing.same.f1) == (None, None, None)


@pytest.mark.parametrize("change", [{"label": "alike"}, {"a": {"text": "no slots"}}, {"b": None}])
def test_a_row_that_is_no_pair_is_named(change: dict[str, object]) -> None:
    row = json.loads(lines("pairs")[0])
    with pytest.raises(ValueError, match="line 2"):
        parse_pairs([json.dumps(row), json.dumps({**row, **change})])
