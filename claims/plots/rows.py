"""A ledger's figures as the rows of a chart: what stood when, in whose word, and which claim says so."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from claims.ledger import AidStep, Estimate, Figure, Ledger, Line, Point

STEPS: tuple[AidStep, ...] = ("pledged", "committed", "allocated", "delivered")
NAMES = {"at_front": "at the front"}
MOST_POINTS = 300  # of one picture: more are never told apart

Row = dict[str, Any]
Link = Callable[[int], str]


def steps(line: Line, today: date, link: Link) -> list[Row]:
    """One row for every point of every step, and one more where each step stands today."""
    rows: list[Row] = []
    share = MOST_POINTS // max(1, sum(bool(line.points[step]) for step in STEPS))
    for step in STEPS:
        points = thinned(line.points[step], most=share)
        rows += [_point(step, point, line, link) for point in points]
        if points and points[-1].on < today:
            rows.append({"step": step, "date": today.isoformat(), **_ends(points[-1].figure)})
    return rows


def estimates(line: Line, link: Link) -> list[Row]:
    """One row for every estimate of troops: it stands alone, with its origin and its phase."""
    found = thinned(line.estimates)
    return [
        {
            "step": NAMES.get(one.step, one.step),
            "origin": one.origin or "not named",
            "date": one.on.isoformat(),
            "low": number(one.min if one.min is not None else one.max),
            "high": number(one.max if one.max is not None else one.min),
            "href": link(one.claim),
            "says": _told(one),
        }
        for one in found
    ]


def table(ledger: Ledger, link: Link) -> list[Row]:
    """The figures that the picture shows, in words, for who reads them or prints them: oldest first."""
    line = ledger.main
    drawn = estimates(line, link) if line.estimates else steps(line, ledger.today, link)
    told = [
        {"date": date.fromisoformat(row["date"]), "says": row["says"].partition(": ")[2], "href": row["href"]}
        for row in drawn
        if "href" in row  # where a step stands today is no claim's figure
    ]
    return sorted(told, key=lambda row: row["date"])


def _told(one: Estimate) -> str:
    step, origin = NAMES.get(one.step, one.step), one.origin or "nobody named"
    return f"{one.on:%-d %B %Y}: {span(one.min, one.max)} {step}, by {origin}"


def deadlines(ledger: Ledger) -> list[Row]:
    """One row for every deadline, the first one and those to which it moved; the first and the last are labelled."""
    found = ledger.deadlines
    return [
        {
            "date": one.due.isoformat(),
            "label": _label(place, len(found)),
            "says": f"deadline {one.due:%-d %B %Y}, said on {one.said_on:%-d %B %Y}",
            "last": place == len(found) - 1,
        }
        for place, one in enumerate(found)
    ]


def _label(place: int, number: int) -> str:
    """Those between the first and the last bear none: they would lie on each other."""
    if number == 1:
        return "deadline"
    if place == 0:
        return "first deadline"
    if place < number - 1:
        return ""
    return "moved once" if place == 1 else f"moved {place} times"


def thinned(rows: Sequence[Any], *, most: int = MOST_POINTS) -> list[Any]:
    """At most so many, the first and the last among them, evenly from the whole."""
    if len(rows) <= most:
        return list(rows)
    stride = (len(rows) - 1) / (most - 1)
    return [rows[round(place * stride)] for place in range(most)]


def span(low: Decimal | None, high: Decimal | None) -> str:
    """A figure or a range in words."""
    least, most = ("" if end is None else f"{end.normalize():,f}" for end in (low, high))
    if low == high:
        return least or "no figure"
    if low is None:
        return f"up to {most}"
    return f"at least {least}" if high is None else f"{least} to {most}"


def number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _point(step: AidStep, point: Point, line: Line, link: Link) -> Row:
    what = line.unit or line.currency or ""
    sure = {True: ", confirmed", False: ", announced", None: ""}[point.confirmed]
    return {
        "step": step,
        "date": point.on.isoformat(),
        **_ends(point.figure),
        "href": link(point.claim),
        "says": f"{point.on:%-d %B %Y}: {span(point.figure.min, point.figure.max)} {what} {step}{sure}",
        "sure": point.confirmed is not False,
    }


def _ends(figure: Figure) -> Row:
    """An open end is drawn where the closed one is."""
    return {"low": number(figure.min), "high": number(figure.max if figure.max is not None else figure.min)}


def origins(rows: Iterable[Row]) -> list[str]:
    """Every origin once, in order of its first word."""
    return list(dict.fromkeys(row["origin"] for row in rows))


def phases(found: Iterable[Estimate]) -> list[str]:
    """The phases that somebody speaks of, in the order of the ladder."""
    there = {one.step for one in found}
    ladder = ("announced", "training", "deployed", "at_front", "withdrawn", "losses")
    return [NAMES.get(step, step) for step in ladder if step in there]
