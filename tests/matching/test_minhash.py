"""Bands that find copies, the same on every machine."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.matching import signature
from claims.matching.minhash import BANDS, chance, shingles
from claims.matching.words import tokens

TEXT = "Germany will deliver 22 armoured vehicles to Ukraine by the end of 2024"
FIXED = [2174651202254198238, 6975559597563981401, 4716402647623520732, 2222416759633660759]


def overlap(a: str, b: str) -> bool:
    return not set(signature(a)).isdisjoint(signature(b))


def test_it_never_changes() -> None:
    """Stored bands must meet new ones: a change here needs every stored signature worked out anew."""
    assert signature(TEXT)[:4] == FIXED


@given(st.text(max_size=200))
def test_equal_texts_have_equal_bands_of_signed_64_bits(text: str) -> None:
    bands = signature(text)
    assert bands == signature(str(text.encode("utf-8", "surrogatepass"), "utf-8", "surrogatepass"))
    assert len(bands) == (BANDS if tokens(text) else 0)
    assert all(-(2**63) <= band < 2**63 for band in bands)


def test_case_marks_and_thousands_do_not_count_but_numbers_do() -> None:
    assert signature("“Some 1,200 men”, he said.") == signature("some 1200 MEN he said")
    assert signature("some 1200 men he said") != signature("some 1300 men he said")


def test_a_text_without_words_meets_nothing() -> None:
    assert signature("… — !") == []


def test_a_long_text_is_hashed_in_blocks_like_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"word{n}" for n in range(100))
    whole = signature(text)
    monkeypatch.setattr("claims.matching.minhash.BLOCK", 7)
    assert signature(text) == whole


def test_an_edited_wire_text_is_found_and_another_article_is_not() -> None:
    rng = random.Random(5)  # noqa: S311 -- the same texts at every run, no secret
    words = [f"word{rng.randrange(3000)}" for _ in range(400)]
    edited = " ".join(["AGENCY", *words[:180], "cut", *words[200:390]])
    other = " ".join(f"word{rng.randrange(3000)}" for _ in range(400))
    assert overlap(" ".join(words), edited)
    assert not overlap(" ".join(words), other)


@pytest.mark.parametrize("changed", [0.05, 0.15, 0.25, 0.4])
def test_as_many_pairs_meet_as_the_curve_says(changed: float) -> None:
    rng = random.Random(7)  # noqa: S311 -- the same texts at every run, no secret
    runs, met, expected = 300, 0, 0.0
    for run in range(runs):
        words = [f"w{run}x{n}" for n in range(40)]
        edited = [f"{word}y" if rng.random() < changed else word for word in words]
        met += overlap(" ".join(words), " ".join(edited))
        expected += chance(jaccard(words, edited))
    assert abs(met - expected) / runs < 0.08


def jaccard(a: list[str], b: list[str]) -> float:
    left, right = shingles(a), shingles(b)
    return len(left & right) / len(left | right)


def test_shingles_are_runs_of_two_words() -> None:
    assert shingles(["a", "b", "c"]) == {"a b", "b c"}
    assert shingles(["a"]) == {"a"}
    assert shingles([]) == set()
