"""One pledge or deployment in the real world, that many claims from many articles are about."""

from django.db import models
from django.db.models import Q

from .actor import Actor
from .constraints import one_of
from .enums import CaseState, Kind


class CaseQuerySet(models.QuerySet["Case"]):
    def public(self) -> "CaseQuerySet":
        return self.filter(public=True, merged_into__isnull=True)


class Case(models.Model):
    """Private until an editor publishes it. `share_delivered` (0 to 1) belongs to `partly_kept` alone."""

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
    created_at = models.DateTimeField(auto_now_add=True)
    demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

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
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="case_newest")]

    def __str__(self) -> str:
        return self.title
