"""What programs outside read: feeds, ClaimReview, oEmbed. All public, the same for everybody, nothing unpublished."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from extruct.jsonld import JsonLdExtractor
from lxml import etree

from claims.flow import cases, publish, review
from claims.models import Claim, Verdict
from claims.models.enums import CaseState
from tests import factories

pytestmark = pytest.mark.django_db
FEEDS = ["/feeds/verdicts.rss", "/feeds/verdicts.atom", "/feeds/verdicts.json"]
RATING: dict[str, Any] = {
    "summary": "Three of six came.",
    "explanation": "We counted.",
    "evidence": [{"url": "https://example.org/list", "title": "The list", "stance": "refutes"}],
}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def links(client: Client, path: str) -> list[str]:
    body = client.get(path).content
    if ".json" in path:
        return [item["url"] for item in json.loads(body)["items"]]
    tree = etree.fromstring(body)
    if ".rss" in path:
        return [str(link.text) for link in tree.iterfind("channel/item/link")]
    return [str(link.get("href")) for link in tree.iterfind("a:entry/a:link", ATOM)]


def address(verdict: Verdict) -> str:
    return f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/"


def asserted(**reading: Any) -> Verdict:
    """The verdict of a claim that says how it is, so that a ClaimReview tells of it at once."""
    return factories.published_verdict(factories.make_claim(modality="asserted", due=None, **reading))


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_has_the_newest_first_and_nothing_that_is_not_published(client: Client, path: str) -> None:
    first, second = factories.published_verdict(), factories.published_verdict()
    factories.propose()
    gone = factories.published_verdict()
    gone.refresh_from_db()
    publish.withdraw(gone, by=factories.person("omar"), reason="a mix-up")
    publish.approve(gone, by=factories.person("nina"), now=factories.NOW)
    assert links(client, path) == [address(second), address(first)]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_read_again_only_when_it_has_changed(client: Client, path: str) -> None:
    for _ in range(2):
        answer = client.get(path)
        etag = answer.headers["ETag"]
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
        factories.published_verdict()
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_by_kind_and_actor(client: Client, path: str) -> None:
    verdict = factories.published_verdict()
    actor = verdict.reading["actor"]
    for query, found in {
        "kind=aid": 1, "kind=troops": 0, f"actor={actor['id']}": 1, "actor=DE": 1, "actor=FR,DE": 1, "actor=UA": 0,
        "kind=aid&actor=FR": 0,
    }.items():  # fmt: skip
        assert len(links(client, f"{path}?{query}")) == found, query


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_by_case(client: Client, path: str) -> None:
    claim, omar = factories.published_claim(), factories.person("omar")
    factories.published_verdict()  # of no case
    case = cases.open_with(claim, title="Six systems", by=omar, now=factories.NOW)
    assert links(client, f"{path}?case={case.pk}") == []  # nobody outside knows of it
    cases.publish(case, by=omar)
    of_claim = Verdict.objects.get(claim=claim)
    assert links(client, f"{path}?case={case.pk}") == [address(of_claim)]
    rated = cases.rate(case, CaseState.BROKEN, by=omar, now=factories.NOW, **RATING)
    publish.approve(rated, by=factories.person("nina"), now=factories.NOW + timedelta(days=1))
    assert links(client, f"{path}?case={case.pk}") == [address(rated), address(of_claim)]
    assert links(client, f"{path}?case={case.pk}&kind=troops") == []


@pytest.mark.parametrize("query", ["kind=war", "actor=", "case=x", "speaker=1", "kind=aid&kind=troops"])
def test_what_a_feed_does_not_understand(client: Client, query: str) -> None:
    answer = client.get(f"/feeds/verdicts.rss?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_correction_takes_the_place_of_the_old_one(client: Client) -> None:
    old = factories.published_verdict()
    again = Claim.objects.get(verdicts=old)
    review.reopen(again, by=factories.person("omar"), reason="a new list", now=factories.NOW)
    new = factories.propose(again, rating=factories.rating(3), correction_note="Three came & not <two>.")
    publish.approve(new, by=factories.person("omar"), now=factories.NOW + timedelta(days=1))
    assert links(client, "/feeds/verdicts.atom") == [address(new)]
    item = json.loads(client.get("/feeds/verdicts.json").content)["items"][0]
    assert "Correction: Three came &amp; not &lt;two&gt;." in item["content_html"]
    assert item["title"].startswith("Half true" if "Half true" in item["title"] else new.rating.name)  # type: ignore[union-attr]  # it has one
    assert item["date_published"] == "2024-11-14T09:30:00Z"


def test_the_feed_of_claim_reviews(client: Client) -> None:
    shown, ahead = asserted(), factories.published_verdict(factories.make_claim(due=None))
    answer = client.get("/claimreview/feed.json")
    feed = json.loads(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # it is streamed
    assert feed["@type"] == "DataFeed"
    assert [review["url"] for review in feed["dataFeedElement"]] == [address(shown)]
    assert address(ahead) not in json.dumps(feed)
    etag = answer.headers["ETag"]
    assert client.get("/claimreview/feed.json", headers={"If-None-Match": etag}).status_code == 304
    asserted()
    assert client.get("/claimreview/feed.json", headers={"If-None-Match": etag}).status_code == 200


def test_the_feed_is_streamed_in_batches_that_meet(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.api.outward.claimreviews.BATCH", 2)
    made = [address(asserted()) for _ in range(5)]
    feed = json.loads(b"".join(client.get("/claimreview/feed.json").streaming_content))  # type: ignore[attr-defined]  # it is streamed
    assert [review["url"] for review in feed["dataFeedElement"]] == made[::-1]


def test_a_page_and_the_feed_tell_the_same_review(client: Client) -> None:
    article = factories.make_article(url="https://herald.example/</script>", published=date(2024, 11, 12))
    claim = factories.make_claim(article=article, modality="asserted", due=None)
    verdict = factories.published_verdict(claim)
    feed = json.loads(b"".join(client.get("/claimreview/feed.json").streaming_content))  # type: ignore[attr-defined]  # it is streamed
    page = client.get(f"/verdicts/{verdict.pk}/").content.decode()
    [told] = JsonLdExtractor().extract(page)
    assert told == feed["dataFeedElement"][0]
    assert told["reviewRating"] == {
        "@type": "Rating", "ratingValue": 1, "worstRating": 1, "bestRating": 5, "alternateName": "False"
    }  # fmt: skip
    assert told["itemReviewed"]["author"] == {
        "@type": "Person", "name": "Boris Pistorius", "jobTitle": "Defence Minister"
    }  # fmt: skip


def test_nobody_named_is_no_author(client: Client) -> None:
    asserted(speaker=None)
    feed = json.loads(b"".join(client.get("/claimreview/feed.json").streaming_content))  # type: ignore[attr-defined]  # it is streamed
    assert "author" not in feed["dataFeedElement"][0]["itemReviewed"]


def test_oembed_of_a_verdict(client: Client) -> None:
    verdict = factories.published_verdict(summary="Two <came>.")
    told = client.get("/oembed", {"url": address(verdict), "format": "json", "maxwidth": "300"}).json()
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 300)
    assert "Two &lt;came&gt;." in told["html"]
    assert address(verdict) in told["html"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"url": "{public}/verdicts/999999/"}, 404),
        ({"url": "https://elsewhere.example/verdicts/1/"}, 404),
        ({"url": "{public}/desk/"}, 404),
        ({"url": "{verdict}", "format": "xml"}, 501),
        ({"url": "{verdict}", "format": "yaml"}, 400),
        ({"url": "{verdict}", "maxwidth": "x"}, 400),
        ({}, 400),
    ],
)
def test_what_oembed_has_not(client: Client, query: dict[str, str], status: int) -> None:
    names = {"public": settings.PUBLIC_URL, "verdict": address(factories.published_verdict())}
    answer = client.get("/oembed", {name: value.format(**names) for name, value in query.items()})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_nobody_writes_here(client: Client) -> None:
    for path in [*FEEDS, "/claimreview/feed.json", "/oembed", "/v1alpha1/claims:search"]:
        assert client.post(path).status_code == 405
        assert client.head(f"{path}?x=1").status_code == 400
