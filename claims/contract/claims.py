"""The claim object of the contract."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import FilteredRelation, Q, QuerySet

from claims.models import Claim
from claims.models.claim import ClaimQuerySet

from . import parts
from .parts import Object, Row
from .prepared import Prepared

READING = [
    *["kind", "step", "speaker_id", "speaker__name", "speaker_role", "attribution", "modality", "negated", "condition"],
    *["side", "origin", "actor_id", "actor__name", "actor__code", "recipient_id", "recipient__name", "recipient__code"],
    *["item", "item_category", "measure", "place"],
    *(f"quantity_{part}" for part in ("min", "max", "unit", "precision", "text")),
    *(f"amount_{part}" for part in ("min", "max", "currency", "precision", "text")),
    *(f"{name}_{part}" for name in ("happened", "due") for part in ("from", "to", "precision", "text")),
]
LISTED = [
    *["id", "status", "quote", "start", "end", "article_id", "article__title", "article__url", "article__published_at"],
    *["article__source_id", "article__source__name", "worthiness", "worthiness_reasons", "priority", "set_aside"],
    *[
        "case_id",
        "case__title",
        "case__public",
        "duplicate_of_id",
        "repeats_id",
        "extractor",
        "mended",
        "created_at",
        "updated_at",
    ],
    *["standing_verdict_id", "standing_verdict__rating_id", "standing_verdict__rating__name"],
    *["standing_verdict__rating__value", "standing_verdict__published_at"],
    *["standing_verdict__reading", "version", "article__demo"],
    *parts.person_fields("assignee"),
    *[*parts.person_fields("turn__holder"), "turn__expires_at"],
    *READING,
]
DETAILED = [*LISTED, "context"]


def rows(claims: ClaimQuerySet, *, detailed: bool = False) -> QuerySet[Claim, dict[str, Any]]:
    """The values that `claim` turns into the contract's object, one query for all of them."""
    turn = FilteredRelation("reviews", condition=Q(reviews__ended_at__isnull=True))
    chosen: QuerySet[Claim, dict[str, Any]] = claims.annotate(turn=turn).values(*(DETAILED if detailed else LISTED))
    return chosen


@cache
def _prepared() -> Prepared:
    return Prepared(rows(Claim.objects.all()))


def by_ids(ids: Sequence[int]) -> list[Row]:
    """The same values of those claims, in that order: for lists, which know their ids first."""
    return _prepared().fetch(ids)


def claim(row: Row, *, outsider: bool) -> Object:
    """The contract's claim, as people of the desk or as outsiders see it."""
    return {
        "id": row["id"],
        "url": f"{settings.PUBLIC_URL}/api/v1/claims/{row['id']}/",
        "quote": row["quote"],
        "start": row["start"],
        "end": row["end"],
        **({"context": row["context"]} if "context" in row else {}),
        "article": article_of(row),
        "worthiness": row["worthiness"],
        "worthiness_reasons": row["worthiness_reasons"],
        "verdict": _verdict(row),
        "extractor": row["extractor"],
        "created_at": parts.moment(row["created_at"]),
        "demo": row["article__demo"],
        **(_as_published(row) if outsider else _as_it_stands(row)),
    }


def _as_it_stands(row: Row) -> Object:
    return {
        **reading(row),
        "status": row["status"],
        "priority": row["priority"],
        "set_aside": row["set_aside"],
        "assignee": parts.person(row, "assignee"),
        "case": _case(row),
        "duplicate_of": row["duplicate_of_id"],
        "repeats": row["repeats_id"],
        "lease": _lease(row),
        "mended": row["mended"],
        "updated_at": parts.moment(row["updated_at"]),
        "version": row["version"],
    }


def _as_published(row: Row) -> Object:
    """Nothing of what goes on inside since: the reading that the standing verdict judged, and its day.

    The version is the verdict's id: it grows whenever what outsiders see is replaced, and tells of nothing else.
    """
    return {
        **row["standing_verdict__reading"],
        "status": "published",
        "priority": 0.0,
        "set_aside": False,
        "assignee": None,
        "case": _case(row) if row["case__public"] else None,
        "duplicate_of": None,
        "repeats": None,
        "lease": None,
        "mended": [],
        "updated_at": parts.moment(row["standing_verdict__published_at"]),
        "version": row["standing_verdict_id"],
    }


def reading(row: Row) -> Object:
    """Who, what, how many, for whom, by when: what a verdict judges and an editor may mend."""
    return {
        "kind": row["kind"],
        "step": row["step"],
        "speaker": _speaker(row),
        "attribution": row["attribution"] or None,
        "modality": row["modality"],
        "negated": row["negated"],
        "condition": row["condition"] or None,
        "side": row["side"],
        "origin": row["origin"] or None,
        "actor": parts.actor(row, "actor"),
        "recipient": parts.actor(row, "recipient"),
        "item": row["item"] or None,
        "item_category": row["item_category"] or None,
        "quantity": parts.quantity(row),
        "amount": parts.amount(row),
        "measure": row["measure"],
        "place": row["place"] or None,
        "happened": parts.period(row, "happened"),
        "due": parts.period(row, "due"),
    }


def reading_of(claim: Claim) -> Object:
    """The claim's reading as it stands now."""
    return reading(Claim.objects.filter(pk=claim.pk).values(*READING).get())


def article_of(row: Row) -> Object:
    return {
        "id": row["article_id"],
        "title": row["article__title"],
        "url": row["article__url"] or None,
        "source": parts.source(row, "article__source"),
        "published_at": parts.moment(row["article__published_at"]),
    }


def _speaker(row: Row) -> Object | None:
    if row["speaker_id"] is None:
        return None
    return {"id": row["speaker_id"], "name": row["speaker__name"], "role": row["speaker_role"] or None}


def _case(row: Row) -> Object | None:
    return None if row["case_id"] is None else {"id": row["case_id"], "title": row["case__title"]}


def _lease(row: Row) -> Object | None:
    holder = parts.person(row, "turn__holder")
    return None if holder is None else {"holder": holder, "expires_at": parts.moment(row["turn__expires_at"])}


def _verdict(row: Row) -> Object | None:
    if row["standing_verdict_id"] is None:
        return None
    return {
        "id": row["standing_verdict_id"],
        "rating": parts.rating(row, "standing_verdict__rating"),
        "published_at": parts.moment(row["standing_verdict__published_at"]),
    }
