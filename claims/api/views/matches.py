"""What says the same as a claim: suggested by the machine, confirmed or rejected by people."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract
from claims.api import answers, filters, idempotency, inputs, pages, params, schema, shapes
from claims.api.gate import needs, person, visitor
from claims.flow import match as step
from claims.models import Claim, Match
from claims.models.enums import Relation, Role

JOINED = ("factcheck", "decided_by")


class ClaimMatches(APIView):
    permission_classes = needs(of=Claim, GET=Role.READER)

    @schema.a_list(
        "list_claim_matches", params.Page, shapes.Match, "What says the same as a claim, the likest first.", one=True
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        wanted = params.read(request, params.Page)
        found = Match.objects.of(claim).select_related(*JOINED)
        return pages.answer(request, found, filters.LIKEST, wanted, make=partial(_listed, seen_from=pk))


class Confirm(APIView):
    permission_classes = needs(of=Match, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "confirm_match",
        inputs.Confirmation,
        {200: shapes.Match},
        "Say that the two belong together; without `relation`, as it was suggested.",
        states=True,
        rules=True,
        one=True,
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        found = get_object_or_404(Match.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.Confirmation)
        relation = Relation(wish["relation"]) if wish.get("relation") else None
        step.confirm(found, by=person(request), now=timezone.now(), relation=relation)
        return _answer(pk)


class Reject(APIView):
    permission_classes = needs(of=Match, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "reject_match",
        inputs.Nothing,
        {200: shapes.Match},
        "Say that the two do not belong together: it is not suggested again.",
        states=True,
        one=True,
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        found = get_object_or_404(Match.objects.visible_to(visitor(request)), pk=pk)
        inputs.read(request, inputs.Nothing)
        step.reject(found, by=person(request), now=timezone.now())
        return _answer(pk)


def _answer(pk: int) -> HttpResponseBase:
    [told] = contract.matches.matches([Match.objects.select_related(*JOINED).get(pk=pk)])
    return answers.plain(told)


def _listed(found: Sequence[Match], *, seen_from: int) -> list[dict[str, Any]]:
    return contract.matches.matches(found, seen_from=seen_from)
