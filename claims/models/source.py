"""Who publishes articles, and the feeds they publish them in."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, models, transaction
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower

from .enums import Role
from .names import called

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .user import User


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: "User | AnonymousUser") -> "SourceQuerySet":
        """All for people who may log in; outsiders see their names on claims, and no more of them."""
        return self.all() if user.is_authenticated and user.holds(Role.READER) else self.none()

    def for_host(self, host: str, *, name: str = "") -> "Source":
        """The source whose pages stand at `host`, made where none is known (twice is the same as once)."""
        host = host.lower().removeprefix("www.")
        source = self.filter(host=host).first()
        if source is None:
            labels = [name[:200], host[:200], f"https://{host}"[:200]]  # a name may be another source's
            label = next(label for label in labels if label and not self.filter(called("name", label)).exists())
            self.bulk_create([Source(name=label, host=host)], ignore_conflicts=True)
            source = self.get(host=host)
        return source

    def named(self, name: str, *, demo: bool = False) -> "Source":
        """The source of that name, made where none is known (a sample's, with `demo`)."""
        name = name[:200]
        source = self.filter(called("name", name)).first()
        if source is None:
            self.bulk_create([Source(name=name, demo=demo)], ignore_conflicts=True)
            source = self.get(called("name", name))
        return source


class Source(models.Model):
    """An outlet, agency or office that publishes articles."""

    name = models.CharField(max_length=200)
    host = models.CharField(max_length=253, null=True, blank=True, unique=True)
    homepage = models.URLField(max_length=2000, blank=True)
    language = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    demo = models.BooleanField(default=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="source_name_once")]

    def __str__(self) -> str:
        return self.name


HOLD = timedelta(seconds=90)  # longer than one reading may take
PAUSE = timedelta(seconds=10)  # between two questions to one host, whoever asks
HOST_LOCK = 7205
# of an address: the host without its port and whoever it names before it
HOST = r"^[^:]+://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)"
AGAIN = timedelta(minutes=15)  # after a reading that took its worker with it


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, user: "User | AnonymousUser") -> "FeedQuerySet":
        """All for people who may log in; outsiders see none."""
        return self.all() if user.is_authenticated and user.holds(Role.READER) else self.none()

    def due(self, *, now: datetime) -> "FeedQuerySet":
        """To be read, and held by nobody."""
        return self.filter(
            Q(taken_until__isnull=True) | Q(taken_until__lt=now),
            Q(next_try_at__isnull=True) | Q(next_try_at__lte=now),
            active=True,
        )

    def to_ring(self, *, now: datetime) -> "FeedQuerySet":
        """Of those that are due, of each host the one that has waited longest."""
        foremost = self.due(now=now).order_by("host", F("next_try_at").asc(nulls_first=True), "id").distinct("host")
        return self.filter(pk__in=foremost.values("pk")).order_by(F("next_try_at").asc(nulls_first=True), "id")

    def take(self, pk: int, *, now: datetime) -> "Feed | None":
        """Hold the row and count the attempt before it is made; None when it is not due or is held.

        None too while another feed of its host is being read, or was a moment ago: no worker asks a host that another
        one asks. It stays due.
        """
        with transaction.atomic():
            host = self.filter(pk=pk).values_list("host", flat=True).first()
            if host is None or not self._may_ask(host, now=now):
                return None
            taken = self.due(now=now).filter(pk=pk)
            if not taken.update(
                taken_until=now + HOLD, asked_at=now, next_try_at=now + AGAIN, attempts=F("attempts") + 1
            ):
                return None
        return self.select_related("source").get(pk=pk)

    def _may_ask(self, host: str, *, now: datetime) -> bool:
        """Whether nobody reads a feed of that host, or has just read one; until the transaction ends nobody begins."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [HOST_LOCK, host])
        busy = Q(taken_until__gt=now) | Q(asked_at__gt=now - PAUSE, asked_at__lte=now)
        return not self.filter(busy, host=host).exists()


class Feed(models.Model):
    """An RSS, Atom or JSON feed of a source, with its health: `attempts` are those since it was last read well.

    `asked_at`: when its host was asked last, or had answered, for this feed.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="feeds")
    url = models.URLField(max_length=2000, unique=True)
    active = models.BooleanField(default=True)
    host = models.GeneratedField(
        expression=Lower(Func(F("url"), Value(HOST), function="substring")),
        output_field=models.TextField(null=True),
        db_persist=True,
        db_index=True,
    )
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)
    last_new_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True, db_index=True)
    taken_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.url
