"""Sources and feeds at the desk: their health is shown, editors keep them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims.models import Event, Feed, Source, User
from tests import factories
from tests.factories import NOW

from .conftest import Login

pytestmark = pytest.mark.django_db
FEED = "http://93.184.215.14/feed"


def a_feed(**columns: Any) -> Feed:
    usual = {"last_read_at": NOW, "next_try_at": NOW + timedelta(days=9999)}
    return Feed.objects.create(source=factories.make_source(), url=FEED, **(usual | columns))


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, path: str, **typed: Any) -> str:
    """The page that answers, after a redirect if there is one."""
    return client.post(path, typed, follow=True).content.decode()


def test_an_editor_adds_a_source_and_a_feed(at: Login, omar: User) -> None:
    html = press(at(omar), "/desk/sources/new/", name="The Post", host="www.post.example.org", language="en")
    source = Source.objects.get(name="The Post")
    assert (source.host, source.language) == ("post.example.org", "en")
    assert "It has no feed" in html
    html = press(at(omar), f"/desk/sources/{source.pk}/feeds/", url=FEED)
    assert "never read yet" in html
    assert "being read" in html
    assert Event.objects.filter(verb="feed.added").exists()


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        ("/desk/sources/new/", {"name": "the KYIV herald"}, "Another source has this name."),
        ("/desk/sources/new/", {"name": ""}, "This field is required."),
        ("/desk/sources/new/", {"name": "The Post", "host": "https://post.example"}, "Give the host alone"),
        ("/desk/sources/{}/mend/", {"name": ""}, "This field is required."),
        ("/desk/sources/{}/feeds/", {"url": "http://127.0.0.1/feed"}, "127.0.0.1"),
        ("/desk/sources/{}/feeds/", {"url": "ftp://example.org/"}, "Give a whole web address"),
        ("/desk/sources/{}/feeds/", {"url": FEED}, "already"),
    ],
)  # fmt: skip
def test_a_refusal_is_told_with_what_was_typed(
    at: Login, omar: User, path: str, typed: dict[str, str], told: str
) -> None:
    feed = a_feed()
    html = press(at(omar), path.format(feed.source_id), **typed)
    assert 'role="alert"' in html
    assert told in html
    assert all(f'value="{value}"' in html for value in typed.values() if value)


def test_a_source_is_mended(at: Login, omar: User) -> None:
    source = factories.make_source()
    press(at(omar), f"/desk/sources/{source.pk}/mend/", name="The Herald", homepage="https://example.org/")
    source.refresh_from_db()
    assert (source.name, source.homepage) == ("The Herald", "https://example.org/")


def test_a_feed_that_fails_says_since_when_and_why_and_comes_first(at: Login, vera: User) -> None:
    Source.objects.create(name="A source without trouble")
    feed = a_feed(failing_since=NOW, error="The server answered 500.", attempts=3)
    html = page(at(vera), f"/desk/sources/{feed.source_id}/")
    assert "Fails since" in html
    assert "tried 3 times" in html
    assert "The server answered 500." in html
    assert "Pause" not in html
    listed = page(at(vera), "/desk/sources/")
    assert "1 feed fails" in listed
    assert listed.index("The Kyiv Herald") < listed.index("A source without trouble")
    assert "A source without trouble" not in page(at(vera), "/desk/sources/?q=kyiv")


def test_a_feed_is_paused_read_again_read_now_and_removed(at: Login, omar: User) -> None:
    feed = a_feed()
    html = press(at(omar), f"/desk/feeds/{feed.pk}/pause/")
    assert "paused" in html
    html = press(at(omar), f"/desk/feeds/{feed.pk}/read/")
    assert "This feed is paused" in html
    press(at(omar), f"/desk/feeds/{feed.pk}/resume/")
    feed.refresh_from_db()
    assert feed.active
    Feed.objects.update(next_try_at=NOW + timedelta(days=9999))
    press(at(omar), f"/desk/feeds/{feed.pk}/read/")
    assert Feed.objects.get().next_try_at is None
    assert "data-live" in page(at(omar), f"/desk/feeds/{feed.pk}/health/")
    press(at(omar), f"/desk/feeds/{feed.pk}/remove/")
    assert not Feed.objects.exists()
    verbs = Event.objects.filter(object_type="feed").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["feed.mended", "feed.mended", "feed.asked", "feed.removed"]


@pytest.mark.parametrize("button", ["pause", "resume", "read", "remove"])
def test_a_reviewer_keeps_no_feeds(at: Login, rita: User, button: str) -> None:
    feed = a_feed()
    assert at(rita).post(f"/desk/feeds/{feed.pk}/{button}/").status_code == 403
    assert at(rita).post("/desk/sources/new/", {"name": "x"}).status_code == 403
