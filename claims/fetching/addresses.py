"""Which hosts may be reached: the URL's host and port, its resolution, and the lists of networks.

The lists stand here in full because `ipaddress.is_global` and `is_private` let through what leads inward:
translated (64:ff9b::/96), tunnelled (2002::/16, 2001::/32), compatible (::127.0.0.1), shared (100.64/10).
Source: the IANA special-purpose address registries for IPv4 and IPv6.
"""

import ipaddress
import queue
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from claims.fetching.refusals import (
    AddressRefused,
    DnsFailed,
    InvalidUrl,
    PortRefused,
    SchemeRefused,
    TooSlow,
    UserinfoRefused,
)
from claims.fetching.wire import Deadline

Resolver = Callable[[str, int], list[str]]

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL = 4096

_INWARD_V4 = [
    ipaddress.IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",  # looks public, but is a cloud provider's service for the machine itself
    )
]
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_INWARD_V6 = [ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]

_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be tried: host in ASCII without a trailing dot, port, and whether `allow` has it."""

    url: httpx.URL
    host: str
    port: int
    listed: bool


def is_public(address: str) -> bool:
    """Whether `address` (a number, as a resolver answers it) is plain, global unicast."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        if number.scope_id is not None:
            return False
        if number.ipv4_mapped is None:
            return number in _GLOBAL_V6 and not any(number in net for net in _INWARD_V6)
        number = number.ipv4_mapped
    return not any(number in net for net in _INWARD_V4)


def aim(url: str | httpx.URL, allow: frozenset[str]) -> Target:
    """Read `url` and check everything that needs no name resolution. Raises `Refused`."""
    parsed = _parse(url)
    if parsed.scheme not in DEFAULT_PORTS:
        raise SchemeRefused
    if parsed.userinfo:
        raise UserinfoRefused
    host = _plain_host(parsed)
    port = parsed.port or DEFAULT_PORTS[parsed.scheme]
    listed = f"{_bracketed(host)}:{port}" in {entry.lower() for entry in allow}
    if not listed and port not in DEFAULT_PORTS.values():
        raise PortRefused
    return Target(parsed.copy_with(host=host, fragment=None), host, port, listed)


def check_written(url: str, allow: frozenset[str]) -> None:
    """Raise `Refused` for a URL that leads inward as it stands there. No name is resolved, and any port will do."""
    try:
        target = aim(url, allow)
        host, listed = target.host, target.listed
    except PortRefused:
        host, listed = _plain_host(_parse(url)), False
    if listed:
        return
    if host == "localhost" or host.endswith(".localhost") or (_is_number(host) and not is_public(host)):
        raise AddressRefused


def resolve(target: Target, deadline: Deadline, resolver: Resolver) -> list[str]:
    """The numbers to connect to, in the resolver's order. Refused if any of them is not public."""
    numbers = [target.host] if _is_number(target.host) else _ask(target, deadline, resolver)
    if not numbers:
        raise DnsFailed
    if not target.listed and not all(is_public(number) for number in numbers):
        raise AddressRefused
    return numbers


def look_up(host: str, port: int) -> list[str]:
    """The system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _parse(url: str | httpx.URL) -> httpx.URL:
    if len(str(url)) > MAX_URL:
        raise InvalidUrl
    try:
        return httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise InvalidUrl from error


def _plain_host(url: httpx.URL) -> str:
    """The host as it will be resolved; refuses what resolvers and browsers read in more than one way."""
    host = url.raw_host.decode("ascii").lower().removesuffix(".")
    if _is_number(host):
        return host
    if "%" in host or ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]):
        # a zone, or an address in decimal, octal, hexadecimal or shortened form: resolvers disagree on them
        raise AddressRefused
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise InvalidUrl
    return host


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _ask(target: Target, deadline: Deadline, resolver: Resolver) -> list[str]:
    """Ask the resolver in a thread of its own: `getaddrinfo` takes no timeout and cannot be stopped."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(resolver(target.host, target.port))
        except Exception as error:  # whatever it is, the asking thread must hear of it
            answers.put(error)

    threading.Thread(target=work, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise TooSlow from None
    if isinstance(answer, Exception):
        raise DnsFailed from answer
    return answer
