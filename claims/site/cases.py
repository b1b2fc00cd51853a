"""A case as the public follows it: its picture, its ledger as of any day, and every claim with its quote."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from claims import contract, ledger, plots
from claims.models import Case, Claim, Verdict, casebook
from claims.models.enums import CaseState
from claims.pages.reading import words
from claims.site import citing
from claims.site.public import ANYBODY, answer, number

ROWS = 50
# what our states are called elsewhere: docs/vocabularies.md
ELSEWHERE = {
    CaseState.OPEN: "PolitiFact: Not Yet Rated, or In the Works. IATI: Implementation",
    CaseState.OVERDUE: "PolitiFact: In the Works, or Stalled. IATI: Implementation, past its planned end",
    CaseState.KEPT: "PolitiFact: Promise Kept. IATI: Finalisation, or Closed",
    CaseState.PARTLY_KEPT: "PolitiFact: Compromise. IATI: Finalisation, or Closed",
    CaseState.BROKEN: "PolitiFact: Promise Broken. IATI: Cancelled, where the giver ended it",
    CaseState.WITHDRAWN: "PolitiFact: Promise Broken. IATI: Cancelled",
}


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The case on the day that `as_of` names, today without; the address of a merged one leads to the other."""
    found = Case.objects.filter(pk=pk).for_reading().select_related("merged_into").first()
    if found is not None and found.merged_into is not None and found.merged_into.public:
        return redirect("site:case", found.merged_into_id, permanent=False)
    if found is None or not found.public or found.merged_into_id:
        raise Http404
    now = timezone.now()
    day, wrong = _day(request.GET.get("as_of", ""), found.day_of(now))
    stands = casebook.for_readers(found, today=day)
    context = {
        "case": contract.cases.listed([found], outsider=True, now=now)[0] | {"state": stands.state},
        "told": f"{words(stands.state).capitalize()}: {found.title}",
        "mark": f"{found.version}-{stands.state}-{day:%Y%m%d}",
        "signs": contract.cases.signs(found, stands.state, day),
        "elsewhere": ELSEWHERE[CaseState(stands.state)],
        "timeline": (told := ledger.as_object(stands)),
        "lines": [told, *told["lines"]],
        "as_of": day,
        "is_today": day == found.day_of(now),
        "wrong": wrong,
        "picture": _picture(found, stands),
        "figures": plots.table(stands, link=lambda claim: f"?around={claim}#claim-{claim}"),
        "rating": _rating(found, day),
        **_claims(request, found, day),
        "sample": found.demo,
    }
    return answer(request, "site/case.html", context)


@require_safe
def picture(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The picture alone, to download and to embed, with colours of its own."""
    found = Case.objects.public().filter(pk=pk).first()
    if found is None:
        raise Http404
    now = timezone.now()
    day, _ = _day(request.GET.get("as_of", ""), found.day_of(now))
    stands = casebook.for_readers(found, today=day)
    address = contract.cases.address(found)

    def link(claim: int) -> str:
        return f"{address}?around={claim}#claim-{claim}"

    body = plots.png(stands, link=link) if kind == "png" else plots.svg(stands, link=link, look=plots.PAPER).encode()
    if not body:
        raise Http404
    response = HttpResponse(body, content_type="image/png" if kind == "png" else "image/svg+xml")
    response.headers["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def case_verdict(request: HttpRequest, verdict: Verdict, *, now: datetime) -> HttpResponse:
    """The rating of a case as the public reads it."""
    told = contract.verdicts.verdict(verdict, outsider=True, today=now.date())
    chain = Verdict.objects.visible_to(ANYBODY).filter(case=verdict.case_id).order_by("-published_at", "-id")[:50]
    cited = citing.words(told, words(verdict.case_state).capitalize(), told["case"]["title"])
    context = {"verdict": told, "chain": chain if len(chain) > 1 else [], "sample": verdict.demo, **cited}
    return answer(request, "site/case_verdict.html", context)


def _day(given: str, today: date) -> tuple[date, bool]:
    """The day that is asked for, and whether what was asked for is none."""
    if not given:
        return today, False
    try:
        day = parse_date(given)
    except ValueError:
        day = None
    return (today, True) if day is None else (day, False)


def _picture(case: Case, stands: ledger.Ledger) -> SafeString:
    """The SVG, inline; our own drawing escapes every word in it."""
    place = reverse("site:case", args=[case.pk])
    drawn = plots.svg(stands, link=lambda claim: f"{place}?around={claim}#claim-{claim}")
    return mark_safe(drawn)  # noqa: S308 - made by vl-convert from numbers and escaped words, with no script or style


def _rating(case: Case, day: date) -> Verdict | None:
    """The rating that stands, on days on which it stood."""
    standing = Verdict.objects.published().filter(case=case).first()
    if standing is None or standing.published_at is None or case.day_of(standing.published_at) > day:
        return None
    return standing


def _claims(request: HttpRequest, case: Case, day: date) -> Mapping[str, Any]:
    """A page of the ledger's claims, oldest first: from `from` on, or that around a claim which a point leads to."""
    found = Claim.objects.filter(case=case, said_on__lte=day)
    order = list(contract.cases.fact_rows(found).order_by("said_on", "id").values_list("id", flat=True))
    place = _place(request, order)
    shown = order[place : place + ROWS]
    rows = {row["id"]: row for row in contract.cases.fact_rows(Claim.objects.filter(pk__in=shown))}
    return {
        "facts": contract.cases.facts(rows[pk] for pk in shown),
        "number": len(order),
        "first": place + 1,
        "earlier": max(0, place - ROWS) if place else None,
        "later": place + ROWS if place + ROWS < len(order) else None,
    }


def _place(request: HttpRequest, order: Sequence[int]) -> int:
    around, first = (number(request.GET.get(name, "")) for name in ("around", "from"))
    if around is not None and around in order:
        return order.index(around) // ROWS * ROWS
    return first if first is not None and first < len(order) else 0
