"""One request and its answer, and the redirects behind a URL. Every hop is checked like the first."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import httpx

from claims.fetching import addresses, wire
from claims.fetching.addresses import Resolver, Target
from claims.fetching.refusals import BadAnswer, ConnectionFailed, Refused, TooLarge, TooManyRedirects
from claims.fetching.wire import Deadline

USER_AGENT = "claimtracker/0.1 (a desk for fact-checkers)"

_REDIRECTS = {301, 302, 303, 307, 308}
_BODILESS = {204, 304}
_OURS = {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}
_SECRET = {"authorization", "cookie", "proxy-authorization"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back. `url` is where in the end; header names are lower case; `body` is unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str | None
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every exchange made for one call."""

    deadline: Deadline
    allow: frozenset[str]
    resolver: Resolver
    max_bytes: int
    truncate: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is sent."""

    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def follow(
    url: str, asked: Asked, terms: Terms, *, redirects: int, gate: Callable[[Target], None] | None = None
) -> Fetched:
    """Ask `url`, and where it forwards to at most `redirects` times, if the method is GET or HEAD.

    `gate` is called before each request and may raise. With `redirects=0`, or another method, an answer that
    forwards is returned as it is.
    """
    target = addresses.aim(url, terms.allow)
    follows = redirects > 0 and asked.method in {"GET", "HEAD"}
    for _ in range(redirects + 1):
        if gate:
            gate(target)
        answer = _exchange(target, asked, terms)
        location = answer.headers.get("location")
        if not follows or answer.status not in _REDIRECTS or not location:
            return answer
        here, target = target, addresses.aim(_joined(target.url, location), terms.allow)
        if (target.url.scheme, target.host, target.port) != (here.url.scheme, here.host, here.port):
            asked = _for_strangers(asked)
    raise TooManyRedirects


def _for_strangers(asked: Asked) -> Asked:
    kept = {name: value for name, value in asked.headers.items() if name.lower() not in _SECRET}
    return Asked(asked.method, asked.body, kept)


def _joined(base: httpx.URL, location: str) -> httpx.URL:
    try:
        return base.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAnswer("The address forwards to something that is no web address.") from error


def _exchange(target: Target, asked: Asked, terms: Terms) -> Fetched:
    numbers = addresses.resolve(target, terms.deadline, terms.resolver)
    mounted = wire.transport(numbers, terms.deadline)
    try:
        with httpx.Client(transport=mounted, trust_env=False, timeout=None) as client:  # noqa: S113 - see Stream
            request = client.build_request(
                asked.method, target.url, content=asked.body, headers=_headers(asked.headers)
            )
            response = client.send(request, stream=True)
            try:
                body, truncated = _body(response, asked.method, terms)
            finally:
                response.close()
    except Refused:
        raise
    except httpx.RemoteProtocolError as error:
        raise BadAnswer from error
    except httpx.HTTPError as error:
        raise ConnectionFailed from error
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Fetched(str(target.url), response.status_code, headers, body, headers.get("content-type"), truncated)


def _headers(given: Mapping[str, str]) -> dict[str, str]:
    headers = {"user-agent": USER_AGENT, "accept": "*/*", "accept-encoding": "gzip"}
    return headers | {name.lower(): value for name, value in given.items() if name.lower() not in _OURS}


def _body(response: httpx.Response, method: str, terms: Terms) -> tuple[bytes, bool]:
    """The decoded body and whether it was cut at `max_bytes`; without `truncate` a longer one is refused."""
    if method == "HEAD" or response.status_code in _BODILESS:
        return b"", False
    declared = response.headers.get("content-length", "")
    if not terms.truncate and declared.isdecimal() and int(declared[:20]) > terms.max_bytes:
        raise TooLarge
    body = bytearray()
    for piece in _decoded(response, terms.max_bytes):
        body += piece
        if len(body) > terms.max_bytes:
            if not terms.truncate:
                raise TooLarge
            return bytes(body[: terms.max_bytes]), True
    return bytes(body), False


def _decoded(response: httpx.Response, limit: int) -> Iterator[bytes]:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"identity", ""}:
        return response.iter_raw()
    if encoding in {"gzip", "x-gzip"}:
        return _gunzipped(response.iter_raw(), limit)
    raise BadAnswer("The server's answer is compressed in a way that was not asked for.")


def _gunzipped(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Inflate 64 kB at a time: httpx inflates a chunk whole, a thousandfold, before anybody counts."""
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    taken = 0
    for chunk in chunks:
        taken += len(chunk)
        if taken > limit:  # empty blocks can go on for ever without yielding a byte
            raise TooLarge
        rest = chunk
        while rest:
            try:
                yield inflater.decompress(rest, 1 << 16)
            except zlib.error as error:
                raise BadAnswer from error
            rest = inflater.unconsumed_tail
        if inflater.unused_data.strip(b"\0"):
            raise BadAnswer
    if taken and not inflater.eof:
        raise BadAnswer
