"""What readers ask the desk to correct, and what it answered."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from .constraints import one_of
from .verdict import Verdict

KEPT = timedelta(days=90)  # after the answer: then what readers wrote is erased
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without what is read for something else
LENGTH = 10  # of a number, without its hyphen: 49 bits, too many to guess


class Answered(models.TextChoices):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    def open(self) -> "CorrectionRequestQuerySet":
        return self.filter(state=Answered.OPEN)

    def to_erase(self, now: datetime) -> "CorrectionRequestQuerySet":
        """Those answered so long ago that nobody needs their words any more."""
        return self.filter(erased_at__isnull=True, answered_at__lt=now - KEPT)

    def numbered(self, given: str) -> "CorrectionRequestQuerySet":
        """The one of that number, however its letters and hyphens were typed."""
        return self.filter(number="".join(letter for letter in given.upper() if letter.isalnum()))


class CorrectionRequest(models.Model):
    """A reader's request, about a verdict or in general. `number` is all that its page is found by.

    `text`, `source` and `contact` are the reader's: editors alone see them, and they are erased (`erased_at`) when they
    are no longer needed, or when the reader asks for it. `answer` is shown to whoever has the number.
    """

    number = models.CharField(max_length=LENGTH, unique=True)
    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, null=True, related_name="correction_requests")
    text = models.TextField(blank=True)
    source = models.URLField(max_length=500, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=Answered.choices, default=Answered.OPEN)
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("state", Answered, name="correction_request_state_known"),
            models.CheckConstraint(
                name="correction_request_answered_by_somebody",
                condition=Q(state=Answered.OPEN, answer="", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(state=Answered.OPEN) & ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_request_erased_wholly",
                condition=Q(erased_at__isnull=True) & ~Q(text="")
                | Q(erased_at__isnull=False, text="", source="", contact=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="correction_request_newest"),
            models.Index(
                fields=["answered_at"], condition=Q(erased_at__isnull=True), name="correction_request_to_erase"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number[:5]}-{self.number[5:]}"
