"""The real worker on real servers: killed in the middle of its work, or robbed of its messages, it loses nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import tasks
from claims.models import Article, Claim, Event
from claims.models.enums import ArticleState, Status
from tests import factories
from tests.waiting import until
from tests.workers.conftest import Workers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]

PLEDGE = "Germany will deliver {} tanks to Ukraine by the end of 2025, the defence minister said in Berlin on Monday."
RAIN = "It rained on day {} of the meeting, and most of the delegates stayed in their rooms and read the papers."
WITHIN = 60.0  # seconds


def article_of(sentences: int) -> Article:
    """The more sentences, the longer it is read: some 150 a second."""
    text = " ".join(PLEDGE.format(n) if n % 10 == 1 else RAIN.format(n) for n in range(1, sentences + 1))
    return factories.make_article(text)


def wait_for(article: Article, state: ArticleState, workers: Workers) -> None:
    until(lambda: Article.objects.filter(pk=article.pk, state=state).exists(), within=WITHIN, what=workers.said)
    article.refresh_from_db()


def assert_read_once(article: Article, *, at_least: int) -> None:
    """Every claim and every line of its history stands there once."""
    claims = list(Claim.objects.filter(article=article).order_by("start"))
    assert len(claims) >= at_least
    assert len({(claim.start, claim.end) for claim in claims}) == len(claims)
    assert all(article.text[claim.start : claim.end] == claim.quote for claim in claims)
    assert {claim.status for claim in claims} <= {Status.QUEUED, Status.NEW}
    verbs = [line.verb for line in Event.objects.about(article)]
    assert verbs == ["article.received", "article.extracted", "article.ready"]
    for claim in claims:
        lines = [line.verb for line in Event.objects.about(claim)]
        assert lines in (["claim.found", "claim.queued"], ["claim.found", "claim.set_aside"])
    assert (article.attempts, article.taken_until) == (0, None)


def test_what_valkey_forgets_the_sweep_finds(workers: Workers) -> None:
    lost = article_of(3)
    workers.ring(tasks.extract_article, lost.pk)
    assert workers.valkey.llen("extract") == 1
    workers.valkey.flushall()
    workers.run()
    assert workers.valkey.llen("extract") == 0
    assert Article.objects.get(pk=lost.pk).state == ArticleState.RECEIVED
    workers.ring(tasks.sweep)
    wait_for(lost, ArticleState.READY, workers)
    assert_read_once(lost, at_least=1)


def test_a_worker_whose_valkey_is_emptied_still_hears_hints(workers: Workers) -> None:
    workers.run()
    workers.valkey.flushall()
    article = article_of(3)
    workers.ring(tasks.extract_article, article.pk)
    wait_for(article, ArticleState.READY, workers)
    assert_read_once(article, at_least=1)


def test_a_hint_that_comes_many_times_does_the_work_once(workers: Workers) -> None:
    workers.run()
    article = article_of(30)
    for _ in range(5):
        workers.ring(tasks.extract_article, article.pk)
        workers.ring(tasks.sweep)
    wait_for(article, ArticleState.READY, workers)
    assert_read_once(article, at_least=3)


def test_a_worker_killed_in_the_middle_leaves_its_article_to_the_next(workers: Workers) -> None:
    workers.run()
    article = article_of(900)
    workers.ring(tasks.extract_article, article.pk)
    taken = Article.objects.filter(pk=article.pk, taken_until__isnull=False)
    until(taken.exists, within=WITHIN, what=workers.said)
    workers.kill()
    article.refresh_from_db()
    assert (article.state, article.attempts, article.claims.count()) == (ArticleState.RECEIVED, 1, 0), (
        "it was too quick"
    )
    assert article.taken_until is not None
    assert article.taken_until > timezone.now()

    workers.run()
    Article.objects.filter(pk=article.pk).update(taken_until=timezone.now() - timedelta(seconds=1))
    workers.ring(tasks.sweep)
    wait_for(article, ArticleState.READY, workers)
    assert_read_once(article, at_least=80)
