"""A feed is read when it is due, tells of each article once, and is left alone for longer the worse it does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from claims import tasks
from claims.flow import feeds, intake
from claims.models import Article, Feed, Source, User
from claims.models.enums import ArticleState
from tests import factories
from tests.flow.conftest import Answer, Site
from tests.threads import at_once

NOW = datetime(2024, 11, 13, 9, 30, tzinfo=UTC)
MINUTES = timedelta(minutes=1)


def rss(site: Site, *paths: str, **headers: str) -> None:
    items = "".join(f"<item><title>At {path}</title><link>{site.url(path)}</link></item>" for path in paths)
    body = f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
    site.answers["/feed"] = Answer(body=body, headers={"content-type": "application/rss+xml", **headers})


@pytest.fixture
def feed(site: Site, omar: User) -> Feed:
    return feeds.add_feed(factories.make_source(), site.url("/feed"), by=omar)


def read(feed: Feed, *, at: datetime = NOW) -> Feed:
    """As the courier reads it."""
    with time_machine.travel(at, tick=False):
        tasks.read_feed(feed.pk)
    feed.refresh_from_db()
    return feed


@pytest.mark.django_db
def test_new_articles_are_noted_once(site: Site, feed: Feed) -> None:
    rss(site, "/a", "/b")
    read(feed)
    noted = list(Article.objects.order_by("id"))
    assert [(article.title, article.source, article.state) for article in noted] == [
        (f"At {path}", feed.source, ArticleState.RECEIVED) for path in ("/a", "/b")
    ]
    assert (feed.last_read_at, feed.last_new_at, feed.attempts, feed.taken_until) == (NOW, NOW, 0, None)
    rss(site, "/c", "/b", "/a", "/a#part")
    read(feed, at=NOW + 15 * MINUTES)
    assert Article.objects.count() == 3


@pytest.mark.django_db
def test_what_was_fetched_is_known_for_ever(site: Site, feed: Feed) -> None:
    rss(site, "/a")
    url = site.page("/a", "Germany will send tents to Ukraine by June, the ministry said on Monday in Berlin.")
    article, _ = intake.receive_url(url, by=None, now=NOW)
    intake.fetch(article, now=NOW)
    read(feed)
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_its_pages_are_fetched_one_after_the_other(site: Site, feed: Feed) -> None:
    rss(site, "/a", "/b", "/c")
    read(feed)
    moments = [article.next_try_at for article in Article.objects.order_by("id")]
    assert moments == [NOW, NOW + intake.APART, NOW + 2 * intake.APART]


@pytest.mark.django_db
def test_addresses_that_lead_inward_are_left_out(site: Site, feed: Feed) -> None:
    items = "".join(
        f"<item><link>{url}</link></item>" for url in ("http://127.0.0.1/x", "http://10.0.0.1/", "ftp://x/")
    )
    site.answers["/feed"] = Answer(body=f'<rss version="2.0"><channel>{items}</channel></rss>')
    read(feed)
    assert not Article.objects.exists()
    assert feed.error == ""


@pytest.mark.django_db
def test_it_is_asked_whether_it_has_changed(site: Site, feed: Feed) -> None:
    rss(site, "/a", etag='"7"', **{"last-modified": "Wed, 13 Nov 2024 09:00:00 GMT"})
    read(feed)
    assert (feed.etag, feed.last_modified) == ('"7"', "Wed, 13 Nov 2024 09:00:00 GMT")
    site.answers["/feed"] = Answer(304)
    read(feed, at=NOW + 15 * MINUTES)
    assert (feed.etag, feed.last_read_at) == ('"7"', NOW + 15 * MINUTES)
    assert site.headers["/feed"]["if-none-match"] == '"7"'
    assert site.headers["/feed"]["if-modified-since"] == "Wed, 13 Nov 2024 09:00:00 GMT"


@pytest.mark.django_db
def test_the_rarer_news_are_the_later_it_is_read(site: Site, feed: Feed) -> None:
    rss(site, "/a")
    assert read(feed).next_try_at == NOW + 15 * MINUTES
    read(feed, at=NOW + 10 * MINUTES)
    assert feed.last_read_at == NOW  # not due yet
    day = NOW + timedelta(hours=8)
    assert read(feed, at=day).next_try_at == day + timedelta(hours=2)
    month = NOW + timedelta(days=30)
    assert read(feed, at=month).next_try_at == month + timedelta(hours=6)


@pytest.mark.django_db
def test_failures_are_told_and_put_off(site: Site, feed: Feed) -> None:
    site.answers["/feed"] = Answer(500)
    read(feed)
    assert (feed.failing_since, feed.next_try_at) == (NOW, NOW + 15 * MINUTES)
    assert "500" in feed.error
    later = NOW + 15 * MINUTES
    read(feed, at=later)
    assert (feed.failing_since, feed.next_try_at) == (NOW, later + 30 * MINUTES)
    rss(site)
    read(feed, at=later + 30 * MINUTES)
    assert (feed.failing_since, feed.error, feed.attempts) == (None, "", 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "pause", "active"),
    [
        (Answer(429, headers={"retry-after": "7200"}), 120 * MINUTES, True),
        (Answer(503, headers={"retry-after": "9999999999"}), timedelta(days=1), True),
        (Answer(503, headers={"retry-after": "soon"}), 15 * MINUTES, True),
        (Answer(410), 15 * MINUTES, False),
        (Answer(200, body="<!DOCTYPE x><rss/>"), 15 * MINUTES, True),
        (Answer(200, body="<html/>"), 15 * MINUTES, True),
    ],
)
def test_what_the_server_asks_for(site: Site, feed: Feed, answer: Answer, pause: timedelta, active: bool) -> None:
    site.answers["/feed"] = answer
    read(feed)
    assert (feed.next_try_at, feed.active) == (NOW + pause, active)
    assert feed.failing_since == NOW


@pytest.mark.django_db
def test_robots_are_honoured(site: Site, feed: Feed) -> None:
    rss(site, "/a")
    site.answers["/robots.txt"] = Answer(body="User-agent: *\nDisallow: /")
    read(feed)
    assert "robots.txt" in feed.error
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_one_reader_at_a_time(feed: Feed) -> None:
    assert Feed.objects.take(feed.pk, now=NOW) is not None
    assert Feed.objects.take(feed.pk, now=NOW) is None
    assert Feed.objects.take(feed.pk, now=NOW + timedelta(hours=1)) is not None  # the first was killed


def beside(feed: Feed, url: str) -> Feed:
    """Another feed of the same source."""
    return Feed.objects.create(source=feed.source, url=url)


@pytest.mark.django_db
def test_two_feeds_of_a_host_are_not_read_at_once_and_keep_a_pause(site: Site, feed: Feed) -> None:
    other = beside(feed, site.url("/other.rss").replace("http://", "http://someone@"))
    elsewhere = beside(feed, "https://elsewhere.example/feed")
    assert Feed.objects.take(feed.pk, now=NOW) is not None
    assert Feed.objects.take(other.pk, now=NOW + MINUTES) is None
    assert Feed.objects.take(elsewhere.pk, now=NOW) is not None
    Feed.objects.filter(pk=feed.pk).update(taken_until=None, next_try_at=None)
    rss(site, "/a")
    read(feed, at=NOW + MINUTES)
    assert Feed.objects.take(other.pk, now=NOW + MINUTES + timedelta(seconds=9)) is None
    assert Feed.objects.due(now=NOW + MINUTES).filter(pk=other.pk).exists()
    assert Feed.objects.take(other.pk, now=NOW + MINUTES + timedelta(seconds=11)) is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example.org/rss?x=1", "news.example.org"),
        ("http://a:b@news.example.org:8080/", "news.example.org"),
        ("https://[2606:4700::1111]:8443/feed", "[2606:4700::1111]"),
        ("https://news.example.org?feed=rss", "news.example.org"),
    ],
)
def test_the_host_of_an_address(feed: Feed, url: str, host: str) -> None:
    made = beside(feed, url)
    made.refresh_from_db()
    assert made.host == host


@pytest.mark.django_db
def test_the_sweep_rings_for_one_feed_of_a_host(site: Site, feed: Feed) -> None:
    others = [beside(feed, site.url(f"/{number}")) for number in range(3)]
    elsewhere = beside(feed, "https://elsewhere.example/feed")
    assert [one.pk for one in Feed.objects.to_ring(now=NOW)] == [feed.pk, elsewhere.pk]
    Feed.objects.filter(pk=feed.pk).update(next_try_at=NOW)
    assert [one.pk for one in Feed.objects.to_ring(now=NOW)] == [others[0].pk, elsewhere.pk]


@pytest.mark.django_db(transaction=True)
def test_workers_that_begin_at_the_same_moment(site: Site, feed: Feed) -> None:
    feeds_ = [feed, *(beside(feed, site.url(f"/{number}")) for number in range(3))]
    taken = at_once(4, lambda number: Feed.objects.take(feeds_[number].pk, now=NOW))
    assert len([one for one in taken if one is not None]) == 1


@pytest.mark.django_db
def test_the_sweep_rings_for_what_is_due(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[Any] = []
    monkeypatch.setattr(tasks, "hint", lambda task, *pk: rung.append((task.name, *pk)))
    tasks.sweep()
    assert ("claims.tasks.read_feed", feed.pk) in rung
    rung.clear()
    Feed.objects.update(active=False)
    tasks.sweep()
    assert not rung


@pytest.mark.django_db
def test_sources_stay(feed: Feed, omar: User) -> None:
    feeds.remove_feed(feed, by=omar)
    assert Source.objects.filter(pk=feed.source_id).exists()
