"""What is worth checking, and in which order: claims are queued or set aside, and handed out one by one."""

from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from claims import announcing
from claims.models import Article, Claim, Review, Source, User, moves
from claims.models.enums import ArticleState, Kind, Status
from claims.models.errors import WrongState
from claims.models.priority import priority

BATCH = 500  # waiting claims whose priority is brought up to the day in one statement


def place(article: Article, *, now: datetime) -> None:
    """Queue the article's new claims, or set them aside below the threshold; the article is ready then."""
    with transaction.atomic():
        place_new(article, now=now)
        article.move(ArticleState.READY, verb="article.ready", attempts=0, next_try_at=None)


def place_new(article: Article, *, now: datetime) -> None:
    """Queue or set aside those claims of the article that are new."""
    with transaction.atomic():
        new = article.claims.select_for_update().filter(status=Status.NEW, set_aside=False)
        for claim in new.order_by("start"):
            if claim.worthiness >= settings.WORTHINESS_THRESHOLD:
                claim.move(Status.QUEUED, verb="claim.queued", by=None, priority=claim.priority_on(now.date()))
                announcing.claim_queued(claim, now=now)
            else:
                moves.change(claim, verb="claim.set_aside", by=None, guard="status", set_aside=True)


def put(claim: Claim, *, by: User, now: datetime) -> None:
    """Queue a claim on an editor's word, whatever its worthiness."""
    if claim.status != Status.NEW:
        raise WrongState(f"Claim {claim.pk} is {claim.status}: only a new claim can be queued.")
    with transaction.atomic():
        claim.move(Status.QUEUED, verb="claim.queued", by=by, priority=claim.priority_on(now.date()))
        announcing.claim_queued(claim, now=now)


def take_next(*, by: User, kind: Kind | None = None, source: Source | None = None, language: str = "") -> Review | None:
    """Hand out the foremost waiting claim, one's own before nobody's, to one reviewer alone; None: nothing waits.

    A claim of somebody who may not log in any more is nobody's.
    """
    wanted = Q(kind=kind) if kind else Q()
    wanted &= Q(source=source) if source else Q()
    wanted &= Q(article__language=language) if language else Q()
    gone = User.objects.filter(is_active=False).values("pk")
    nobodys = Q(assignee__isnull=True) | Q(assignee__in=gone)
    with transaction.atomic():
        waiting = Claim.objects.waiting().filter(wanted).select_for_update(skip_locked=True, of=("self",))
        claim = waiting.filter(assignee=by).first() or waiting.filter(nobodys).first()
        if claim is None:
            return None
        review = Review.objects.open(claim, holder=by, span=timedelta(minutes=settings.LEASE_MINUTES))
        claim.move(Status.IN_REVIEW, verb="claim.taken", by=by)
        return review


def rerank(*, now: datetime) -> int:
    """Bring the priorities of all waiting claims up to the day; answers how many changed."""
    columns = ("pk", "priority", "worthiness", "due_to", "echoes")
    waiting = Claim.objects.filter(status=Status.QUEUED).annotate(echoes=Count("repetitions")).order_by("pk")
    found = waiting.values_list(*columns).iterator(chunk_size=BATCH)
    changed = 0
    while batch := list(islice(found, BATCH)):
        stale = []
        for pk, stored, worthiness, due, echoes in batch:
            fresh = priority(worthiness, repeats=echoes, due=due, today=now.date())
            if fresh != stored:
                stale.append(Claim(pk=pk, priority=fresh))
        changed += Claim.objects.filter(status=Status.QUEUED).bulk_update(stale, ["priority"])
    return changed
