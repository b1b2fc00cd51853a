"""What somebody is typing about a claim, apart from its history, and who has its page open."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from .claim import Claim
from .event import ClockTimestamp

if TYPE_CHECKING:
    from .user import User

HERE = timedelta(seconds=60)  # a page that was not heard of for so long is closed


class Draft(models.Model):
    """Words of one person for a verdict on one claim, as they were typed: incomplete, unchecked, no part of the record.

    `words` holds the form's fields as texts, and under `evidence` a list of rows of such texts. `edition` counts the
    savings, so that two windows of one person do not overwrite each other; `claim_version` is the claim as it was seen.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="drafts")
    words = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=1)
    claim_version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "claim"], name="draft_once"),
            models.CheckConstraint(name="draft_edition_counts", condition=Q(edition__gte=1)),
        ]

    def __str__(self) -> str:
        return f"draft of user {self.user_id} for claim {self.claim_id}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def now(self) -> "PresenceQuerySet":
        """Pages that are open, by the database's clock."""
        return self.filter(seen_at__gt=RawSQL("clock_timestamp() - %s", [HERE]))

    def beside(self, user: "User") -> "PresenceQuerySet":
        """Those of others."""
        return self.exclude(user=user).select_related("user")


class Presence(models.Model):
    """Somebody has a claim's page open: the page says so again and again."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField(db_default=ClockTimestamp())

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"user {self.user_id} at claim {self.claim_id}"
