"""Omar keeps the sources and their feeds; Vera looks at how they do."""

from typing import Any

import pytest
from django.utils import timezone

from claims.models import Event, Feed, Source
from tests import factories
from tests.api.callers import Caller

FEED = "http://93.184.215.14/feed.xml"


def test_a_source_is_added_and_mended(as_omar: Caller, as_vera: Caller) -> None:
    wish = {"name": "The Kyiv Herald", "host": "www.Herald.example", "homepage": "https://herald.example/"}
    answer = as_omar.post("sources/", wish)
    told = answer.json()
    assert (answer.status_code, told["host"], told["language"]) == (201, "herald.example", None)
    path = answer.headers["Location"]
    assert as_omar.patch(path, {"language": "uk", "host": None}).json()["host"] is None
    assert as_vera.get(path).json()["language"] == "uk"
    assert as_vera.get("sources/", q="herald").json()["results"][0]["id"] == told["id"]
    assert as_vera.get("sources/", q="tribune").json()["results"] == []
    verbs = list(Event.objects.about(Source.objects.get()).values_list("verb", flat=True))
    assert verbs == ["source.added", "source.mended"]


@pytest.mark.parametrize(
    ("wish", "field"), [({"name": "the kyiv herald"}, "name"), ({"name": "New", "host": "herald.example"}, "host")]
)
def test_names_and_hosts_are_one_sources(as_omar: Caller, wish: dict[str, Any], field: str) -> None:
    as_omar.post("sources/", {"name": "The Kyiv Herald", "host": "herald.example"})
    answer = as_omar.post("sources/", wish)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    other = as_omar.post("sources/", {"name": "Other"}).json()
    assert as_omar.patch(f"sources/{other['id']}/", wish).status_code == 422


def test_a_feed_is_added_stopped_and_removed(as_omar: Caller, as_vera: Caller) -> None:
    source = factories.make_source()
    answer = as_omar.post("feeds/", {"source": source.pk, "url": FEED})
    told = answer.json()
    assert answer.status_code == 201
    assert told["source"] == {"id": source.pk, "name": source.name}
    health = {name: told[name] for name in ("active", "last_read_at", "last_new_at", "failing_since", "error")}
    assert health == {"active": True, "last_read_at": None, "last_new_at": None, "failing_since": None, "error": None}
    Feed.objects.update(failing_since=timezone.now(), error="It hung up.", attempts=3)
    path = f"feeds/{told['id']}/"
    assert as_vera.get(path).json()["error"] == "It hung up."
    assert as_omar.patch(path, {"active": False}).json()["active"] is False
    moved = as_omar.patch(path, {"url": f"{FEED}?new", "active": True}).json()
    assert (moved["failing_since"], moved["error"], Feed.objects.get().attempts) == (None, None, 0)
    assert [row["id"] for row in as_vera.get("feeds/", source=source.pk).json()["results"]] == [told["id"]]
    assert as_omar.delete(path).status_code == 204
    assert as_omar.get(path).status_code == 404


def test_feeds_that_are_refused(as_omar: Caller) -> None:
    source = factories.make_source().pk
    as_omar.post("feeds/", {"source": source, "url": FEED})
    for wish, status, field in (
        ({"source": source, "url": FEED}, 422, "url"),
        ({"source": source, "url": "http://127.0.0.1/feed"}, 422, "url"),
        ({"source": source, "url": "ftp://example.org/feed"}, 422, "url"),
        ({"source": 999_999, "url": f"{FEED}?2"}, 422, "source"),
        ({"url": FEED}, 400, "source"),
        ({"source": source, "url": FEED, "active": True}, 400, "active"),
    ):
        answer = as_omar.post("feeds/", wish)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


def test_lists_ask_a_fixed_number_of_times(as_vera: Caller, django_assert_num_queries: Any) -> None:
    for number in range(5):
        source = factories.make_source(f"Source {number}")
        Feed.objects.create(source=source, url=f"{FEED}?{number}")
    as_vera.get("me/")  # from now on its token's last use is not written
    with django_assert_num_queries(2):
        as_vera.client.get("/api/v1/feeds/", headers=as_vera.headers)
    with django_assert_num_queries(2):
        as_vera.client.get("/api/v1/sources/", headers=as_vera.headers)
