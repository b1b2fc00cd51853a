"""How the desk stands at this moment, for whoever keeps it running."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min

from claims.models import Article, Claim, Delivery, DeliveryState, Feed, Heartbeat
from claims.models.enums import ArticleState, Status

from .parts import Object
from .statistics import statistics

DAYS = 30
SILENT = timedelta(minutes=2)  # a worker tells every half minute that it is alive


def standing(*, now: datetime) -> Object:
    """The queue by kind with the oldest's age, what went through in the last 30 days, what fails, and who works."""
    today = now.date()
    passed = statistics(today - timedelta(days=DAYS - 1), today, outsider=False)
    days = passed["days"]
    return {
        "queue": _queue(now),
        "in_hand": _numbers(Claim.objects.filter(status__in=[Status.IN_REVIEW, Status.AWAITING_SIGNOFF]), "status"),
        "days": DAYS,
        "passed": {name: sum(day[name] for day in days) for name in ("extracted", "queued", "published")},
        "median_hours_to_verdict": passed["median_hours_to_verdict"],
        "failing": {
            "articles": Article.objects.filter(state=ArticleState.FAILED).count(),
            "feeds": Feed.objects.exclude(failing_since=None).count(),
            "deliveries": Delivery.objects.filter(state=DeliveryState.EXHAUSTED).count(),
        },
        "workers": [
            {"name": name, "at": at, "silent": now - at > SILENT}
            for name, at in Heartbeat.objects.order_by("name").values_list("name", "at")
        ],
    }


def _queue(now: datetime) -> list[Object]:
    rows = Claim.objects.filter(status=Status.QUEUED).order_by("kind").values("kind")
    counted = rows.annotate(number=Count("pk"), oldest=Min("created_at"))
    return [{**row, "hours": round((now - row["oldest"]).total_seconds() / 3600)} for row in counted]


def _numbers(rows: Any, by: str) -> dict[str, int]:
    return dict(rows.order_by(by).values_list(by).annotate(number=Count("pk")))
