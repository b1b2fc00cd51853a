"""What keeps work alive: rows held by a heartbeat, failures put off or given up, processes seen alive."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from claims import announcing, documents, fetching
from claims.models import Article, Heartbeat
from claims.models.article import MAX_ATTEMPTS
from claims.models.enums import ArticleState
from claims.models.errors import DomainError, RuleBroken, TooLarge

log = structlog.get_logger(__name__)
EVERY = 10.0  # seconds between two beats: a row is held for 30
PASSING_STATUSES = {408, 425, 429, 500, 502, 503, 504}
PASSING = (fetching.DnsFailed, fetching.ConnectionFailed, fetching.TooSlow, fetching.TlsFailed, fetching.BadAnswer)


@contextmanager
def at_work(article: Article) -> Iterator[None]:
    """Hold the row while the block runs; a block that fails leaves it put off, or `failed` with its reason."""
    as_taken = Article.objects.filter(pk=article.pk, version=article.version)
    with heartbeat(lambda: Article.objects.hold_on(article.pk, now=timezone.now())):
        try:
            yield
        except Exception as error:  # whatever it is, the row says so
            if not as_taken.exists():
                log.info("article_moved_on", article=article.pk)  # somebody was faster: nothing is left to do
                return
            name = type(error).__name__
            log.warning("article_attempt_failed", article=article.pk, error=name, exc_info=_unforeseen(error))
            fail_or_put_off(article.pk, error, now=timezone.now())


@contextmanager
def heartbeat(beat: Callable[[], None]) -> Iterator[None]:
    """Call `beat` every few seconds, on a thread and a connection of its own, until the block ends."""
    done = threading.Event()

    def run() -> None:
        while not done.wait(EVERY):
            try:
                beat()
            except Exception:  # a beat that fails is made up for by the next
                log.warning("heartbeat_failed", exc_info=True)
            finally:
                connection.close()

    thread = threading.Thread(target=run, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def fail_or_put_off(pk: int, error: Exception, *, now: datetime) -> None:
    """Write down why an attempt failed: for good, or to be tried again after a growing pause."""
    article = Article.objects.on_the_way().filter(pk=pk).first()
    if article is None:
        return
    code, message, passing = _told(error)
    if passing and article.attempts < MAX_ATTEMPTS:
        pause = timedelta(seconds=15 * 4**article.attempts)
        Article.objects.filter(pk=pk, version=article.version).update(
            next_try_at=now + pause, taken_until=None, error_code=code, error_message=message
        )
    else:
        with transaction.atomic():
            article.move(ArticleState.FAILED, verb="article.failed", error_code=code, error_message=message)
            announcing.article_failed(article, now=now)


def give_up_worn_out(*, now: datetime) -> int:
    """Articles that took all their attempts and whose worker left no word are `failed`; answers how many."""
    message = "The program stopped in the middle of this article, again and again. Try it again, or send it in parts."
    with transaction.atomic():
        worn_out = Article.objects.worn_out(now=now).select_for_update(skip_locked=True, of=("self",))[:100]
        for article in worn_out:
            article.move(ArticleState.FAILED, verb="article.failed", error_code="stopped", error_message=message)
            announcing.article_failed(article, now=now)
        return len(worn_out)


def show_alive(name: str, *, kind: str, now: datetime) -> None:
    """Say that the process of that name was alive now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"kind": kind, "at": now})
    Heartbeat.objects.filter(at__lt=now - timedelta(days=1)).delete()


def keep_showing_alive(name: str, *, kind: str, every: float = 15.0) -> threading.Event:
    """Show the process alive now and every few seconds, on a thread of its own, until the answered Event is set."""
    stop = threading.Event()

    def run() -> None:
        while True:
            try:
                close_old_connections()
                show_alive(name, kind=kind, now=timezone.now())
            except Exception:  # the database may be away for a while
                log.warning("heartbeat_failed", exc_info=True)
            finally:
                connection.close()
            if stop.wait(every):
                return

    threading.Thread(target=run, name="alive", daemon=True).start()
    return stop


def _told(error: Exception) -> tuple[str, str, bool]:
    """A stable code, words for people, and whether it may pass by itself."""
    match error:
        case fetching.HttpStatus():
            return error.code, error.message, error.status in PASSING_STATUSES
        case fetching.Refused():
            return error.code, error.message, isinstance(error, PASSING)
        case documents.Unreadable() | RuleBroken():
            return error.code, str(error), False
        case TooLarge():
            return "too_large", str(error), False
        case _:
            return "internal", "Something unforeseen stopped the program at this article; the log tells what.", True


def _unforeseen(error: Exception) -> bool:
    return not isinstance(error, DomainError | fetching.Refused | documents.Unreadable)
