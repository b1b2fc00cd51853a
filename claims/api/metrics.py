"""`/metrics`, for Prometheus: what the processes counted, and how the desk stands in the database at this moment."""

import os
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Min, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api import params, schema
from claims.api.gate import needs
from claims.models import Article, Claim, Delivery, Heartbeat
from claims.models.enums import ArticleState, Role, Status

ON_THEIR_WAY = [ArticleState.RECEIVED, ArticleState.EXTRACTED, ArticleState.FAILED]


class Metrics(APIView):
    """Refused to the public: Prometheus sends a reader's token (`authorization: {type: Token, credentials: ct_…}`)."""

    permission_classes = needs(GET=Role.READER)

    @schema.a_reading("read_metrics", "text/plain", "How the desk does, for Prometheus.")
    def get(self, request: Request) -> HttpResponseBase:
        params.read(request)
        registry = CollectorRegistry()
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # theirs
        else:
            registry = REGISTRY
        body = generate_latest(registry) + generate_latest(_registry_of(Standing()))
        return HttpResponse(body, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


class Standing(Collector):
    """What stands in the database now."""

    def collect(self) -> Iterable[Metric]:
        """The gauges."""
        now = timezone.now()
        waiting = Claim.objects.filter(status=Status.QUEUED)
        yield from _number_and_age("queue", "Claims that wait for a reviewer.", "kind", waiting, now=now)
        at_work = Claim.objects.filter(status__in=[Status.IN_REVIEW, Status.AWAITING_SIGNOFF])
        yield _number("claims", "Claims that somebody has in hand.", "status", at_work)
        articles = Article.objects.filter(state__in=ON_THEIR_WAY)
        yield _number("articles", "Articles on their way, and failed ones.", "state", articles)
        yield _number("deliveries", "Tellings of webhooks, by how they stand.", "state", Delivery.objects.all())
        alive = GaugeMetricFamily(
            "claimtracker_worker_silence_seconds", "Since a worker was last seen alive.", labels=["worker"]
        )
        for name, at in Heartbeat.objects.values_list("name", "at"):
            alive.add_metric([name], (now - at).total_seconds())
        yield alive


def _number(name: str, text: str, by: str, rows: "QuerySet[Claim] | QuerySet[Article] | QuerySet[Delivery]") -> Metric:
    family = GaugeMetricFamily(f"claimtracker_{name}", text, labels=[by])
    for value, number in rows.order_by(by).values_list(by).annotate(number=Count("pk")):
        family.add_metric([value], number)
    return family


def _number_and_age(name: str, text: str, by: str, rows: "QuerySet[Claim]", *, now: datetime) -> Iterable[Metric]:
    yield _number(name, text, by, rows)
    age = GaugeMetricFamily(f"claimtracker_{name}_oldest_seconds", "How long the oldest has waited.", labels=[by])
    for value, oldest in rows.order_by(by).values_list(by).annotate(oldest=Min("created_at")):
        age.add_metric([value], (now - oldest).total_seconds())
    yield age


def _registry_of(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(collector)
    return registry
