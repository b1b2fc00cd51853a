"""One pledge or deployment in the real world, that many claims from many articles are about."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from .actor import Actor
from .constraints import one_of
from .enums import CaseState, Kind, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .user import User

BY_RULE = [CaseState.OPEN, CaseState.OVERDUE]  # the others are an editor's rating


class CaseQuerySet(models.QuerySet["Case"]):
    def public(self) -> "CaseQuerySet":
        return self.filter(public=True, merged_into__isnull=True)

    def visible_to(self, user: "User | AnonymousUser") -> "CaseQuerySet":
        """All for people who may log in, else the public ones. A merged case is a pointer to another."""
        if user.is_authenticated and user.holds(Role.READER):
            return self.all()
        return self.public()

    def for_reading(self) -> "CaseQuerySet":
        return self.select_related("actor", "recipient").defer("search")

    def falling_due(self, today: date) -> "CaseQuerySet":
        """The open ones whose deadline is still to come, the nearest first."""
        return self.filter(state=CaseState.OPEN, due__gte=today).order_by("due", "id")

    def newly_overdue(self) -> "CaseQuerySet":
        """The overdue ones, the latest deadline first."""
        return self.filter(state=CaseState.OVERDUE).order_by(F("due").desc(nulls_last=True), "-id")

    def locked(self, *pks: int) -> "list[Case]":
        """Those rows as they are now, in the order of their ids, held until the transaction ends.

        Claims are locked before cases, everywhere: two verbs never wait for each other.
        """
        return list(self.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


class Case(models.Model):
    """Private until an editor publishes it. `share_delivered` (0 to 1) belongs to `partly_kept` alone.

    `due`, `first_due`, `last_movement` and `begun` (more than promised) are what the ledger says, kept in columns for
    lists: see `casebook.settle`.
    """

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    item = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="cases_given")
    recipient = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="cases_received")
    state = models.CharField(max_length=12, choices=CaseState.choices, default=CaseState.OPEN)
    share_delivered = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    public = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=50, default="UTC")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    first_due = models.DateField(null=True)
    due = models.DateField(null=True)
    last_movement = models.DateField(null=True)
    begun = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    search = models.GeneratedField(
        expression=SearchVector("title", "item", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", Kind, name="case_kind_known"),
            one_of("state", CaseState, name="case_state_known"),
            models.CheckConstraint(
                name="case_share_of_partly_kept",
                condition=Q(share_delivered__isnull=True)
                | Q(state=CaseState.PARTLY_KEPT, share_delivered__gte=0, share_delivered__lte=1),
            ),
            models.CheckConstraint(
                name="case_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="case_newest"),
            models.Index(fields=["state", "-created_at", "-id"], name="case_by_state"),
            models.Index(fields=["actor", "recipient", "kind", "-created_at"], name="case_by_structure"),
            models.Index(fields=["recipient", "-created_at", "-id"], name="case_by_recipient"),
            models.Index(fields=["due", "id"], condition=Q(due__isnull=False), name="case_by_due"),
            GinIndex(fields=["search"], name="case_search"),
        ]

    def __str__(self) -> str:
        return self.title

    def day_of(self, moment: datetime) -> date:
        """The day that it is then where the case's deadline counts."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()
