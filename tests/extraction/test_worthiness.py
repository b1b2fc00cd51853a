"""Rita sees first what deserves her time, and reads why."""

from __future__ import annotations

import json

import pytest
from numpy import array

from claims.extraction.lexicon import DATA
from claims.extraction.training.train import average_precision, cross_validate, fit, read_sentences
from claims.extraction.worthiness import features, weights, worth


def test_there_are_enough_sentences_of_both_kinds_and_none_twice() -> None:
    sentences = read_sentences()
    texts = [text for text, _ in sentences]
    assert len(set(texts)) == len(texts) >= 600
    assert min(sum(label for _, label in sentences), sum(1 - label for _, label in sentences)) >= 250


def test_the_weights_in_the_repository_are_those_the_script_learns() -> None:
    sentences = read_sentences()
    names = sorted(features("x"))
    table = array([[features(text)[name] for name in names] for text, _ in sentences])
    labels = array([float(label) for _, label in sentences])
    found = fit(table, labels)
    assert weights()["bias"] == pytest.approx(found[0], abs=0.001)
    assert [weights()[name] for name in names] == pytest.approx(list(found[1:]), abs=0.001)
    stored = json.loads((DATA / "worthiness.json").read_text(encoding="utf-8"))
    assert stored["average_precision_cross_validated"] == pytest.approx(cross_validate(table, labels), abs=0.001)


@pytest.mark.parametrize(
    ("worthy", "idle"),
    [
        ("Norway will send 20 howitzers to Ukraine by June.", "Norway is a beautiful country."),
        ("Only four of the 31 promised tanks have arrived.", "We will never forget this day."),
        ("France withdrew 1,500 soldiers from Niger.", "Should France leave Niger?"),
    ],
)
def test_a_promise_or_a_figure_is_worth_more_than_talk(worthy: str, idle: str) -> None:
    assert worth(worthy)[0] > 0.7 > 0.5 > worth(idle)[0]


def test_the_reasons_are_words_a_person_understands() -> None:
    _, reasons = worth("Norway will send 20 howitzers to Ukraine by June.")
    assert "quantity" in reasons
    assert len(reasons) <= 4


def test_average_precision_of_a_perfect_ranking_is_one() -> None:
    assert average_precision(array([0.9, 0.8, 0.1]), array([1.0, 1.0, 0.0])) == 1.0
    assert average_precision(array([0.9, 0.8, 0.1]), array([0.0, 0.0, 1.0])) == pytest.approx(1 / 3)
