"""What many stories about turns need: a proposal, and all that an action could have changed."""

from typing import Any

from claims.flow import review
from claims.models import Claim, Event, Review, User, Verdict
from tests import factories


def traces(claim: Claim) -> tuple[object, ...]:
    """Everything about a claim that an action could have changed."""
    return (
        *Claim.objects.filter(pk=claim.pk).values_list().get(),
        *Review.objects.filter(claim=claim).order_by("pk").values_list(),
        Verdict.objects.count(),
        Event.objects.count(),
    )


def propose(claim: Claim, *, by: User, token: str, **words: Any) -> Verdict:
    usual: dict[str, Any] = {
        "rating": factories.rating(),
        "summary": "Two came.",
        "explanation": "See the list.",
        "evidence": factories.EVIDENCE,
    }
    return review.propose(claim, by=by, token=token, **(usual | words))
