"""Gold lines become labels, or are refused by name."""

from __future__ import annotations

import json

import pytest

from claims.evaluation.gold import NotGold, parse_gold
from tests.evaluation.making import SEND, TEXT, claim, paragraph


def test_a_label_keeps_its_words_and_every_right_answer() -> None:
    label = paragraph(claim(step="pledged", also={"step": ["allocated"]})).labels[0]
    assert label.quote == SEND
    assert label.answers("step") == ("pledged", "allocated")
    assert label.answers("origin") == (None,)


def test_a_paragraph_with_nothing_that_has_to_be_found_is_empty() -> None:
    optional = {"kind": None, "optional": True, "start": 0, "end": 6}
    assert paragraph().is_empty
    assert paragraph(optional).is_empty
    assert not paragraph(optional, claim()).is_empty


def test_blank_lines_are_none() -> None:
    assert parse_gold(["", "  "]) == []


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "a"}',
        json.dumps({"id": "a", "published_at": "soon", "text": TEXT, "claims": []}),
        json.dumps({"id": "a", "published_at": "2025-01-01", "text": "short", "claims": [claim()]}),
    ],
)
def test_what_is_no_gold_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(NotGold, match="line 2"):
        parse_gold(["", line])
