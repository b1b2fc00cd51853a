"""The child process in which feeds are parsed: RSS, Atom and JSON Feed to their entries' links, titles and times."""

import json
from calendar import timegm
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]  # no stubs are published

from claims.documents import sandbox
from claims.documents.decoding import clean
from claims.documents.unreadable import Unreadable

MOST_ENTRIES = 200
LONGEST_TITLE = 500
NOT_A_FEED = Unreadable("not_a_feed", "This is neither RSS nor Atom nor a JSON Feed.")


def read(text: str, options: sandbox.Fields) -> sandbox.Fields:
    """`text` holds the bytes as Latin-1, so that the parser sees them as they came. Answers `entries` as JSON."""
    body, url = text.encode("latin-1"), options["url"] or ""
    found = _json_feed(body) if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _xml_feed(body)
    entries = [_entry(entry, url) for entry in found[:MOST_ENTRIES]]
    return {"entries": json.dumps([entry for entry in entries if entry["url"]])}


def _xml_feed(body: bytes) -> list[dict[str, Any]]:
    if not body.strip():
        raise NOT_A_FEED
    parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version:
        raise NOT_A_FEED
    return [
        {
            "url": entry.get("link"),
            "title": entry.get("title"),
            "published_at": _moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        }
        for entry in parsed.entries
    ]


def _json_feed(body: bytes) -> list[dict[str, Any]]:
    try:
        feed = json.loads(body)
    except ValueError as error:
        raise NOT_A_FEED from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise NOT_A_FEED
    items = [item for item in feed["items"] if isinstance(item, dict)]
    return [
        {
            "url": item.get("url") or item.get("external_url"),
            "title": item.get("title"),
            "published_at": _stated(item.get("date_published")),
        }
        for item in items
    ]


def _entry(entry: dict[str, Any], url: str) -> sandbox.Fields:
    """What is no text is left out; a link is complete, or none."""
    link, title = entry["url"], entry["title"]
    return {
        "url": _complete(url, clean(link.strip())) if isinstance(link, str) else None,
        "title": clean(title.strip())[:LONGEST_TITLE] if isinstance(title, str) else "",
        "published_at": entry["published_at"],
    }


def _complete(url: str, link: str) -> str | None:
    try:
        whole = urljoin(url, link)
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) else None


def _moment(parsed: Any) -> str | None:
    """feedparser's times are in UTC."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _stated(moment: object) -> str | None:
    try:
        found = datetime.fromisoformat(moment) if isinstance(moment, str) else None
        return None if found is None or found.tzinfo is None else found.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return None


if __name__ == "__main__":
    sandbox.serve(read)
