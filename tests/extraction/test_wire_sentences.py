"""Plain sentences of the wire, read slot by slot; a row of ``wire.csv`` is a sentence and what it says."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.extraction.reads import code, first, read

HERE = Path(__file__).parent
ROWS = list(csv.DictReader((HERE / "wire.csv").read_text(encoding="utf-8").splitlines()))
SILENT = (HERE / "no_claims.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:48])
def test_a_sentence_says_what_its_row_says(row: dict[str, str]) -> None:
    readings = [reading for reading in read(row["text"]) if reading.kind != "statement"]
    reading = readings[0]
    figure = reading.quantity or reading.amount
    bounds = (None, None) if figure is None else (figure.min, figure.max)
    assert f"{reading.kind}/{reading.step}" == row["step"]
    assert (code(reading.actor) or "", code(reading.recipient) or "") == (row["actor"], row["recipient"])
    assert bounds == tuple(Decimal(row[end]) if row[end] else None for end in ("min", "max"))
    assert (reading.speaker.name if reading.speaker else "") == row["speaker"]
    assert (reading.modality, reading.side) == (row["modality"], row["side"])
    assert len(readings) == int(row["claims"])


@pytest.mark.parametrize("text", SILENT, ids=lambda text: text[:48])
def test_what_only_uses_the_words_makes_no_claim(text: str) -> None:
    assert read(text) == []


def test_a_list_makes_a_claim_of_each_thing_with_its_own_words() -> None:
    readings = read("Germany will send ten howitzers, 5,000 shells and medical kits to Ukraine.")
    assert [reading.quote for reading in readings] == [
        "Germany will send ten howitzers",
        "5,000 shells",
        "medical kits to Ukraine",
    ]
    assert {code(reading.recipient) for reading in readings} == {"UA"}


def test_each_receiver_has_its_own_sum() -> None:
    readings = read("Japan will give $5 million to Kenya, $3 million to Somalia and $2 million to Ethiopia.")
    assert [(code(r.recipient), r.amount and str(r.amount.max)) for r in readings] == [
        ("KE", "5000000"),
        ("SO", "3000000"),
        ("ET", "2000000"),
    ]


def test_a_gap_borrows_the_verb() -> None:
    readings = read("France will send six cranes to Ukraine, Italy four.")
    assert [(code(r.actor), r.quantity and str(r.quantity.max)) for r in readings] == [("FR", "6"), ("IT", "4")]


def test_a_bare_number_counts_what_was_named_before() -> None:
    readings = read("Poland promised ten tanks to Ukraine. Six have arrived. The remaining four will follow in May.")
    assert [(r.step, r.quantity and str(r.quantity.max), r.item) for r in readings] == [
        ("pledged", "10", "tanks"),
        ("delivered", "6", "tanks"),
        ("pledged", "4", "tanks"),
    ]


def test_we_and_he_and_the_ministry_are_whom_they_mean() -> None:
    text = "Defence Minister Boris Pistorius spoke in Berlin. “We will send ten tanks to Ukraine,” he said."
    reading = first(text)
    assert (reading.speaker and reading.speaker.name, code(reading.actor)) == ("Boris Pistorius", "DE")


def test_a_condition_is_kept_in_the_words_of_the_text() -> None:
    reading = first("If parliament agrees, Bulgaria will transfer ten vehicles to Ukraine.")
    assert (reading.modality, reading.condition) == ("possible", "If parliament agrees")


def test_hearsay_through_two_hands_names_the_second() -> None:
    reading = first("Reuters reported, citing two officials, that Iran had sent 400 missiles to Russia.")
    assert (reading.origin, reading.modality, reading.side) == ("two officials", "reported", "press")


def test_a_briefing_gives_the_floor_by_name() -> None:
    readings = read("Q: Will you send more Patriots? MR. RYDER: We will send two more batteries.")
    assert [(r.speaker and r.speaker.name, r.side) for r in readings] == [("Ryder", "donor")]


def test_a_dateline_lends_its_state_to_the_minister() -> None:
    reading = first("OSLO - Norway will send ten howitzers to Ukraine, Defence Minister Odd Evensen said.")
    assert (code(reading.speaker), reading.side) == ("NO", "donor")
    assert reading.quote.startswith("Norway")


def test_headlines_bylines_and_read_more_make_no_claim() -> None:
    text = (
        "Norway to send howitzers\nBy Ada Holm\nNorway will send ten howitzers to Ukraine.\nRead more: tanks for Kyiv"
    )
    assert [reading.quote for reading in read(text)] == ["Norway will send ten howitzers to Ukraine"]


def test_another_figure_is_a_statement_only_beside_a_claim_of_ours() -> None:
    other = "Exports to Russia have fallen by 40 per cent since 2022, the lowest level in ten years."
    assert read(other) == []
    kinds = [reading.kind for reading in read(f"Norway will send ten howitzers to Ukraine. {other}")]
    assert kinds == ["aid", "statement"]
