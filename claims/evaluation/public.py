"""Labelled public sets of numbers, dates and check-worthy sentences against the reader's own small functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from claims.evaluation.pairing import Span, meet, pair
from claims.evaluation.scoring import Detection
from claims.evaluation.worthiness import Ranking, Scored, ranking
from claims.extraction.dates import Day, find_dates
from claims.extraction.figures import Figure, find_figures
from claims.extraction.worthiness import worth

Row = Mapping[str, Any]
UNRESOLVED = "not resolved"  # what the source writes for a phrase that it does not settle
CLOSE = Decimal("1e-9")  # the sources write thirds as 0.3333333333333333


def span_of(row: Row) -> Span:
    """The span of a labelled value."""
    return row["start"], row["end"]


def tally(
    gold: Sequence[Span], found: Sequence[Span], right: Callable[[int, int], bool]
) -> tuple[Detection, list[tuple[int, int]]]:
    """Pair the spans; a pair with another value than the labelled one is a miss and a false find."""
    hits = [(i, j) for i, j in pair(gold, found) if right(i, j)]
    return Detection(len(hits), len(found) - len(hits), len(gold) - len(hits)), hits


def total(parts: Iterable[Detection]) -> Detection:
    """The sum of several texts."""
    hits = false = missed = 0
    for part in parts:
        hits, false, missed = hits + part.hits, false + part.false, missed + part.missed
    return Detection(hits, false, missed)


LABELLED: Mapping[str, Callable[[Figure], bool]] = {  # what each source labels; it says nothing of other figures
    "recognizers-text:CurrencyModel": lambda figure: figure.money,
    "recognizers-text:NumberRangeModel": lambda figure: figure.min != figure.max,
    "recognizers-text:NumberModel": lambda figure: True,
    "quantulum3": lambda figure: True,
}


def numbers(rows: Iterable[Row]) -> dict[str, Detection]:
    """By source: numbers, ranges and sums of money with the right value, and currency where one is labelled.

    The unit of a measured quantity counts for nothing: the reader takes units from the grammar of a whole sentence.
    """
    listed = list(rows)
    return {source: total(_numbers(row) for row in listed if row["source"] == source) for source in LABELLED}


def _numbers(row: Row) -> Detection:
    gold = row["quantities"]
    found = [figure for figure in find_figures(row["text"]) if LABELLED[row["source"]](figure)]
    spans = [(figure.start, figure.end) for figure in found]
    return tally([span_of(each) for each in gold], spans, lambda i, j: _same_number(gold[i], found[j]))[0]


def _same_number(gold: Row, found: Figure) -> bool:
    """quantulum3 labels a range by its middle."""
    currency = gold.get("currency")
    if currency is not None and found.currency != currency:
        return False
    if gold["kind"] == "quantity" and found.min is not None and found.max is not None:
        return _close(gold["min"], (found.min + found.max) / 2)
    return _close(gold["min"], found.min) and _close(gold["max"], found.max)


def _close(gold: str | None, found: Decimal | None) -> bool:
    if gold is None or found is None:
        return gold is None and found is None
    value = Decimal(gold)
    return abs(value - found) <= CLOSE * max(Decimal(1), abs(value))


def dates(rows: Iterable[Row]) -> Detection:
    """Days and stretches of days that are read as one of the labelled values.

    What is labelled a duration, and a stretch with an open end, neither need be found nor is a false find.
    """
    return total(_dates(row) for row in rows)


def _dates(row: Row) -> Detection:
    gold = [each for each in row["dates"] if _stretches(each)]
    free = [span_of(each) for each in row["dates"] if not _stretches(each)]
    days = find_dates(row["text"], date.fromisoformat(row["reference"]))
    found = [day for day in days if not any(meet((day.start, day.end), span) for span in free)]
    spans = [(day.start, day.end) for day in found]
    return tally([span_of(each) for each in gold], spans, lambda i, j: _same_days(gold[i], found[j]))[0]


def _stretches(label: Row) -> list[tuple[date, date]]:
    """First and last day of every right answer; none for a duration or an open end."""
    if label["type"] == "duration":
        return []
    return [stretch for value in label["values"] if (stretch := _stretch(value)) is not None]


def _stretch(value: Row) -> tuple[date, date] | None:
    if "start" in value and "end" in value:
        return date.fromisoformat(value["start"]), date.fromisoformat(value["end"]) - timedelta(days=1)
    if "Mod" in value or value.get("value", UNRESOLVED) == UNRESOLVED:
        return None
    day = date.fromisoformat(value["value"])
    return day, day


def _same_days(gold: Row, found: Day) -> bool:
    """The reader takes "in two weeks" for all days until then, the source for the last of them alone."""
    right = _stretches(gold)
    return (found.first, found.last) in right or (found.lead == "within" and (found.last, found.last) in right)


def worthiness(rows: Iterable[Row]) -> Ranking:
    """Sentences ranked by worthiness, ``label`` 1 for those that deserve checking."""
    return ranking([Scored(worth(row["text"])[0], row["label"] == 1) for row in rows])
