"""The article object of the contract."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from claims.models import Article, Claim
from claims.models.article import ArticleQuerySet

from . import parts
from .parts import Object, Row

LISTED = [
    *["id", "url", "title", "source_id", "source__name", "language", "published_at", "received_at", "state"],
    *[
        "error_code",
        "error_message",
        "attempts",
        "duplicate_of_id",
        "revises_id",
        "extractor",
        "extractor_note",
        "version",
        "demo",
    ],
    *["claims_count", "origin_of"],
]
DETAILED = [*LISTED, "text"]


def rows(articles: ArticleQuerySet, *, detailed: bool = False) -> QuerySet[Article, dict[str, Any]]:
    """The values that `article` turns into the contract's object, one query for all of them."""
    claims = Claim.objects.filter(article=OuterRef("pk")).order_by().values("article").annotate(n=Count("pk"))
    first = Coalesce("wire_id", "pk")
    same = Article.objects.filter(Q(wire=OuterRef("first")) | Q(pk=OuterRef("first"))).order_by().annotate(one=Value(1))
    number = same.values("one").annotate(n=Count("pk") - 1).values("n")
    counted = articles.annotate(first=first).annotate(
        claims_count=Coalesce(Subquery(claims.values("n")), 0), origin_of=Coalesce(Subquery(number), 0)
    )
    chosen: QuerySet[Article, dict[str, Any]] = counted.values(*(DETAILED if detailed else LISTED))
    return chosen


def article(row: Row) -> Object:
    """The contract's article, for people of the desk. `origin_of`: how many others hold nearly the same text."""
    failed = row["state"] == "failed"
    return {
        "id": row["id"],
        "url": row["url"] or None,
        "title": row["title"],
        "source": parts.source(row, "source"),
        "language": row["language"] or None,
        "published_at": parts.moment(row["published_at"]),
        "received_at": parts.moment(row["received_at"]),
        "state": row["state"],
        "error": {"code": row["error_code"], "message": row["error_message"]} if failed else None,
        "attempts": row["attempts"],
        "duplicate_of": row["duplicate_of_id"],
        "revises": row["revises_id"],
        "origin_of": row["origin_of"],
        "claims_count": row["claims_count"],
        "extractor": row["extractor"] or None,
        "extractor_note": row["extractor_note"] or None,
        **({"text": row["text"]} if "text" in row else {}),
        "demo": row["demo"],
        "version": row["version"],
    }
