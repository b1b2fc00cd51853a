"""The inbox: boxes with their counts, filters, an order, and one page of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone

from claims import contract
from claims.lists import boxes, claims, echoes, keyset
from claims.lists.boxes import BOXES, Box
from claims.models import Claim, SavedFilter, User, Verdict
from claims.models.enums import DismissReason, Role

from . import filtering
from .doors import Context, page, person
from .filtering import FilterForm

ROWS = 50
MOST_BESIDE = 50


@page()
def show(request: HttpRequest) -> HttpResponseBase:
    """One box, as the address asks for it."""
    user, now = person(request), timezone.now()
    people = filtering.people()
    form, box = FilterForm(request.GET, people=people), BOXES.get(request.GET.get("box", ""), BOXES["queue"])
    found = rows_of(box, user, form.wanted(today=now.date()), cursor=request.GET.get("cursor"))
    beside = _beside(user) if box.name == "signoff" and "cursor" not in request.GET else []
    context = {
        "box": box,
        "boxes": _boxes(box, user),
        "form": form,
        "rows": _dressed(found.rows),
        "next": _at(request, found.next),
        "previous": _at(request, found.previous),
        "beside": beside,
        "query": filtering.kept(request.GET),
        "saved": list(SavedFilter.objects.of(user)),
        "here": request.get_full_path(),
        "people": people,
        "reasons": DismissReason.choices,
        "may_take": user.holds(Role.REVIEWER),
        "may_assign": user.holds(Role.EDITOR),
        "now": now,
        "sample": any(row["article__demo"] for row in found.rows) or any(row.demo for row in beside),
    }
    return render(request, "desk/inbox.html", context)


def rows_of(box: Box, user: User, wanted: Mapping[str, Any], *, cursor: str | None) -> keyset.Page:
    """A page of what the box holds and the filters leave; a cursor of another list begins at the first row."""
    ordering = wanted.get("ordering", box.ordering)
    usual = {**wanted, "ordering": "-priority" if ordering == "queue" else ordering}
    found, order = claims.chosen(box.holds(Claim.objects.visible_to(user), user), usual, me=user)
    order = claims.QUEUE_ORDER if ordering == "queue" else order
    places = claims.places(found, order)
    try:
        page = keyset.page(places, order, size=ROWS, cursor=cursor)
    except keyset.BadCursor:
        page = keyset.page(places, order, size=ROWS)
    return replace(page, rows=contract.claims.by_ids([place["id"] for place in page.rows]))


def _dressed(rows: Sequence[Any]) -> list[Context]:
    """The contract's claims, each with how often it was said, and the verdict of it that waits for a signature."""
    pks = [row["id"] for row in rows]
    heard = echoes.of(pks)
    proposed = dict(Verdict.objects.proposed().filter(claim__in=pks).values_list("claim", "pk"))
    return [
        contract.claims.claim(row, outsider=False) | {"echo": heard.get(row["id"]), "proposed": proposed.get(row["id"])}
        for row in rows
    ]


def _boxes(present: Box, user: User) -> list[Context]:
    counts = boxes.counts(user)
    return [{"box": box, "count": counts.get(box.name, ""), "present": box is present} for box in BOXES.values()]


def _beside(user: User) -> list[Verdict]:
    found = boxes.beside(user).select_related("rating", "proposed_by", "signed_by", "withdrawal_asked_by")
    return list(found.select_related("claim", "case")[:MOST_BESIDE])


def _at(request: HttpRequest, cursor: str | None) -> str | None:
    """The query of the page at that cursor, with all that this one asks for."""
    if cursor is None:
        return None
    query = QueryDict(filtering.kept(request.GET), mutable=True)
    query["cursor"] = cursor
    return query.urlencode()
