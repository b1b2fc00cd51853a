"""What the parameters of the lists ask for; what those of claims do is in `claims.lists`, which the desk shares."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Q

from claims.contract import parts
from claims.lists.claims import chosen as claims
from claims.lists.claims import known, query
from claims.lists.keyset import Order
from claims.models import ActorAlias
from claims.models.actor import ActorQuerySet
from claims.models.article import ArticleQuerySet
from claims.models.case import CaseQuerySet
from claims.models.source import SourceQuerySet
from claims.models.verdict import VerdictQuerySet

__all__ = ["actors", "articles", "cases", "claims", "sources", "verdicts"]
VERDICT_COLUMNS = {
    "state": "state__in",
    "rating": "rating__in",
    "kind": "judged_kind__in",
    "speaker": "judged_speaker__in",
}

NEWEST_ARTICLES = Order("-received_at", "received_at", lambda row: row["received_at"].isoformat(), descending=True)
NEWEST_PROPOSED = Order("-proposed_at", "proposed_at", lambda row: row.proposed_at.isoformat(), descending=True)
NEWEST_PUBLISHED = Order("-published_at", "published_at", lambda row: row.published_at.isoformat(), descending=True)
BY_PLACE = Order("start", "start", lambda row: row["start"])
NEWEST_CASES = Order("-created_at", "created_at", lambda row: row.created_at.isoformat(), descending=True)
BY_DAY = Order("said_on", "said_on", lambda row: parts.day(row["said_on"]))
LIKEST = Order("-score", "score", lambda row: row.score, descending=True)
BY_NAME = Order("name", "name", lambda row: row["name"])
NEWEST_SOURCES = Order("-created_at", "created_at", lambda row: row.created_at.isoformat(), descending=True)
NEWEST_DELIVERIES = Order("-created_at", "created_at", lambda row: row.created_at.isoformat(), descending=True)
OLDEST_ROWS = Order("id", "id", lambda row: row.pk)
BY_ID = Order("id", "id", lambda row: row["id"])


def actors(found: ActorQuerySet, wanted: Mapping[str, Any]) -> ActorQuerySet:
    """Those of `found` that are `wanted`."""
    if "code" in wanted:
        found = found.filter(code__in=wanted["code"])
    if "q" in wanted:
        by_alias = ActorAlias.objects.filter(alias__icontains=wanted["q"]).values("actor")
        found = found.filter(Q(name__icontains=wanted["q"]) | Q(pk__in=by_alias))
    return found


def sources(found: SourceQuerySet, wanted: Mapping[str, Any]) -> SourceQuerySet:
    """Those of `found` that are `wanted`."""
    if "q" in wanted:
        found = found.filter(Q(name__icontains=wanted["q"]) | Q(host__icontains=wanted["q"]))
    return found


def articles(found: ArticleQuerySet, wanted: Mapping[str, Any]) -> ArticleQuerySet:
    """Those of `found` that are `wanted`."""
    if "state" in wanted:
        found = found.filter(state__in=wanted["state"])
    if "source" in wanted:
        found = found.filter(source__in=wanted["source"])
    if "published_after" in wanted:
        found = found.filter(published_at__gte=_moment(wanted["published_after"]))
    if "published_before" in wanted:
        found = found.filter(published_at__lt=_moment(wanted["published_before"]))
    if "q" in wanted:
        found = found.filter(Q(title__icontains=wanted["q"]) | Q(url__icontains=wanted["q"]))
    return found


def cases(found: CaseQuerySet, wanted: Mapping[str, Any]) -> CaseQuerySet:
    """Those of `found` that are `wanted`, without those that were merged into others."""
    found = found.filter(merged_into__isnull=True)
    for name in ("state", "kind"):
        if name in wanted:
            found = found.filter((f"{name}__in", wanted[name]))
    for name in ("actor", "recipient"):
        if name in wanted:
            found = found.filter(known(name, wanted[name]))
    if "due_before" in wanted:
        found = found.filter(due__lt=wanted["due_before"])
    if "q" in wanted:
        found = found.filter(search=query(wanted["q"]))
    return found


def verdicts(found: VerdictQuerySet, wanted: Mapping[str, Any]) -> VerdictQuerySet:
    """Those of `found` that are `wanted`."""
    for name, column in VERDICT_COLUMNS.items():
        if name in wanted:
            found = found.filter((column, wanted[name]))
    if "actor" in wanted:
        found = found.about(wanted["actor"])
    if "published_after" in wanted:
        found = found.filter(published_at__gte=_moment(wanted["published_after"]))
    if "q" in wanted:
        found = found.filter(search=query(wanted["q"]))
    return found


def _moment(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)
