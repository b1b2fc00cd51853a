"""ClaimReview (schema.org) of a published verdict, as Google's documentation of fact-check markup asks for it."""

from datetime import date

from django.conf import settings

from claims.models import Rating, Verdict
from claims.models.enums import Modality, VerdictState

from . import parts
from .parts import Object

AHEAD = {Modality.PROMISED, Modality.PLANNED, Modality.POSSIBLE}


def claim_review(verdict: Verdict, *, today: date) -> Object | None:
    """The JSON-LD object; None for what is not published, and for a promise whose day has not passed: it is neither
    true nor false until then.
    """
    if verdict.state != VerdictState.PUBLISHED or verdict.claim is None or verdict.rating is None:
        return None
    if is_ahead(verdict.reading, on=today):
        return None
    claim = verdict.claim
    review: Object = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/",
        "datePublished": parts.moment(verdict.published_at),
        "author": {"@type": "Organization", "name": "claimtracker", "url": settings.PUBLIC_URL},
        "claimReviewed": claim.quote,
        "itemReviewed": _item(verdict),
        "reviewRating": _rating(verdict.rating),
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


def _item(verdict: Verdict) -> Object:
    claim = verdict.claim
    assert claim is not None  # noqa: S101 - claim_review checked it
    item: Object = {"@type": "Claim", "datePublished": parts.day(claim.said_on)}
    if claim.speaker is not None:
        kind = "Person" if claim.speaker.kind == "person" else "Organization"
        item["author"] = {"@type": kind, "name": claim.speaker.name}
        if claim.speaker_role and kind == "Person":
            item["author"]["jobTitle"] = claim.speaker_role
    if claim.article.url:
        item["appearance"] = {"@type": "CreativeWork", "url": claim.article.url, "headline": claim.article.title}
    return item


def _rating(rating: Rating) -> Object:
    best = Rating.objects.order_by("-value").values_list("value", flat=True).first()
    return {
        "@type": "Rating",
        "ratingValue": rating.value,
        "worstRating": 1,
        "bestRating": best,
        "alternateName": rating.name,
    }
