"""Ways of looking at the inbox under a name of one's own. They are nobody else's, and no part of the record."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from claims.models import SavedFilter, User
from claims.models.errors import RuleBroken
from claims.models.savedfilter import LONGEST_QUERY

LONGEST_NAME = 80
MOST = 50


def save(*, by: User, name: str, query: str, now: datetime) -> SavedFilter:
    """Keep `query` under that name; what stood under it before is replaced. Raises RuleBroken."""
    name = _name(name)
    if len(query) > LONGEST_QUERY:
        raise RuleBroken(gettext("This asks for too much to be kept."), field="query", code="max_length")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # so that two windows never save one name twice
        known = SavedFilter.objects.of(by)
        same = known.filter(name__iexact=name).first()
        if same is None and known.count() >= MOST:
            raise RuleBroken(
                gettext("You have %(most)d saved filters: delete one first.") % {"most": MOST}, field="name"
            )
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
        text = gettext("Another filter of yours is called “%(name)s” already.") % {"name": row.name}
        raise RuleBroken(text, field="name") from error


def delete(row: SavedFilter) -> None:
    row.delete()


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise RuleBroken(gettext("Give the filter a name."), field="name", code="required")
    if len(name) > LONGEST_NAME:
        raise RuleBroken(
            gettext("A name has at most %(most)d characters.") % {"most": LONGEST_NAME}, field="name", code="max_length"
        )
    return name
