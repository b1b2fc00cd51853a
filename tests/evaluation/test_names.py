"""Lenient where wordings differ, strict where people do."""

from __future__ import annotations

import pytest

from claims.evaluation.names import entity_of, same_clause, same_name, same_origin, same_thing, same_unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Defense Ministry", "Ministry of Defence"),
        ("Seoul", "South Korea"),
        ("Biden", "Joe Biden"),
        ("Gen. Serhii Malynovets", "Serhii Malynovets"),
        ("MR. PELLOW", "Pellow"),
        ("ministry", "foreign ministry"),
        ("WFP", "World Food Programme"),
        ("Jose Ruiz", "José Ruiz"),
        ("prime minister", "Prime Minister"),
    ],
)
def test_two_names_of_one(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hunter Biden", "Joe Biden"),
        ("defence ministry", "foreign ministry"),
        ("Ukraine", "Ukraine's military intelligence"),
        ("Seoul", "North Korea"),
        ("Joe", "Joe Biden"),
        ("prime minister", "defence minister"),
        ("NATO", ""),
        ("Niger", "Nigeria"),
    ],
)
def test_two_names_of_two(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_a_name_with_more_around_it_is_not_the_actor() -> None:
    known = entity_of("the Kremlin")
    assert known is not None
    assert known.code == "RU"
    assert entity_of("Russian tanks in Syria") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("self-propelled howitzers", "howitzer", True),
        ("blankets, stoves and antibiotics", "blankets", True),
        ("rebuilding of schools", "rebuilding", True),
        ("batteries", "battery", True),
        ("howitzers", "shells", False),
        ("field kitchens", "field hospitals", False),
        ("the", "shells", False),
    ],
)
def test_things_are_the_same_by_their_head_or_their_words(one: str, other: str, same: bool) -> None:
    assert same_thing(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("tonne", "tonnes", True), ("launcher", "rocket launcher", True), ("lorry", "tonne", False), ("", "tonne", False)],
)
def test_units(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same


def test_a_condition_may_leave_out_its_opening_and_a_few_words() -> None:
    assert same_clause("only if Congress lifts its hold", "if Congress lifts its hold")
    assert same_clause("once Berlin has paid for their replacement", "Berlin has paid for it")
    assert not same_clause("if Congress agrees", "if the Senate approves it")
    assert not same_clause("if", "unless")


def test_an_origin_may_be_told_by_half_of_its_words() -> None:
    assert same_origin("two people briefed on the matter", "two people")
    assert not same_origin("a report by the Institute for Steppe Studies", "report")
