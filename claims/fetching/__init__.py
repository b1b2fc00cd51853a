"""The only code that opens a socket to the outside: a URL in, bytes out, or a refusal.

Whatever a URL says, nothing is reached but plain public addresses on the web's ports, and what the allow-list
names as `host:port`. A name is resolved once, every number it resolves to is checked, and one of those very
numbers is connected to.
"""

from collections.abc import Mapping
from functools import partial

from claims.fetching import addresses, exchange
from claims.fetching.addresses import Resolver, look_up
from claims.fetching.exchange import USER_AGENT, Asked, Fetched, Terms
from claims.fetching.refusals import (
    AddressRefused,
    BadAnswer,
    ConnectionFailed,
    DnsFailed,
    HttpStatus,
    InvalidUrl,
    PortRefused,
    Refused,
    RobotsRefused,
    SchemeRefused,
    TlsFailed,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    UserinfoRefused,
)
from claims.fetching.robots import check as check_robots
from claims.fetching.wire import Deadline

MAX_BYTES = 10 * 1024 * 1024

__all__ = [
    "MAX_BYTES",
    "USER_AGENT",
    "AddressRefused",
    "BadAnswer",
    "ConnectionFailed",
    "DnsFailed",
    "Fetched",
    "HttpStatus",
    "InvalidUrl",
    "PortRefused",
    "Refused",
    "Resolver",
    "RobotsRefused",
    "SchemeRefused",
    "TlsFailed",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "UserinfoRefused",
    "check_link",
    "check_url",
    "fetch",
]


def fetch(
    url: str,
    *,
    allow: frozenset[str] = frozenset(),
    deadline: float = 30.0,
    max_bytes: int = MAX_BYTES,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    robots: bool = False,
    redirects: int = 3,
    truncate: bool = False,
    any_status: bool = False,
    resolver: Resolver = look_up,
) -> Fetched:
    """Ask `url` and return the answer, or raise a `Refused`.

    `allow` names what may be reached although it is not public, as `host:port`. `deadline` is the seconds for
    all of it: name resolution, robots.txt, redirects, body. `max_bytes` counts decoded bytes: a longer one is
    `TooLarge`, or with `truncate` cut there. With `robots`, a site's robots.txt is asked first and honoured.
    A status other than 2xx and 304 is `HttpStatus`, unless `any_status`. Only GET and HEAD are forwarded, at
    most `redirects` times.
    """
    terms = Terms(Deadline(deadline), allow, resolver, max_bytes, truncate)
    gate = partial(check_robots, terms=terms) if robots else None
    answer = exchange.follow(url, Asked(method, body, headers or {}), terms, redirects=redirects, gate=gate)
    if not any_status and answer.status != 304 and not 200 <= answer.status < 300:
        raise HttpStatus(answer.status, answer.headers.get("retry-after"))
    return answer


def check_url(
    url: str,
    *,
    allow: frozenset[str] = frozenset(),
    deadline: float = 5.0,
    resolver: Resolver = look_up,
) -> None:
    """Raise the `Refused` that `fetch` would raise before it connects; nothing is sent to the server."""
    addresses.resolve(addresses.aim(url, allow), Deadline(deadline), resolver)


def check_link(url: str, *, allow: frozenset[str] = frozenset()) -> None:
    """Raise the `Refused` of a URL that nobody should be sent to: inward by its own words, or with a password in it.

    It asks no resolver, so it is for URLs that are only noted; any port will do.
    """
    addresses.check_written(url, allow)
