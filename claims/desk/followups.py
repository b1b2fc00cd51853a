"""What the desk has to come back to: verdicts to look at again, pledges that fall due, pledges that are overdue."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.flow import follow, review
from claims.models import Case, LookAgain
from claims.models.enums import CaseState, Role, Status

from .doors import page, person, posted, verb

ROWS = 100
AHEAD = timedelta(days=14)


@page()
def index(request: HttpRequest) -> HttpResponseBase:
    """Three lists, each with what is most pressing first."""
    today = timezone.now().date()
    alive = Case.objects.filter(merged_into__isnull=True).for_reading()
    again = LookAgain.objects.open().select_related("verdict__claim", "verdict__case", "verdict__rating")
    context = {
        "again": list(again.order_by("-asked_at", "-id")[:ROWS]),
        "due": alive.filter(state=CaseState.OPEN, due__gte=today, due__lte=today + AHEAD).order_by("due", "id")[:ROWS],
        "overdue": alive.filter(state=CaseState.OVERDUE).order_by("-due", "-id")[:ROWS],
        "today": today,
        "editor": person(request).holds(Role.EDITOR),
    }
    return render(request, "desk/followups.html", context)


@verb(Role.REVIEWER, back_to="desk:again")
def stands(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody has looked: the verdict stands as it is."""
    again = get_object_or_404(LookAgain.objects.select_related("verdict"), pk=pk)
    follow.close(again, by=person(request), now=timezone.now(), note=posted(request, "note"))
    messages.success(request, _("Noted: the verdict stands."))
    return redirect("desk:followups")


@verb(Role.EDITOR, back_to="desk:again")
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody has looked: its claim is checked anew, and the verdict stays public until it is replaced."""
    again = get_object_or_404(LookAgain.objects.select_related("verdict__claim"), pk=pk)
    claim, now = again.verdict.claim, timezone.now()
    if claim is not None and claim.status == Status.PUBLISHED:
        review.reopen(claim, by=person(request), reason=f"To look at again: {again.get_reason_display()}.", now=now)
    follow.close(again, by=person(request), now=now)
    messages.success(request, _("The claim is queued again."))
    return redirect("desk:followups")


@page()
def again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where a refusal leads back to: the list."""
    return redirect("desk:followups")
