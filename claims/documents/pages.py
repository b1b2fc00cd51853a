"""HTML to an article. Runs only in the child process that `claims.documents` starts: it may be slow, swell or die."""

import re
from datetime import date, datetime
from html import unescape

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document as Found

from claims.documents.unreadable import Unreadable

_TIMES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
)
_LANGUAGES = (
    "/html/@lang",
    "//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content",
    "//meta[@property='og:locale']/@content",
)
_REFERENCE = re.compile(r"&#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});?")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_,;\s]|$)")


def read(markup: str, url: str | None) -> dict[str, str | None]:
    """The article: text, title, published_at (ISO), language, site_name, canonical. Raises `Unreadable`."""
    tree = _parse(markup)
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        # the extensive search takes any date in the text for the page's own
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Found) or not (found.text or "").strip():
        raise Unreadable("no_text", "No article was found on this page.")
    return {
        "text": (found.text or "").strip(),
        "title": found.title,
        "published_at": _published(tree, found.date),
        "language": _language(tree),
        "site_name": found.sitename,
        "canonical": _canonical(tree),
    }


def _parse(markup: str) -> html.HtmlElement:
    """Parse, and refuse where the parser gave up: it then drops the rest of the page and says so only in its log."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        tree = html.document_fromstring(_REFERENCE.sub(_referred, markup).encode(), parser=parser)
    except etree.ParserError as error:
        raise Unreadable("no_text", "This page is empty.") from error
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise Unreadable("cut_short", "This page is built in a way that lets only a part of it be read.")
    return tree


def _referred(reference: re.Match[str]) -> str:
    """The character of a numeric reference as browsers read it (&#150; is a dash, &#1; nothing).

    The parser below makes control characters and surrogates of them, at which trafilatura gives the page up.
    """
    character = unescape(reference[0])
    return reference[0] if character in {"<", ">", "&", '"', "'"} else character


def _published(tree: html.HtmlElement, day: str | None) -> str | None:
    """The time of publication where the page states one with its offset, else trafilatura's `day`."""
    for path in _TIMES:
        for stated in tree.xpath(path):
            moment = _moment(stated)
            if moment:
                return moment.isoformat()
    try:
        return date.fromisoformat(day or "").isoformat()
    except ValueError:
        return None


def _canonical(tree: html.HtmlElement) -> str | None:
    """The page's own word for where it lives. trafilatura would take `<base>` too: that is the site, not the page."""
    return next(iter(tree.xpath("/html/head/link[@rel='canonical']/@href")), None)


def _moment(stated: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stated.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _language(tree: html.HtmlElement) -> str | None:
    """What the page says its language is, as an ISO 639 code."""
    for path in _LANGUAGES:
        for stated in tree.xpath(path):
            if code := _LANGUAGE.match(stated):
                return code.group(1).lower()
    return None
