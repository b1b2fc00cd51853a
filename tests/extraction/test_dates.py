"""Omar asks what day a phrase means: read on 15 August 2024, a Thursday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.dates import find_dates
from claims.extraction.deadlines import due_of, events_of, happened_of, is_old

DAY = date(2024, 8, 15)
DUES = [
    ("by the end of 2024", "2024-12-31", "day"),
    ("in October", "2024-10-31", "month"),
    ("within 60 days", "2024-10-14", "day"),
    ("by the end of the week", "2024-08-18", "day"),
    ("next month", "2024-09-30", "month"),
    ("in the third quarter", "2024-09-30", "quarter"),
    ("in the first half of 2025", "2025-06-30", "half"),
    ("this winter", "2025-02-28", "season"),
    ("this fiscal year", "2024-12-31", "year"),
    ("before 9 September", "2024-09-08", "day"),
    ("before the winter", "2024-11-30", "season"),
    ("by the end of next month", "2024-09-30", "day"),
    ("on Monday", "2024-08-19", "day"),
    ("by Christmas", "2024-12-25", "day"),
    ("within the year", "2024-12-31", "year"),
    ("by year-end", "2024-12-31", "day"),
    ("no later than June 1", "2025-06-01", "day"),
    ("in the fourth quarter of next year", "2025-12-31", "quarter"),
]


@pytest.mark.parametrize(("phrase", "last", "precision"), DUES, ids=[case[0] for case in DUES])
def test_a_deadline_is_its_last_day(phrase: str, last: str, precision: str) -> None:
    due = due_of(f"Norway will deliver two launchers {phrase}", DAY, {}, firm=False, said=False)
    assert due is not None
    assert (str(due.to), due.precision, due.text) == (last, precision, phrase)


@pytest.mark.parametrize("phrase", ["from the autumn", "in the coming weeks", "last week", "since May", "until June"])
def test_what_sets_no_deadline_is_none(phrase: str) -> None:
    assert due_of(f"Norway will train pilots {phrase}", DAY, {}, firm=False, said=False) is None


def test_a_date_that_slipped_counts_by_its_new_day() -> None:
    due = due_of("four tanks promised for September have slipped to October", DAY, {}, firm=False, said=False)
    assert due is not None
    assert str(due.to) == "2024-10-31"


def test_an_event_the_article_dates_makes_a_deadline() -> None:
    later = events_of("The president leaves office on January 20.", DAY)
    due = due_of("the aid will be delivered before leaving office", DAY, later, firm=False, said=False)
    assert due is not None
    assert str(due.to) == "2025-01-19"


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("on Monday", "2024-08-12", "2024-08-12"),
        ("last week", "2024-08-05", "2024-08-11"),
        ("overnight", "2024-08-15", "2024-08-15"),
        ("last month", "2024-07-01", "2024-07-31"),
        ("on Tuesday and Wednesday", "2024-08-13", "2024-08-14"),
        ("at the weekend", "2024-08-10", "2024-08-11"),
        ("in March", "2024-03-01", "2024-03-31"),
    ],
)
def test_what_took_place_has_its_days(phrase: str, start: str, end: str) -> None:
    happened = happened_of(f"Norway delivered two launchers {phrase}", DAY)
    assert happened is not None
    assert (str(happened.from_), str(happened.to)) == (start, end)


def test_since_has_no_end() -> None:
    happened = happened_of("the soldiers have been there since May", DAY)
    assert happened is not None
    assert (str(happened.from_), happened.to) == ("2024-05-01", None)


@pytest.mark.parametrize("text", ["In 1944 troops landed.", "Eighty years ago they came.", "A century ago they left."])
def test_wars_of_the_past_are_old(text: str) -> None:
    assert is_old(text, DAY)


@given(st.text(max_size=120), st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.booleans())
def test_any_text_gives_ordered_days_inside_it(text: str, on: date, ahead: bool) -> None:
    for day in find_dates(text, on, ahead=ahead):
        assert day.first <= day.last
        assert 0 <= day.start < day.end <= len(text)


@given(st.integers(1, 99999), st.sampled_from(["day", "week", "month", "quarter", "year", "decade"]), st.dates())
def test_any_count_of_any_unit_is_a_day_or_nothing(count: int, unit: str, on: date) -> None:
    for phrase in (f"within {count} {unit}s", f"{count} {unit}s ago", f"over the past {count} {unit}s"):
        for day in find_dates(phrase, on, ahead=True):
            assert day.first <= day.last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("between March and May", date(2025, 3, 1), date(2025, 5, 31)),
        ("from March to May 2026", date(2026, 3, 1), date(2026, 5, 31)),
        ("from November 2025 until February 2026", date(2025, 11, 1), date(2026, 2, 28)),
        ("from November to February 2026", date(2025, 11, 1), date(2026, 2, 28)),
        ("6\u20138 June 2025", date(2025, 6, 6), date(2025, 6, 8)),
        ("June 6 to 8, 2025", date(2025, 6, 6), date(2025, 6, 8)),
        ("on 25.10.2025", date(2025, 10, 25), date(2025, 10, 25)),
        ("on 10/25/2025", date(2025, 10, 25), date(2025, 10, 25)),
        ("2025/10/25", date(2025, 10, 25), date(2025, 10, 25)),
        ("in the week of March 18, 2025", date(2025, 3, 17), date(2025, 3, 23)),
        ("the week beginning 18 March 2025", date(2025, 3, 18), date(2025, 3, 24)),
        ("in H2 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025 Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("later this year", date(2024, 11, 24), date(2024, 12, 31)),
        ("earlier this month", date(2024, 11, 1), date(2024, 11, 24)),
    ],
)
def test_stretches_and_written_dates(text: str, first: date, last: date) -> None:
    (day,) = find_dates(text, date(2024, 11, 24), ahead=True)
    assert (day.first, day.last) == (first, last)


@pytest.mark.parametrize("text", ["10/05/2025", "between 10 and 20 tanks", "31.02.2025", "a score of 3.5"])
def test_what_could_mean_two_days_is_not_guessed(text: str) -> None:
    assert find_dates(text, date(2024, 11, 24)) == []
