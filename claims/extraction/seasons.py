"""Seasons and feasts: which of them a phrase means on a given day."""

from __future__ import annotations

import re
from datetime import date

from claims.extraction.calendars import Span, T, Told, day_of, month_span, nearest_year, part_of, single

SEASONS: dict[str, int] = T["seasons"]

FEASTS: dict[str, list[int]] = T["feasts"]


def season(match: re.Match[str], told: Told) -> Span | None:
    month, which = SEASONS[match["season"].lower()], (match["which"] or "").lower()
    part = (match["part"] or "").lower()
    if match["year"]:
        return part_of(part, *month_span(int(match["year"]), month, 3), "season")
    spans = [month_span(told.on.year + shift, month, 3) for shift in (-2, -1, 0, 1, 2)]
    if which == "last" or (not told.ahead and which != "this"):
        first, last = [span for span in spans if span[1] < told.on or span[0] <= told.on][-1]
        if which == "last" and last >= told.on:
            first, last = [span for span in spans if span[1] < told.on][-1]
    else:
        ahead = [span for span in spans if span[1] >= told.on]
        first, last = ahead[1] if which == "next" and ahead[0][0] <= told.on else ahead[0]
    return part_of(part, first, last, "season")


def feast(match: re.Match[str], told: Told) -> Span | None:
    month, day = FEASTS[match["feast"].lower().replace("’", "'")]
    year = int(match["year"]) if match["year"] else nearest_year(month, day, Told(told.on, told.ahead))
    if told.ahead and not match["year"] and date(year, month, day) < told.on:
        year += 1
    return single(day_of(year, month, day))
