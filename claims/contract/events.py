"""The event object of the contract."""

from typing import Any

from django.db.models import QuerySet

from claims.models import Event
from claims.models.event import EventQuerySet

from . import parts
from .parts import Object, Row

FIELDS = ["id", "at", "verb", "before", "after", "note__text", *parts.person_fields("actor")]


def rows(events: EventQuerySet) -> QuerySet[Event, dict[str, Any]]:
    chosen: QuerySet[Event, dict[str, Any]] = events.values(*FIELDS)
    return chosen


def event(row: Row) -> Object:
    return {
        "id": row["id"],
        "at": parts.moment(row["at"]),
        "actor": parts.person(row, "actor"),
        "verb": row["verb"],
        "before": row["before"],
        "after": row["after"],
        "note": row["note__text"],
    }
