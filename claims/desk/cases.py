"""Cases at the desk: the list by state, a case's page, and the cases that a claim may belong to."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from claims import contract, ledger, plots
from claims.contract import suggestions
from claims.flow import cases
from claims.models import Case, Claim, Event, User, Verdict, casebook
from claims.models.case import CaseQuerySet
from claims.models.enums import CaseState, Role, Status
from claims.models.event import EventQuerySet
from claims.pages import history

from .doors import Context, page, person

ROWS = 50
MOST_CLAIMS = 200
MOST_TOLD = 100
NOTHING_TO_DRAW = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 8"/>'


@page()
def index(request: HttpRequest) -> HttpResponseBase:
    """The newest first, by state."""
    seen = Case.objects.visible_to(person(request)).filter(merged_into__isnull=True)
    state = request.GET.get("state") if request.GET.get("state") in CaseState.values else None
    found = _older_than(seen.filter(state=state) if state else seen, request.GET.get("before", ""))
    shown = list(found.for_reading().order_by("-created_at", "-id")[: ROWS + 1])
    context = {
        "cases": contract.cases.listed(shown[:ROWS], outsider=False, now=timezone.now()),
        "before": shown[ROWS - 1].pk if len(shown) > ROWS else None,
        "state": state,
        "tabs": _tabs(seen),
        "sample": any(case.demo for case in shown),
    }
    return render(request, "desk/cases.html", context)


@page()
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The case; the address of a merged one leads to the other."""
    case = visible(request, pk)
    if case.merged_into_id:
        return redirect("desk:case", pk=case.merged_into_id)
    return render(request, "desk/case.html", context_of(case, person(request), now=timezone.now()))


@page()
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The case's figures over time, as they stand today."""
    case = visible(request, pk)
    stands = casebook.as_it_stands(case, today=case.day_of(timezone.now()))
    drawn = plots.svg(stands, link=lambda claim: reverse("desk:claim", args=[claim]), look=plots.PAPER)
    return HttpResponse(drawn or NOTHING_TO_DRAW, content_type="image/svg+xml")


def visible(request: HttpRequest, pk: int) -> Case:
    """The case of that number."""
    return get_object_or_404(Case.objects.visible_to(person(request)).for_reading(), pk=pk)


def context_of(case: Case, user: User, *, now: datetime) -> Context:
    """All that the page shows, also beside a form with mistakes in it."""
    stands = casebook.as_it_stands(case, today=case.day_of(now))
    told = ledger.as_object(stands)
    rows = contract.cases.fact_rows(Claim.objects.filter(case=case)).order_by("said_on", "id")
    facts = contract.cases.facts(rows[: MOST_CLAIMS + 1])
    return {
        "case": contract.cases.listed([case], outsider=False, now=now)[0] | {"state": stands.state},
        "timeline": told,
        "lines": [told, *told["lines"]],
        "facts": facts[:MOST_CLAIMS],
        "more": len(facts) > MOST_CLAIMS,
        "ratings": _ratings(case),
        "history": _history(case, user),
        "editor": user.holds(Role.EDITOR),
        "sample": case.demo,
    }


def of_claim(claim: Claim, user: User, *, now: datetime) -> Context:
    """What a claim's page says of cases: its own, or those that it may belong to."""
    editor = user.holds(Role.EDITOR)
    joins = claim.case_id is None and claim.status != Status.DISMISSED and claim.kind in ("aid", "troops")
    return {
        "suggested": suggestions.suggested(claim, now=now)[:5] if joins else [],
        "joins": joins and editor,
        "case_title": title_from(claim) if joins and editor else "",
    }


def title_from(claim: Claim) -> str:
    """What a case begun with this claim could be called."""
    giver, receiver = (party.name if party else None for party in (claim.actor, claim.recipient))
    what = claim.item or ("troops" if claim.kind == "troops" else "aid")
    return " ".join(part for part in (giver and f"{giver}:", what, receiver and f"for {receiver}") if part)[:300]


def _tabs(seen: CaseQuerySet) -> list[Context]:
    """The states, each with how many there are."""
    counts = dict(seen.order_by().values_list("state").annotate(number=Count("pk")))
    every = {"value": "", "label": "All", "count": sum(counts.values())}
    return [every, *({"value": s.value, "label": s.label, "count": counts.get(s.value, 0)} for s in CaseState)]


def _older_than(found: CaseQuerySet, number: str) -> CaseQuerySet:
    """Those that come after the case of that number in the list."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return found
    last = Case.objects.filter(pk=number).values_list("created_at", flat=True).first()
    return found if last is None else found.filter(Q(created_at__lt=last) | Q(created_at=last, pk__lt=number))


def _ratings(case: Case) -> list[Verdict]:
    """The newest first."""
    return list(Verdict.objects.filter(case=case).select_related("proposed_by", "signed_by").order_by("-id")[:20])


def _history(case: Case, user: User) -> list[Context]:
    """What happened to the case, the newest first; `undo` where a button makes sense: the verb decides."""
    events: EventQuerySet = Event.objects.about(case).order_by("-id")
    told = [contract.events.event(row) for row in contract.events.rows(events)[:MOST_TOLD]]
    undone = {event["after"].get("event") for event in told if event["verb"] == "case.undone"}
    editor = user.holds(Role.EDITOR)
    return [_line(event, editor and event["id"] not in undone) for event in told if history.sentence(event)]


def _line(event: dict[str, Any], may_undo: bool) -> Context:
    undo = may_undo and event["actor"] is not None and event["verb"] in cases.UNDOABLE
    return {"id": event["id"], "at": event["at"], "sentence": history.sentence(event), "undo": undo}
