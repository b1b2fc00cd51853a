"""The reader reads the gold paragraphs no worse than it once did."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from claims.evaluation.estimates import Estimate
from claims.evaluation.gold import parse_gold
from claims.evaluation.measuring import outcomes_of
from claims.evaluation.scoring import summary
from claims.extraction import load_model
from tests.gold import check

GOLD = Path(check.__file__).parent
FLOORS: dict[str, dict[str, float]] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
CEILINGS = ("false claims",)


@cache
def figures(name: str) -> dict[str, Estimate]:
    paragraphs = parse_gold((GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return summary(outcomes_of(paragraphs, load_model()))


def beneath(found: dict[str, Estimate], floors: dict[str, float]) -> list[str]:
    """What is worse than its floor allows, as "name: figure, floor"."""
    worse = []
    for name, floor in floors.items():
        value = found[name].value
        if value is None or (value > floor if name in CEILINGS else value < floor):
            worse.append(f"{name}: {value}, {floor}")
    return worse


@pytest.mark.parametrize("name", list(FLOORS))
def test_no_figure_falls_beneath_its_floor(name: str) -> None:
    assert beneath(figures(name), FLOORS[name]) == []


@pytest.mark.parametrize("name", list(FLOORS))
def test_every_figure_has_a_floor(name: str) -> None:
    assert set(FLOORS[name]) == {figure for figure, found in figures(name).items() if found.value is not None}


def test_a_figure_beneath_its_floor_is_named() -> None:
    found = {
        "step": Estimate(0.8, 0.7, 0.9, 50),
        "false claims": Estimate(4.0, 1, 8, 50),
        "due to": Estimate(None, 0, 1, 0),
    }
    assert beneath(found, {"step": 0.8, "false claims": 4.0}) == []
    assert beneath(found, {"step": 0.81, "false claims": 3.9, "due to": 0.1}) == [
        "step: 0.8, 0.81",
        "false claims: 4.0, 3.9",
        "due to: None, 0.1",
    ]
