"""Ways of looking at the inbox under a name of one's own. They are nobody else's, and no part of the record."""

from datetime import datetime

from django.db import IntegrityError, transaction

from claims.models import SavedFilter, User
from claims.models.errors import RuleBroken
from claims.models.savedfilter import LONGEST_QUERY

LONGEST_NAME = 80
MOST = 50


def save(*, by: User, name: str, query: str, now: datetime) -> SavedFilter:
    """Keep `query` under that name; what stood under it before is replaced. Raises RuleBroken."""
    name = _name(name)
    if len(query) > LONGEST_QUERY:
        raise RuleBroken("This asks for too much to be kept.", field="query", code="max_length")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # so that two windows never save one name twice
        known = SavedFilter.objects.of(by)
        same = known.filter(name__iexact=name).first()
        if same is None and known.count() >= MOST:
            raise RuleBroken(f"You have {MOST} saved filters: delete one first.", field="name")
        row = same or SavedFilter(user=by, created_at=now)
        row.name, row.query, row.changed_at = name, query, now
        row.save()
        return row


def rename(row: SavedFilter, *, name: str, now: datetime) -> None:
    """Raises RuleBroken where another has that name already."""
    row.name, row.changed_at = _name(name), now
    try:
        with transaction.atomic():
            row.save(update_fields=["name", "changed_at"])
    except IntegrityError as error:
        raise RuleBroken(f"Another filter of yours is called “{row.name}” already.", field="name") from error


def delete(row: SavedFilter) -> None:
    row.delete()


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise RuleBroken("Give the filter a name.", field="name", code="required")
    if len(name) > LONGEST_NAME:
        raise RuleBroken(f"A name has at most {LONGEST_NAME} characters.", field="name", code="max_length")
    return name
