"""Dates in a text: days, months, quarters, seasons, years, and how they are bounded ("by", "before", "within").

Everything is resolved against the day of the article; whether a date lies ahead of the verb decides between
the last and the next Friday. What is not said is never guessed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from claims.extraction.lexicon import table
from claims.extraction.numbers import UNITS, read_words
from claims.extraction.shapes import DatePrecision

Lead = Literal["until", "by", "before", "within", "after", "at", "bare"]

_T = table("dates")
MONTHS: dict[str, int] = _T["months"]
WEEKDAYS: dict[str, int] = _T["weekdays"]
SEASONS: dict[str, int] = _T["seasons"]
QUARTERS: dict[str, int] = _T["quarters"]
FEASTS: dict[str, list[int]] = _T["feasts"]
LEADS: dict[str, Lead] = {word: kind for kind, ws in _T["leads"].items() for word in ws}

_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_W = "|".join(WEEKDAYS)
_S = "|".join(SEASONS)
_Q = "|".join(QUARTERS)
_N = rf"\d+|{'|'.join(sorted(UNITS, key=len, reverse=True))}|an?|a couple of|a few|several|the"
_LEAD = "|".join(sorted(LEADS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Day:
    """A date as said: ``text[start:end]`` with its lead word, the days it covers (both inside), and the lead."""

    start: int
    end: int
    first: date
    last: date
    precision: DatePrecision
    lead: Lead
    ahead: bool


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


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _single(day: date | None) -> Span | None:
    return None if day is None else (day, day, "day")


def _nearest_year(month: int, day: int, told: Told) -> int:
    """The year that a month without one means: the next for what lies ahead, else the last."""
    year = told.on.year
    probe = _day(year, month, min(day, 28)) or told.on
    if told.ahead:
        return year + 1 if probe < told.on - timedelta(days=31 if day == 1 else 3) else year
    return year - 1 if probe > told.on + timedelta(days=31) else year


def _month_day(match: re.Match[str], told: Told) -> Span | None:
    month = MONTHS[match["month"].lower()]
    day = int(match["day"])
    year = int(match["year"]) if match["year"] else _nearest_year(month, day, told)
    return _single(_day(year, month, day))


def _iso(match: re.Match[str], told: Told) -> Span | None:
    return _single(_day(int(match["year"]), int(match["mon"]), int(match["day"])))


def _month(match: re.Match[str], told: Told) -> Span | None:
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
    return _part((match["part"] or "").lower(), *month_span(year, month), "month")


def _part(part: str, first: date, last: date, precision: DatePrecision) -> Span:
    """Early, mid and late: a third of the stretch; of a year, four months."""
    if part in ("end", "the end", "late", "end of", "the end of"):
        if "end" in part:
            return last, last, "day"
        return first + (last - first) * 2 // 3, last, precision
    if part in ("early", "beginning", "start", "the beginning of", "the start of"):
        return first, first + (last - first) // 3, precision
    if part.startswith(("mid", "the middle")):
        return first + (last - first) // 3, first + (last - first) * 2 // 3, precision
    return first, last, precision


def _weekday(match: re.Match[str], told: Told) -> Span | None:
    target, which = WEEKDAYS[match["weekday"].lower()], (match["which"] or "").lower()
    if which == "last" or (which != "next" and not told.ahead):
        back = (told.on.weekday() - target) % 7
        return _single(told.on - timedelta(days=back or (7 if which == "last" else 0)))
    forward = (target - told.on.weekday()) % 7
    if which == "next":
        return _single(told.on - timedelta(days=told.on.weekday()) + timedelta(days=7 + target))
    return _single(told.on + timedelta(days=forward))


def _relative_day(match: re.Match[str], told: Told) -> Span | None:
    offsets = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "this": 0, "overnight": 0, "last night": -1}
    word = match["word"].lower()
    return _single(told.on + timedelta(days=offsets[word if word in offsets else word.split()[0]]))


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


def _unit(match: re.Match[str], told: Told) -> Span | None:
    """This, next or last week, month, quarter, year; and the end, start or middle of it."""
    unit = match["unit"].lower().replace("fiscal ", "").replace("calendar ", "").replace("financial ", "")
    which = (match["which"] or "").lower()
    step = 1 if which in ("next", "the coming", "the following") else -1 if which in ("last", "the previous") else 0
    if unit == "weekend" and not which.endswith(("next", "coming")) and not told.ahead and told.on.weekday() < 5:
        step = -1  # "at the weekend", told on a weekday of what is past
    day = _moved(told.on, unit, step)
    if day is None:
        return None
    return _part((match["part"] or "").lower(), *_unit_span(day, unit))


def _unit_end(match: re.Match[str], told: Told) -> Span | None:
    """ "Year-end", "the month's end"."""
    step = {"next ": 1, "last ": -1}.get((match["which"] or "").lower(), 0)
    day = _moved(told.on, match["unit"].lower(), step)
    return None if day is None else _single(_unit_span(day, match["unit"].lower())[1])


def _count(word: str) -> int | None:
    word = word.lower()
    if word in ("a", "an", "the"):
        return 1
    vague = {"a couple of": 2, "a few": 3, "several": 3}
    if word in vague:
        return vague[word]
    value = int(word) if word.isdigit() else read_words(word)
    return int(value) if value is not None and value < 100_000 else None


def _ago(match: re.Match[str], told: Told) -> Span | None:
    count, unit = _count(match["count"]), match["unit"].lower()
    day = None if count is None else _moved(told.on, unit, -count)
    if day is None:
        return None
    return _single(day) if unit in ("day", "hour") else _unit_span(day, unit if unit != "fortnight" else "week")


def _from_now(match: re.Match[str], told: Told) -> Span | None:
    """ "Within 60 days", "in the next two weeks": from the day of the article to that many units on."""
    unit = match["unit"].lower()
    if not match["count"] and match.string[match.end("unit") : match.end("unit") + 1] == "s":
        return None  # "in the coming weeks" names no day
    count = _count(match["count"] or "a")
    if match["count"] == "the" and match[0].lower().startswith(("within", "inside")):
        return (told.on, _unit_span(told.on, unit)[1], _unit_span(told.on, unit)[2])
    day = None if count is None else _moved(told.on, unit, count)
    return None if day is None else (told.on, day, "day")


def _past_span(match: re.Match[str], told: Told) -> Span | None:
    """ "Over the past day", "in the last two weeks": up to the day of the article."""
    count = _count(match["count"] or "a")
    day = None if count is None else _moved(told.on, match["unit"].lower(), -count)
    return None if day is None else (day, told.on, "day" if match["unit"].lower() in ("day", "hour") else "unknown")


def _year(match: re.Match[str], told: Told) -> Span | None:
    year = int(match["year"])
    part = (match["part"] or "").lower().removeprefix("the ")
    return _part(part, date(year, 1, 1), date(year, 12, 31), "year")


def _years_of(match: re.Match[str], told: Told) -> int:
    """The year that "of the year", "of next year", "of 2025" or nothing means."""
    if match["year"]:
        return int(match["year"])
    which = (match["which"] or "").lower()
    return told.on.year + (which == "next") - (which == "last")


def _quarter(match: re.Match[str], told: Told) -> Span | None:
    number = int(match["number"]) if match["number"] else QUARTERS[match["quarter"].lower()]
    year = _years_of(match, told)
    first, last = month_span(year, number * 3 - 2, 3)
    if told.ahead and not match["year"] and not match["which"] and last < told.on:
        first, last = month_span(year + 1, number * 3 - 2, 3)
    return first, last, "quarter"


def _half(match: re.Match[str], told: Told) -> Span | None:
    year = _years_of(match, told)
    month = 1 if match["half"].lower() == "first" else 7
    first, last = month_span(year, month, 6)
    if told.ahead and not match["year"] and not match["which"] and last < told.on:
        first, last = month_span(year + 1, month, 6)
    return first, last, "half"


def _season(match: re.Match[str], told: Told) -> Span | None:
    month, which = SEASONS[match["season"].lower()], (match["which"] or "").lower()
    part = (match["part"] or "").lower()
    if match["year"]:
        return _part(part, *month_span(int(match["year"]), month, 3), "season")
    spans = [month_span(told.on.year + shift, month, 3) for shift in (-2, -1, 0, 1, 2)]
    if which == "last" or (not told.ahead and which != "this"):
        first, last = [span for span in spans if span[1] < told.on or span[0] <= told.on][-1]
        if which == "last" and last >= told.on:
            first, last = [span for span in spans if span[1] < told.on][-1]
    else:
        ahead = [span for span in spans if span[1] >= told.on]
        first, last = ahead[1] if which == "next" and ahead[0][0] <= told.on else ahead[0]
    return _part(part, first, last, "season")


def _feast(match: re.Match[str], told: Told) -> Span | None:
    month, day = FEASTS[match["feast"].lower().replace("’", "'")]
    year = int(match["year"]) if match["year"] else _nearest_year(month, day, Told(told.on, told.ahead))
    if told.ahead and not match["year"] and date(year, month, day) < told.on:
        year += 1
    return _single(_day(year, month, day))


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PART = r"(?:(?P<part>early|late|mid|the end of|end of|the beginning of|the start of|the middle of)[ -])?"
_OF_YEAR = rf"(?:(?: of| in|,)? (?:{_YEAR}|(?P<which>this|next|last) (?:calendar |fiscal )?year)|(?: of)? the year)?"
_WHICH = r"(?:(?P<which>this coming|this|next|last|the coming|the following|the previous|this past|coming|the) )?"
_UNIT = r"(?P<unit>(?:fiscal |calendar |financial )?year|quarter|month|weekend|week|decade)"
_MOVES = r"(?P<unit>day|hour|week|fortnight|month|year|quarter)s?"

RULES: list[tuple[re.Pattern[str], Rule]] = [
    (re.compile(pattern, re.IGNORECASE), rule)
    for pattern, rule in (
        (r"(?P<year>(?:19|20)\d\d)-(?P<mon>\d\d)-(?P<day>\d\d)", _iso),
        (
            rf"(?P<month>{_M})\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|,\d\d\d\D)(?:(?:,? (?:of )?){_YEAR})?",
            _month_day,
        ),
        (rf"(?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month>{_M})\b\.?(?:,? {_YEAR})?", _month_day),
        (rf"(?:the )?(?:(?P<quarter>{_Q}) quarter|Q(?P<number>[1-4])){_OF_YEAR}", _quarter),
        (rf"(?:the )?(?P<half>first|second) half{_OF_YEAR}", _half),
        (rf"{_PART}(?:(?P<which>this|next|last) )?(?P<month>{_M})\b\.?(?:,? (?:of )?{_YEAR})?", _month),
        (rf"(?:(?P<which>this|next|last|coming|this coming) )?(?P<weekday>{_W})\b", _weekday),
        (rf"{_PART}(?:(?P<which>this|next|last|the coming|the) )?(?P<season>{_S})\b(?: of)?(?: {_YEAR})?", _season),
        (
            r"(?P<word>yesterday|today|tonight|tomorrow|overnight|last night|this (?:morning|afternoon|evening))\b",
            _relative_day,
        ),
        (
            rf"(?:(?:over|in|during|for|within) )?(?:the|this) (?:past|last|previous) (?:(?P<count>{_N}) )?{_MOVES}\b",
            _past_span,
        ),
        (rf"(?P<count>{_N}) {_MOVES} (?:ago|earlier)\b", _ago),
        (
            rf"(?:within|in less than|in under|inside|(?:in|over|during|for) the (?:next|coming))(?: the next)? ?(?P<count>{_N})?[ -]{_MOVES}\b",
            _from_now,
        ),
        (
            rf"in (?P<count>\d+|{'|'.join(UNITS)}|an?|a couple of|a few|several) {_MOVES}\b(?:['’]s?)?(?: time)?",
            _from_now,
        ),
        (rf"{_PART}{_WHICH}{_UNIT}\b(?!s|-|['’]| ago|ly)", _unit),
        (rf"(?:(?P<feast>{'|'.join(sorted(FEASTS, key=len, reverse=True))}))\b(?:,? {_YEAR})?", _feast),
        (rf"(?:the )?(?P<part>end)-(?P<month>{_M})\b(?P<which>)(?:,? (?:of )?{_YEAR})?", _month),
        (
            r"(?P<which>this |next |last |the )?(?P<unit>year|month|quarter|week)(?P<part>['’]s end|[ -]end)\b",
            _unit_end,
        ),
        (rf"{_PART}{_YEAR}\b(?!s|-)", _year),
    )
]
START = re.compile(
    rf"\b(?:(?P<lead>{_LEAD}) )?(?:the )?(?P<head>the end of|end of|early|late|mid|the beginning of|the start of|the middle of)?",
    re.IGNORECASE,
)
LEAD_BEFORE = re.compile(rf"\b({_LEAD})(?: the)?\s+$", re.IGNORECASE)
HINT = re.compile(
    rf"\b(?:{_M}|{_W}|{_S}|year|quarter|half|month|week|weekend|day|days|weeks|months|years|hours?|today|yesterday|tomorrow|tonight|overnight|decade|christmas|fortnight|Q[1-4]|(?:19|20)\d\d|ago|morning|afternoon|evening|last night|independence day)\b|\d\d\d\d-\d\d-\d\d",
    re.IGNORECASE,
)
NEEDS_LEAD = re.compile(
    r"(?:the )?(?:year|quarter|month|week|weekend|decade|spring|summer|fall|winter|autumn|may|march|mar|sun|sat)",
    re.IGNORECASE,
)


def find_dates(text: str, on: date, *, ahead: bool = False) -> list[Day]:
    """The dates of ``text`` as read on the day ``on``; ``ahead`` says that its verb looks to the future."""
    found: list[Day] = []
    taken = 0
    for hint in HINT.finditer(text):
        if hint.start() < taken:
            continue
        day = _at(text, hint, Told(on, ahead), taken)
        if day is not None:
            found.append(day)
            taken = day.end
    return found


def _at(text: str, hint: re.Match[str], told: Told, floor: int) -> Day | None:
    """The longest date around the hint: a rule may begin up to 40 characters before it."""
    best: tuple[int, int, Span] | None = None
    low = max(floor, hint.start() - 40)
    starts = [m.start() for m in re.finditer(r"(?<![\w-])\w", text[low : hint.end()])]
    for pattern, rule in RULES:
        for offset in starts:
            match = pattern.match(text, low + offset)
            if match is None or match.end() < hint.end() or _touches_word(text, match.end()):
                continue
            if (best is None or match.end() - match.start() > best[1] - best[0]) and (
                span := _apply(rule, match, told)
            ):
                best = (match.start(), match.end(), span)
            break
    return None if best is None else _led(text, best, told)


def _touches_word(text: str, end: int) -> bool:
    return end < len(text) and text[end].isalnum()


def _apply(rule: Rule, match: re.Match[str], told: Told) -> Span | None:
    try:
        return rule(match, told)
    except (ValueError, OverflowError):
        return None


def _led(text: str, best: tuple[int, int, Span], told: Told) -> Day | None:
    start, end, (first, last, precision) = best
    said = text[start:end]
    before = LEAD_BEFORE.search(text[max(0, start - 24) : start])
    inner = re.match(r"(within|in the next|over the next|in the coming|over the coming|in)\b", said, re.IGNORECASE)
    lead: Lead = LEADS[before[1].lower()] if before else "bare"
    if inner:
        lead = "within" if lead == "bare" else lead
    if lead == "bare" and re.fullmatch(r"\d{4}", said):
        return None
    if lead == "bare" and NEEDS_LEAD.fullmatch(said) and said.lower() == said.lower().removeprefix("this "):
        if not (said[0].isupper() and said.lower() in MONTHS):
            return None
    if said.lower() in ("may", "march", "mar") and not said[0].isupper():
        return None
    return Day(start - len(before[0]) if before else start, end, first, last, precision, lead, told.ahead)
