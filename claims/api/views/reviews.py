"""The review queue, and an editor's turn at a claim: taken, kept, given back, ended by a proposal."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api import answers, idempotency, inputs, params, references, schema, shapes
from claims.api.gate import needs, person, visitor
from claims.api.views import claims, verdicts
from claims.contract import parts, workload
from claims.flow import queue, review
from claims.models import Claim, Rating, Review, Source
from claims.models.enums import Kind, Role


class QueueNext(APIView):
    permission_classes = needs(POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "take_next",
        inputs.Wanted,
        {200: shapes.Turn, 204: None},
        "Take the foremost waiting claim under a lease; 204 when nothing waits.",
        rules=True,
    )
    def post(self, request: Request) -> HttpResponseBase:
        wish = inputs.read(request, inputs.Wanted)
        kind = Kind(wish["kind"]) if "kind" in wish else None
        source = references.perhaps(Source.objects.all(), wish.get("source"), field="source")
        turn = queue.take_next(by=person(request), kind=kind, source=source, language=wish.get("language", ""))
        return answers.nothing() if turn is None else _answer(turn)


class QueueOverview(APIView):
    permission_classes = needs(GET=Role.READER)

    @schema.an_object(
        "read_queue",
        shapes.Overview,
        "What waits, who is at what, and how many await a second pair of eyes.",
        versioned=False,
    )
    def get(self, request: Request) -> HttpResponseBase:
        params.read(request)
        return answers.plain(workload.overview(now=timezone.now()))


class Take(APIView):
    permission_classes = needs(of=Claim, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "take_claim",
        inputs.Nothing,
        {200: shapes.Turn},
        "Take a waiting claim under a lease; its present holder gets the same lease again.",
        states=True,
        one=True,
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        inputs.read(request, inputs.Nothing)
        return _answer(review.take(claim, by=person(request)))


class Renew(APIView):
    permission_classes = needs(of=Claim, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "renew_lease", inputs.LeaseToken, {200: shapes.Renewed}, "Let a lease run anew.", states=True, one=True
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.LeaseToken)
        return answers.plain({"lease": _lease(review.renew(claim, by=person(request), token=wish["token"]))})


class Release(APIView):
    permission_classes = needs(of=Claim, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "release_claim", inputs.LeaseToken, {204: None}, "Give a claim back to the queue.", states=True, one=True
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.LeaseToken)
        review.release(claim, by=person(request), token=wish["token"])
        return answers.nothing()


class Propose(APIView):
    permission_classes = needs(of=Claim, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "propose_verdict",
        inputs.Proposal,
        {201: shapes.Verdict},
        "End a turn with a verdict, for another editor to sign off.",
        states=True,
        rules=True,
        one=True,
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.Proposal)
        again = wish.get("review_again")
        verdict = review.propose(
            claim,
            by=person(request),
            token=wish["token"],
            rating=references.named(Rating.objects.all(), wish["rating"], field="rating"),
            summary=wish["summary"],
            explanation=wish["explanation"],
            evidence=wish["evidence"],
            review_again=(again["on"], again["why"]) if again else None,
            correction_note=wish.get("correction_note", ""),
        )
        place = request.build_absolute_uri(reverse("api:verdict", args=[verdict.pk]))
        return verdicts.answer(request, verdict.pk, status=201, headers={"Location": place})


def _answer(turn: Review) -> HttpResponse:
    claim = claims.of(Claim.objects.filter(pk=turn.claim_id), outsider=False)
    return answers.plain({"claim": claim, "lease": _lease(turn)})


def _lease(turn: Review) -> dict[str, Any]:
    return {"token": str(turn.lease_token), "expires_at": parts.moment(turn.expires_at)}
