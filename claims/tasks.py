"""ARROWS: Celery tasks that hand what one step made to the next. Ids in, fetch, one step, next arrow.

A task looks at its row and does what stands there; it may run twice, late, or never: `sweep` finds what stands still.
"""

import gc
import time
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import structlog
from celery import Task, shared_task
from celery.signals import worker_init, worker_ready
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from claims import documents, extraction, fetching, keeping, measures
from claims.flow import (
    consult,
    corrections,
    deliver,
    extract,
    feeds,
    follow,
    intake,
    lookup,
    match,
    notify,
    queue,
    review,
    seal,
)
from claims.models import Article, Claim, Delivery, FactCheck, Feed, KeptAnswer, Lookup, Verdict
from claims.models.enums import ArticleState, Status

log = structlog.get_logger(__name__)
GREETING, MOST_GREETED = 12.0, 5000  # seconds, and fact-checks, at a time: less than until the next sweep
SWEEP_LOCK = 7_205_002
SILENCE = 30.0  # seconds without hints after the broker failed: pages must not wait for it each time
_quiet_until = 0.0


def hint(task: "Task[..., None]", *pk: int) -> None:
    """Say "look at this row now", or with no row "look what there is", once the transaction is through.

    Never raises: the sweep finds what was not said.
    """
    transaction.on_commit(partial(_send, task, *pk), robust=True)


def hint_article(article: Article) -> None:
    """Hint at the step that the article waits for."""
    if article.state == ArticleState.RECEIVED:
        hint(extract_article if article.sha256 else fetch_article, article.pk)
    elif article.state == ArticleState.EXTRACTED:
        hint(place_article, article.pk)


def hint_deliveries(row: Model) -> None:
    """Hint at what endpoints are to be told of the row."""
    for delivery in Delivery.objects.about(row).waiting():
        hint(send_delivery, delivery.pk)


@shared_task
def fetch_article(pk: int) -> None:
    article = Article.objects.to_fetch().take(pk, now=timezone.now())
    if article is None:
        return
    with keeping.at_work(article):
        intake.fetch(article, now=timezone.now())
        hint_article(article)


@shared_task
def read_feed(pk: int) -> None:
    """Read a feed that is due; its articles are fetched one after the other, as the sweep finds them due."""
    feed = Feed.objects.take(pk, now=timezone.now())
    if feed is None:
        return
    try:
        entries, validators = feeds.read(feed)
    except (fetching.Refused, documents.Unreadable) as error:
        feeds.put_off(feed, error, now=timezone.now())
        return
    new = intake.receive_listed(entries, source=feed.source, now=timezone.now())
    feeds.settle(feed, validators, new=len(new), now=timezone.now())
    for article in new[:1]:
        hint_article(article)


@shared_task
def extract_article(pk: int) -> None:
    article = Article.objects.to_extract().take(pk, now=timezone.now())
    if article is None:
        return
    with keeping.at_work(article):
        asked = partial(consult.consult, now=timezone.now()) if settings.EXTRACTOR == "llm" else None
        extract.extract(article, read=read, ask=asked)
        hint_article(article)


@shared_task
def place_article(pk: int) -> None:
    article = Article.objects.to_place().take(pk, now=timezone.now())
    if article is None:
        return
    with keeping.at_work(article):
        match.match(article)
        queue.place(article, now=timezone.now())


@shared_task
def match_claim(pk: int) -> None:
    """Find what says the same as a claim that was added or mended by hand."""
    claim = Claim.objects.exclude(status=Status.DISMISSED).filter(pk=pk).first()
    if claim is not None:
        match.find(claim)


@shared_task
def spread_verdict(pk: int) -> None:
    """Let the claims that say what a verdict judged be found, once it is public."""
    verdict = Verdict.objects.to_spread().select_related("claim").filter(pk=pk).first()
    if verdict is not None:
        match.spread(verdict, now=timezone.now())


@shared_task
def greet_factchecks() -> None:
    """Let the claims be found that imported fact-checks are about; the next sweep goes on where time was up."""
    until = time.monotonic() + GREETING
    for check in FactCheck.objects.filter(matched_at__isnull=True).order_by("id")[:MOST_GREETED]:
        match.greet(check, now=timezone.now())
        if time.monotonic() > until:
            return


@shared_task
def follow_up() -> None:
    """Let deadlines pass and days come, and look evidence up again; the next ring goes on where this one ends."""
    while follow.follow(now=timezone.now()):
        pass
    for pk in follow.evidence_to_check(now=timezone.now()):
        hint(check_evidence, pk)


@shared_task
def check_evidence(pk: int) -> None:
    follow.check_evidence(pk, now=timezone.now())


@shared_task
def look_up(pk: int) -> None:
    """Look a page up that somebody wants to cite, and is waiting for."""
    row = Lookup.objects.take(pk, now=timezone.now())
    if row is not None:
        lookup.look(row, now=timezone.now())


@shared_task
def count_words() -> None:
    match.count_words()


@shared_task
def send_delivery(pk: int) -> None:
    delivery = Delivery.objects.take(pk, now=timezone.now())
    if delivery is not None:
        deliver.send(delivery, now=timezone.now())


@shared_task
def sweep() -> None:
    """Ring again for whatever stands still, give back lapsed leases, give up what wears its workers out."""
    with transaction.atomic():
        if not _alone():
            return
        now = timezone.now()
        keeping.give_up_worn_out(now=now)
        for article in Article.objects.standing_still(now=now).order_by("id")[:500]:
            hint_article(article)
        for pk in Feed.objects.to_ring(now=now).values_list("pk", flat=True)[:100]:
            hint(read_feed, pk)
        due = Delivery.objects.standing_still(now=now).order_by("next_try_at")
        for pk in due.values_list("pk", flat=True)[:500]:
            hint(send_delivery, pk)
        lookup.give_up(now=now)
        for pk in Lookup.objects.due(now=now).values_list("pk", flat=True)[:100]:
            hint(look_up, pk)
        for pk in Verdict.objects.to_spread().values_list("pk", flat=True)[:100]:
            hint(spread_verdict, pk)
        if FactCheck.objects.filter(matched_at__isnull=True).exists():
            hint(greet_factchecks)
    review.expire_lapsed()
    KeptAnswer.objects.past(now=now).delete()


@shared_task
def seal_events() -> None:
    seal.seal_events()


@shared_task
def send_letters() -> None:
    notify.send_letters(now=timezone.now())
    notify.forget(now=timezone.now())


@shared_task
def rerank_queue() -> None:
    queue.rerank(now=timezone.now())


@shared_task
def erase_old_requests() -> None:
    corrections.erase_old(now=timezone.now())


@worker_init.connect
def load_model(sender: Any, **_: Any) -> None:
    """Load the language model once, in the parent, before it forks; only in the worker that extracts."""
    if "extract" in sender.app.amqp.queues.consume_from:
        extraction.load_model()
        gc.collect()
        gc.freeze()


@worker_ready.connect
def show_alive(sender: Any, **_: Any) -> None:
    keeping.keep_showing_alive(sender.hostname, kind=sender.hostname.partition("@")[0])


def read(text: str, published_on: date) -> Sequence[extraction.Reading]:
    with measures.reading(text):
        return extraction.read_article(text, published_on=published_on)


def _send(task: "Task[..., None]", *pk: int) -> None:
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        task.apply_async(pk, retry=False)
    except Exception:  # the broker is away: the row waits, and the sweep finds it
        _quiet_until = time.monotonic() + SILENCE
        log.warning("hint_failed", task=task.name, pk=pk, exc_info=True)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
        return bool(cursor.fetchone()[0])
