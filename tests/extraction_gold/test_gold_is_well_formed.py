"""The gold paragraphs are legal to the last offset, and the check that says so can fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gold import check

GOLD = Path(check.__file__).parent
FILES = ("dev", "dev2", "dev3", "dev4", "dev5", "dev6", "fresh", "heldout")


def rows(name: str) -> list[check.Row]:
    return check.read(GOLD / f"{name}.jsonl")


@pytest.mark.parametrize("name", FILES)
def test_every_label_is_legal_and_every_offset_true(name: str) -> None:
    assert check.faults(rows(name)) == []


@pytest.mark.parametrize("key", ["id", "text"])
def test_no_paragraph_stands_in_two_files(key: str) -> None:
    values = [row[key] for name in FILES for row in rows(name)]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("name", FILES)
def test_a_third_or_so_of_the_paragraphs_holds_no_claim(name: str) -> None:
    empty = [not row["claims"] for row in rows(name)]
    assert 0.28 <= sum(empty) / len(empty) <= 0.4


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("start", 1),
        ("step", "deployed"),
        ("modality", "certain"),
        ("measure", None),
        ("side", None),
        ("actor_code", "Denmark"),
        ("due", {"from": None, "to": "2020-01-01", "precision": "day"}),
        ("quantity", {"min": "16", "max": "12", "unit": "howitzer", "precision": "range"}),
        ("amount", {"min": "1", "max": "1", "currency": "euro", "precision": "exact"}),
        ("also", {"speakers": ["Denmark"]}),
        ("also", {"step": ["promised"]}),
        ("place", "Kyiv"),
    ],
)
def test_a_wrong_label_is_named(slot: str, value: Any) -> None:
    row = rows("dev")[0]
    row["claims"][0][slot] = value
    assert check.faults([row])


def test_offsets_are_computed_from_the_words() -> None:
    row = rows("dev")[0]
    moved = {**row, "text": "é" + row["text"]}
    assert check.faults([moved])
    assert check.faults([check.placed(moved)]) == []


def test_words_that_stand_twice_are_refused() -> None:
    row = rows("dev")[0]
    with pytest.raises(ValueError, match="stands 2 times"):
        check.placed({**row, "text": row["text"] * 2})
