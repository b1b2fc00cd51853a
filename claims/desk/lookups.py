"""A page that is being cited: looked up in the background, shown as far as it is, for the form's script to fill in."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims import tasks
from claims.flow import lookup
from claims.models import Lookup
from claims.models.enums import Role
from claims.models.errors import RuleBroken

from .doors import entered_by, page, posted
from .forms import HTTP


@require_POST
@entered_by(Role.REVIEWER)
def ask(request: HttpRequest) -> HttpResponse:
    """Have a page looked up; a refused address says why."""
    url = posted(request, "url")
    try:
        HTTP(url)
        row = lookup.ask(url, now=timezone.now())
    except (ValidationError, RuleBroken) as error:
        message = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return render(request, "desk/lookup.html", {"refused": message})
    if row.done_at is None:
        tasks.hint(tasks.look_up, row.pk)
    return render(request, "desk/lookup.html", {"row": row})


@page(Role.REVIEWER)
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far it is."""
    return render(request, "desk/lookup.html", {"row": get_object_or_404(Lookup, pk=pk)})
