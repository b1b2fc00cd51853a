"""Verdicts: listed, read, signed off, sent back, taken back, withdrawn."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract, tasks
from claims.api import answers, filters, idempotency, inputs, pages, params, schema, shapes, versions
from claims.api.gate import EVERYBODY, needs, outside, person, visitor
from claims.flow import publish
from claims.models import Claim, Verdict
from claims.models.enums import Role
from claims.models.verdict import VerdictQuerySet

LISTED = ("rating", "case", "proposed_by", "signed_by", "superseded_by_verdict")


class Verdicts(APIView):
    permission_classes = needs(GET=EVERYBODY)

    @schema.a_list(
        "list_verdicts",
        params.VerdictParams,
        shapes.VerdictRow,
        "Verdicts: to outsiders the published ones, newest published first; to the desk all, newest proposed first.",
        public=True,
    )
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.VerdictParams)
        outsider = outside(request)
        found = Verdict.objects.visible_to(visitor(request))
        found = filters.verdicts(found.published() if outsider else found, wanted)
        found = found.select_related(*LISTED).defer("explanation", "reading", "search")
        order = filters.NEWEST_PUBLISHED if outsider else filters.NEWEST_PROPOSED
        return pages.answer(request, found, order, wanted, make=partial(_listed, outsider=outsider))


class OneVerdict(APIView):
    permission_classes = needs(of=Verdict, GET=EVERYBODY)

    @schema.an_object("read_verdict", shapes.Verdict, "One verdict with its evidence.", public=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        found = _of(Verdict.objects.visible_to(visitor(request)), pk, outsider=outside(request))
        params.read(request)
        return answers.versioned(request, found)


class Approve(APIView):
    permission_classes = needs(of=Verdict, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change(
        "approve_verdict", inputs.Nothing, shapes.Verdict, "Sign a verdict off, or a withdrawal that was asked for."
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        verdict = get_object_or_404(Verdict.objects.visible_to(visitor(request)), pk=pk)
        inputs.read(request, inputs.Nothing)
        versions.check(request, verdict)
        publish.approve(verdict, by=person(request), now=timezone.now())
        tasks.hint_deliveries(verdict)
        return answer(request, pk)


class SendBack(APIView):
    permission_classes = needs(of=Verdict, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change("send_back_verdict", inputs.Note, shapes.Verdict, "Give a proposed verdict back to its author.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        verdict = get_object_or_404(Verdict.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.Note)
        versions.check(request, verdict)
        publish.send_back(verdict, by=person(request), note=wish["note"])
        return answer(request, pk)


class TakeBack(APIView):
    permission_classes = needs(of=Verdict, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "take_back_verdict",
        inputs.Nothing,
        {200: shapes.Verdict},
        "Take one's own proposed verdict back.",
        states=True,
        one=True,
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        verdict = get_object_or_404(Verdict.objects.visible_to(visitor(request)), pk=pk)
        inputs.read(request, inputs.Nothing)
        publish.take_back(verdict, by=person(request))
        return answer(request, pk)


class Withdraw(APIView):
    permission_classes = needs(of=Verdict, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change(
        "withdraw_verdict",
        inputs.Reason,
        shapes.Verdict,
        "Ask for a published verdict to be withdrawn: another editor approves it.",
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        verdict = get_object_or_404(Verdict.objects.visible_to(visitor(request)), pk=pk)
        wish = inputs.read(request, inputs.Reason)
        versions.check(request, verdict)
        publish.withdraw(verdict, by=person(request), reason=wish["reason"])
        return answer(request, pk)


def answer(request: Request, pk: int, **more: Any) -> HttpResponseBase:
    """The verdict as it is now, to somebody of the desk."""
    return answers.versioned(request, _of(Verdict.objects.all(), pk, outsider=False), **more)


def _of(found: VerdictQuerySet, pk: int, *, outsider: bool) -> dict[str, Any]:
    verdict = found.for_reading().select_related("superseded_by_verdict").filter(pk=pk).first()
    if verdict is None:
        raise Http404
    return contract.verdicts.verdict(verdict, outsider=outsider, today=timezone.now().date())


def _listed(found: Sequence[Verdict], *, outsider: bool) -> list[dict[str, Any]]:
    """Each with its claim's object; all the claims are read at once."""
    rows = contract.claims.rows(Claim.objects.filter(pk__in={verdict.claim_id for verdict in found}))
    judged = {row["id"]: contract.claims.claim(row, outsider=outsider) for row in rows}
    return [contract.verdicts.listed(verdict, judged.get(verdict.claim_id), outsider=outsider) for verdict in found]
