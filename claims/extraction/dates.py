"""Dates in a text: days, months, quarters, seasons, years, and how they are bounded ("by", "before", "within").

Everything is resolved against the day of the article; whether a date lies ahead of the verb decides between
the last and the next Friday. What is not said is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from claims.extraction.calendars import (
    MONTHS,
    QUARTERS,
    WEEKDAYS,
    Rule,
    Span,
    T,
    Told,
    ago,
    days_of_month,
    from_now,
    half,
    iso,
    later,
    month,
    month_day,
    numeric,
    past_span,
    quarter,
    relative_day,
    unit,
    unit_end,
    week_of,
    weekday,
    year,
)
from claims.extraction.numbers import UNITS
from claims.extraction.seasons import FEASTS, SEASONS, feast, season
from claims.extraction.shapes import DatePrecision

Lead = Literal["until", "by", "before", "within", "after", "at", "bare"]

LEADS: dict[str, Lead] = {word: kind for kind, ws in T["leads"].items() for word in ws}

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


_FIRST, _LAST = (rf"(?P<{name}>[0-3]?\d)(?:st|nd|rd|th)?" for name in ("first", "last"))

_TO = r" ?(?:-|–|to|until|through|and) ?"

_YEAR = r"(?P<year>(?:19|20)\d\d)"

_PART = r"(?:(?P<part>early|late|mid|(?:the )?(?:end|beginning|start|middle) of)[ -])?"

_OF_YEAR = rf"(?:(?: of| in|,)? (?:{_YEAR}|(?P<which>this|next|last) (?:calendar |fiscal )?year)|(?: of)? the year)?"

_WHICH = r"(?:(?P<which>this coming|this|next|last|the coming|the following|the previous|this past|coming|the) )?"

_UNIT = r"(?P<unit>(?:fiscal |calendar |financial )?year|quarter|month|weekend|week|decade)"

_MOVES = r"(?P<unit>day|hour|week|fortnight|month|year|quarter)s?"

RULES: list[tuple[re.Pattern[str], Rule]] = [
    (re.compile(pattern, re.IGNORECASE), rule)
    for pattern, rule in (
        (r"(?P<year>(?:19|20)\d\d)(?P<sign>[-/.])(?P<mon>\d\d)(?P=sign)(?P<day>\d\d)", iso),
        (r"(?P<first>\d\d?)(?P<sign>[./])(?P<second>\d\d?)(?P=sign)(?P<year>(?:19|20)\d\d)", numeric),
        (
            rf"(?P<month>{_M})\.? {_FIRST}{_TO}{_LAST}(?!\d|,\d\d\d\D)(?:,? {_YEAR})?",
            days_of_month,
        ),
        (
            rf"{_FIRST}{_TO}{_LAST}(?: of)? (?P<month>{_M})\b\.?(?:,? {_YEAR})?",
            days_of_month,
        ),
        (
            rf"(?:the )?week (?:of|(?P<begins>beginning|starting|commencing)(?: on)?) (?:Monday,? )?(?:the )?"
            rf"(?P<month>{_M})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?(?!\d)(?:,? {_YEAR})?",
            week_of,
        ),
        (
            rf"(?:the )?week (?:of|(?P<begins>beginning|starting|commencing)(?: on)?) (?:Monday,? )?(?:the )?"
            rf"(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<month>{_M})\b(?:,? {_YEAR})?",
            week_of,
        ),
        (r"(?P<side>later|earlier) this (?P<unit>year|quarter|month|week|decade)\b", later),
        (
            rf"(?P<month>{_M})\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|,\d\d\d\D)(?:(?:,? (?:of )?){_YEAR})?",
            month_day,
        ),
        (rf"(?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month>{_M})\b\.?(?:,? {_YEAR})?", month_day),
        (rf"(?:the )?(?:(?P<quarter>{_Q}) quarter|Q(?P<number>[1-4])){_OF_YEAR}", quarter),
        (rf"(?:the )?(?:(?P<half>first|second)[ -]half|(?P<short>H[12])){_OF_YEAR}", half),
        (rf"{_YEAR}[ -](?:Q(?P<number>[1-4])|(?P<quarter>{_Q}) quarter)(?P<which>)", quarter),
        (rf"{_YEAR}[ -](?P<short>H[12])(?P<half>)(?P<which>)", half),
        (rf"{_PART}(?:(?P<which>this|next|last) )?(?P<month>{_M})\b\.?(?:,? (?:of )?{_YEAR})?", month),
        (rf"(?:(?P<which>this|next|last|coming|this coming) )?(?P<weekday>{_W})\b", weekday),
        (rf"{_PART}(?:(?P<which>this|next|last|the coming|the) )?(?P<season>{_S})\b(?: of)?(?: {_YEAR})?", season),
        (
            r"(?P<word>yesterday|today|tonight|tomorrow|overnight|last night|this (?:morning|afternoon|evening))\b",
            relative_day,
        ),
        (
            rf"(?:(?:over|in|during|for|within) )?(?:the|this) (?:past|last|previous) (?:(?P<count>{_N}) )?{_MOVES}\b",
            past_span,
        ),
        (rf"(?P<count>{_N}) {_MOVES} (?:ago|earlier)\b", ago),
        (
            r"(?:within|in less than|in under|inside|(?:in|over|during|for) the (?:next|coming))(?: the next)? ?"
            rf"(?P<count>{_N})?[ -]{_MOVES}\b",
            from_now,
        ),
        (
            rf"in (?P<count>\d+|{'|'.join(UNITS)}|an?|a couple of|a few|several) {_MOVES}\b(?:['’]s?)?(?: time)?",
            from_now,
        ),
        (rf"{_PART}{_WHICH}{_UNIT}\b(?!s|-|['’]| ago|ly)", unit),
        (rf"(?:(?P<feast>{'|'.join(sorted(FEASTS, key=len, reverse=True))}))\b(?:,? {_YEAR})?", feast),
        (rf"(?:the )?(?P<part>end)-(?P<month>{_M})\b(?P<which>)(?:,? (?:of )?{_YEAR})?", month),
        (
            r"(?P<which>this |next |last |the )?(?P<unit>year|month|quarter|week)(?P<part>['’]s end|[ -]end)\b",
            unit_end,
        ),
        (rf"{_PART}{_YEAR}\b(?!s|-)", year),
    )
]

LEAD_BEFORE = re.compile(rf"\b({_LEAD})(?: the)?\s+$", re.IGNORECASE)

HINT = re.compile(
    rf"\b(?:{_M}|{_W}|{_S}|year|quarter|half|month|week|weekend|day|days|weeks|months|years|hours?|today|yesterday"
    r"|tomorrow|tonight|overnight|decade|christmas|fortnight|Q[1-4]|(?:19|20)\d\d|ago|morning|afternoon|evening"
    r"|last night|independence day|H[12])\b|\d\d\d\d[-/.]\d\d[-/.]\d\d|\d\d?[./]\d\d?[./]\d\d\d\d",
    re.IGNORECASE,
)

FROM = re.compile(r"(?:from|starting)\b", re.IGNORECASE)

BETWEEN = re.compile(r"\bbetween(?: the)?\s+$", re.IGNORECASE)

TO, DASHES = ("to", "until", "till", "through", "up to"), ("-", "–", "—")

A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

LONGEST = 366 * 6  # days of a stretch that has two ends

INNER = re.compile(r"(?:within|in the next|over the next|in the coming|over the coming|in)\b", re.IGNORECASE)

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
    return _stretches(text, found)


def _stretches(text: str, days: list[Day]) -> list[Day]:
    """ "From March to May", "between 2 and 9 June", "Monday to Friday": two dates that bound one stretch are one."""
    found: list[Day] = []
    for day in days:
        before = found[-1] if found else None
        if before is not None and (joined := _joined(text, before, day)) is not None:
            found[-1] = joined
        else:
            found.append(day)
    return found


def _joined(text: str, first: Day, last: Day) -> Day | None:
    """The stretch that both bound, or None; a year said once, at the end, holds for both."""
    bound, between = text[max(0, first.start - 8) : first.start], text[first.end : last.start].strip()
    said = text[first.start : first.end], text[last.start : last.end]
    led = FROM.match(said[0]) and (between in TO or (not between and last.lead == "until"))
    if not led and not (between == "and" and BETWEEN.search(bound)) and between not in DASHES:
        return None
    begin = first.first
    if A_YEAR.search(said[1]) and not A_YEAR.search(said[0]):
        begin = _in_year(begin, last.last)
    if begin > last.first or (last.first - begin).days > LONGEST:
        return None
    precision: DatePrecision = first.precision if first.precision == last.precision else "unknown"
    return Day(first.start, last.end, begin, last.last, precision, "at", last.ahead)


def _in_year(day: date, last: date) -> date:
    """The same day in the year of ``last``, or in the one before where it would come after it."""
    for number in (last.year, last.year - 1):
        moved = date(number, day.month, min(day.day, 28) if day.month == 2 else day.day)
        if moved <= last:
            return moved
    return day


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
    lead: Lead = LEADS[before[1].lower()] if before else "bare"
    if lead == "bare" and INNER.match(said):
        lead = "within"
    if _no_date(said, lead):
        return None
    return Day(start - len(before[0]) if before else start, end, first, last, precision, lead, told.ahead)


def _no_date(said: str, lead: Lead) -> bool:
    """Words that are dates only when led in: "2024", "the year", and "may", "march" unless they are names."""
    if said.lower() in ("may", "march", "mar") and not said[0].isupper():
        return True
    if lead != "bare":
        return False
    named = said[0].isupper() and said.lower() in MONTHS
    alone = NEEDS_LEAD.fullmatch(said) is not None and not said.lower().startswith("this ") and not named
    return alone or re.fullmatch(r"\d{4}", said) is not None
