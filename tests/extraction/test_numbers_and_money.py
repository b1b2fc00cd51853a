"""Vera trusts a figure only when its bounds, scale and currency are those of the words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.figures import find_figures
from claims.extraction.numbers import read_words, write_words

CASES = [
    ("more than €1.5bn in aid", "1500000000", None, "at_least", "EUR"),
    ("between 50 and 60 million euros", "50000000", "60000000", "range", "EUR"),
    ("$50-60 million", "50000000", "60000000", "range", "USD"),
    ("$1bn to $2bn", "1000000000", "2000000000", "range", "USD"),
    ("Rs 200 crore", "2000000000", "2000000000", "exact", "INR"),
    ("A$100 million", "100000000", "100000000", "exact", "AUD"),
    ("500 million kronor", "500000000", "500000000", "exact", "SEK"),
    ("a 500-million-euro package", "500000000", "500000000", "exact", "EUR"),
    ("PLN 4bn", "4000000000", "4000000000", "exact", "PLN"),
    ("hundreds of millions of dollars", "200000000", "999999999", "words", "USD"),
    ("as many as 1,200 men", None, "1200", "at_most", None),
    ("at least 300 of them", "300", None, "at_least", None),
    ("about ten howitzers", "10", "10", "about", None),
    ("10,000 to 12,000 troops", "10000", "12000", "range", None),
    ("half a million shells", "500000", "500000", "exact", None),
    ("a hundred and twenty tanks", "120", "120", "exact", None),
    ("three dozen lorries", "36", "36", "exact", None),
    ("several hundred soldiers", "300", "999", "words", None),
]


@pytest.mark.parametrize(("text", "low", "high", "precision", "currency"), CASES, ids=[case[0] for case in CASES])
def test_a_figure_is_read(text: str, low: str | None, high: str | None, precision: str, currency: str | None) -> None:
    (figure,) = find_figures(text)
    assert figure.min == (None if low is None else Decimal(low))
    assert figure.max == (None if high is None else Decimal(high))
    assert (figure.precision, figure.currency) == (precision, currency)


@pytest.mark.parametrize("text", ["a 45-year-old man", "155mm guns", "at 10:30", "5 per cent", "the F-16", "the 23rd"])
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert find_figures(text) == []


def test_another_two_is_an_increment_of_two() -> None:
    (figure,) = find_figures("another two launchers")
    assert (str(figure.min), figure.increment) == ("2", True)


def test_a_particle_is_no_bound() -> None:
    (figure,) = find_figures("has handed over 46 tanks")
    assert (str(figure.min), figure.precision) == ("46", "exact")


def test_a_sum_shares_the_currency_of_the_sum_before_it() -> None:
    figures = find_figures("2.6 billion zlotys for refugees and 90 million for schools")
    assert [(figure.currency, str(figure.max)) for figure in figures] == [("PLN", "2600000000"), ("PLN", "90000000")]


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_number_words_come_back_as_the_number(number: int) -> None:
    assert read_words(write_words(number)) == number


@given(st.integers(min_value=2, max_value=10**9))
def test_written_out_in_a_text_it_is_the_same_number(number: int) -> None:
    (figure,) = find_figures(f"{write_words(number)} tents")
    assert figure.min == figure.max == number


@given(st.text(max_size=200))
def test_any_text_gives_figures_in_order_with_ordered_bounds(text: str) -> None:
    figures = find_figures(text)
    for figure in figures:
        assert 0 <= figure.start <= figure.core_start < figure.core_end <= figure.end <= len(text)
        assert figure.min is None or figure.max is None or figure.min <= figure.max
    assert [figure.start for figure in figures] == sorted(figure.start for figure in figures)
