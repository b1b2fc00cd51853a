"""The inbox: what waits, what one holds oneself, what awaits a second pair of eyes, what came out of it."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from claims import contract
from claims.flow import queue
from claims.models import Claim, Review, User, Verdict
from claims.models.claim import ClaimQuerySet
from claims.models.enums import Kind, Role, VerdictState
from claims.models.verdict import VerdictQuerySet

from .doors import Context, entered_by, page, person, posted

ROWS = 50
LATEST = 10
COUNTED = 500  # the waiting claims that are counted: more than anybody looks through
PLACE = re.compile(r"([0-9]\.[0-9]{1,6})-([0-9]{1,18})")  # of the last claim shown: its priority and number


@page()
def inbox(request: HttpRequest) -> HttpResponseBase:
    """The queue in its order, filtered by kind, and what is under way."""
    user = person(request)
    kind = _kind(request.GET.get("kind"))
    waiting = _waiting(user, kind, after=request.GET.get("after", ""))
    mine = _claims(Claim.objects.visible_to(user).filter(reviews__in=Review.objects.active().filter(holder=user)))
    proposed, published = _proposed(user), _published(user)
    context = {
        "kind": kind,
        "kinds": _kinds(user),
        "waiting": waiting[:ROWS],
        "after": _place(waiting[ROWS - 1]) if len(waiting) > ROWS else None,
        "paged": "after" in request.GET,
        "mine": mine,
        "proposed": proposed,
        "published": published,
        "may_take": user.holds(Role.REVIEWER),
        "sample": any(row["demo"] for row in [*waiting, *mine]) or any(row.demo for row in [*proposed, *published]),
    }
    return render(request, "desk/inbox.html", context)


@require_POST
@entered_by(Role.REVIEWER)
def take_next(request: HttpRequest) -> HttpResponseBase:
    """The foremost claim that waits, of the kind that is looked at."""
    kind = _kind(posted(request, "kind"))
    review = queue.take_next(by=person(request), kind=kind)
    if review is None:
        messages.info(request, "Nothing waits that you could take now.")
        return redirect("desk:inbox")
    return redirect(f"/desk/claims/{review.claim_id}/#claim-{review.claim_id}")


def _waiting(user: User, kind: Kind | None, *, after: str) -> list[dict[str, Any]]:
    waiting = Claim.objects.visible_to(user).waiting()
    if kind:
        waiting = waiting.filter(kind=kind)
    if place := PLACE.fullmatch(after):
        priority, pk = float(place[1]), int(place[2])
        waiting = waiting.filter(Q(priority__lt=priority) | Q(priority=priority, pk__gt=pk))
    return _claims(waiting[: ROWS + 1])


def _claims(claims: ClaimQuerySet) -> list[dict[str, Any]]:
    return [contract.claims.claim(row, outsider=False) for row in contract.claims.rows(claims)[: ROWS + 1]]


def _place(claim: Mapping[str, Any]) -> str:
    return f"{claim['priority']:.6f}-{claim['id']}"


def _kinds(user: User) -> list[Context]:
    """The filters, each with how many wait, as far as they are counted."""
    kinds = Claim.objects.visible_to(user).waiting().values_list("kind", flat=True)[:COUNTED]
    counts = Counter(kinds)
    more = counts.total() == COUNTED
    every = {"value": "", "label": "All", "count": f"{COUNTED}+" if more else counts.total()}
    return [every, *({"value": kind, "label": kind.label, "count": "" if more else counts[kind]} for kind in Kind)]


def _proposed(user: User) -> list[Verdict]:
    """What waits for a second editor, oldest first: proposals, and withdrawals that were asked for."""
    asked = Q(state=VerdictState.PUBLISHED, withdrawal_asked_by__isnull=False)
    waiting = _verdicts(user).filter(Q(state=VerdictState.PROPOSED) | asked)
    return list(waiting.order_by("proposed_at", "id")[:ROWS])


def _published(user: User) -> list[Verdict]:
    return list(_verdicts(user).published().order_by("-published_at", "-id")[:LATEST])


def _verdicts(user: User) -> VerdictQuerySet:
    """Verdicts with what a row of the lists shows."""
    seen = Verdict.objects.visible_to(user)
    return seen.select_related("rating", "proposed_by", "signed_by", "withdrawal_asked_by", "claim", "case")


def _kind(value: str | None) -> Kind | None:
    return Kind(value) if value in Kind.values else None
