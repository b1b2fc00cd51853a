"""Omar measures the suggestions beside plain trigrams."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.evaluation.suggesting import HEADS, PairReader, suggestion_table
from claims.extraction import load_model
from claims.management.commands import evaluate
from claims.matching.quality import Pair, parse_pairs

PAIRS = Path(__file__).parents[1] / "gold" / "pairs.jsonl"


def lines(number: int) -> list[str]:
    return PAIRS.read_text(encoding="utf-8").splitlines()[:number]


def pairs(number: int = 12) -> list[Pair]:
    return parse_pairs(lines(number))


def test_every_judge_stands_in_one_table() -> None:
    table = suggestion_table({"tuned on": pairs()}, tuning=pairs(), nlp=load_model())
    assert table.heads == HEADS
    assert [row[1].partition(",")[0] for row in table.rows] == [
        "pg_trgm at its default",
        "pg_trgm at its best",
        "ours",
        "ours",
        "ours",
    ]
    assert {row[0] for row in table.rows} == {"tuned on, n = 12"}
    assert "copies" in table.note


def test_people_s_slots_tell_more_than_letters() -> None:
    table = suggestion_table({"all": pairs(60)}, tuning=pairs(60), nlp=load_model())
    precision = {row[1]: float(row[2].split()[0]) for row in table.rows if row[2] != "–"}
    best = next(value for name, value in precision.items() if "at its best" in name)
    assert precision["ours, slots as people read them"] > best + 0.3


def test_texts_are_read_by_the_desk_s_own_reader() -> None:
    read = PairReader(load_model()).pair(pairs(1)[0])
    assert read.label == "same"
    assert (read.a.kind, read.a.step, read.a.actor and read.a.actor.key) == ("aid", "pledged", "DK")
    assert read.a.quantity is not None


def test_the_command_prints_the_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in evaluate.PAIRS:
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines(6)), encoding="utf-8")
    monkeypatch.setattr(evaluate, "GOLD", tmp_path)
    out, report = io.StringIO(), tmp_path / "matching.html"
    call_command("evaluate", "matching", report=report, stdout=out)
    for words in ("tuned on, n = 6", "held out, n = 6", "pg_trgm", "share a band"):
        assert words in out.getvalue()
        assert words in report.read_text(encoding="utf-8")


def test_a_line_that_is_no_pair_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "pairs.jsonl"
    bad.write_text(json.dumps({"label": "same"}), encoding="utf-8")
    with pytest.raises(CommandError, match="line 1"):
        evaluate.pairs_of(bad)
    with pytest.raises(CommandError, match=r"none\.jsonl"):
        evaluate.pairs_of(tmp_path / "none.jsonl")
