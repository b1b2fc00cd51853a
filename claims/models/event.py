"""The append-only record: one line for every change of state, written in the transaction of the change."""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pgtrigger
import structlog
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Triggers that refuse UPDATE, DELETE and TRUNCATE."""
    return [
        pgtrigger.Protect(name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name=f"{name}_no_truncate",
            operation=pgtrigger.Truncate,
            when=pgtrigger.Before,
            level=pgtrigger.Statement,
            func=f"RAISE EXCEPTION 'the record of {name}s is append-only: it is never emptied';",
        ),
    ]


class ClockTimestamp(Now):
    """PostgreSQL's clock at this very moment, not the transaction's beginning."""

    template = "clock_timestamp()"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # Django's own signature
        return self.as_sql(compiler, connection, template="clock_timestamp()", **extra)


class CurrentTransaction(models.Func):
    """The number of the transaction that writes the row, which never wraps around, as this server counts."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class RecordTransaction(CurrentTransaction):
    """The same as the record counts: a restored database's server starts again, so those before it are added."""

    template = "(pg_current_xact_id()::text::bigint + claims_earlier_transactions())"


def where_from() -> str:
    """The request or task that is at work, as the log names it; empty outside of both."""
    context = structlog.contextvars.get_contextvars()
    return str(context.get("request_id") or context.get("task_id") or "")[:100]


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, row: models.Model) -> "EventQuerySet":
        return self.filter(object_type=row._meta.model_name, object_id=row.pk).order_by("id")

    def settled(self) -> "EventQuerySet":
        """Those that no transaction still at work can slip in front of, in the order that never changes again."""
        horizon = RawSQL("pg_snapshot_xmin(pg_current_snapshot())::text::bigint + claims_earlier_transactions()", [])
        return self.filter(transaction__lt=horizon).order_by("transaction", "id")

    def record_once(self, verb: str) -> None:
        """Write one line about the desk as a whole, if it does not stand there yet."""
        if not self.filter(verb=verb, object_type="desk").exists():
            self.create(verb=verb, object_type="desk", object_id=0, came_from=where_from())

    def record_all(self, verb: str, rows: Sequence[models.Model], *, after: Callable[[Any], dict[str, Any]]) -> None:
        """Write one line for each of the new rows, in one statement."""
        place = where_from()
        self.bulk_create(
            Event(
                verb=verb,
                object_type=row._meta.model_name or "",
                object_id=row.pk,
                object_version=getattr(row, "version", None),
                after=after(row),
                came_from=place,
            )
            for row in rows
        )

    def record_changes(
        self,
        verb: str,
        rows: Sequence[models.Model],
        *,
        by: models.Model | None,
        before: Sequence[Mapping[str, Any]],
        after: Sequence[Mapping[str, Any]],
    ) -> None:
        """Write one line for each of the changed rows, in one statement."""
        place = where_from()
        self.bulk_create(
            Event(
                verb=verb,
                object_type=row._meta.model_name or "",
                object_id=row.pk,
                object_version=getattr(row, "version", None),
                actor_id=by.pk if by is not None else None,
                before=dict(old),
                after=dict(new),
                came_from=place,
            )
            for row, old, new in zip(rows, before, after, strict=True)
        )

    def record(
        self,
        verb: str,
        row: models.Model,
        *,
        by: models.Model | None = None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> "Event":
        """Write one line: what was done (`claim.taken`), to which row, by whom, and the fields before and after."""
        salt = secrets.token_hex(16) if note else ""
        event: Event = self.create(
            verb=verb,
            object_type=row._meta.model_name or "",
            object_id=row.pk,
            object_version=getattr(row, "version", None),
            actor_id=by.pk if by is not None else None,
            before=dict(before or {}),
            after=dict(after or {}),
            note_digest=note_digest(salt, note) if note else "",
            came_from=where_from(),
        )
        if note:
            EventNote.objects.create(event=event, salt=salt, text=note)
        return event


class Event(models.Model):
    """One line of the record. `id` is its sequence; a lower one may commit later, so readers use `settled`."""

    id = models.BigAutoField(primary_key=True)
    transaction = models.BigIntegerField(db_default=RecordTransaction())
    at = models.DateTimeField(db_default=ClockTimestamp())
    verb = models.CharField(max_length=50)
    object_type = models.CharField(max_length=50)
    object_id = models.BigIntegerField()
    object_version = models.PositiveIntegerField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    note_digest = models.CharField(max_length=64, blank=True)
    came_from = models.CharField(max_length=100, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="event_verb_shape", condition=Q(verb__regex=r"^[a-z_]+\.[a-z_]+$")),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="event_by_object"),
            models.Index(fields=["transaction", "id"], name="event_by_transaction"),
            BrinIndex(fields=["at"], name="event_by_time"),
        ]
        triggers = append_only("event")

    def __str__(self) -> str:
        return f"{self.id} {self.verb}"


class EventNote(models.Model):
    """What somebody wrote beside an event. It can be erased by law; the event keeps only its salted digest."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="note", primary_key=True)
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class Seal(models.Model):
    """A batch of events, hashed together with the seal before it; `digests` has one for each of `event_ids`."""

    id = models.BigAutoField(primary_key=True)
    sealed_at = models.DateTimeField(db_default=ClockTimestamp())
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)
    event_ids = ArrayField(models.BigIntegerField())
    digests = ArrayField(models.CharField(max_length=64))
    last_transaction = models.BigIntegerField()

    class Meta:
        triggers = append_only("seal")

    def __str__(self) -> str:
        return f"seal {self.id}"


def note_digest(salt: str, note: str) -> str:
    """What an event keeps of its note: unguessable once the note and its salt are erased."""
    return hashlib.sha256(f"{salt}{note}".encode()).hexdigest()
