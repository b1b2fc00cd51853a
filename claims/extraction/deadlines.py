"""Which of a clause's dates is a deadline still ahead, and which the day it happened."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claims.extraction.dates import Day, find_dates
from claims.extraction.shapes import Period

BOUNDS = ("by", "before", "within")
ENDS = ("by", "before", "within", "at", "bare")
SLIPPED = re.compile(r"\b(?:slip\w*|postpone\w*|delay\w*|push\w* back|moved|put off|defer\w*)\b", re.IGNORECASE)
YEAR = re.compile(
    r"\b(?:in|of|since|by|from|until|to|and|during|after|before|early|late|mid-?|the|summer|winter|spring|autumn|fall"
    r"|year|back in|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|\d\d?,)"
    r"\s?(1[5-9]\d\d|20\d\d)s?\b"
    r"(?!\s+(?:[\w-]+\s+)?(?:troops|soldiers|tents|tonnes|trucks|men|shells|peacekeepers|officers))",
    re.IGNORECASE,
)
SINCE = re.compile(r"\bsince (?:\w+ ){0,4}(?:19|20)\d\d\b|\bever since\b", re.IGNORECASE)
LONG_AGO = re.compile(
    r"\b(?:(?:(?:two|three|four|five|six|seven|eight|nine)(?= dec| cent)|a hundred|ten|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|\d{2,3}) (?:years|decades|centuries) (?:ago|earlier|on)|(?:half )?a century ago"
    r"|centuries ago|(?:first|second) world war|world war (?:i|ii|one|two)|cold war|napoleon\w*"
    r"|(?:1[5-9]|[5-9])th[- ]century|anniversary of|pre-war|medieval|red army|wehrmacht|d-day"
    r"|in the (?:\w+teen|twen|thir|for|fif|six|seven|eigh|nine)ties)\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\bbefore (?P<verb>\w+ing) (?P<what>(?:the )?[\w-]+)"
    r"|\bbefore (?P<who>[A-Z][\w-]+(?: [A-Z][\w-]+)*) (?P<does>\w+s) (?P<what2>(?:the )?[\w-]+)"
)


def due_of(clause: str, on: date, later: dict[str, date], *, firm: bool, said: bool) -> Period | None:
    """The deadline a clause sets, when it lies on or after ``on``; the last one said counts where a date slipped.

    ``firm``: only "by", "before" and "within" set one here (money "allocated in 2026" has no deadline). ``said``: the
    clause's verb is itself a speech that is past, so that a bare "in October" is its own day. ``later`` holds days
    that the article gives for events ("leave office"), for "before leaving office".
    """
    days = [day for day in find_dates(clause, on, ahead=True) if day.lead in ENDS and day.last >= on]
    days = [day for day in days if not _past_time(clause, day) and not _names_plan(clause, day)]
    if firm or said:
        days = [day for day in days if day.lead in BOUNDS or (said and not firm and _clearly_ahead(clause, day))]
    if not days:
        return _by_event(clause, on, later)
    day = days[-1] if SLIPPED.search(clause) else min(days, key=lambda d: (d.lead not in BOUNDS, d.start))
    return _period(day, clause)


def _clearly_ahead(clause: str, day: Day) -> bool:
    return bool(re.search(r"\b(?:next|20\d\d|tomorrow|coming)\b", clause[day.start : day.end]))


def _past_time(clause: str, day: Day) -> bool:
    said = clause[day.start : day.end].lower()
    return bool(re.search(r"\b(?:ago|last|past|yesterday|earlier|since)\b", said))


def _names_plan(clause: str, day: Day) -> bool:
    """ "The 2026 budget", "a Monday meeting": dates that only name a thing."""
    after = clause[day.end : day.end + 20]
    return day.lead == "bare" and bool(
        re.match(r"(?:['’]s)? (?:budget|meeting|summit|talks|campaign|war|election|deal|pledge|package|plan)\b", after)
    )


def _period(day: Day, clause: str) -> Period:
    text = clause[day.start : day.end]
    if day.lead == "before":
        whole = "end" in text.lower().split() or (day.first == day.last and "end of" in text.lower())
        last = day.last if whole else day.first - timedelta(days=1)
        return Period(None, last, day.precision, text)
    keeps_start = day.lead in ("at", "bare") and day.first != day.last
    return Period(day.first if keeps_start else None, day.last, day.precision, text)


def _by_event(clause: str, on: date, later: dict[str, date]) -> Period | None:
    match = EVENT.search(clause)
    if match is None:
        return None
    what = (match["what"] or match["what2"] or "").lower().removeprefix("the ")
    for key, day in later.items():
        verb, thing = key.split(" ", 1)
        stem = (match["verb"] or match["does"] or "").lower()
        if thing == what and stem[:4] == verb[:4] and day >= on:
            return Period(None, day - timedelta(days=1), "day", match[0])
    return None


def happened_of(clause: str, on: date) -> Period | None:
    """When a thing took place, by the words of its clause: never later than ``on``."""
    days = [day for day in find_dates(clause, on) if day.first <= on and day.lead not in ("by", "until", "within")]
    if not days:
        return None
    day, text = days[0], clause[days[0].start : days[0].end]
    if day.lead == "after":
        return Period(day.first, None, day.precision, text)
    if day.lead == "before":
        return Period(None, day.first - timedelta(days=1), day.precision, text)
    last = day.last if day.precision in ("week", "month", "year") else min(day.last, on)
    if len(days) > 1 and re.fullmatch(r"\s*(?:and|to|or)\s*", clause[day.end : days[1].start]):
        last, text = max(last, days[1].last), clause[day.start : days[1].end]
    return Period(day.first, last, day.precision, text)


def is_old(sentence: str, on: date, *, before: bool = False, years: int = 10) -> bool:
    """Whether a sentence speaks of a time long past: such wars are not ours. Without a date it is as old as the
    sentence before it."""
    found = [int(match[1]) for match in YEAR.finditer(sentence)]
    if found:
        return max(found) <= on.year - years and SINCE.search(sentence) is None
    if LONG_AGO.search(sentence):
        return True
    days = find_dates(sentence, on)
    if days:
        return max(day.last.year for day in days) <= on.year - years
    return before


def events_of(text: str, on: date) -> dict[str, date]:
    """Days that a text gives for events to come, as "verb thing" → day: "Biden leaves office on January 20"."""
    found: dict[str, date] = {}
    for match in re.finditer(r"\b(?P<verb>[a-z]+?)(?:es|s)? (?:the )?(?P<what>[a-z-]+) (?=(?:on|in|by) )", text):
        days = find_dates(text[match.end() : match.end() + 30], on, ahead=True)
        if days and days[0].start == 0 and days[0].first == days[0].last:
            found.setdefault(f"{match['verb']} {match['what']}", days[0].last)
    return found
