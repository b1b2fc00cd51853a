"""The one way in which a row that carries a version changes: a guarded UPDATE and its Event, together."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from .errors import StaleVersion
from .event import Event


def change(
    row: models.Model,
    *,
    verb: str,
    by: models.Model | None,
    note: str = "",
    guard: str = "",
    unrecorded: Mapping[str, Any] = MappingProxyType({}),
    told: Mapping[str, Any] = MappingProxyType({}),
    **changes: Any,
) -> Event:
    """Write `changes` to `row` if nobody has changed it since it was read, raise its version, record an Event.

    `guard` names a field (the state) that must still hold what the instance holds. The guarded UPDATE is the lock.
    `unrecorded` is written too, but kept out of the Event: long texts, which stand in the row for ever anyway, and
    what people write of people, which may have to be erased (it goes into `note`, beside the Event).
    `told` is what the Event says besides: what was done that is no column of this row.
    Raises StaleVersion, and changes nothing, where the row has moved on.
    """
    manager = type(row)._default_manager
    version: int = row.version  # type: ignore[attr-defined]  # only nouns with a version come here
    expected = {"pk": row.pk, "version": version} | ({guard: getattr(row, guard)} if guard else {})
    stamp = {**unrecorded, **({"updated_at": timezone.now()} if hasattr(row, "updated_at") else {})}
    before = snapshot(row, changes)
    with transaction.atomic():
        if not manager.filter(**expected).update(version=F("version") + 1, **changes, **stamp):
            current = manager.filter(pk=row.pk).values_list("version", flat=True).first()
            raise StaleVersion(f"{row._meta.verbose_name} {row.pk} has changed since it was read.", current=current)
        for name, value in (changes | stamp).items():
            setattr(row, name, value)
        row.version = version + 1  # type: ignore[attr-defined]  # as above
        after = {**snapshot(row, changes), **told}
        return Event.objects.record(verb, row, by=by, before=before, after=after, note=note)


def change_all(
    rows: Sequence[models.Model], *, verb: str, by: models.Model | None, told: Mapping[str, Any], **changes: Any
) -> None:
    """The same for many rows of one noun that the caller holds locked: one UPDATE, and an Event for each."""
    if not rows:
        return
    with transaction.atomic():
        before = [snapshot(row, changes) for row in rows]
        stamp = {"updated_at": timezone.now()} if hasattr(rows[0], "updated_at") else {}
        manager = type(rows[0])._default_manager
        manager.filter(pk__in=[row.pk for row in rows]).update(version=F("version") + 1, **changes, **stamp)
        for row in rows:
            row.version += 1  # type: ignore[attr-defined]  # only nouns with a version come here
            for name, value in (changes | stamp).items():
                setattr(row, name, value)
        after = [{**snapshot(row, changes), **told} for row in rows]
        Event.objects.record_changes(verb, rows, by=by, before=before, after=after)


def snapshot(row: models.Model, fields: Iterable[str] | Mapping[str, Any]) -> dict[str, Any]:
    """The row's values of those fields as JSON can hold them: related rows by their id."""
    return {name: getattr(row, row._meta.get_field(name).attname) for name in fields}  # type: ignore[union-attr]  # columns only
