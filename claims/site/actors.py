"""An actor as the public reads of it: how its promises stand, its public cases, and the verdicts on its words."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims import contract
from claims.contract import records
from claims.models import Actor, Case, Claim, Verdict
from claims.models.enums import Status
from claims.site.public import ANYBODY, answer

ROWS = 50


@require_safe
def actor(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for those that are in nothing public; one that was merged leads on."""
    found = Actor.objects.visible_to(ANYBODY).filter(pk=pk).first()
    if found is None:
        became = get_object_or_404(Actor.objects.visible_to(ANYBODY), merged=pk)
        return redirect("site:actor", pk=became.pk, permanent=True)
    now, public = timezone.now(), Case.objects.public()
    spoken = Claim.objects.filter(speaker=found, case__isnull=False).exclude(status=Status.DISMISSED).values("case")
    own = public.filter(Q(actor=found) | Q(recipient=found) | Q(pk__in=spoken)).for_reading()
    cases = list(own.order_by("-created_at", "-id")[:ROWS])
    said = (
        Verdict.objects.visible_to(ANYBODY).published().filter(judged_speaker__in=Actor.objects.with_merged([found.pk]))
    )
    verdicts = list(said.select_related("rating", "claim").order_by("-published_at", "-id")[:ROWS])
    record = records.record(found, public, now=now)
    context = {
        "actor": found,
        "parts": [
            ("As the one who gives or sends", record["as_actor"]),
            ("As the one who speaks", record["as_speaker"]),
        ],
        "fewest": records.FEWEST,
        "cases": contract.cases.listed(cases, outsider=True, now=now),
        "verdicts": verdicts,
        "sample": found.demo or any(one.demo for one in cases) or any(one.demo for one in verdicts),
    }
    return answer(request, "site/actor.html", context)
