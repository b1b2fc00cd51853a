"""The sample articles and their verdicts fit together, word for word."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import claims

DEMO = Path(claims.__file__).parent / "demo"
ARTICLES: dict[str, dict[str, str]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(DEMO.glob("articles/*.json"))
}
VERDICTS: list[dict[str, Any]] = json.loads((DEMO / "verdicts.json").read_text(encoding="utf-8"))
RATINGS = {"False", "Mostly false", "Half true", "Mostly true", "True"}


def test_there_are_enough_articles_over_two_years() -> None:
    days = [date.fromisoformat(article["published_at"]) for article in ARTICLES.values()]
    assert len(days) >= 14
    assert days == sorted(days)
    assert (days[-1] - days[0]).days > 700


@pytest.mark.parametrize("slug", ARTICLES)
def test_an_article_is_short_and_complete(slug: str) -> None:
    article = ARTICLES[slug]
    assert set(article) == {"title", "published_at", "source", "url", "text"}
    assert all(value == value.strip() != "" for value in article.values())
    assert article["url"].startswith("https://samples.example/")
    assert 80 <= len(article["text"].split()) <= 220


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict["article"])
def test_a_verdict_judges_words_of_its_article(verdict: dict[str, Any]) -> None:
    assert ARTICLES[verdict["article"]]["text"].count(verdict["quote_contains"]) == 1
    assert verdict["rating"] in RATINGS
    assert len(verdict["summary"]) <= 200
    assert 60 <= len(verdict["explanation"].split()) <= 150


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict["article"])
def test_evidence_names_its_side_and_stance(verdict: dict[str, Any]) -> None:
    assert 2 <= len(verdict["evidence"]) <= 3
    for piece in verdict["evidence"]:
        assert set(piece) == {"url", "title", "publisher", "quote", "side", "stance"}
        assert piece["url"].startswith("https://samples.example/")
        assert piece["side"] in {"donor", "recipient", "third_party", "press"}
        assert piece["stance"] in {"supports", "refutes", "context"}


def test_evidence_quotes_sample_articles_as_they_stand() -> None:
    texts = {article["url"]: article["text"] for article in ARTICLES.values()}
    quoted = [piece for verdict in VERDICTS for piece in verdict["evidence"] if piece["url"] in texts]
    assert len(quoted) >= len(VERDICTS)
    assert all(piece["quote"] in texts[piece["url"]] for piece in quoted)
