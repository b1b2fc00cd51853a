"""Claims: listed, read, and what an editor does with one."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract, tasks
from claims.api import (
    answers,
    filters,
    idempotency,
    inputs,
    pages,
    params,
    readings,
    references,
    schema,
    shapes,
    versions,
)
from claims.api.gate import EVERYBODY, needs, outside, person, visitor
from claims.flow import mend, queue, review
from claims.lists import claims as lists
from claims.models import Article, Claim, Event, User
from claims.models.claim import ClaimQuerySet
from claims.models.enums import DismissReason, Role


class Claims(APIView):
    permission_classes = needs(GET=EVERYBODY, POST=Role.EDITOR)

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
        return pages.answer(request, lists.places(found, order), order, wanted, make=partial(listed, outsider=not me))

    @idempotency.once
    @schema.an_action(
        "add_claim",
        readings.ClaimByHand,
        {201: shapes.Claim},
        "Add a claim that was overlooked; it is queued. The span must stand in the article's text.",
        states=True,
        rules=True,
    )
    def post(self, request: Request) -> HttpResponseBase:
        wish = inputs.read(request, readings.ClaimByHand)
        article = references.named(Article.objects.all(), wish.pop("article"), field="article")
        with transaction.atomic():  # the actors that it names are made with it, or not at all
            claim = mend.add(article, by=person(request), now=timezone.now(), **readings.columns(wish))
        tasks.hint(tasks.match_claim, claim.pk)
        place = request.build_absolute_uri(reverse("api:claim", args=[claim.pk]))
        return answers.versioned(
            request,
            of(Claim.objects.filter(pk=claim.pk), outsider=False),
            status=201,
            headers={"Location": place},
        )


class OneClaim(APIView):
    permission_classes = needs(of=Claim, GET=EVERYBODY, PATCH=Role.EDITOR)

    @schema.an_object("read_claim", shapes.Claim, "One claim.", public=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        found = of(Claim.objects.visible_to(visitor(request)).filter(pk=pk), outsider=outside(request))
        params.read(request)
        return answers.versioned(request, found)

    @schema.a_change("mend_claim", readings.ClaimMended, shapes.Claim, "Mend what was read; not its quote and span.")
    def patch(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, readings.ClaimMended)
        versions.check(request, claim)
        with transaction.atomic():
            mend.mend(claim, by=person(request), now=timezone.now(), **readings.columns(wish))
        tasks.hint(tasks.match_claim, pk)
        return answer(request, pk)


class Dismiss(APIView):
    permission_classes = needs(of=Claim, POST=Role.REVIEWER)

    @idempotency.once
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

    @idempotency.once
    @schema.a_change("reopen_claim", inputs.Reason, shapes.Claim, "Queue a published or dismissed claim again.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.Reason)
        versions.check(request, claim)
        review.reopen(claim, by=person(request), reason=wish["reason"], now=timezone.now())
        return answer(request, pk)


class Queue(APIView):
    permission_classes = needs(of=Claim, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change("queue_claim", inputs.Nothing, shapes.Claim, "Queue a new claim, whatever its worthiness.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        inputs.read(request, inputs.Nothing)
        versions.check(request, claim)
        queue.put(claim, by=person(request), now=timezone.now())
        return answer(request, pk)


class Assign(APIView):
    permission_classes = needs(of=Claim, POST=Role.EDITOR)

    @idempotency.once
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


def listed(places: Sequence[Any], *, outsider: bool) -> list[dict[str, Any]]:
    """The objects of a list whose places were found; without what has left the public's sight since."""
    rows = contract.claims.by_ids([place["id"] for place in places])
    return [contract.claims.claim(row, outsider=outsider) for row in rows if row["standing_verdict_id"] or not outsider]
