"""How a claim is read, part by part: each is mended by a small form, beside what the machine had read."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims import tasks
from claims.flow import mend
from claims.models import Claim
from claims.models.enums import Role
from claims.models.errors import DomainError, RuleBroken

from .claims import shown
from .doors import as_seen, entered_by, person, told
from .reading_forms import FORMS, PartForm
from .seeing import visible

UNDERSTOOD_AND_REFUSED = 422


@require_POST
@entered_by(Role.EDITOR)
def mend_part(request: HttpRequest, pk: int, part: str) -> HttpResponseBase:
    """One part of the reading, as it stands in its form; a refusal shows the page again with what was typed."""
    claim = visible(request, pk)
    if part not in FORMS:
        raise Http404
    form = FORMS[part](request.POST, prefix=part)
    if form.is_valid() and _mended(request, claim, form):
        tasks.hint(tasks.match_claim, pk)
        messages.success(request, _("The reading is mended. What the machine had read stands beside it."))
        return redirect(f"{reverse('desk:claim', args=[pk])}#part-{part}")
    return shown(request, visible(request, pk), refused={part: form}, status=UNDERSTOOD_AND_REFUSED)


def _mended(request: HttpRequest, claim: Claim, form: PartForm) -> bool:
    """Whether it was done; if not, the form says why."""
    try:
        seen = as_seen(claim, request.POST.get("version"))
        with transaction.atomic():  # the actors that it names are made with it, or not at all
            mend.mend(seen, by=person(request), now=timezone.now(), **form.columns())
    except RuleBroken as error:
        form.refuse(error)
    except DomainError as error:
        form.add_error(None, told(error))
    return form.is_valid()
