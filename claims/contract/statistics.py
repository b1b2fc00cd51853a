"""How much came in and went out, day by day, and how long a claim waits for its verdict."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now, TruncDate

from claims.models import Claim, Event, Verdict
from claims.models.enums import Status, VerdictState

from . import parts
from .parts import Object

HOUR = timedelta(hours=1)
PUBLIC = [VerdictState.PUBLISHED, VerdictState.SUPERSEDED]


class Percentile(Avg):
    """The value below which that share of all values lies, between two of them where need be."""

    function = "percentile_cont"
    name = "Percentile"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"


def statistics(first: date, last: date, *, outsider: bool) -> Object:
    """From the first day to the last, both counted. Outsiders are told of what was published alone."""
    begin, end = (datetime.combine(day, time(), UTC) for day in (first, last + timedelta(days=1)))
    told = ("published",) if outsider else ("extracted", "queued", "published")
    days: dict[tuple[date, str], dict[str, int]] = defaultdict(lambda: {"extracted": 0, "queued": 0, "published": 0})
    for name in told:
        for day, kind, number in _numbers(name, begin, end):
            days[day, kind][name] = number
    return {
        "days": [{"date": parts.day(day), "kind": kind, **numbers} for (day, kind), numbers in sorted(days.items())],
        "median_hours_to_verdict": _to_verdict(begin, end),
        "queue_age_hours": {"median": None, "p95": None} if outsider else _age(),
    }


def _numbers(name: str, begin: datetime, end: datetime) -> "QuerySet[Any, tuple[date, str, int]]":
    """For each day and kind how many."""
    rows: Any
    kind: Any
    if name == "extracted":
        rows, at, kind = Claim.objects.filter(created_at__gte=begin, created_at__lt=end), "created_at", F("kind")
    elif name == "queued":
        rows, at = Event.objects.filter(verb="claim.queued", at__gte=begin, at__lt=end), "at"
        kind = Subquery(Claim.objects.filter(pk=OuterRef("object_id")).values("kind"))
    else:
        rows, at, kind = _published(begin, end), "published_at", F("judged_kind")
    grouped = rows.order_by().annotate(day=TruncDate(at, tzinfo=UTC), its_kind=kind).values_list("day", "its_kind")
    counted: QuerySet[Any, tuple[date, str, int]] = grouped.annotate(number=Count("pk")).filter(its_kind__isnull=False)
    return counted


def _published(begin: datetime, end: datetime) -> "QuerySet[Verdict]":
    return Verdict.objects.filter(state__in=PUBLIC, published_at__gte=begin, published_at__lt=end)


def _to_verdict(begin: datetime, end: datetime) -> Object:
    """Of first verdicts: corrections say nothing about how long readers waited."""
    first = _published(begin, end).filter(claim__isnull=False, supersedes__isnull=True)
    waited = first.aggregate(
        middle=Percentile(F("published_at") - F("claim__created_at"), share=0.5, output_field=DurationField()),
        n=Count("pk"),
    )
    return {"value": _hours(waited["middle"]), "n": waited["n"]}


def _age() -> Object:
    age = Now() - F("created_at")
    waiting = Claim.objects.filter(status=Status.QUEUED).aggregate(
        median=Percentile(age, share=0.5, output_field=DurationField()),
        p95=Percentile(age, share=0.95, output_field=DurationField()),
    )
    return {name: _hours(value) for name, value in waiting.items()}


def _hours(value: timedelta | None) -> float | None:
    return None if value is None else round(value / HOUR, 2)
