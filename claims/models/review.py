"""One editor's turn at a claim, held under a lease."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from .claim import Claim
from .constraints import one_of
from .enums import ReviewOutcome
from .event import ClockTimestamp
from .user import User

LEASE_SEQUENCE = "claims_lease_token"


def after(span: timedelta) -> RawSQL:
    """The moment so long after now, by the database's clock: web processes' clocks do not matter for leases."""
    return RawSQL("clock_timestamp() + %s", [span], output_field=models.DateTimeField())


def next_lease_token() -> int:
    """A number that was never given out before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [LEASE_SEQUENCE])
        return int(cursor.fetchone()[0])


class ReviewQuerySet(models.QuerySet["Review"]):
    def active(self) -> "ReviewQuerySet":
        return self.filter(ended_at__isnull=True)

    def open(self, claim: Claim, *, holder: User, span: timedelta) -> "Review":
        """Begin a turn that runs for `span`. The partial unique index refuses a second one."""
        number = next_lease_token()
        review = self.create(claim=claim, holder=holder, lease_token=number, lease_span=span, expires_at=after(span))
        review.refresh_from_db(fields=["expires_at"])
        return review

    def held(self, *, by: User, token: str) -> "ReviewQuerySet":
        """The active turn of that holder under that token, while its lease runs."""
        number = int(token) if token.isascii() and token.isdigit() and len(token) <= 18 else 0
        return self.active().filter(holder=by, lease_token=number, expires_at__gt=ClockTimestamp())

    def lapsed(self) -> "ReviewQuerySet":
        return self.active().filter(expires_at__lte=ClockTimestamp())


class Review(models.Model):
    """At most one is active for a claim. `lease_token` counts with its holder only, and only while it runs."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reviews")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    lease_token = models.BigIntegerField(unique=True)
    lease_span = models.DurationField()
    started_at = models.DateTimeField(db_default=ClockTimestamp())
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=ReviewOutcome.choices, null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(ended_at__isnull=True), name="review_one_active_a_claim"
            ),
            models.CheckConstraint(
                name="review_ended_with_outcome",
                condition=Q(ended_at__isnull=True, outcome__isnull=True)
                | Q(ended_at__isnull=False, outcome__isnull=False),
            ),
            one_of("outcome", ReviewOutcome, name="review_outcome_known"),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(ended_at__isnull=True), name="review_lapsing"),
            models.Index(fields=["holder", "-started_at"], name="review_by_holder"),
        ]

    def __str__(self) -> str:
        return f"review {self.pk} of claim {self.claim_id}"
