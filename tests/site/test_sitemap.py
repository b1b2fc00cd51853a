"""The sitemap and robots.txt: all that is public, under the public address, and nothing else."""

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from claims.models import Case
from claims.site import sitemap
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places(client: Client, path: str = "/sitemap.xml") -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    return [str(place.text) for place in etree.fromstring(answer.content).iterfind("*/s:loc", NAMES)]


def a_case(title: str, **known: object) -> Case:
    return Case.objects.create(title=title, kind="aid", **known)


def test_what_is_public_is_there_and_samples_are_not(client: Client) -> None:
    verdict = factories.published_verdict()
    factories.propose()
    factories.published_verdict(factories.make_claim(article=factories.make_article(demo=True)))
    a_case("private")
    a_case("a sample", public=True, demo=True)
    case = a_case("public", public=True)
    reading = verdict.reading
    actors = sorted((reading[party]["id"] for party in ("speaker", "actor", "recipient")), reverse=True)
    paths = ["/", f"/verdicts/{verdict.pk}/", f"/cases/{case.pk}/", *(f"/actors/{pk}/" for pk in actors)]
    assert places(client) == [f"{settings.PUBLIC_URL}{path}" for path in paths]
    for path in paths:
        assert client.get(path).status_code == 200


def test_more_than_one_sitemap_holds(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.contrib.sitemaps.Sitemap.limit", 2)
    made = [factories.published_verdict() for _ in range(3)]
    parts = places(client)
    assert len(parts) == 6  # the pages, two of verdicts, the cases, two of actors
    inside = [place for part in parts for place in places(client, part.removeprefix(settings.PUBLIC_URL))]
    verdicts = {f"{settings.PUBLIC_URL}/verdicts/{one.pk}/" for one in made}
    assert {place for place in inside if "/actors/" not in place} == {f"{settings.PUBLIC_URL}/"} | verdicts


def test_robots_are_told_where_not_to_go(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in text
    for path in sitemap.CLOSED:
        assert f"Disallow: {path}\n" in text


def test_a_page_names_its_feeds(client: Client) -> None:
    html = client.get(f"/verdicts/{factories.published_verdict().pk}/").content.decode()
    for path in ("/feeds/verdicts.rss", "/feeds/verdicts.atom", "/feeds/verdicts.json", "/oembed?url=http%3A%2F%2F"):
        assert f'href="{path}' in html
