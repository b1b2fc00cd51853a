"""ClaimReview (schema.org) of a published verdict, as Google's documentation of fact-check markup asks for it."""

from datetime import date

from django.conf import settings

from claims.models import Actor, Rating, Verdict
from claims.models.enums import AHEAD, ActorKind, VerdictState

from . import parts
from .parts import Object


def claim_review(verdict: Verdict, *, today: date, best: int | None = None) -> Object | None:
    """The JSON-LD object; None for what is not published, and for a promise whose day has not passed: it is neither
    true nor false until then. Lists look up the `best` value of the scale once.
    """
    if verdict.state != VerdictState.PUBLISHED or verdict.claim is None or verdict.rating is None:
        return None
    if is_ahead(verdict.reading, on=today):
        return None
    review: Object = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/",
        "datePublished": parts.moment(verdict.published_at),
        "author": {"@type": "Organization", "name": "claimtracker", "url": settings.PUBLIC_URL},
        "claimReviewed": verdict.claim.quote,
        "itemReviewed": _item(verdict),
        "reviewRating": _rating(verdict.rating, best or best_value()),
    }
    if verdict.correction_note:
        review["correction"] = {"@type": "CorrectionComment", "text": verdict.correction_note}
    return review


def is_ahead(reading: Object, *, on: date) -> bool:
    """Whether a reading binds somebody to a day that has not passed `on` that day, or to no day at all."""
    if reading.get("modality") not in AHEAD:
        return False
    due = reading.get("due") or {}
    last = due.get("to")
    return last is None or date.fromisoformat(last) >= on


def best_value() -> int:
    """The top of the scale."""
    return Rating.objects.order_by("-value").values_list("value", flat=True)[0]


def _item(verdict: Verdict) -> Object:
    claim = verdict.claim
    assert claim is not None  # noqa: S101 - claim_review checked it
    item: Object = {"@type": "Claim", "datePublished": parts.day(claim.said_on)}
    if speaker := verdict.reading.get("speaker"):
        item["author"] = _author(speaker, claim.speaker)
    if claim.article.url:
        item["appearance"] = {"@type": "CreativeWork", "url": claim.article.url, "headline": claim.article.title}
    return item


def _author(judged: Object, now: Actor | None) -> Object:
    """Who said it, as it was judged; what kind of actor that is, is looked up while the claim still says the same."""
    same = now is not None and now.pk == judged["id"]
    person = now.kind == ActorKind.PERSON if same and now else bool(judged.get("role"))
    author: Object = {"@type": "Person" if person else "Organization", "name": judged["name"]}
    if person and judged.get("role"):
        author["jobTitle"] = judged["role"]
    return author


def _rating(rating: Rating, best: int) -> Object:
    return {
        "@type": "Rating",
        "ratingValue": rating.value,
        "worstRating": 1,
        "bestRating": best,
        "alternateName": rating.name,
    }
