"""Every published ClaimReview, as one schema.org DataFeed, streamed."""

import hashlib
from collections.abc import Iterator
from datetime import date

import orjson
from django.conf import settings
from django.db.models import Count, Max, Sum
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from rest_framework.request import Request

from claims import contract
from claims.api import params, schema
from claims.api.outward.publication import Outward, kept, published
from claims.contract import parts
from claims.models import Rating, Verdict
from claims.models.verdict import VerdictQuerySet

BATCH = 500


class DataFeed(Outward):
    @schema.a_document(
        "read_claim_reviews",
        "application/ld+json",
        None,
        "Every published ClaimReview, as a DataFeed of schema.org, newest first.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        params.read(request)
        today = timezone.now().date()
        found = published().reviewing(today)
        standing = found.aggregate(
            number=Count("id"), newest=Max("published_at"), oldest_sum=Sum("id"), best=Max("rating__value")
        )
        scale = list(Rating.objects.order_by("value").values_list("value", "name"))
        etag = hashlib.sha256(repr((sorted(standing.items()), scale, settings.PUBLIC_URL)).encode()).hexdigest()[:32]
        lines = _document(found, today=today, changed=parts.moment(standing["newest"]))
        response = StreamingHttpResponse(lines, content_type="application/ld+json; charset=utf-8")
        return kept(request, response, f'"{etag}"')


def _document(found: VerdictQuerySet, *, today: date, changed: str | None) -> Iterator[bytes]:
    """The feed, newest first, in pieces; it is never whole in memory."""
    head = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": "claimtracker: fact-checks",
        "url": f"{settings.PUBLIC_URL}/claimreview/feed.json",
        **({"dateModified": changed} if changed else {}),
    }
    yield orjson.dumps(head)[:-1] + b',"dataFeedElement":['
    best = contract.claimreview.best_value()
    first = True
    for verdict in _one_by_one(found):
        review = contract.claimreview.claim_review(verdict, today=today, best=best)
        if review is not None:
            yield (b"" if first else b",") + orjson.dumps(review)
            first = False
    yield b"]}"


def _one_by_one(found: VerdictQuerySet) -> Iterator[Verdict]:
    """All of them, newest first, fetched in batches that each cost the same."""
    ordered = found.select_related("rating", "claim__article", "claim__speaker").order_by("-published_at", "-id")
    batch = list(ordered[:BATCH])
    while batch:
        yield from batch
        last = (batch[-1].published_at, batch[-1].pk)
        batch = list(ordered.filter(TupleLessThan(Tuple("published_at", "id"), last))[:BATCH])
