"""Saved filters: the present way of looking kept under a name, renamed, deleted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from claims.flow import saved
from claims.models import SavedFilter
from claims.models.enums import Role
from claims.models.errors import DomainError

from . import filtering
from .doors import entered_by, page, person, posted, verb


@page()
def index(request: HttpRequest) -> HttpResponseBase:
    """All of one's own, to be renamed and deleted."""
    rows = SavedFilter.objects.of(person(request))
    return render(request, "desk/saved_filters.html", {"rows": rows, "now": timezone.now()})


@require_POST
@entered_by(Role.READER)
def save(request: HttpRequest) -> HttpResponseBase:
    """Keep what the list asks for, but for the page that it stands at."""
    query = filtering.kept(QueryDict(posted(request, "query", at_most=20_000)))
    try:
        row = saved.save(by=person(request), name=posted(request, "name"), query=query, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("Saved as “%(name)s”.") % {"name": row.name})
    return redirect(f"{reverse('desk:inbox')}?{query}")


@verb(Role.READER, back_to="desk:filters_after")
def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    saved.rename(_own(request, pk), name=posted(request, "name"), now=timezone.now())
    return redirect("desk:filters")


@verb(Role.READER, back_to="desk:filters_after")
def delete(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = _own(request, pk)
    saved.delete(row)
    messages.success(request, gettext("“%(name)s” is deleted.") % {"name": row.name})
    return redirect("desk:filters")


@page()
def after(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where a refusal leads back to: the list."""
    return redirect("desk:filters")


def _own(request: HttpRequest, pk: int) -> SavedFilter:
    return get_object_or_404(SavedFilter.objects.of(person(request)), pk=pk)
