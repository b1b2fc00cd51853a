"""Articles come in: as text, as HTML, or as a URL that is fetched later. A text is normalised once, and stays."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urldefrag, urlsplit

from courlan import normalize_url
from django.conf import settings
from django.db import transaction

from claims import documents, fetching
from claims.models import Article, Event, Source, User
from claims.models.enums import ArticleState
from claims.models.errors import RuleBroken, TooLarge, WrongState
from claims.models.moves import change

MAX_TEXT_BYTES = 1_500_000
MAX_URL = 2000
MAX_LANGUAGE = 10
APART = timedelta(seconds=5)  # between two pages of one feed's host
DATE_LINE = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})\b[ \t]*\n?")


@dataclass(frozen=True)
class Received:
    """What somebody sends: a text and what they know about it. `published` is a moment, or only a day."""

    text: str
    title: str = ""
    url: str = ""
    source: Source | None = None
    published: datetime | date | None = None
    language: str = ""
    by: User | None = None
    demo: bool = field(default=False, kw_only=True)


def receive(received: Received, *, now: datetime) -> tuple[Article, bool]:
    """Store the text, or find the article that it already is; answers the article and whether it is new.

    Raises RuleBroken (nothing in it, a URL that leads inward), TooLarge.
    """
    received = _tidied(received)
    if received.url:
        _check_link(received.url)
    source = received.source or _source_of(received.url)
    canonical = canonical_url(received.url)
    digest = _sha256(received.text)
    with transaction.atomic():
        article, made = Article.objects.get_or_create(
            source=source,
            sha256=digest,
            defaults={
                "text": received.text,
                "title": received.title[:500],
                "url": received.url,
                "canonical_url": canonical,
                "language": received.language,
                "revises": _earlier(canonical, digest) if canonical else None,
                "received_at": now,
                "added_by": received.by,
                "demo": received.demo,
                **_published(received.published),
            },
        )
        if made:
            Event.objects.record("article.received", article, by=received.by, after={"sha256": digest})
    return article, made


def receive_html(html: str, received: Received, *, now: datetime) -> tuple[Article, bool]:
    """Store the text of an HTML page; what the sender says of it wins over what the page says of itself."""
    try:
        page = documents.read(
            html.encode(errors="replace"), content_type="text/html; charset=utf-8", url=received.url or None
        )
    except documents.Unreadable as error:
        raise RuleBroken(error.message, field="html", code=error.code) from error
    return receive(_filled_in(received, page), now=now)


def receive_url(url: str, *, by: User | None, now: datetime, source: Source | None = None) -> tuple[Article, bool]:
    """Note a URL to be fetched; the same one again, while it is not fetched, is the same article.

    Raises RuleBroken for an address that is refused (a private one, another scheme, one that is too long).
    """
    _check_length(url)
    try:
        fetching.check_url(url, allow=settings.FETCH_ALLOW)
    except fetching.DnsFailed:
        pass  # names come and go: fetching tries again
    except fetching.Refused as refusal:
        raise RuleBroken(refusal.message, field="url", code=refusal.code) from refusal
    canonical = canonical_url(url)
    with transaction.atomic():
        waiting = Article.objects.filter(sha256__isnull=True).exclude(state=ArticleState.DUPLICATE)
        article, made = waiting.get_or_create(
            canonical_url=canonical,
            defaults={"url": url, "source": source or _source_of(url), "received_at": now, "added_by": by},
        )
        if made:
            Event.objects.record("article.received", article, by=by, after={"url": url})
    return article, made


def receive_listed(entries: Iterable[documents.Entry], *, source: Source, now: datetime) -> list[Article]:
    """Note the articles that a feed of the source's names and that nobody knows yet; answers the new ones.

    An address is known once for all: a feed names it again and again. Those that lead inward are left out. They are
    to be fetched one after the other, as one host's pages should be.
    """
    made: list[Article] = []
    for entry in entries:
        canonical = canonical_url(entry.url)
        if not canonical or Article.objects.filter(canonical_url=canonical).exists() or not _may_be_listed(entry.url):
            continue
        with transaction.atomic():
            article, new = Article.objects.filter(sha256__isnull=True).get_or_create(
                canonical_url=canonical,
                defaults={
                    "url": entry.url, "source": source, "title": entry.title, "received_at": now,
                    "next_try_at": now + len(made) * APART, **_published(entry.published_at),
                },
            )  # fmt: skip
            if new:
                Event.objects.record("article.received", article, after={"url": entry.url, "source": source.pk})
                made.append(article)
    return made


def fetch(article: Article, *, now: datetime) -> None:
    """Fetch the article's page and store its text; a text that is there already makes it a `duplicate`.

    Raises fetching.Refused, documents.Unreadable, RuleBroken, TooLarge: what `fail_or_put_off` writes down.
    """
    page = fetching.fetch(article.url, allow=settings.FETCH_ALLOW, robots=True)
    document = documents.read(page.body, content_type=page.content_type, url=page.url)
    known = Received(text="", url=article.url, language=article.language, published=article.published_at)
    received = _tidied(_filled_in(known, document))
    digest = _sha256(received.text)
    with transaction.atomic():
        twin = Article.objects.filter(source=article.source, sha256=digest).first()
        if twin is not None:
            article.move(ArticleState.DUPLICATE, verb="article.duplicate", duplicate_of=twin)
            return
        change(
            article,
            verb="article.fetched",
            by=None,
            guard="state",
            sha256=digest,
            title=article.title or received.title[:500],
            language=received.language,
            revises=_earlier(article.canonical_url, digest),
            attempts=0,
            taken_until=None,
            unrecorded={"text": received.text},
            **_published(received.published),
        )


def try_now(pk: int) -> None:
    """Let an article that was put off be tried without waiting; whoever holds it keeps it."""
    Article.objects.on_the_way().filter(pk=pk).update(next_try_at=None)


def retry(article: Article, *, by: User) -> None:
    """Try a failed article again from where it stands, with all its attempts anew."""
    if article.state != ArticleState.FAILED:
        raise WrongState(f"Article {article.pk} is {article.state}: only a failed one can be tried again.")
    fresh: dict[str, Any] = {
        "attempts": 0,
        "next_try_at": None,
        "error_code": "",
        "error_message": "",
    }
    with_claims = article.extractor != ""
    state = ArticleState.EXTRACTED if with_claims else ArticleState.RECEIVED
    article.move(state, verb="article.retried", by=by, **fresh)


def canonical_url(url: str) -> str:
    """The URL without its fragment and what only tracks (`utm_…`), so that one page is one address."""
    return str(normalize_url(urldefrag(url).url, strict=False)) if url else ""


def normalise(text: str) -> str:
    """NFC, `\\n` line ends, no NUL and no lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())


def split_date_line(text: str) -> tuple[date | None, str]:
    """The date that a plain text begins with (`date 2024-11-13`), and the text without it."""
    found = DATE_LINE.match(text)
    if found is None:
        return None, text
    try:
        return date.fromisoformat(found[1]), text[found.end() :]
    except ValueError:
        return None, text


def _check_link(url: str) -> None:
    """Readers are led to it, though nobody fetches it."""
    _check_length(url)
    try:
        fetching.check_link(url, allow=settings.FETCH_ALLOW)
    except fetching.Refused as refusal:
        raise RuleBroken(refusal.message, field="url", code=refusal.code) from refusal


def _may_be_listed(url: str) -> bool:
    try:
        _check_link(url)
    except RuleBroken:
        return False
    return True


def _check_length(url: str) -> None:
    if len(url) > MAX_URL:
        raise RuleBroken(f"An address has no more than {MAX_URL} characters.", field="url", code="max_length")


def _tidied(received: Received) -> Received:
    day, text = split_date_line(normalise(received.text))
    if not text.strip():
        raise RuleBroken("There is no text in it.", field="text", code="blank")
    if len(text.encode()) > MAX_TEXT_BYTES:
        raise TooLarge("The text is longer than 1.5 MB: send it in parts.")
    if len(received.language) > MAX_LANGUAGE:
        raise RuleBroken("Give a language as a short tag, such as en.", field="language", code="max_length")
    return replace(received, text=text, title=normalise(received.title), published=received.published or day)


def _filled_in(received: Received, document: documents.Document) -> Received:
    return replace(
        received,
        text=document.text,
        title=received.title or document.title or "",
        url=received.url or document.url or "",
        published=received.published or document.published_at,
        language=received.language or (document.language or "")[:10],
    )


def _published(moment: datetime | date | None) -> dict[str, Any]:
    day_only = not isinstance(moment, datetime)
    if moment is not None and not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), UTC)
    if isinstance(moment, datetime) and moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return {"published_at": moment, "published_day_only": day_only and moment is not None}


def _source_of(url: str) -> Source | None:
    host = urlsplit(url).hostname if url else None
    return Source.objects.for_host(host) if host else None


def _earlier(canonical: str, digest: str) -> Article | None:
    known = Article.objects.filter(canonical_url=canonical, sha256__isnull=False).exclude(sha256=digest)
    return known.order_by("-id").first()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
