"""A document's bytes to its title, text, date, language and site: whole, or a named refusal, never an empty text."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

from claims.documents import sandbox
from claims.documents.decoding import decode
from claims.documents.feeds import Entry, read_feed
from claims.documents.unreadable import Unreadable

MAX_TEXT_BYTES = 1_500_000

_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_UNTOLD_TYPES = {"", "application/octet-stream", "binary/octet-stream", "application/x-unknown-content-type"}
_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|h1|meta|title)\b", re.IGNORECASE)
_BINARY = (b"%PDF", b"PK\3\4", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"RIFF")

__all__ = ["MAX_TEXT_BYTES", "Document", "Entry", "Unreadable", "read", "read_feed"]


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says. `published_at` is a time with its offset, or a date where no more is known.

    `language` is an ISO 639 code as the document states it, `site_name` at least the host's. `url` is the canonical
    one that the document names, if that is a page of the same host, else the one it was read under.
    """

    title: str
    text: str
    published_at: datetime | date | None = None
    language: str | None = None
    site_name: str | None = None
    url: str | None = None


def read(body: bytes, *, content_type: str | None, url: str | None) -> Document:
    """Read HTML or plain text. Raises `Unreadable`.

    Codes: `not_text`, `unknown_charset`, `no_text`, `cut_short` (the parser lost a part), `too_heavy` (beyond 2 s of
    processor time or 300 MB), `text_too_long` (over `MAX_TEXT_BYTES` of UTF-8).
    """
    if _is_html(body, content_type):
        document = _page(decode(body, content_type, markup=True), url)
    else:
        document = Document("", decode(body, content_type, markup=False).strip(), url=url)
    if not document.text:
        raise Unreadable("no_text", "This document is empty.")
    if len(document.text.encode()) > MAX_TEXT_BYTES:
        raise Unreadable("text_too_long", "This text is longer than an article can be.")
    return document


def _is_html(body: bytes, content_type: str | None) -> bool:
    """True for HTML, False for plain text; raises `Unreadable` for what is neither, whatever it calls itself."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if body.startswith(_BINARY) or not (kind.startswith("text/") or kind in _HTML_TYPES | _UNTOLD_TYPES):
        raise Unreadable("not_text", "This is neither a web page nor a plain text.")
    if kind in _UNTOLD_TYPES:
        return bool(_LOOKS_LIKE_HTML.search(body[:2048]))
    return kind in _HTML_TYPES


def _page(markup: str, url: str | None) -> Document:
    fields = sandbox.run("claims.documents", markup, {"url": url})
    return Document(
        title=fields["title"] or "",
        text=fields["text"] or "",
        published_at=_when(fields["published_at"]),
        language=fields["language"],
        site_name=fields["site_name"],
        url=_own_url(fields["canonical"], url),
    )


def _when(stated: str | None) -> datetime | date | None:
    if stated is None:
        return None
    return datetime.fromisoformat(stated) if "T" in stated else date.fromisoformat(stated)


def _own_url(canonical: str | None, url: str | None) -> str | None:
    """The canonical URL, unless it speaks for another host or for the whole site: a page may name any."""
    if not canonical or not url:
        return url
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, canonical.strip()))
    except ValueError:
        return url
    same_host = (there.hostname or "").removeprefix("www.") == (here.hostname or "").removeprefix("www.")
    whole_site = there.path in {"", "/"} and not there.query
    if there.scheme not in {"http", "https"} or not same_host or (whole_site and here.path not in {"", "/"}):
        return url
    return there._replace(fragment="").geturl()
