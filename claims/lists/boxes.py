"""The boxes of the desk's inbox: which claims wait for whom, as questions that compare and never change anything."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, LookAgain, Review, User, Verdict
from claims.models.claim import ClaimQuerySet
from claims.models.enums import Status, VerdictState
from claims.models.verdict import VerdictQuerySet

MOST_COUNTED = 999  # more than anybody looks through; counting stops there
OPEN = [Status.NEW, Status.QUEUED, Status.IN_REVIEW, Status.AWAITING_SIGNOFF]


@dataclass(frozen=True)
class Box:
    """Some claims of those that somebody may see, in an order of `lists.claims.ORDERS` unless another is asked for."""

    name: str
    label: Promise
    empty: Promise
    holds: Callable[[ClaimQuerySet, User], ClaimQuerySet]
    ordering: str = "-created_at"


def _queue(seen: ClaimQuerySet, user: User) -> ClaimQuerySet:
    return seen.filter(status=Status.QUEUED)


def _mine(seen: ClaimQuerySet, user: User) -> ClaimQuerySet:
    """What is one's job, what one holds, and what one has proposed and nobody has signed yet."""
    jobs = Claim.objects.filter(assignee=user, status__in=OPEN).order_by().values("pk")
    held = Review.objects.active().filter(holder=user).values("claim")
    proposed = Verdict.objects.proposed().filter(proposed_by=user, claim__isnull=False).values("claim")
    return seen.filter(pk__in=jobs.union(held, proposed))  # each by its own index


def _signoff(seen: ClaimQuerySet, user: User) -> ClaimQuerySet:
    others = Verdict.objects.proposed().exclude(proposed_by=user).filter(claim__isnull=False)
    return seen.filter(status=Status.AWAITING_SIGNOFF, pk__in=others.values("claim"))


def _returned(seen: ClaimQuerySet, user: User) -> ClaimQuerySet:
    """Those that one holds because the last verdict, one's own, was sent back."""
    held = Review.objects.active().filter(holder=user).values("claim")
    last = Verdict.objects.filter(claim=OuterRef("pk")).order_by("-id")
    came_back = seen.filter(pk__in=held).alias(last=Subquery(last.values("state")[:1]))
    return came_back.filter(last=VerdictState.SENT_BACK)


def _again(seen: ClaimQuerySet, user: User) -> ClaimQuerySet:
    asked = LookAgain.objects.open().filter(verdict__claim__isnull=False)
    return seen.filter(pk__in=asked.values("verdict__claim"))


def _published(seen: ClaimQuerySet, user: User) -> ClaimQuerySet:
    return seen.filter(status=Status.PUBLISHED)


def _dismissed(seen: ClaimQuerySet, user: User) -> ClaimQuerySet:
    return seen.filter(status=Status.DISMISSED)


def _all(seen: ClaimQuerySet, user: User) -> ClaimQuerySet:
    return seen


BOXES = {
    box.name: box
    for box in (
        Box("queue", _("Queue"), _("Nothing waits to be checked."), _queue, "queue"),
        Box("mine", _("Mine"), _("You hold no claim, and none is your job."), _mine),
        Box("signoff", _("Awaiting my sign-off"), _("Nothing waits for a second editor."), _signoff, "created_at"),
        Box("returned", _("Sent back to me"), _("Nothing was sent back to you."), _returned, "created_at"),
        Box("again", _("Due again"), _("Nothing has to be looked at again."), _again),
        Box("published", _("Published"), _("No verdict stands yet."), _published),
        Box("dismissed", _("Dismissed"), _("Nothing was dismissed."), _dismissed),
        Box("all", _("All claims"), _("There is no claim yet."), _all),
    )
}


def beside(user: User) -> VerdictQuerySet:
    """What waits for somebody's second signature and is no claim's proposal: ratings of cases, and withdrawals."""
    seen = Verdict.objects.visible_to(user)
    rating = Q(state=VerdictState.PROPOSED, claim__isnull=True) & ~Q(proposed_by=user)
    asked = Q(state=VerdictState.PUBLISHED, withdrawal_asked_by__isnull=False) & ~Q(withdrawal_asked_by=user)
    return seen.filter(rating | asked).order_by("proposed_at", "id")


def counts(user: User) -> dict[str, str]:
    """How many stand in each box that is counted, up to `MOST_COUNTED`: then "999+"."""
    seen = Claim.objects.visible_to(user)
    found = {name: _count(BOXES[name].holds(seen, user)) for name in ("queue", "mine", "returned", "again")}
    found["signoff"] = _count(BOXES["signoff"].holds(seen, user)) + beside(user)[:MOST_COUNTED].count()
    return {name: str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+" for name, number in found.items()}


def _count(claims: ClaimQuerySet) -> int:
    return claims.order_by().values("pk")[: MOST_COUNTED + 1].count()
