"""What a phrase of time means on a given day: for each kind of phrase, from its match to its first and last day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from claims.extraction.lexicon import table
from claims.extraction.numbers import read_words
from claims.extraction.shapes import DatePrecision

T = table("dates")

MONTHS: dict[str, int] = T["months"]

WEEKDAYS: dict[str, int] = T["weekdays"]

QUARTERS: dict[str, int] = T["quarters"]


@dataclass(frozen=True, slots=True)
class Told:
    """The day a text is read on, and whether its verb looks ahead."""

    on: date
    ahead: bool


Span = tuple[date, date, DatePrecision]

Rule = Callable[[re.Match[str], Told], Span | None]


def month_span(year: int, month: int, months: int = 1) -> tuple[date, date]:
    """First and last day of ``months`` whole months."""
    last = month + months - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, month, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])


def shift_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def single(day: date | None) -> Span | None:
    return None if day is None else (day, day, "day")


def nearest_year(month: int, day: int, told: Told) -> int:
    """The year that a month without one means: the next for what lies ahead, else the last."""
    year = told.on.year
    probe = day_of(year, month, min(day, 28)) or told.on
    if told.ahead:
        return year + 1 if probe < told.on - timedelta(days=31 if day == 1 else 3) else year
    return year - 1 if probe > told.on + timedelta(days=31) else year


def month_day(match: re.Match[str], told: Told) -> Span | None:
    month = MONTHS[match["month"].lower()]
    day = int(match["day"])
    year = int(match["year"]) if match["year"] else nearest_year(month, day, told)
    return single(day_of(year, month, day))


def days_of_month(match: re.Match[str], told: Told) -> Span | None:
    """ "6-8 June", "June 6 to 8": both days are inside."""
    month = MONTHS[match["month"].lower()]
    year = int(match["year"]) if match["year"] else nearest_year(month, int(match["last"]), told)
    first, last = day_of(year, month, int(match["first"])), day_of(year, month, int(match["last"]))
    return (first, last, "day") if first and last and first < last else None


def numeric(match: re.Match[str], told: Told) -> Span | None:
    """ "25.10.2024", "10/25/2024": only where day and month cannot be taken for each other."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    dotted = "." in match[0]
    if not dotted and first <= 12 and second <= 12 and first != second:
        return None
    month_first = not dotted and second > 12
    return single(day_of(year, *((first, second) if month_first else (second, first))))


def later(match: re.Match[str], told: Told) -> Span | None:
    """ "Later this year": from the day of the article to its end; "earlier this month": from its beginning."""
    first, last, precision = _unit_span(told.on, match["unit"].lower())
    return (told.on, last, precision) if match["side"].lower() == "later" else (first, told.on, precision)


def week_of(match: re.Match[str], told: Told) -> Span | None:
    """ "The week of March 18", "the week beginning 18 March": seven days, from Monday or from the day it begins on."""
    day = month_day(match, told)
    if day is None:
        return None
    monday = day[0] - timedelta(days=day[0].weekday())
    first = day[0] if match["begins"] else monday
    return first, first + timedelta(days=6), "week"


def iso(match: re.Match[str], told: Told) -> Span | None:
    return single(day_of(int(match["year"]), int(match["mon"]), int(match["day"])))


def month(match: re.Match[str], told: Told) -> Span | None:
    month = MONTHS[match["month"].lower()]
    if match["which"] and match["which"].lower() == "last":
        year = told.on.year - (month >= told.on.month)
    elif match["which"] and match["which"].lower() == "next":
        year = told.on.year + (month <= told.on.month)
    elif match["year"]:
        year = int(match["year"])
    elif told.ahead:
        year = told.on.year + (month < told.on.month)
    else:
        year = told.on.year - (month > told.on.month)
    return part_of((match["part"] or "").lower(), *month_span(year, month), "month")


def part_of(part: str, first: date, last: date, precision: DatePrecision) -> Span:
    """Early, mid and late: a third of the stretch; of a year, four months."""
    part = part.removeprefix("the ")
    third = (last - first) // 3
    if part.startswith("end"):
        return last, last, "day"
    if part == "late":
        return first + third * 2, last, precision
    if part.startswith(("early", "beginning", "start")):
        return first, first + third, precision
    if part.startswith("mid"):
        return first + third, first + third * 2, precision
    return first, last, precision


def weekday(match: re.Match[str], told: Told) -> Span | None:
    target, which = WEEKDAYS[match["weekday"].lower()], (match["which"] or "").lower()
    if which == "last" or (which != "next" and not told.ahead):
        back = (told.on.weekday() - target) % 7
        return single(told.on - timedelta(days=back or (7 if which == "last" else 0)))
    forward = (target - told.on.weekday()) % 7
    if which == "next":
        return single(told.on - timedelta(days=told.on.weekday()) + timedelta(days=7 + target))
    return single(told.on + timedelta(days=forward))


def relative_day(match: re.Match[str], told: Told) -> Span | None:
    offsets = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "this": 0, "overnight": 0, "last night": -1}
    word = match["word"].lower()
    return single(told.on + timedelta(days=offsets[word if word in offsets else word.split()[0]]))


def _unit_span(day: date, unit: str) -> Span:
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6), "week"
    if unit == "weekend":
        saturday = day + timedelta(days=5 - day.weekday())
        return saturday, saturday + timedelta(days=1), "day"
    if unit == "month":
        return (*month_span(day.year, day.month), "month")
    if unit == "quarter":
        return (*month_span(day.year, (day.month - 1) // 3 * 3 + 1, 3), "quarter")
    if unit == "decade":
        return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31), "year"
    return date(day.year, 1, 1), date(day.year, 12, 31), "year"


def _moved(day: date, unit: str, count: int) -> date | None:
    try:
        if unit in ("day", "week", "fortnight", "weekend", "hour"):
            size = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit, 0)
            return day + timedelta(days=size * count + (int(count / 24) if unit == "hour" else 0))
        return shift_months(day, count * {"month": 1, "quarter": 3, "decade": 120}.get(unit, 12))
    except (ValueError, OverflowError):
        return None


def unit(match: re.Match[str], told: Told) -> Span | None:
    """This, next or last week, month, quarter, year; and the end, start or middle of it."""
    unit = match["unit"].lower().replace("fiscal ", "").replace("calendar ", "").replace("financial ", "")
    which = (match["which"] or "").lower()
    step = 1 if which in ("next", "the coming", "the following") else -1 if which in ("last", "the previous") else 0
    if unit == "weekend" and not which.endswith(("next", "coming")) and not told.ahead and told.on.weekday() < 5:
        step = -1  # "at the weekend", told on a weekday of what is past
    day = _moved(told.on, unit, step)
    if day is None:
        return None
    return part_of((match["part"] or "").lower(), *_unit_span(day, unit))


def unit_end(match: re.Match[str], told: Told) -> Span | None:
    """ "Year-end", "the month's end"."""
    step = {"next ": 1, "last ": -1}.get((match["which"] or "").lower(), 0)
    day = _moved(told.on, match["unit"].lower(), step)
    return None if day is None else single(_unit_span(day, match["unit"].lower())[1])


def _count(word: str) -> int | None:
    word = word.lower()
    if word in ("a", "an", "the"):
        return 1
    vague = {"a couple of": 2, "a few": 3, "several": 3}
    if word in vague:
        return vague[word]
    value = int(word) if word.isdigit() else read_words(word)
    return int(value) if value is not None and value < 100_000 else None


def ago(match: re.Match[str], told: Told) -> Span | None:
    count, unit = _count(match["count"]), match["unit"].lower()
    day = None if count is None else _moved(told.on, unit, -count)
    if day is None:
        return None
    return single(day) if unit in ("day", "hour") else _unit_span(day, unit if unit != "fortnight" else "week")


def from_now(match: re.Match[str], told: Told) -> Span | None:
    """ "Within 60 days", "in the next two weeks": from the day of the article to that many units on."""
    unit = match["unit"].lower()
    if not match["count"] and match.string[match.end("unit") : match.end("unit") + 1] == "s":
        return None  # "in the coming weeks" names no day
    count = _count(match["count"] or "a")
    if match["count"] == "the" and match[0].lower().startswith(("within", "inside")):
        return (told.on, _unit_span(told.on, unit)[1], _unit_span(told.on, unit)[2])
    day = None if count is None else _moved(told.on, unit, count)
    return None if day is None else (told.on, day, "day")


def past_span(match: re.Match[str], told: Told) -> Span | None:
    """ "Over the past day", "in the last two weeks": up to the day of the article."""
    count = _count(match["count"] or "a")
    day = None if count is None else _moved(told.on, match["unit"].lower(), -count)
    return None if day is None else (day, told.on, "day" if match["unit"].lower() in ("day", "hour") else "unknown")


def year(match: re.Match[str], told: Told) -> Span | None:
    year = int(match["year"])
    part = (match["part"] or "").lower().removeprefix("the ")
    return part_of(part, date(year, 1, 1), date(year, 12, 31), "year")


def _years_of(match: re.Match[str], told: Told) -> int:
    """The year that "of the year", "of next year", "of 2025" or nothing means."""
    if match["year"]:
        return int(match["year"])
    which = (match["which"] or "").lower()
    return told.on.year + (which == "next") - (which == "last")


def quarter(match: re.Match[str], told: Told) -> Span | None:
    number = int(match["number"]) if match["number"] else QUARTERS[match["quarter"].lower()]
    year = _years_of(match, told)
    first, last = month_span(year, number * 3 - 2, 3)
    if told.ahead and not match["year"] and not match["which"] and last < told.on:
        first, last = month_span(year + 1, number * 3 - 2, 3)
    return first, last, "quarter"


def half(match: re.Match[str], told: Told) -> Span | None:
    year = _years_of(match, told)
    said = (match["half"] or match["short"]).lower()
    month = 1 if said in ("first", "h1") else 7
    first, last = month_span(year, month, 6)
    if told.ahead and not match["year"] and not match["which"] and last < told.on:
        first, last = month_span(year + 1, month, 6)
    return first, last, "half"
