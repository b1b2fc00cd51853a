"""The front page: the latest verdicts, and beside them how the pledges stand that are due, late or just kept."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Case, Verdict
from claims.models.enums import CaseState
from claims.models.verdict import VerdictQuerySet
from claims.site import scale
from claims.site.public import ANYBODY, answer, number, of_claims

ROWS = 20
BESIDE = 5  # cases of each sort beside the verdicts


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The latest verdicts, newest first; `before` names the last one of the page before, which has no cases."""
    paged = "before" in request.GET
    found = older_than(of_claims().published(), request.GET.get("before", ""))
    verdicts, before = page_of(found)
    beside = {} if paged else cases_beside(timezone.now().date())
    samples = [*verdicts, *(case for cases in beside.values() for case in cases)]
    context = {
        "verdicts": teasers(verdicts),
        "before": before,
        "paged": paged,
        **beside,
        "sample": any(one.demo for one in samples),
    }
    return answer(request, "site/front.html", context)


def page_of(found: VerdictQuerySet) -> tuple[list[Verdict], int | None]:
    """The first rows, newest first, and the number of the last one where more follow."""
    rows = found.select_related("rating", "claim__article__source").defer("explanation", "search", "claim__search")
    verdicts = list(rows.order_by("-published_at", "-id")[: ROWS + 1])
    return verdicts[:ROWS], verdicts[ROWS - 1].pk if len(verdicts) > ROWS else None


def teasers(verdicts: list[Verdict]) -> list[dict[str, Any]]:
    """What a list shows of each: the row, and the tone of its rating."""
    points = scale.points()
    return [{"row": row, "tone": scale.tone(row.rating.value, points)} for row in verdicts if row.rating]


def cases_beside(today: date) -> dict[str, list[Any]]:
    """Pledges that fall due next, those overdue the shortest, and the ratings of those kept last."""
    public = Case.objects.public().for_reading()
    kept = (
        Verdict.objects.visible_to(ANYBODY).published().filter(case_state__in=[CaseState.KEPT, CaseState.PARTLY_KEPT])
    )
    kept = kept.filter(case__merged_into__isnull=True).select_related("case__actor", "case__recipient")
    return {
        "falling_due": list(public.falling_due(today)[:BESIDE]),
        "newly_overdue": list(public.newly_overdue()[:BESIDE]),
        "newly_kept": list(kept.defer("explanation", "search").order_by("-published_at", "-id")[:BESIDE]),
    }


def older_than(verdicts: VerdictQuerySet, given: str) -> VerdictQuerySet:
    """Those that come after the verdict of that number in the list."""
    pk = number(given)
    last = None if pk is None else of_claims().filter(pk=pk).values_list("published_at", flat=True).first()
    return verdicts if last is None else verdicts.filter(Q(published_at__lt=last) | Q(published_at=last, pk__lt=pk))
