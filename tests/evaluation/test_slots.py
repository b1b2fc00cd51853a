"""Each slot by itself: right, wrong, and nothing where nothing is right."""

from __future__ import annotations

from typing import Any

import pytest

from claims.evaluation.slots import SLOTS, Mark, mark
from tests.evaluation.making import amount, label, party, period, quantity, reading, speaker

BY_NAME = {slot.name: slot for slot in SLOTS}
THREE = {"min": "3", "max": "3", "unit": "tug", "precision": "exact"}
DOZENS = {"min": "24", "max": "99", "unit": "tug", "precision": "words"}
MONEY = {"min": "5000000", "max": "5000000", "currency": "EUR", "precision": "exact"}
DUE = {"from": None, "to": "2025-05-31", "precision": "season"}


def marked(name: str, labelled: dict[str, Any], read: dict[str, Any]) -> Mark:
    return mark(BY_NAME[name], label(**labelled), reading(**read))


def right(name: str, labelled: dict[str, Any], read: dict[str, Any]) -> bool:
    return marked(name, labelled, read).right


def test_every_slot_of_an_empty_claim_is_right_when_nothing_is_read() -> None:
    assert all(mark(slot, label(), reading()).right for slot in SLOTS)


def test_a_mark_says_whether_a_value_was_needed_and_given() -> None:
    assert marked("speaker", {"speaker": "Ada Holm"}, {}) == Mark(right=False, needed=True, given=False)
    assert marked("speaker", {}, {"speaker": speaker("Ada Holm")}) == Mark(right=False, needed=False, given=True)
    assert marked("negated", {"negated": True}, {"negated": True}) == Mark(right=True, needed=True, given=True)


def test_a_further_right_answer_is_right_and_nothing_only_when_it_is_among_them() -> None:
    also = {"speaker": "Ada Holm", "also": {"speaker": ["harbour office", None]}}
    assert right("speaker", also, {"speaker": speaker("the Harbour Office")})
    assert right("speaker", also, {})
    assert not right("speaker", {"speaker": "Ada Holm"}, {})


@pytest.mark.parametrize(("name", "good", "bad"), [("step", "pledged", "delivered"), ("side", "donor", "press")])
def test_plain_slots(name: str, good: str, bad: str) -> None:
    assert right(name, {}, {name: good})
    assert not right(name, {}, {name: bad})


def test_an_actor_is_right_by_name_or_by_a_further_code() -> None:
    labelled = {"actor": "Norway", "actor_code": "NO", "also": {"actor_code": ["KE", None]}}
    assert right("actor", labelled, {"actor": party("Oslo", "NO")})
    assert right("actor", labelled, {"actor": party("Nairobi", "KE")})
    assert right("actor", labelled, {})
    assert not right("actor", labelled, {"actor": party("Peru", "PE")})
    assert right("actor code", labelled, {"actor": party("Nairobi", "KE")})
    assert not right("actor code", labelled, {"actor": party("Peru", "PE")})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (quantity("3", "3"), True),
        (quantity("3.0", "3"), True),
        (quantity("3", "3", unit="boat"), True),
        (quantity("3", "3", "about"), False),
        (quantity("3", None, "at_least"), False),
        (quantity("4", "4"), False),
        (None, False),
    ],
)
def test_a_number_is_right_in_bounds_and_precision(found: Any, expected: bool) -> None:
    assert right("quantity", {"quantity": THREE}, {"quantity": found}) is expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (quantity("20", "60", "words"), True),
        (quantity("99", "200", "words"), True),
        (quantity("100", "200", "words"), False),
        (quantity("2", "23", "words"), False),
        (quantity("24", "99", "range"), False),
    ],
)
def test_vague_numbers_are_right_when_their_ranges_meet(found: Any, expected: bool) -> None:
    assert right("quantity", {"quantity": DOZENS}, {"quantity": found}) is expected


def test_further_bounds_may_stand_for_the_labelled_ones_or_for_nothing() -> None:
    counted = {"quantity": THREE, "also": {"quantity_min": ["74"], "quantity_max": ["74"]}}
    assert right("quantity", counted, {"quantity": quantity("74", "74")})
    unsure = {"quantity": THREE, "also": {"quantity_min": [None], "quantity_max": [None]}}
    assert right("quantity", unsure, {})
    zero = {"also": {"quantity_min": ["0"], "quantity_max": ["0"]}}
    assert right("quantity", zero, {"quantity": quantity("0", "0")})
    assert right("quantity", zero, {})
    assert not right("quantity", zero, {"quantity": quantity("7", "7")})


def test_units_are_compared_by_themselves() -> None:
    assert right("unit", {"quantity": THREE}, {"quantity": quantity("9", "9", unit="harbour tug")})
    assert not right("unit", {"quantity": THREE}, {"quantity": quantity("3", "3", unit="tonne")})
    open_number = {"also": {"quantity_min": ["0"], "quantity_max": ["0"]}}
    assert right("unit", open_number, {"quantity": quantity("0", "0", unit="troops")})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (amount("5000000", "5000000"), True),
        (amount("5000000", "5000000", "USD"), False),
        (amount("5000000", "5000000", None), False),
        (amount("5", "5"), False),
    ],
)
def test_money_is_right_with_its_currency(found: Any, expected: bool) -> None:
    assert right("amount", {"amount": MONEY}, {"amount": found}) is expected


def test_a_deadline_is_right_by_its_last_day_and_apart_from_that_by_its_precision() -> None:
    labelled = {"due": DUE, "also": {"due_to": ["2025-06-20"], "due_precision": ["day"]}}
    assert right("due to", labelled, {"due": period(None, "2025-06-20")})
    assert not right("due to", labelled, {"due": period(None, "2025-06-21")})
    assert right("due precision", labelled, {"due": period(None, "2024-01-01")})
    assert not right("due precision", labelled, {"due": period(None, "2025-05-31", "year")})
    maybe = {"also": {"due_to": ["2025-12-31"]}}
    assert right("due precision", maybe, {"due": period(None, "2025-12-31", "year")})
    assert right("due precision", maybe, {})


def test_what_happened_is_right_with_both_its_days() -> None:
    labelled = {"happened": {"from": "2025-02-01", "to": "2025-02-28", "precision": "month"}}
    assert right("happened", labelled, {"happened": period("2025-02-01", "2025-02-28", "month")})
    assert not right("happened", labelled, {"happened": period("2025-02-01", None, "month")})
    assert right("happened", {**labelled, "also": {"happened": [None]}}, {})
