"""The front page with the latest verdicts, and a verdict's page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from claims import contract
from claims.models import Actor, Claim, Rating, Verdict
from claims.models.enums import VerdictState
from claims.models.verdict import VerdictQuerySet
from claims.site import cases
from claims.site.public import ANYBODY

ROWS = 20


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The latest verdicts, newest first; `before` names the last one of the page before."""
    found = _of_claims().published().select_related("rating", "claim__article__source", "claim__speaker")
    found = _older_than(found, request.GET.get("before", "")).order_by("-published_at", "-id")
    verdicts = list(found[: ROWS + 1])
    shown, scale = verdicts[:ROWS], _scale()
    context = {
        "verdicts": [{"row": row, "tone": tone(row.rating.value, scale)} for row in shown if row.rating],
        "before": shown[-1].pk if len(verdicts) > ROWS else None,
        "paged": "before" in request.GET,
        "sample": any(verdict.demo for verdict in shown),
    }
    return _answer(request, "site/front.html", context)


@require_safe
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """A verdict as the public reads it; of a withdrawn one, only that it is withdrawn."""
    visible = Verdict.objects.visible_to(ANYBODY).for_reading().select_related("superseded_by_verdict")
    found = visible.filter(pk=pk).first()
    if found is None:
        return _withdrawn(request, pk)
    if found.claim is None:
        return cases.case_verdict(request, found, now=timezone.now())
    shown = contract.verdicts.verdict(found, outsider=True, today=timezone.now().date())
    scale = _scale()
    context = {
        "verdict": shown,
        "claim": shown["claim"],
        "context": _around(found.claim),
        "actors": _actors(shown["reading"]),
        "scale": [{"rating": rating, "tone": tone(rating.value, scale)} for rating in scale],
        "tone": tone(shown["rating"]["value"], scale),
        "chain": _chain(found),
        "sample": found.demo,
    }
    return _answer(request, "site/verdict.html", context)


def tone(value: int, scale: Sequence[Rating]) -> int:
    """Where a value stands between the worst (0) and the best (4) of the scale, for its colour."""
    values = [rating.value for rating in scale]
    low, high = min(values), max(values)
    return 2 if low == high else round(4 * (value - low) / (high - low))


def _withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """A withdrawn verdict was public once: its address still answers, with that and nothing more."""
    open_cases = Q(case__public=True, case__merged_into__isnull=True)
    withdrawn = Verdict.objects.filter(Q(claim__isnull=False) | open_cases, state=VerdictState.WITHDRAWN)
    gone = withdrawn.filter(pk=pk).first()
    if gone is None:
        raise Http404
    return _answer(request, "site/withdrawn.html", {"verdict": contract.verdicts.withdrawn(gone), "sample": gone.demo})


def _actors(reading: Mapping[str, Any]) -> list[Actor]:
    """Whom the judged reading names, each of whom has a page."""
    named: set[int] = {reading[part]["id"] for part in ("speaker", "actor", "recipient") if reading.get(part)}
    return list(Actor.objects.visible_to(ANYBODY).filter(pk__in=named).only("name").order_by("name"))


def _of_claims() -> VerdictQuerySet:
    return Verdict.objects.visible_to(ANYBODY).filter(claim__isnull=False)


def _scale() -> list[Rating]:
    return list(Rating.objects.all())


def _chain(verdict: Verdict) -> list[Verdict]:
    """All that was published of the same claim, the newest first; nothing where this is the only one."""
    of_claim = _of_claims().filter(claim=verdict.claim_id).select_related("rating")
    chain = list(of_claim.order_by("-published_at", "-id")[:50])
    return chain if len(chain) > 1 else []


def _around(claim: Claim | None) -> tuple[str, str] | None:
    """What stands before and behind the quote in its context, where the context holds it and more."""
    before, found, behind = claim.context.partition(claim.quote) if claim else ("", "", "")
    if behind and behind[-1].isalnum():
        behind += "…"  # a context ends at 300 characters, wherever that is
    return (before, behind) if found and (before.strip() or behind.strip()) else None


def _older_than(verdicts: VerdictQuerySet, number: str) -> VerdictQuerySet:
    """Those that come after the verdict of that number in the list."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return verdicts
    last = _of_claims().filter(pk=number).values_list("published_at", flat=True).first()
    return verdicts if last is None else verdicts.filter(Q(published_at__lt=last) | Q(published_at=last, pk__lt=number))


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; while somebody is logged in its head names them, and it is not kept."""
    response = render(request, template, context)
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    return response
