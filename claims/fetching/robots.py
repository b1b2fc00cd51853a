"""robots.txt, as RFC 9309 reads it: asked for once an hour for each host, under the rules of every fetch."""

import threading
import time
from collections import OrderedDict
from dataclasses import replace

from protego import Protego

from claims.fetching.addresses import Target
from claims.fetching.exchange import USER_AGENT, Asked, Terms, follow
from claims.fetching.refusals import HttpStatus, RobotsRefused

MAX_BYTES = 500 * 1024  # RFC 9309 asks parsers to read at least 500 KiB
KEEP_SECONDS = 3600
MAX_HOSTS = 1000

_EVERYTHING = ""

_lock = threading.Lock()
_known: OrderedDict[str, tuple[float, Protego]] = OrderedDict()


def check(target: Target, terms: Terms) -> None:
    """Raise `RobotsRefused` when the host asks programs like this one to keep out of the URL."""
    if not _rules(target, terms).can_fetch(str(target.url), USER_AGENT):
        raise RobotsRefused


def forget() -> None:
    """Drop what is known of every host."""
    with _lock:
        _known.clear()


def _rules(target: Target, terms: Terms) -> Protego:
    origin = str(target.url.copy_with(raw_path=b"/"))
    with _lock:
        until, rules = _known.get(origin, (0.0, None))
    if rules is None or time.monotonic() >= until:
        text, seconds = _ask(f"{origin}robots.txt", terms)
        rules = Protego.parse(text)
        _remember(origin, time.monotonic() + seconds, rules)
    return rules


def _ask(url: str, terms: Terms) -> tuple[str, int]:
    """The rules' text and for how many seconds they hold.

    A server in trouble closes the host for now (RFC 9309): `HttpStatus`, which callers may try again, not a refusal.
    """
    answer = follow(url, Asked(), replace(terms, max_bytes=MAX_BYTES, truncate=True), redirects=3)
    if answer.status >= 500 or answer.status == 429:
        raise HttpStatus(answer.status, answer.headers.get("retry-after"))
    if answer.status != 200:
        return _EVERYTHING, KEEP_SECONDS
    return answer.body.decode("utf-8", "replace"), KEEP_SECONDS


def _remember(origin: str, until: float, rules: Protego) -> None:
    with _lock:
        _known[origin] = (until, rules)
        _known.move_to_end(origin)
        if len(_known) > MAX_HOSTS:
            _known.popitem(last=False)
