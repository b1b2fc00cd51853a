"""Claims: listed, read, and what an editor does with one."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract
from claims.api import answers, filters, inputs, pages, params, references, schema, shapes, versions
from claims.api.gate import EVERYBODY, needs, outside, person, visitor
from claims.flow import queue, review
from claims.models import Claim, Event, User
from claims.models.claim import ClaimQuerySet
from claims.models.enums import DismissReason, Role


class Claims(APIView):
    permission_classes = needs(GET=EVERYBODY)

    @schema.a_list(
        "list_claims",
        params.ClaimParams,
        shapes.ClaimRow,
        "Claims. Outsiders see those with a published verdict, as it judged them.",
        public=True,
    )
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.ClaimParams)
        me = None if outside(request) else person(request)
        found, order = filters.claims(Claim.objects.visible_to(visitor(request)), wanted, me=me)
        return pages.answer(request, contract.claims.rows(found), order, wanted, make=partial(listed, outsider=not me))


class OneClaim(APIView):
    permission_classes = needs(of=Claim, GET=EVERYBODY)

    @schema.an_object("read_claim", shapes.Claim, "One claim.", public=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        found = of(Claim.objects.visible_to(visitor(request)).filter(pk=pk), outsider=outside(request))
        params.read(request)
        return answers.versioned(request, found)


class Dismiss(APIView):
    permission_classes = needs(of=Claim, POST=Role.REVIEWER)

    @schema.a_change(
        "dismiss_claim", inputs.Dismissal, shapes.Claim, "Lay a claim aside: editors any, reviewers what they hold."
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.Dismissal)
        versions.check(request, claim)
        original = references.perhaps(Claim.objects.all(), wish.get("duplicate_of"), field="duplicate_of")
        reason = DismissReason(wish["reason"])
        review.dismiss(claim, by=person(request), reason=reason, duplicate_of=original, note=wish.get("note", ""))
        return answer(request, pk)


class Reopen(APIView):
    permission_classes = needs(of=Claim, POST=Role.EDITOR)

    @schema.a_change("reopen_claim", inputs.Reason, shapes.Claim, "Queue a published or dismissed claim again.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.Reason)
        versions.check(request, claim)
        review.reopen(claim, by=person(request), reason=wish["reason"], now=timezone.now())
        return answer(request, pk)


class Queue(APIView):
    permission_classes = needs(of=Claim, POST=Role.EDITOR)

    @schema.a_change("queue_claim", inputs.Nothing, shapes.Claim, "Queue a new claim, whatever its worthiness.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        inputs.read(request, inputs.Nothing)
        versions.check(request, claim)
        queue.put(claim, by=person(request), now=timezone.now())
        return answer(request, pk)


class Assign(APIView):
    permission_classes = needs(of=Claim, POST=Role.EDITOR)

    @schema.a_change("assign_claim", inputs.Assignment, shapes.Claim, "Say whose job a claim is; null: nobody's.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.Assignment)
        versions.check(request, claim)
        somebody = references.perhaps(User.objects.filter(is_active=True), wish["user"], field="user")
        review.assign(claim, by=person(request), to=somebody)
        return answer(request, pk)


class Events(APIView):
    permission_classes = needs(of=Claim, GET=Role.READER)

    @schema.a_list("list_claim_events", params.Page, shapes.Event, "A claim's whole history, oldest first.", one=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wanted = params.read(request, params.Page)
        rows = contract.events.rows(Event.objects.about(claim))
        return pages.answer(
            request, rows, filters.BY_ID, wanted, make=lambda found: [contract.events.event(row) for row in found]
        )


def of(found: ClaimQuerySet, *, outsider: bool) -> dict[str, Any]:
    """The contract's object of the one claim found, or 404."""
    row = contract.claims.rows(found, detailed=True).first()
    if row is None:
        raise Http404
    return contract.claims.claim(row, outsider=outsider)


def answer(request: Request, pk: int) -> HttpResponseBase:
    """The claim as it is now, to somebody of the desk."""
    return answers.versioned(request, of(Claim.objects.filter(pk=pk), outsider=False))


def listed(rows: Sequence[Any], *, outsider: bool) -> list[dict[str, Any]]:
    """A list's objects."""
    return [contract.claims.claim(row, outsider=outsider) for row in rows]
