"""A verdict's page."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims import contract
from claims.models import Actor, Claim, Verdict
from claims.models.enums import VerdictState
from claims.site import cases, citing, scale
from claims.site.public import ANYBODY, answer, of_claims


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
    points = scale.points()
    context = {
        "verdict": shown,
        "claim": shown["claim"],
        "context": _around(found.claim),
        "actors": _actors(shown["reading"]),
        "scale": scale.toned(points),
        "tone": scale.tone(shown["rating"]["value"], points),
        "place": [point.pk for point in points].index(shown["rating"]["id"]) + 1,
        "about": reverse("site:page", args=["scale"]),
        **citing.words(shown, shown["rating"]["name"], f"“{shown['claim']['quote']}”"),
        "chain": _chain(found),
        "sample": found.demo,
    }
    return answer(request, "site/verdict.html", context)


def _withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """A withdrawn verdict was public once: its address still answers, with that and nothing more."""
    open_cases = Q(case__public=True, case__merged_into__isnull=True)
    withdrawn = Verdict.objects.filter(Q(claim__isnull=False) | open_cases, state=VerdictState.WITHDRAWN)
    gone = withdrawn.filter(pk=pk).first()
    if gone is None:
        raise Http404
    return answer(request, "site/withdrawn.html", {"verdict": contract.verdicts.withdrawn(gone), "sample": gone.demo})


def _actors(reading: Mapping[str, Any]) -> list[Actor]:
    """Whom the judged reading names, each of whom has a page."""
    named: set[int] = {reading[part]["id"] for part in ("speaker", "actor", "recipient") if reading.get(part)}
    return list(Actor.objects.visible_to(ANYBODY).filter(pk__in=named).only("name").order_by("name"))


def _chain(verdict: Verdict) -> list[Verdict]:
    """All that was published of the same claim, the newest first; nothing where this is the only one."""
    of_claim = of_claims().filter(claim=verdict.claim_id).select_related("rating")
    chain = list(of_claim.order_by("-published_at", "-id")[:50])
    return chain if len(chain) > 1 else []


def _around(claim: Claim | None) -> tuple[str, str] | None:
    """What stands before and behind the quote in its context, where the context holds it and more."""
    before, found, behind = claim.context.partition(claim.quote) if claim else ("", "", "")
    if behind and behind[-1].isalnum():
        behind += "…"  # a context ends at 300 characters, wherever that is
    return (before, behind) if found and (before.strip() or behind.strip()) else None
