"""The timeline as programs read it: the contract's fields, exact decimals and days as strings."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from claims.ledger import Entry, as_object, known, timeline
from tests.ledger.examples import example

SYSTEMS = """
7   2024-02-01  donor        pledged    3 system worth 420000000.50 EUR  by 2024-12-31
11  2024-09-02  donor        pledged    3 system   by 2024-12-31
19  2024-10-05  recipient    delivered  1 system
20  2024-11-05  third_party  delivered  1..2 system  speaker OSCE
"""
FIELDS = {"unit", "lines", "pledged", "committed", "allocated", "delivered", "estimates", "deadlines", "summary"}
SUMMED = {
    *("pledged", "committed", "allocated", "delivered", "confirmed", "outstanding", "disputed", "due", "first_due"),
    *("days_slipped", "state", "days_overdue", "last_movement"),
}


def test_it_has_the_fields_of_the_contract() -> None:
    shown = example(SYSTEMS).on(date(2024, 10, 31))
    assert set(shown) >= FIELDS
    assert set(shown["summary"]) >= SUMMED
    assert shown["unit"] == "system"
    assert shown["delivered"][0] | {
        "date": "2024-10-05", "value": "1", "min": "1", "max": "1", "claim": 19, "side": "recipient", "confirmed": True,
    } == shown["delivered"][0]  # fmt: skip
    assert shown["deadlines"] == [{"said_on": "2024-02-01", "due": "2024-12-31", "claim": 7, "side": "donor"}]
    assert "confirmed" not in shown["pledged"][0]
    assert shown["summary"] | {
        "pledged": "3", "committed": "0", "allocated": "0", "delivered": "1", "confirmed": "1", "outstanding": "2",
        "disputed": False, "due": "2024-12-31", "first_due": "2024-12-31", "days_slipped": 0, "state": "open",
        "days_overdue": 0, "last_movement": "2024-10-05",
    } == shown["summary"]  # fmt: skip


def test_it_is_overdue_two_weeks_after_its_day() -> None:
    summary = example(SYSTEMS).on(date(2025, 1, 14))["summary"]
    assert (summary["state"], summary["days_overdue"], summary["outstanding"]) == (
        "overdue",
        14,
        {"min": "1", "max": "2"},
    )


def test_a_range_has_no_single_value() -> None:
    shown = example(SYSTEMS).on(date(2024, 12, 1))
    told = shown["delivered"][1]
    assert (told["value"], told["min"], told["max"]) == (None, "1", "2")
    assert told["figure"] == shown["summary"]["delivered"] == {"min": "1", "max": "2"}


def test_each_further_unit_or_currency_has_a_line_of_the_same_shape() -> None:
    shown = example(SYSTEMS).on(date(2024, 12, 1))
    (euros,) = shown["lines"]
    assert set(euros) == set(shown)
    assert (euros["unit"], euros["currency"], euros["money"], euros["lines"]) == ("EUR", "EUR", True, [])
    assert (shown["currency"], shown["money"]) == (None, False)
    assert euros["summary"]["pledged"] == "420000000.5"


def test_a_case_without_claims_is_open_and_empty() -> None:
    shown = as_object(timeline([], today=date(2024, 1, 1), kind="aid"))
    assert (shown["unit"], shown["pledged"], shown["deadlines"], shown["lines"]) == (None, [], [], [])
    assert (shown["summary"]["state"], shown["summary"]["due"], shown["summary"]["last_movement"]) == (
        "open",
        None,
        None,
    )


def test_it_goes_into_json_as_it_is() -> None:
    shown = example(SYSTEMS).on(date(2025, 1, 14))
    assert json.loads(json.dumps(shown)) == shown


def test_decimals_keep_every_digit_and_lose_idle_noughts() -> None:
    amount = Decimal("12345678901234567890.1000")
    told = Entry(
        id=1,
        said_on=date(2024, 1, 1),
        kind="aid",
        step="allocated",
        amount_min=amount,
        amount_max=amount,
        amount_precision="exact",
        amount_currency="EUR",
    )
    assert (
        as_object(timeline([told], today=date(2024, 1, 1), kind="aid"))["summary"]["allocated"]
        == "12345678901234567890.1"
    )


def test_claims_that_state_no_step_are_no_part_of_it() -> None:
    told = Entry(1, date(2024, 1, 1), "statement", None)
    assert as_object(timeline([told], today=date(2024, 1, 1), kind="aid"))["summary"]["last_movement"] is None


def test_ten_articles_that_lean_on_one_service_are_one_origin() -> None:
    rows = [
        f"{number}  2024-10-{number:02}  press  deployed  ~1500..3000 troops  citing {name}"
        for number, name in enumerate(["the Intelligence Service", "Intelligence service"] * 5, 1)
    ]
    told = example("\n".join([*rows, "11  2024-10-20  third_party  deployed  ~10000 troops  speaker Pentagon"]))
    shown = told.on(date(2024, 10, 31))
    assert {one["origin"] for one in shown["estimates"]} == {"the Intelligence Service", "Pentagon"}
    assert [(one["origin"], one["min"], one["max"], one["claims"]) for one in shown["origins"]] == [
        ("the Intelligence Service", "1500", "3000", 10),
        ("Pentagon", "10000", "10000", 1),
    ]
    assert (shown["unit"], shown["summary"]["delivered"]) == ("troops", "0")


def test_a_case_about_aid_may_have_trainers_beside() -> None:
    told = example("1  2024-01-01  donor  pledged  5 tank\n2  2024-01-02  donor  training  30 troops")
    shown = told.on(date(2024, 1, 3))
    assert (shown["unit"], [line["unit"] for line in shown["lines"]]) == ("tank", ["troops"])
    assert shown["lines"][0]["estimates"][0]["value"] == "30"


def test_what_is_known_on_a_day_was_said_by_then() -> None:
    told = example(SYSTEMS).entries
    assert [each.id for each in known(told, date(2024, 9, 2))] == [7, 11]


def test_two_that_name_each_other_as_the_first_still_count_once() -> None:
    told = example(
        "1  2024-01-01  donor  delivered  +5 tank  repeats 2\n2  2024-01-02  donor  delivered  +5 tank  repeats 1"
    )
    assert told.on(date(2024, 1, 3))["summary"]["delivered"] == "5"


def test_two_repetitions_of_a_claim_that_left_the_case_count_once() -> None:
    told = example(
        "2  2024-01-01  donor  delivered  +5 tank  repeats 1\n3  2024-01-02  donor  delivered  +5 tank  repeats 1"
    )
    assert told.on(date(2024, 1, 3))["summary"]["delivered"] == "5"


def test_a_named_voice_outranks_the_words_of_the_origin() -> None:
    """Two names of one origin, which the caller knows to be the same, confirm nothing."""
    rows = (
        "1  2024-01-01  press  delivered  5 tank  citing OCHA\n2  2024-01-02  press  delivered  5 tank  citing the UN"
    )
    one_voice = [replace(each, voice="actor 3") for each in example(rows).entries]
    assert example(rows).on(date(2024, 1, 3))["summary"]["confirmed"] == "5"
    assert as_object(timeline(one_voice, today=date(2024, 1, 3), kind="aid"))["summary"]["confirmed"] == "0"
