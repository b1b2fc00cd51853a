"""What the small parser often gets wrong in news, and what is read all the same."""

from __future__ import annotations

import pytest

from tests.extraction.reads import read


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Some 200 aid lorries were meant to cross into Gaza. On Monday 36 did.", ["200", "36"]),
        ("By Saturday 1,700 of the 2,000 US soldiers were out of Niamey.", ["1700"]),
        (
            "Six of the ten patrol boats are in Odesa. The other four, said the minister, will come in May.",
            ["6", "4"],
        ),
        ("By mid-July the WFP had brought 350 lorries of flour into Gaza.", ["350"]),
    ],
)
def test_numbers_find_their_verbs(text: str, figures: list[str]) -> None:
    assert [reading.quantity and str(reading.quantity.min) for reading in read(text)] == figures


def test_a_clause_of_time_is_no_claim() -> None:
    readings = read("Sweden will send ten tanks to Ukraine once Berlin has sent its own 20 tanks to Kyiv.")
    assert [reading.quantity and str(reading.quantity.min) for reading in readings] == ["10"]


def test_a_third_is_a_part_or_one_after_two() -> None:
    assert [r.quantity and str(r.quantity.min) for r in read("Qatar sent 30 ambulances. A third are in Gaza.")] == [
        "30",
        "10",
    ]
    readings = read("Qatar sent 30 tonnes of flour to Sudan. A third, from Riyadh, was turned back.")
    assert "10" not in [reading.quantity and str(reading.quantity.min) for reading in readings]


def test_half_the_tanks_are_half_of_them() -> None:
    (reading,) = read("Half the 60 Bushmasters from Australia came to Ukraine by sea.")
    assert (reading.quantity and str(reading.quantity.min)) == "30"
