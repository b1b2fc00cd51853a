"""What waits in the queue, who is at what, and how many verdicts await a second pair of eyes."""

from datetime import datetime, timedelta

from django.db.models import Aggregate, Count, DateTimeField, F, Min

from claims.models import Claim
from claims.models.enums import Status

from . import claims, parts
from .parts import Object, Row

MOST_SHOWN = 200


class Middle(Aggregate):
    """The median among values that can be ordered but not averaged: the lower of the two in the middle."""

    function = "percentile_disc"
    name = "Middle"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s DESC)"
    output_field = DateTimeField()


def overview(*, now: datetime) -> Object:
    """The contract's queue: ages count from when a claim was found; `in_review` shows the leases that end first."""
    by_kind = Claim.objects.filter(status=Status.QUEUED).order_by("kind").values("kind")
    waiting = by_kind.annotate(count=Count("pk"), oldest_at=Min("created_at"), middle=Middle("created_at"))
    taken = claims.rows(Claim.objects.filter(status=Status.IN_REVIEW))
    at_work = taken.order_by(F("turn__expires_at").asc(nulls_last=True), "id")[:MOST_SHOWN]
    return {
        "waiting": [_line(row, now=now) for row in waiting],
        "in_review": [_turn(row) for row in at_work],
        "awaiting_signoff": Claim.objects.filter(status=Status.AWAITING_SIGNOFF).count(),
    }


def _line(row: Row, *, now: datetime) -> Object:
    return {
        "kind": row["kind"],
        "count": row["count"],
        "oldest_at": parts.moment(row["oldest_at"]),
        "median_age_hours": round((now - row["middle"]) / timedelta(hours=1), 2),
    }


def _turn(row: Row) -> Object:
    return {
        "claim": claims.claim(row, outsider=False),
        "holder": parts.person(row, "turn__holder"),
        "expires_at": parts.moment(row["turn__expires_at"]),
    }
