"""Commands see articles through by themselves where no worker runs, and wait for nobody who will not come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.management import working
from claims.models import Article
from claims.models.article import MAX_ATTEMPTS
from claims.models.enums import ArticleState
from tests import factories


def see_through(*articles: Article) -> list[str]:
    """The states in which they end."""
    working.see_through([article.pk for article in articles], progress=lambda done: None)
    return [Article.objects.get(pk=article.pk).state for article in articles]


@pytest.mark.django_db
def test_an_article_that_was_put_off_is_not_waited_for() -> None:
    article = factories.make_article()
    Article.objects.filter(pk=article.pk).update(next_try_at=timezone.now() + timedelta(hours=1))
    assert see_through(article) == [ArticleState.READY]


@pytest.mark.django_db
def test_an_article_that_killed_its_workers_is_given_up() -> None:
    worn_out, sound = factories.make_article(), factories.make_article()
    Article.objects.filter(pk=worn_out.pk).update(attempts=MAX_ATTEMPTS)
    assert see_through(worn_out, sound) == [ArticleState.FAILED, ArticleState.READY]


@pytest.mark.django_db
def test_an_article_that_somebody_holds_is_looked_at_again_after_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    held, sound = factories.make_article(), factories.make_article()
    Article.objects.filter(pk=held.pk).update(taken_until=timezone.now() + timedelta(hours=1))
    pauses: list[str] = []

    class Pause:
        def wait(self, seconds: float) -> None:
            """In the meantime the row is let go of."""
            pauses.append(Article.objects.get(pk=sound.pk).state)
            Article.objects.filter(pk=held.pk).update(taken_until=None)

    monkeypatch.setattr(working, "Signal", Pause)
    assert see_through(held, sound) == [ArticleState.READY, ArticleState.READY]
    assert pauses == [ArticleState.READY]
