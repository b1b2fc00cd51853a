"""What is worth checking, and in which order: claims are queued or set aside, and handed out one by one."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from claims.models import Article, Claim, Review, Source, User, moves
from claims.models.enums import ArticleState, Kind, Status
from claims.models.errors import WrongState

NEAR = timedelta(days=60)  # a deadline this far ahead begins to raise a claim


def priority(worthiness: float, *, repeats: int, due: date | None, today: date) -> float:
    """0 to 1: worthiness for the most part, raised by repetitions and by the nearness of the deadline, never by age.

    A deadline today or past counts in full, one `NEAR` or further ahead not at all.
    """
    nearness = 0.0 if due is None else 1 - min(max((due - today) / NEAR, 0.0), 1.0)
    echo = 1 - 1 / (1 + repeats)
    return round(0.7 * worthiness + 0.2 * nearness + 0.1 * echo, 6)


def place(article: Article, *, now: datetime) -> None:
    """Queue the article's new claims, or set them aside below the threshold; the article is ready then."""
    with transaction.atomic():
        place_new(article, now=now)
        article.move(ArticleState.READY, verb="article.ready", attempts=0, next_try_at=None)


def place_new(article: Article, *, now: datetime) -> None:
    """Queue or set aside those claims of the article that are new."""
    with transaction.atomic():
        for claim in article.claims.filter(status=Status.NEW, set_aside=False).order_by("start"):
            if claim.worthiness >= settings.WORTHINESS_THRESHOLD:
                claim.move(Status.QUEUED, verb="claim.queued", by=None, priority=_priority(claim, now=now))
            else:
                moves.change(claim, verb="claim.set_aside", by=None, guard="status", set_aside=True)


def put(claim: Claim, *, by: User, now: datetime) -> None:
    """Queue a claim on an editor's word, whatever its worthiness."""
    if claim.status != Status.NEW:
        raise WrongState(f"Claim {claim.pk} is {claim.status}: only a new claim can be queued.")
    claim.move(Status.QUEUED, verb="claim.queued", by=by, priority=_priority(claim, now=now))


def take_next(*, by: User, kind: Kind | None = None, source: Source | None = None, language: str = "") -> Review | None:
    """Hand out the foremost waiting claim, one's own before nobody's, to one reviewer alone; None: nothing waits."""
    wanted = Q(kind=kind) if kind else Q()
    wanted &= Q(source=source) if source else Q()
    wanted &= Q(article__language=language) if language else Q()
    with transaction.atomic():
        waiting = Claim.objects.waiting().filter(wanted).select_for_update(skip_locked=True, of=("self",))
        claim = waiting.filter(assignee=by).first() or waiting.filter(assignee__isnull=True).first()
        if claim is None:
            return None
        review = Review.objects.open(claim, holder=by, span=timedelta(minutes=settings.LEASE_MINUTES))
        claim.move(Status.IN_REVIEW, verb="claim.taken", by=by)
        return review


def rerank(*, now: datetime) -> int:
    """Bring the priorities of waiting claims with a deadline up to the day; answers how many changed."""
    changed = 0
    for claim in Claim.objects.waiting().filter(due_to__isnull=False).iterator(chunk_size=500):
        fresh = _priority(claim, now=now)
        if fresh != claim.priority:
            changed += Claim.objects.filter(pk=claim.pk, status=Status.QUEUED).update(priority=fresh)
    return changed


def _priority(claim: Claim, *, now: datetime) -> float:
    repeats = claim.repetitions.count()
    return priority(claim.worthiness, repeats=repeats, due=claim.due_to, today=now.date())
