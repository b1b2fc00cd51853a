"""One text as it was received. Once stored, its text never changes, so that character offsets stay true."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone

from . import moves
from .constraints import one_of
from .enums import ArticleState, Role
from .errors import WrongState
from .source import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .user import User

NEXT: dict[ArticleState, set[ArticleState]] = {
    ArticleState.RECEIVED: {ArticleState.EXTRACTED, ArticleState.FAILED, ArticleState.DUPLICATE},
    ArticleState.EXTRACTED: {ArticleState.READY, ArticleState.FAILED},
    ArticleState.FAILED: {ArticleState.RECEIVED, ArticleState.EXTRACTED},
    ArticleState.READY: set(),
    ArticleState.DUPLICATE: set(),
}
MAX_ATTEMPTS = 5
HOLD = timedelta(seconds=30)


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ArticleQuerySet":
        """All for people who may log in; outsiders see none: the texts are other people's."""
        return self.all() if user.is_authenticated and user.holds(Role.READER) else self.none()

    def on_the_way(self) -> "ArticleQuerySet":
        return self.filter(state__in=[ArticleState.RECEIVED, ArticleState.EXTRACTED])

    def to_fetch(self) -> "ArticleQuerySet":
        return self.filter(state=ArticleState.RECEIVED, sha256__isnull=True)

    def to_extract(self) -> "ArticleQuerySet":
        return self.filter(state=ArticleState.RECEIVED, sha256__isnull=False)

    def to_place(self) -> "ArticleQuerySet":
        return self.filter(state=ArticleState.EXTRACTED)

    def of_one_wire(self, article: "Article") -> "ArticleQuerySet":
        """The others that hold nearly the text of this one."""
        first = article.wire_id or article.pk
        return self.filter(Q(wire=first) | Q(pk=first)).exclude(pk=article.pk)

    def unheld(self, *, now: datetime) -> "ArticleQuerySet":
        return self.filter(Q(taken_until__isnull=True) | Q(taken_until__lt=now))

    def standing_still(self, *, now: datetime) -> "ArticleQuerySet":
        """On the way, held by nobody, due to be tried, and with attempts left."""
        due = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
        return self.on_the_way().unheld(now=now).filter(due, attempts__lt=MAX_ATTEMPTS)

    def worn_out(self, *, now: datetime) -> "ArticleQuerySet":
        """On the way, held by nobody, and with no attempt left: each took its worker with it."""
        return self.on_the_way().unheld(now=now).filter(attempts__gte=MAX_ATTEMPTS)

    def take(self, pk: int, *, now: datetime) -> "Article | None":
        """Hold the row for 30 s and count the attempt, before any work; None when it is not for us, or is held."""
        taken = self.standing_still(now=now).filter(pk=pk)
        if not taken.update(taken_until=now + HOLD, attempts=F("attempts") + 1):
            return None
        return self.select_related("source").get(pk=pk)

    def hold_on(self, pk: int, *, now: datetime) -> None:
        """Say that somebody still works on the row."""
        self.filter(pk=pk, taken_until__isnull=False).update(taken_until=now + HOLD)


class Article(models.Model):
    """`extractor` read it; `extractor_note` says why another than the one asked for did, or what that one got wrong.

    `sha256` is of `text` in UTF-8, null while the text is not fetched yet.

    `wire` is the first article that had nearly the same text, null for that one itself: all of them are one origin.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="articles")
    url = models.CharField(max_length=2000, blank=True)
    canonical_url = models.CharField(max_length=2000, blank=True, db_index=True)
    title = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_day_only = models.BooleanField(default=False)
    received_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, null=True, db_index=True)
    state = models.CharField(max_length=10, choices=ArticleState.choices, default=ArticleState.RECEIVED)
    error_code = models.CharField(max_length=50, blank=True)
    error_message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    taken_until = models.DateTimeField(null=True, blank=True)
    duplicate_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="duplicates")
    revises = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="revisions")
    bands = ArrayField(models.BigIntegerField(), default=list, blank=True)
    wire = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    extractor = models.CharField(max_length=50, blank=True)
    extractor_note = models.TextField(blank=True)
    demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("state", ArticleState, name="article_state_known"),
            models.UniqueConstraint(
                fields=["source", "sha256"],
                condition=Q(sha256__isnull=False),
                nulls_distinct=False,
                name="article_text_once_a_source",
            ),
            models.UniqueConstraint(
                fields=["canonical_url"],
                condition=Q(sha256__isnull=True) & ~Q(state=ArticleState.DUPLICATE),
                name="article_url_once_unfetched",
            ),
            models.CheckConstraint(
                name="article_text_or_url",
                condition=Q(sha256__isnull=False) & ~Q(text="")
                | Q(sha256__isnull=True, text="") & ~Q(canonical_url=""),
            ),
            models.CheckConstraint(
                name="article_failed_says_why",
                condition=(Q(state=ArticleState.FAILED) & ~Q(error_code="")) | ~Q(state=ArticleState.FAILED),
            ),
            models.CheckConstraint(
                name="article_duplicate_of_another",
                condition=Q(duplicate_of__isnull=True) | (Q(state=ArticleState.DUPLICATE) & ~Q(duplicate_of=F("id"))),
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="article_newest"),
            GinIndex(fields=["bands"], name="article_bands"),
            GinIndex(
                OpClass(Upper("title"), "gin_trgm_ops"), OpClass(Upper("url"), "gin_trgm_ops"), name="article_letters"
            ),
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(state__in=["received", "extracted"]),
                name="article_on_the_way",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="article_text_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.sha256 IS NOT NULL AND (OLD.text, OLD.sha256, OLD.source_id)"
                    " IS DISTINCT FROM (NEW.text, NEW.sha256, NEW.source_id)"
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.url or f"article {self.pk}"

    def move(self, to: ArticleState, *, verb: str, by: "User | None" = None, **changes: Any) -> None:
        """Go to `to` if the table allows it and nobody was faster; let go of the row; write the Event."""
        if to not in NEXT[ArticleState(self.state)]:
            raise WrongState(f"Article {self.pk} is {self.state}: it cannot become {to}.")
        moves.change(self, verb=verb, by=by, guard="state", state=to, taken_until=None, **changes)

    @property
    def day(self) -> date:
        """The day on which its words were said to the world: published, else received."""
        return (self.published_at or self.received_at).date()
