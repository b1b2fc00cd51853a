"""What readers ask to be corrected: the list, and an editor's answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.flow import corrections, review
from claims.models import CorrectionRequest
from claims.models.correction import Answered
from claims.models.enums import Role, Status

from .doors import as_seen, page, person, posted, verb

ROWS = 100
WITH = ("verdict__claim", "verdict__rating", "verdict__case", "answered_by")


@page(Role.REVIEWER)
def index(request: HttpRequest) -> HttpResponseBase:
    """Those that wait, the oldest first, and the newest of those that are answered."""
    known = CorrectionRequest.objects.select_related(*WITH).defer("verdict__search", "verdict__claim__search")
    context = {
        "open": list(known.open().order_by("asked_at", "id")[:ROWS]),
        "answered": list(known.exclude(state=Answered.OPEN).order_by("-answered_at", "-id")[:ROWS]),
        "editor": person(request).holds(Role.EDITOR),
    }
    return render(request, "desk/corrections.html", context)


@verb(Role.EDITOR, back_to="desk:correction")
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Accepted or declined, with the words that the reader gets; an accepted one may queue its claim again."""
    asked = as_seen(_found(pk), request.POST.get("version"))
    words, now = posted(request, "note"), timezone.now()
    if request.POST.get("answer") != "accept":
        corrections.decline(asked, by=person(request), answer=words, now=now)
        messages.success(request, _("Request %(asked)s is declined.") % {"asked": asked})
        return redirect("desk:corrections")
    corrections.accept(asked, by=person(request), answer=words, now=now)
    claim = asked.verdict.claim if asked.verdict else None
    if claim is not None and claim.status == Status.PUBLISHED and request.POST.get("reopen"):
        review.reopen(claim, by=person(request), reason=f"Correction asked for: request {asked}.", now=now)
        messages.success(request, _("Request %(asked)s is accepted, and the claim is queued again.") % {"asked": asked})
        return redirect("desk:claim", pk=claim.pk)
    messages.success(request, _("Request %(asked)s is accepted.") % {"asked": asked})
    return redirect("desk:corrections")


@verb(Role.EDITOR, back_to="desk:correction")
def erase(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Forget what the reader wrote, before its time."""
    asked = _found(pk)
    corrections.erase(asked, by=person(request), now=timezone.now())
    messages.success(request, _("What request %(asked)s said, and who asked, is erased.") % {"asked": asked})
    return redirect("desk:corrections")


@page(Role.REVIEWER)
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where a refusal leads back to: its place in the list."""
    return redirect(f"/desk/corrections/#request-{_found(pk).pk}")


def _found(pk: int) -> CorrectionRequest:
    return get_object_or_404(CorrectionRequest.objects.select_related("verdict__claim"), pk=pk)
