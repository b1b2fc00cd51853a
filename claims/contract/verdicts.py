"""The verdict object of the contract."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from claims.models import Claim, Event, Evidence, User, Verdict
from claims.models.enums import VerdictState

from . import claimreview, claims, parts
from .parts import Object

# Outsiders must not see that a withdrawal was asked for, which raises the version: to them a verdict changes when it is
# published (it was 1 when it was proposed) and when it is superseded, and at no other time.
PUBLIC_VERSIONS = {VerdictState.PUBLISHED: 2, VerdictState.SUPERSEDED: 3}


def verdict(verdict: Verdict, *, outsider: bool, today: date) -> Object:
    """The contract's verdict; `verdict` comes from `Verdict.objects.for_reading()`, so that nothing is queried here
    but its claim's row.
    """
    claim = claim_of(verdict, outsider=outsider)
    return listed(verdict, claim, outsider=outsider) | _details(verdict, outsider=outsider, today=today)


def claim_of(verdict: Verdict, *, outsider: bool) -> Object | None:
    if verdict.claim_id is None:
        return None
    return claims.claim(claims.rows(Claim.objects.filter(pk=verdict.claim_id)).get(), outsider=outsider)


def listed(verdict: Verdict, claim: Object | None, *, outsider: bool) -> Object:
    """A list's row: no explanation, evidence, reading or ClaimReview. A list reads the claims' objects all at once."""
    return {
        "id": verdict.pk,
        "url": f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/",
        "state": verdict.state,
        "claim": claim,
        "case": _case(verdict),
        "case_state": verdict.case_state or None,
        "share_delivered": parts.decimal(verdict.share_delivered),
        "rating": _rating(verdict),
        "summary": verdict.summary,
        "proposed_by": _person(verdict.proposed_by),
        "signed_by": _person(verdict.signed_by),
        "proposed_at": parts.moment(verdict.proposed_at),
        "published_at": parts.moment(verdict.published_at),
        "supersedes": verdict.supersedes_id,
        "superseded_by": superseded_by(verdict),
        "correction_note": verdict.correction_note or None,
        "review_again": _review_again(verdict),
        "demo": verdict.demo,
        "version": PUBLIC_VERSIONS[VerdictState(verdict.state)] if outsider else verdict.version,
    }


def superseded_by(verdict: Verdict) -> int | None:
    newer = getattr(verdict, "superseded_by_verdict", None)
    return newer.pk if newer else None


def _details(verdict: Verdict, *, outsider: bool, today: date) -> Object:
    inside = {
        "note": _note(verdict),
        "withdrawal": _withdrawal(verdict),
    }
    return {
        "explanation": verdict.explanation,
        "evidence": evidence(verdict.evidence.all()),
        "reading": verdict.reading,
        "claim_review": claimreview.claim_review(verdict, today=today),
        **({} if outsider else inside),
    }


def evidence(rows: Iterable[Evidence]) -> list[Object]:
    return [
        {
            "id": row.pk,
            "url": row.url,
            "title": row.title,
            "publisher": row.publisher or None,
            "quote": row.quote or None,
            "side": row.side,
            "stance": row.stance,
            "archived_url": row.archived_url or None,
            "sha256": row.sha256 or None,
            "retrieved_at": parts.moment(row.retrieved_at),
            "gone": row.gone,
        }
        for row in rows
    ]


def _case(verdict: Verdict) -> Object | None:
    case = verdict.case
    return None if case is None else {"id": case.pk, "title": case.title}


def _rating(verdict: Verdict) -> Object | None:
    rating = verdict.rating
    return None if rating is None else {"id": rating.pk, "name": rating.name, "value": rating.value}


def _person(user: User | None) -> Object | None:
    return None if user is None else {"id": user.pk, "name": user.display_name}


def _review_again(verdict: Verdict) -> Object | None:
    if verdict.review_again_on is None:
        return None
    return {"on": parts.day(verdict.review_again_on), "why": verdict.review_again_why}


def _note(verdict: Verdict) -> str | None:
    """What the editor who sent it back wrote; it stands beside the event, where it can be erased."""
    if verdict.state != VerdictState.SENT_BACK:
        return None
    sent_back = Event.objects.about(verdict).filter(verb="verdict.sent_back")
    return sent_back.values_list("note__text", flat=True).first()


def _withdrawal(verdict: Verdict) -> Object | None:
    if verdict.withdrawal_asked_by is None:
        return None
    return {
        "asked_by": _person(verdict.withdrawal_asked_by),
        "signed_by": _person(verdict.withdrawal_signed_by),
        "reason": verdict.withdrawal_reason,
        "withdrawn": verdict.state == VerdictState.WITHDRAWN,
    }


def withdrawn(verdict: Verdict) -> Object:
    """What is still said of a withdrawn verdict, and nothing more."""
    return {
        "id": verdict.pk,
        "url": f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/",
        "state": verdict.state,
        "withdrawn_at": parts.moment(verdict.withdrawn_at),
    }
