"""Cases: listed, read with their timelines, kept by editors, and rated in the end."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract, ledger
from claims.api import answers, filters, idempotency, inputs, pages, params, references, schema, shapes, versions
from claims.api.gate import EVERYBODY, needs, outside, person, visitor
from claims.api.views import verdicts
from claims.contract import suggestions
from claims.flow import cases
from claims.models import Case, Claim, Event, casebook, casehistory
from claims.models.enums import CaseState, Kind, Role


class Cases(APIView):
    permission_classes = needs(GET=EVERYBODY, POST=Role.EDITOR)

    @schema.a_list("list_cases", params.CaseParams, shapes.CaseRow, "Cases: to outsiders the public ones.", public=True)
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.CaseParams)
        found = filters.cases(Case.objects.visible_to(visitor(request)), wanted).for_reading()
        make = partial(contract.cases.listed, outsider=outside(request), now=timezone.now())
        return pages.answer(request, found, filters.NEWEST_CASES, wanted, make=make)

    @idempotency.once
    @schema.an_action("open_case", inputs.CaseGiven, {201: shapes.Case}, "Open a case, private at first.", rules=True)
    def post(self, request: Request) -> HttpResponseBase:
        wish = inputs.read(request, inputs.CaseGiven)
        case = cases.open_case(**_columns(wish), by=person(request))
        place = request.build_absolute_uri(reverse("api:case", args=[case.pk]))
        return answer(request, case.pk, status=201, headers={"Location": place})


class OneCase(APIView):
    permission_classes = needs(of=Case, GET=EVERYBODY, PATCH=Role.EDITOR)

    @schema.an_object("read_case", shapes.Case, "One case with its timeline.", public=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        found = _of(request, pk)
        params.read(request)
        told = contract.cases.case(found, outsider=outside(request), now=timezone.now())
        return answers.versioned(request, told)

    @schema.a_change("mend_case", inputs.CaseMended, shapes.Case, "Change what a case says of itself.")
    def patch(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        wish = inputs.read(request, inputs.CaseMended)
        versions.check(request, case)
        cases.mend(case, by=person(request), now=timezone.now(), **_columns(wish))
        return answer(request, pk)


class Timeline(APIView):
    permission_classes = needs(of=Case, GET=EVERYBODY)

    @schema.an_object(
        "read_timeline",
        shapes.Timeline,
        "A case's ledger: as the world could know it `as_of` a day, by what was stored until `recorded_as_of`.",
        public=True,
        versioned=False,
        params=params.TimelineParams,
        one=True,
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        wanted = params.read(request, params.TimelineParams)
        return answers.plain(ledger.as_object(_timeline(case, **wanted)))


class CaseClaims(APIView):
    permission_classes = needs(of=Case, GET=EVERYBODY, POST=Role.EDITOR)

    @schema.a_list(
        "list_case_claims",
        params.Page,
        shapes.LedgerFact,
        "What a case's ledger shows of its claims, oldest first.",
        public=True,
        one=True,
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        wanted = params.read(request, params.Page)
        rows = contract.cases.fact_rows(Claim.objects.filter(case=case))
        return pages.answer(request, rows, filters.BY_DAY, wanted, make=contract.cases.facts)

    @idempotency.once
    @schema.a_change("add_claim_to_case", inputs.ClaimNamed, shapes.Case, "Put a claim into a case.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        wish = inputs.read(request, inputs.ClaimNamed)
        versions.check(request, case)
        claim = references.named(Claim.objects.all(), wish["claim"], field="claim")
        cases.add(case, claim, by=person(request), now=timezone.now())
        return answer(request, pk)


class OneCaseClaim(APIView):
    permission_classes = needs(of=Case, DELETE=Role.EDITOR)

    @schema.a_removal("remove_claim_from_case", "Take a claim out of a case.", versioned=True)
    def delete(self, request: Request, pk: int, claim: int) -> HttpResponseBase:
        case = _of(request, pk)
        inside = get_object_or_404(Claim.objects.filter(case=case), pk=claim)
        inputs.read(request, inputs.Nothing)
        versions.check(request, case)
        cases.remove(case, inside, by=person(request), now=timezone.now())
        return answers.nothing()


class Merge(APIView):
    permission_classes = needs(of=Case, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change("merge_case", inputs.MergeInto, shapes.Case, "Make a case part of another.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        wish = inputs.read(request, inputs.MergeInto)
        versions.check(request, case)
        into = references.named(Case.objects.all(), wish["into"], field="into")
        cases.merge(case, into=into, by=person(request), now=timezone.now())
        return answer(request, pk)


class Split(APIView):
    permission_classes = needs(of=Case, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change("split_case", inputs.SplitOff, shapes.Case, "Move claims into a new case: 201.", made=True)
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        wish = inputs.read(request, inputs.SplitOff)
        versions.check(request, case)
        moved = [references.named(Claim.objects.all(), one, field="claims") for one in wish["claims"]]
        made = cases.split(case, moved, title=wish["title"], by=person(request), now=timezone.now())
        place = request.build_absolute_uri(reverse("api:case", args=[made.pk]))
        return answer(request, made.pk, status=201, headers={"Location": place})


class Undo(APIView):
    permission_classes = needs(of=Case, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change("undo_in_case", inputs.EventNamed, shapes.Case, "Undo what one of a case's events tells.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        wish = inputs.read(request, inputs.EventNamed)
        versions.check(request, case)
        event = references.named(Event.objects.about(case), wish["event"], field="event")
        last = contract.cases.case(case, outsider=False, now=timezone.now())
        cases.undo(case, event, by=person(request), now=timezone.now())
        gone = not Case.objects.filter(pk=pk).exists()  # its opening was undone
        return answers.versioned(request, last) if gone else answer(request, pk)


class Publish(APIView):
    permission_classes = needs(of=Case, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change("publish_case", inputs.Nothing, shapes.Case, "Show a case to everybody.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        inputs.read(request, inputs.Nothing)
        versions.check(request, case)
        cases.publish(case, by=person(request))
        return answer(request, pk)


class Unpublish(APIView):
    permission_classes = needs(of=Case, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change("unpublish_case", inputs.Nothing, shapes.Case, "Show a case to the desk alone.")
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        inputs.read(request, inputs.Nothing)
        versions.check(request, case)
        cases.unpublish(case, by=person(request))
        return answer(request, pk)


class Rate(APIView):
    permission_classes = needs(of=Case, POST=Role.EDITOR)

    @idempotency.once
    @schema.a_change(
        "rate_case", inputs.CaseRating, shapes.Verdict, "Propose where a promise stands, for sign-off: 201.", made=True
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        wish = inputs.read(request, inputs.CaseRating)
        versions.check(request, case)
        again = wish.pop("review_again", None)
        verdict = cases.rate(
            case,
            CaseState(wish.pop("state")),
            by=person(request),
            now=timezone.now(),
            review_again=(again["on"], again["why"]) if again else None,
            **wish,
        )
        place = request.build_absolute_uri(reverse("api:verdict", args=[verdict.pk]))
        return verdicts.answer(request, verdict.pk, status=201, headers={"Location": place})


class Suggested(APIView):
    permission_classes = needs(of=Claim, GET=Role.READER)

    @schema.an_object(
        "list_suggested_cases",
        shapes.Suggestions,
        "Cases that a claim may belong to, the likeliest first, with reasons.",
        versioned=False,
        one=True,
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        claim = get_object_or_404(Claim.objects.visible_to(visitor(request)), pk=pk)
        params.read(request)
        found = suggestions.suggested(claim, now=timezone.now())
        return answers.plain({"next": None, "previous": None, "results": found})


class Events(APIView):
    permission_classes = needs(of=Case, GET=Role.READER)

    @schema.a_list("list_case_events", params.Page, shapes.Event, "A case's whole history, oldest first.", one=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        case = _of(request, pk)
        wanted = params.read(request, params.Page)
        rows = contract.events.rows(Event.objects.about(case))
        return pages.answer(request, rows, filters.BY_ID, wanted, make=_events)


def answer(request: Request, pk: int, **more: Any) -> HttpResponseBase:
    """The case as it is now, to somebody of the desk."""
    case = Case.objects.for_reading().get(pk=pk)
    return answers.versioned(request, contract.cases.case(case, outsider=False, now=timezone.now()), **more)


def _of(request: Request, pk: int) -> Case:
    case = Case.objects.visible_to(visitor(request)).for_reading().filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


def _columns(wish: dict[str, Any]) -> dict[str, Any]:
    """The wish as the steps take it: rows in the place of what the body names."""
    made = dict(wish)
    for name in ("actor", "recipient"):
        if name in made:
            made[name] = references.party(made[name], field=name)
    if "kind" in made:
        made["kind"] = Kind(made["kind"])
    if "item" in made:
        made["item"] = made["item"] or ""
    return made


def _timeline(case: Case, *, as_of: date | None = None, recorded_as_of: date | datetime | None = None) -> ledger.Ledger:
    """On which day, by which clock; a day of the record ends at its midnight in UTC."""
    now = timezone.now()
    if recorded_as_of is None:
        return casebook.as_it_stands(case, today=as_of or case.day_of(now))
    until = recorded_as_of
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(), UTC) + timedelta(days=1)
    was, known, signed = casehistory.recorded(case, until=until)
    last_moment = min(until - timedelta(microseconds=1), now)
    return casebook.timeline(was, known, signed, today=as_of or was.day_of(last_moment))


def _events(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [contract.events.event(row) for row in rows]
