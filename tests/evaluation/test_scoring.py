"""Claims found, missed and made up; the slots of those found; what was taken for what."""

from __future__ import annotations

import pytest

from claims.evaluation.misses import Miss, misses
from claims.evaluation.scoring import Detection, compare, confusion, detection, false_alarms, slot_scores, summary
from tests.evaluation.making import LOST, SEND, claim, paragraph, party, quantity, reading, speaker

WEATHER = "The weather was fine"
TROOPS = {"kind": "troops", "step": "losses", "modality": "asserted", "side": "press"}
OPTIONAL = {"kind": None, "optional": True, "start": 0, "end": len(SEND)}


def test_one_found_one_missed_one_made_up() -> None:
    outcome = compare(paragraph(claim(), claim(LOST, **TROOPS)), [reading(), reading(WEATHER)])
    assert detection([outcome]) == Detection(hits=1, false=1, missed=1)
    assert detection([outcome], "aid") == Detection(hits=1, false=1, missed=0)
    assert detection([outcome], "troops") == Detection(hits=0, false=0, missed=1)
    assert (detection([outcome]).precision.value, detection([outcome]).recall.value) == (0.5, 0.5)


def test_a_claim_of_the_wrong_kind_is_found_but_not_as_its_kind() -> None:
    outcome = compare(paragraph(claim()), [reading(kind="troops")])
    assert detection([outcome]) == Detection(hits=1, false=0, missed=0)
    assert detection([outcome], "aid") == Detection(hits=0, false=0, missed=1)
    assert detection([outcome], "troops") == Detection(hits=0, false=1, missed=0)


def test_a_further_kind_is_right_too() -> None:
    outcome = compare(paragraph(claim(also={"kind": ["troops"]})), [reading(kind="troops")])
    assert detection([outcome], "aid") == Detection(hits=1, false=0, missed=0)
    assert detection([outcome], "troops") == Detection(hits=0, false=0, missed=0)


def test_an_optional_claim_counts_neither_way_however_often_it_is_found() -> None:
    text = paragraph(OPTIONAL)
    assert detection([compare(text, [])]) == Detection(0, 0, 0)
    assert detection([compare(text, [reading(), reading("three tugs")])]) == Detection(0, 0, 0)
    assert slot_scores([compare(text, [reading()])])["step"].accuracy.n == 0


def test_a_statement_counts_neither_way() -> None:
    outcome = compare(paragraph(), [reading(kind="statement")])
    assert detection([outcome]) == Detection(0, 0, 0)
    assert [statement.quote for statement in outcome.statements] == [SEND]


def test_two_readings_of_one_claim_are_one_find_and_one_false() -> None:
    assert detection([compare(paragraph(claim()), [reading(), reading("three tugs")])]) == Detection(1, 1, 0)


def test_false_alarms_are_counted_where_there_is_nothing_to_find() -> None:
    quiet, noisy = compare(paragraph(), []), compare(paragraph(), [reading(WEATHER), reading(LOST)])
    busy = compare(paragraph(claim()), [reading(WEATHER)])
    assert false_alarms([quiet, noisy, busy]).value == 100.0
    assert false_alarms([quiet, noisy, busy]).n == 2


def test_a_slot_counts_what_had_to_be_read_what_was_and_what_is_right() -> None:
    named, unnamed = paragraph(claim(speaker="Ada Holm")), paragraph(claim())
    outcomes = [
        compare(named, [reading(speaker=speaker("Holm"))]),
        compare(named, [reading()]),
        compare(unnamed, [reading(speaker=speaker("Bob"))]),
        compare(unnamed, [reading()]),
    ]
    score = slot_scores(outcomes)["speaker"]
    assert (score.accuracy.value, score.accuracy.n) == (0.5, 4)
    assert (score.precision.value, score.precision.n) == (0.5, 2)
    assert (score.recall.value, score.recall.n) == (0.5, 2)


def test_confusions_count_a_further_answer_as_right() -> None:
    also = paragraph(claim(also={"step": ["allocated"]}))
    outcomes = [compare(also, [reading(step=step)]) for step in ("pledged", "allocated", "delivered")]
    assert confusion(outcomes, "step") == {
        ("pledged", "pledged"): 1,
        ("allocated", "allocated"): 1,
        ("pledged", "delivered"): 1,
    }
    assert confusion(outcomes, "measure") == {("–", "–"): 3}


def test_the_summary_names_every_figure() -> None:
    figures = summary([compare(paragraph(claim()), [reading(step="delivered")])])
    assert (figures["f1"].value, figures["aid f1"].value, figures["step"].value) == (1.0, 1.0, 0.0)
    assert figures["troops f1"].value is None
    assert {"false claims", "due to", "condition", "origin"} <= set(figures)


def test_misses_tell_what_was_right_and_what_was_read() -> None:
    labelled = claim(
        actor="Norway", quantity={"min": "3", "max": None, "unit": "tug", "precision": "at_least"}, measure="total"
    )
    read = reading(actor=party("Peru"), quantity=quantity("4", "4"), measure="total")
    found = list(misses([compare(paragraph(labelled, claim(LOST, **TROOPS)), [read, reading(WEATHER)])]))
    assert found == [
        Miss("p1", "missed", LOST, "troops, losses", "–"),
        Miss("p1", "false", WEATHER, "–", "aid, pledged"),
        Miss("p1", "actor", SEND, "Norway", "Peru"),
        Miss("p1", "quantity", SEND, "3…– – at_least", "4…4 exact (words)"),
    ]


@pytest.mark.parametrize("quote", [SEND, LOST])
def test_a_right_reading_is_no_miss(quote: str) -> None:
    assert list(misses([compare(paragraph(claim(quote)), [reading(quote)])])) == []
