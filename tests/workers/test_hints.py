"""Hints: said after the commit, to the step that the row waits for, and never in anybody's way."""

import time

import pytest
from celery import Task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from claims import tasks
from claims.models import Article
from tests import factories

Sent = list[tuple[str, int]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What would have gone to the broker, in order."""
    messages: Sent = []

    def apply_async(task: "Task[..., None]", arguments: tuple[int], **_: object) -> None:
        messages.append((task.name.rpartition(".")[2], *arguments))

    monkeypatch.setattr(Task, "apply_async", apply_async)
    monkeypatch.setattr(tasks, "_quiet_until", 0.0)
    return messages


@pytest.mark.django_db(transaction=True)
def test_a_hint_goes_out_after_the_commit_and_not_without_it(sent: Sent) -> None:
    article = factories.make_article()
    with transaction.atomic():
        tasks.hint_article(article)
        assert sent == []
    assert sent == [("extract_article", article.pk)]
    with transaction.atomic():
        tasks.hint_article(article)
        transaction.set_rollback(True)
    assert len(sent) == 1


@pytest.mark.django_db
def test_a_hint_names_the_step_that_the_row_waits_for(
    sent: Sent, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    noted, received, extracted = factories.noted_article(), factories.make_article(), factories.extracted_article()
    ready = Article.objects.get(claims=factories.make_claim())
    with django_capture_on_commit_callbacks(execute=True):
        for article in (noted, received, extracted, ready):
            tasks.hint_article(article)
    assert sent == [("fetch_article", noted.pk), ("extract_article", received.pk), ("place_article", extracted.pk)]


@pytest.mark.django_db
def test_the_sweep_rings_for_whatever_stands_still(
    sent: Sent, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    noted, received, held = factories.noted_article(), factories.make_article(), factories.make_article()
    assert Article.objects.take(held.pk, now=timezone.now()) is not None
    factories.make_claim()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep()
    assert sent == [("fetch_article", noted.pk), ("extract_article", received.pk)]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_hinders_nobody_and_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    clock = [1000.0]

    def away(*_: object, **__: object) -> None:
        asked.append(clock[0])
        raise OperationalError("Connection refused")

    monkeypatch.setattr(Task, "apply_async", away)
    monkeypatch.setattr(tasks, "_quiet_until", 0.0)
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    article = factories.make_article()
    for moment in (1000.0, 1001.0, 1000.0 + tasks.SILENCE - 0.1, 1000.0 + tasks.SILENCE + 0.1):
        clock[0] = moment
        tasks.hint_article(article)
    assert asked == [1000.0, 1000.0 + tasks.SILENCE + 0.1]
