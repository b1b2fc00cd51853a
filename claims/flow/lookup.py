"""Pages that are to be cited are looked up while somebody writes: title, publisher, and the hash of what is there."""

from datetime import datetime

from django.conf import settings

from claims import fetching, grounds
from claims.models import Lookup
from claims.models.errors import RuleBroken
from claims.models.lookup import FRESH, MOST_ATTEMPTS

SECONDS = 30.0


def ask(url: str, *, now: datetime) -> Lookup:
    """Have the page looked up, unless it was of late. Raises RuleBroken for an address that is refused."""
    try:
        fetching.check_url(url, allow=settings.FETCH_ALLOW)
    except fetching.DnsFailed:
        pass  # looking it up will tell
    except fetching.Refused as refusal:
        raise RuleBroken(refusal.message, field="url", code=refusal.code) from refusal
    row, made = Lookup.objects.get_or_create(url=url, defaults={"asked_at": now})
    stale = row.asked_at < now - FRESH or (row.done_at is not None and row.error)
    if not made and stale:
        fresh = {"asked_at": now, "done_at": None, "error": "", "attempts": 0, "taken_until": None}
        Lookup.objects.filter(pk=row.pk).update(**fresh)
        row.refresh_from_db()
    return row


def look(row: Lookup, *, now: datetime) -> None:
    """Fetch the page and keep what it says of itself; a refusal is kept in its words."""
    try:
        page = fetching.fetch(row.url, allow=settings.FETCH_ALLOW, robots=True, deadline=SECONDS)
    except fetching.Refused as refusal:
        _put(row, done_at=now, error=refusal.message[:500])
        return
    digest, copy = grounds.saw(page, now=now)
    title, publisher = (copy.title, copy.publisher) if copy is not None else ("", "")
    _put(row, done_at=now, error="", title=title, publisher=publisher, sha256=digest)


def give_up(*, now: datetime) -> None:
    """Say so of pages whose every look took its worker with it."""
    worn = Lookup.objects.filter(done_at__isnull=True, attempts__gte=MOST_ATTEMPTS, taken_until__lt=now)
    worn.update(done_at=now, error="This page could not be looked up.", taken_until=None)


def _put(row: Lookup, **columns: object) -> None:
    """Let go of the row as this look leaves it, unless another was begun meanwhile."""
    Lookup.objects.filter(pk=row.pk, taken_until=row.taken_until).update(taken_until=None, **columns)
