"""Omar measures the reader from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.evaluation.making import TEXT, claim

ROW = {"id": "p1", "published_at": "2025-03-10", "text": TEXT}


def told(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("evaluate", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def own_set(tmp_path: Path) -> Path:
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({**ROW, "claims": [claim(step="cancelled")]}) + "\n", encoding="utf-8")
    return path


def test_a_file_of_ones_own_is_measured_and_its_misses_are_listed(own_set: Path) -> None:
    plain, listed = told(str(own_set), rounds=0), told(str(own_set), "--misses", rounds=0)
    assert "Claims found" in plain
    assert "Average precision" in plain
    assert "cancelled" in listed.split("Misses")[1]
    assert "Misses" not in plain
    assert "Speed" not in plain


def test_the_report_is_one_page_with_plots(own_set: Path, tmp_path: Path) -> None:
    told(str(own_set), "--rounds=1", f"--report={tmp_path / 'out' / 'page.html'}")
    document = (tmp_path / "out" / "page.html").read_text(encoding="utf-8")
    assert document.count("<svg") == 4
    assert "own, read by" in document


def test_the_texts_of_a_heldout_set_stay_unseen(own_set: Path) -> None:
    kept = own_set.rename(own_set.with_name("heldout.jsonl"))
    assert "Norway" not in told(str(kept), rounds=0)
    with pytest.raises(CommandError, match="not shown"):
        told(str(kept), "--misses")


def test_what_is_no_set_is_said_in_a_sentence(tmp_path: Path) -> None:
    bad, empty = tmp_path / "bad.jsonl", tmp_path / "empty.jsonl"
    bad.write_text("{", encoding="utf-8")
    empty.write_text("\n", encoding="utf-8")
    for path, words in ((bad, "line 1"), (empty, "no paragraph"), (tmp_path / "none.jsonl", "There is no set")):
        with pytest.raises(CommandError, match=words):
            told(str(path))


def test_a_language_model_is_measured_only_where_one_is_named(own_set: Path, settings: Settings) -> None:
    with pytest.raises(CommandError, match="LLM_URL and LLM_MODEL"):
        told(str(own_set), "--reader=llm")
    settings.LLM_URL, settings.LLM_MODEL = "http://127.0.0.1:9/v1", "small"
    both = told(str(own_set), "--reader=both")
    assert "Claims found: rules-1" in both
    assert "Claims found: llm-1, small" in both
    assert "could not be reached" in both
    kept = own_set.rename(own_set.with_name("heldout.jsonl"))
    with pytest.raises(CommandError, match="not sent anywhere"):
        told(str(kept), "--reader=llm")


def test_the_public_sets_want_their_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--folder"):
        told("public")
    (tmp_path / "quotes.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(CommandError, match=r"lacks quantities\.jsonl, dates\.jsonl, worthiness\.jsonl"):
        told("public", folder=tmp_path)
    for name in ("quantities", "dates", "worthiness"):
        (tmp_path / f"{name}.jsonl").write_text("", encoding="utf-8")
    assert "Gender Gap Tracker" in told("public", folder=tmp_path)
