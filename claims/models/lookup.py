"""A page that somebody wants to cite, looked up while they write."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

HOLD = timedelta(seconds=60)  # longer than one look takes
MOST_ATTEMPTS = 3
FRESH = timedelta(hours=1)  # a page that was looked up so lately is not asked again


class LookupQuerySet(models.QuerySet["Lookup"]):
    def due(self, *, now: datetime) -> "LookupQuerySet":
        """Not answered yet, and held by nobody."""
        free = Q(taken_until__isnull=True) | Q(taken_until__lt=now)
        return self.filter(free, done_at__isnull=True, attempts__lt=MOST_ATTEMPTS)

    def take(self, pk: int, *, now: datetime) -> "Lookup | None":
        """Hold the row and count the attempt before it is made; None when it is not due or is held."""
        taken = self.due(now=now).filter(pk=pk).update(taken_until=now + HOLD, attempts=F("attempts") + 1)
        return self.get(pk=pk) if taken else None

    def found(self, url: str) -> "Lookup | None":
        """What is known of the page at that address, where it answered."""
        return self.filter(url=url).exclude(sha256="").first()


class Lookup(models.Model):
    """`sha256` is of what a reader of the page sees, empty where it did not answer: then `error` says why."""

    url = models.CharField(max_length=2000, unique=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=500, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_until = models.DateTimeField(null=True)

    objects = LookupQuerySet.as_manager()

    def __str__(self) -> str:
        return self.url
