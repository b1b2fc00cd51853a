"""Whatever is sent in: offsets stay true, nothing raises, nothing hangs, and too much is refused by name."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction import Reading, TextTooLong, detect_language, load_model, read_article
from tests.extraction.reads import DAY, read

PIECES = [
    "Norway will send ten howitzers to Ukraine by March",
    "“We have sent two hundred tents,” the minister said",
    "Of the 40 tanks promised by Berlin",
    "12 have arrived",
    "according to Reuters",
    "the Pentagon said",
    "some 900 Kenyan officers",
    "were killed near Goma",
    "if Congress approves",
    "$60 million in aid",
    "(",
    "—",
    "\n\n",
    "KYIV - ",
    "MR SMITH: ",
    "Q ",
    "no",
    "half of them",
    "€1.5bn–€2bn",
    "🙂",
    "é",
    "\u202e",
    "\u0130stanbul",
]


def is_true(text: str, readings: list[Reading]) -> None:
    spans = [(reading.start, reading.end) for reading in readings]
    assert spans == sorted(set(spans))
    for reading in readings:
        assert text[reading.start : reading.end] == reading.quote != ""
        assert len(reading.context) <= 300
        assert 0 <= reading.worthiness <= 1
        for figure in (reading.quantity, reading.amount):
            assert figure is None or figure.min is None or figure.max is None or figure.min <= figure.max
        for period in (reading.due, reading.happened):
            assert period is None or period.from_ is None or period.to is None or period.from_ <= period.to


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=14).map(" ".join), st.dates())
def test_offsets_are_true_in_any_text(text: str, on: date) -> None:
    is_true(text, read_article(text, published_on=on))


@given(st.text(max_size=400))
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert detect_language(text) is None or len(detect_language(text) or "") == 2


def test_a_sentence_of_twenty_thousand_words_does_not_hang() -> None:
    text = "Norway sent ten tents and " * 4_000
    began = perf_counter()
    is_true(text, read(text))
    assert perf_counter() - began < 60


def test_more_than_a_megabyte_and_a_half_is_refused_by_name() -> None:
    with pytest.raises(TextTooLong, match="more than"):
        read("é" * 800_000)


def test_an_empty_text_holds_no_claim() -> None:
    assert read("") == read(" \n \n") == []


def test_importing_the_room_never_loads_the_language_library_or_the_framework() -> None:
    seen = "import sys, claims.extraction; print('spacy' in sys.modules, 'django' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "False"]


def test_the_model_is_loaded_once() -> None:
    assert load_model() is load_model()


def test_the_same_text_is_read_the_same_twice() -> None:
    text = "Norway will send ten howitzers to Ukraine by March, the ministry said. Six have arrived."
    assert read(text, DAY) == read(text, DAY)
