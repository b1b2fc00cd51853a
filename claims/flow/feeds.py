"""Sources and their feeds: kept by editors, read by the courier. A feed names addresses; `intake` notes them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from claims import documents, fetching
from claims.documents import Entry
from claims.documents.feeds import MAX_BYTES
from claims.models import Event, Feed, Source, User, moves
from claims.models.errors import RuleBroken, WrongState
from claims.models.names import called

SOONEST = timedelta(minutes=15)
LATEST = timedelta(hours=6)  # for a feed that seldom tells anything new
LATEST_FAILING = timedelta(hours=24)
GONE = 410


def add_source(*, by: User, **columns: Any) -> Source:
    """A new source. Raises RuleBroken where its name or host is another's."""
    _check_source(None, columns)
    try:
        with transaction.atomic():
            source = Source.objects.create(**columns)
            Event.objects.record("source.added", source, by=by, after=moves.snapshot(source, columns))
    except IntegrityError as error:
        raise RuleBroken("Another source has this name or host.", field="name", code="taken") from error
    return source


def mend_source(source: Source, *, by: User, **changes: Any) -> None:
    """Change what is known of a source. Raises RuleBroken as above."""
    _check_source(source, changes)
    _mend(source, "source.mended", by=by, **changes)


def add_feed(source: Source, url: str, *, by: User) -> Feed:
    """A new feed, due at once. Raises RuleBroken where the address leads inward, or is a feed already."""
    _check_address(url)
    with transaction.atomic():
        feed, made = Feed.objects.get_or_create(url=url, defaults={"source": source})
        if not made:
            raise RuleBroken(f"This is feed {feed.pk} already.", field="url", code="taken")
        Event.objects.record("feed.added", feed, by=by, after={"url": url, "source": source.pk})
    return feed


def mend_feed(feed: Feed, *, by: User, **changes: Any) -> None:
    """Change a feed's address, source, or whether it is read. Raises RuleBroken as above."""
    if changes.get("url", feed.url) != feed.url:
        _check_address(changes["url"])
        if Feed.objects.filter(url=changes["url"]).exists():
            raise RuleBroken("Another feed has this address.", field="url", code="taken")
        changes |= {"etag": "", "last_modified": "", "failing_since": None, "error": ""}
    if "url" in changes or changes.get("active"):
        changes |= {"attempts": 0, "next_try_at": None}
    _mend(feed, "feed.mended", by=by, **changes)


def read_now(feed: Feed, *, by: User) -> None:
    """Let it be read without waiting for its time. Raises WrongState while it is paused."""
    if not feed.active:
        raise WrongState("This feed is paused: let it be read again first.")
    with transaction.atomic():
        Feed.objects.filter(pk=feed.pk).update(next_try_at=None)
        Event.objects.record("feed.asked", feed, by=by)


def remove_feed(feed: Feed, *, by: User) -> None:
    """Read it no more. The articles that it told of stay."""
    with transaction.atomic():
        Event.objects.record("feed.removed", feed, by=by, before={"url": feed.url, "source": feed.source_id})
        feed.delete()


def read(feed: Feed) -> tuple[Sequence[Entry], dict[str, str]]:
    """Ask for the feed, if it has changed: its entries, and the validators to ask with the next time.

    Raises fetching.Refused, documents.Unreadable: what `put_off` writes down.
    """
    known = {"if-none-match": feed.etag, "if-modified-since": feed.last_modified}
    answer = fetching.fetch(
        feed.url,
        allow=settings.FETCH_ALLOW,
        robots=True,
        max_bytes=MAX_BYTES,
        headers={name: value for name, value in known.items() if value},
    )
    if answer.status == 304:
        return [], {"etag": feed.etag, "last_modified": feed.last_modified}
    validators = {"etag": answer.headers.get("etag", ""), "last_modified": answer.headers.get("last-modified", "")}
    if len(validators["etag"]) > 500 or len(validators["last_modified"]) > 100:
        validators = {"etag": "", "last_modified": ""}
    return documents.read_feed(answer.body, url=answer.url), validators


def settle(feed: Feed, validators: dict[str, str], *, new: int, now: datetime) -> None:
    """Write down that it was read, and told of so many new articles: the rarer they are, the later it is read again."""
    last_new = now if new else feed.last_new_at
    quiet = now - (last_new or now - 4 * SOONEST)
    _put(
        feed,
        last_read_at=now,
        last_new_at=last_new,
        asked_at=now,
        failing_since=None,
        error="",
        attempts=0,
        next_try_at=now + min(max(quiet / 4, SOONEST), LATEST),
        **validators,
    )


def put_off(feed: Feed, error: fetching.Refused | documents.Unreadable, *, now: datetime) -> None:
    """Write down why it could not be read; a growing pause, or the one that the server asks for. 410 ends it."""
    pause = min(SOONEST * 2 ** min(feed.attempts - 1, 10), LATEST_FAILING)
    gone = False
    if isinstance(error, fetching.HttpStatus):
        gone = error.status == GONE
        pause = max(pause, _asked(error.retry_after))
    _put(
        feed,
        asked_at=now,
        failing_since=feed.failing_since or now,
        error=error.message[:500],
        next_try_at=now + pause,
        active=not gone,
    )


def _asked(retry_after: str | None) -> timedelta:
    """What the server asks for in seconds, a day at most; a date or nonsense is answered by our own pauses."""
    if retry_after is None or not (retry_after.isascii() and retry_after.isdigit()):
        return timedelta()
    return min(timedelta(seconds=min(int(retry_after), 10**6)), LATEST_FAILING)


def _put(feed: Feed, **columns: Any) -> None:
    """Let go of the row as this reading leaves it, unless another was begun, or its address changed, meanwhile."""
    Feed.objects.filter(pk=feed.pk, taken_until=feed.taken_until, url=feed.url).update(taken_until=None, **columns)


def _mend(row: Source | Feed, verb: str, *, by: User, **changes: Any) -> None:
    kept = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not kept:
        return
    before = moves.snapshot(row, kept)
    for name, value in kept.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(update_fields=list(kept))
            Event.objects.record(verb, row, by=by, before=before, after=moves.snapshot(row, kept))
    except IntegrityError as error:
        raise RuleBroken("Another one has this name or address.", field="", code="taken") from error


def _check_source(source: Source | None, columns: dict[str, Any]) -> None:
    others = Source.objects.exclude(pk=source.pk if source else 0)
    name, host = columns.get("name"), columns.get("host")
    if name and others.filter(called("name", name)).exists():
        raise RuleBroken("Another source has this name.", field="name", code="taken")
    if host and others.filter(host=host).exists():
        raise RuleBroken("Another source has this host.", field="host", code="taken")


def _check_address(url: str) -> None:
    try:
        fetching.check_url(url, allow=settings.FETCH_ALLOW)
    except fetching.DnsFailed:
        pass  # names come and go: its health will tell
    except fetching.Refused as refusal:
        raise RuleBroken(refusal.message, field="url", code=refusal.code) from refusal
