"""The case object of the contract, its timeline, and the ledger facts of its claims."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet

from claims import ledger
from claims.models import Case, Claim, Verdict, casebook
from claims.models.case import BY_RULE
from claims.models.claim import ClaimQuerySet
from claims.models.enums import Status

from . import claims, parts, verdicts
from .parts import Object, Row

FACTS = [
    *["id", "quote", "said_on", "repeats_id", "standing_verdict_id", "article_id", "article__title", "article__url"],
    *["article__published_at", "article__source_id", "article__source__name"],
    *claims.READING,
]


def case(case: Case, *, outsider: bool, now: datetime) -> Object:
    """The contract's case with its timeline of today; `case` comes from `Case.objects.for_reading()`."""
    today = case.day_of(now)
    [told] = listed([case], outsider=outsider, now=now)
    stands = casebook.as_it_stands(case, today=today)
    own = {"state": stands.state, "share_delivered": parts.decimal(stands.share_delivered)}
    return told | own | {"signs": signs(case, stands.state, today), "timeline": ledger.as_object(stands)}


def listed(cases: Sequence[Case], *, outsider: bool, now: datetime) -> list[Object]:
    """A list's rows: no timeline. What they have in common is asked for at once."""
    pks = [one.pk for one in cases]
    inside = Claim.objects.filter(case__in=pks).exclude(status=Status.DISMISSED).order_by()
    counts = dict(inside.values_list("case").annotate(number=Count("pk")))
    standing = Verdict.objects.published().filter(case__in=pks).select_related("rating", "case", *PEOPLE)
    rated = {verdict.case_id: verdict for verdict in standing.defer("explanation", "search")}
    return [
        _listed(one, counts.get(one.pk, 0), rated.get(one.pk), outsider=outsider, today=one.day_of(now))
        for one in cases
    ]


PEOPLE = ("proposed_by", "signed_by", "superseded_by_verdict")


def _listed(case: Case, count: int, rating: Verdict | None, *, outsider: bool, today: date) -> Object:
    return {
        "id": case.pk,
        "url": address(case),
        "title": case.title,
        "kind": case.kind,
        "item": case.item or None,
        "actor": _party(case.actor),
        "recipient": _party(case.recipient),
        "state": case.state,
        "public": case.public,
        "signs": signs(case, case.state, today),
        "share_delivered": parts.decimal(case.share_delivered),
        "first_due": parts.day(case.first_due),
        "due": parts.day(case.due),
        "last_movement": parts.day(case.last_movement),
        "time_zone": case.time_zone,
        "claims_count": count,
        "rating": None if rating is None else verdicts.listed(rating, None, outsider=outsider),
        "merged_into": case.merged_into_id,
        "created_at": parts.moment(case.created_at),
        "demo": case.demo,
        "version": case.version,
    }


def address(case: Case) -> str:
    """Where the public reads of it."""
    return f"{settings.PUBLIC_URL}/cases/{case.pk}/"


def signs(case: Case, state: str, today: date) -> list[str]:
    """What can be seen while no rating stands: `in_the_works`, or `stalled` after `STALLED_DAYS` without movement."""
    if state not in BY_RULE or case.last_movement is None:
        return []
    if today - case.last_movement > timedelta(days=settings.STALLED_DAYS):
        return ["stalled"]
    return ["in_the_works"] if case.begun else []


def judged(case: Case, *, now: datetime) -> Object:
    """What a rating judges: what the case is about, and where its ledger stood."""
    stands = casebook.as_it_stands(case, today=case.day_of(now))
    return {
        "kind": case.kind,
        "item": case.item or None,
        "actor": _party(case.actor),
        "recipient": _party(case.recipient),
        "unit": stands.main.unit or stands.main.currency,
        "summary": ledger.as_object(stands)["summary"],
    }


def fact_rows(found: ClaimQuerySet) -> QuerySet[Claim, dict[str, Any]]:
    """The values that `fact` turns into an object; dismissed claims are none of a case's."""
    chosen: QuerySet[Claim, dict[str, Any]] = found.exclude(status=Status.DISMISSED).values(*FACTS)
    return chosen


def fact(row: Row) -> Object:
    """What the ledger of a public case shows of one claim, with or without a verdict, and nothing else of it."""
    reading = claims.reading(row)
    return {
        "id": row["id"],
        "quote": row["quote"],
        "said_on": parts.day(row["said_on"]),
        "article": claims.article_of(row),
        **{name: reading[name] for name in SHOWN},
        "repeats": row["repeats_id"],
        "verdict": row["standing_verdict_id"],
    }


SHOWN = (
    *("kind", "step", "speaker", "modality", "negated", "condition", "side", "origin", "actor", "recipient"),
    *("item", "quantity", "amount", "measure", "place", "happened", "due"),
)


def facts(rows: Iterable[Row]) -> list[Object]:
    return [fact(row) for row in rows]


def _party(actor: Any) -> Object | None:
    return None if actor is None else {"id": actor.pk, "name": actor.name, "code": actor.code}
