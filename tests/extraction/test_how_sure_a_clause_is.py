"""How words above the verb bend it: what is believed to have happened, what is not ruled out, what is no more sent."""

from __future__ import annotations

import pytest

from tests.extraction.reads import first, read


@pytest.mark.parametrize(
    ("text", "step", "modality", "negated"),
    [
        ("Iran is believed to have sent 400 missiles to Russia.", "delivered", "asserted", False),
        ("Some 4,000 Rwandan soldiers are thought to be fighting in Congo.", "at_front", "asserted", False),
        ("Macron has not ruled out sending troops to Ukraine.", "announced", "possible", False),
        ("Slovakia will send no more arms to Ukraine.", "pledged", "promised", True),
        ("Sweden's government proposed a package worth 16 billion euros for Ukraine.", "pledged", "planned", False),
        ("No aid has entered Gaza since March 2.", "delivered", "asserted", True),
        ("Not a single truck has reached Gaza in three weeks, OCHA said.", "delivered", "asserted", True),
    ],
)
def test_a_clause_is_as_sure_as_the_words_above_it(text: str, step: str, modality: str, negated: bool) -> None:
    reading = first(text)
    assert (reading.step, reading.modality, reading.negated) == (step, modality, negated)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Spain rotated 300 marines out of Iraq.", "withdrawn"),
        ("The Pentagon will leave 400 troops in Syria.", "announced"),
        ("Zelenskyy thanked Canada for two armoured vehicles.", "delivered"),
    ],
)
def test_a_verb_is_read_with_its_company(text: str, step: str) -> None:
    assert first(text).step == step


@pytest.mark.parametrize(
    ("text", "step", "modality", "negated"),
    [
        ("Two more F-16s from Denmark go to Kyiv this year.", "pledged", "planned", False),
        ("The minister ruled out British combat troops in Ukraine.", "announced", "asserted", True),
        ("Not one North Korean was fighting in Kursk, Moscow said.", "at_front", "asserted", True),
        ("Cuba denied that any of its soldiers were in Russia.", "deployed", "asserted", True),
    ],
)
def test_a_timetable_is_a_plan_and_a_ruling_out_a_denial(text: str, step: str, modality: str, negated: bool) -> None:
    reading = first(text)
    assert (reading.step, reading.modality, reading.negated) == (step, modality, negated)


@pytest.mark.parametrize(
    ("text", "step", "modality"),
    [
        ("Copenhagen's 19 F-16s should be in Ukraine by New Year.", "pledged", "planned"),
        ("The 1,000 French soldiers in Chad must leave by May.", "withdrawn", "planned"),
        ("There are North Korean troops in Russia, the secretary said.", "deployed", "asserted"),
        ("A dozen donors have suspended funding for UNRWA.", "cancelled", "asserted"),
        ("Kyiv got 90 combat vehicles from Berlin. That is 20 Marders and 70 Dingos.", "delivered", "asserted"),
    ],
)
def test_what_is_due_is_a_plan_and_what_is_said_again_is_told(text: str, step: str, modality: str) -> None:
    reading = first(text)
    assert (reading.step, reading.modality) == (step, modality)


def test_drones_that_are_shot_down_are_no_gift() -> None:
    assert [reading.kind for reading in read("Poland shot down several drones that had entered its airspace.")] == []
