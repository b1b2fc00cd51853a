"""Feeds of three kinds give their entries; what would keep a parser busy never gets to one."""

import json
from datetime import UTC, datetime

import pytest

from claims.documents import Entry, Unreadable, read_feed

URL = "https://example.org/news/feed"
RSS = b"""<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>News</title>
<item><title>F\xfcnf Panzer &amp; mehr</title><link>/a?b=1&amp;c=2</link>
<pubDate>Wed, 13 Nov 2024 10:30:00 +0100</pubDate></item>
<item><title>No link</title></item>
<item><title>Bad link</title><link>javascript:alert(1)</link></item>
<item><link> https://example.net/b </link><pubDate>some day</pubDate></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><title>One</title><link rel="enclosure" href="/one.mp3"/><link href="/one"/>
<updated>2024-11-13T09:30:00Z</updated></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [
        {"id": "1", "url": "https://example.org/1", "title": "One", "date_published": "2024-11-13T10:30:00+01:00"},
        {"id": "2", "external_url": "https://example.net/2", "title": 7, "date_published": "2024-11-13T10:30:00"},
        {"id": "3"},
        "nonsense",
    ],
}
MORNING = datetime(2024, 11, 13, 9, 30, tzinfo=UTC)


def test_rss_in_its_own_encoding() -> None:
    assert read_feed(RSS, url=URL) == [
        Entry("https://example.org/a?b=1&c=2", "Fünf Panzer & mehr", MORNING),
        Entry("https://example.net/b", "", None),
    ]


def test_atom() -> None:
    assert read_feed(ATOM, url=URL) == [Entry("https://example.org/one", "One", MORNING)]


def test_json_feed() -> None:
    assert read_feed(b"\xef\xbb\xbf" + json.dumps(JSON_FEED).encode(), url=URL) == [
        Entry("https://example.org/1", "One", MORNING),
        Entry("https://example.net/2", "", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ["<!DOCTYPE rss [", '<!entity a "b">'])
def test_declarations_are_refused(encoding: str, declared: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_feed(f"{declared}<rss><channel/></rss>".encode(encoding), url=URL)
    assert refused.value.code == "doctype_refused"


@pytest.mark.parametrize("body", [b"", b"<html><p>Not found</p></html>", b"{", b'{"items": 7}', b"\0\xff\xfe", b"[]"])
def test_what_is_no_feed(body: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read_feed(body, url=URL)
    assert refused.value.code == "not_a_feed"


def test_no_more_than_two_hundred() -> None:
    items = "".join(f"<item><link>https://example.org/{number}</link></item>" for number in range(500))
    assert len(read_feed(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), url=URL)) == 200
