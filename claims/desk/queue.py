"""Taking the next claim that waits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from claims.flow import queue
from claims.models.enums import Kind, Role

from .doors import entered_by, person, posted


@require_POST
@entered_by(Role.REVIEWER)
def take_next(request: HttpRequest) -> HttpResponseBase:
    """The foremost claim that waits, of the kind that is looked at."""
    kind = posted(request, "kind")
    review = queue.take_next(by=person(request), kind=Kind(kind) if kind in Kind.values else None)
    if review is None:
        messages.info(request, gettext("Nothing waits that you could take now."))
        return redirect("desk:inbox")
    return redirect(f"/desk/claims/{review.claim_id}/#claim-{review.claim_id}")
