"""The socket below the HTTP client: it connects to checked numbers, and every wait ends at one deadline."""

import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import httpcore
import httpx

from claims.fetching.refusals import ConnectionFailed, TlsFailed, TooSlow


class Deadline:
    """A moment, `seconds` from now, after which everything that waits on it raises `TooSlow`."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, more than 0. Raises `TooSlow` when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TooSlow
        return seconds


class Stream(httpcore.NetworkStream):
    """One connection. The client's timeouts are ignored: a byte a second passes every timeout per read."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._waiting():
            return self._sock.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        rest = memoryview(buffer)
        while rest:
            with self._waiting():
                rest = rest[self._sock.send(rest) :]

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        with self._waiting():
            try:
                secured = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
            except ssl.SSLCertVerificationError as error:
                raise TlsFailed("The server's certificate is not valid for this address.") from error
            except (ssl.SSLError, ValueError) as error:  # ValueError: a host name that TLS cannot carry
                raise TlsFailed from error
        return Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """`ssl_object` and `socket`, as the HTTP client asks for them; None for everything else."""
        if info == "ssl_object":
            return self._sock if isinstance(self._sock, ssl.SSLSocket) else None
        return self._sock if info == "socket" else None

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Give the socket what is left of the time, and name what goes wrong."""
        try:
            self._sock.settimeout(self._deadline.left())
            yield
        except TimeoutError as error:
            raise TooSlow from error
        except OSError as error:
            raise ConnectionFailed from error


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to the given numbers, whatever name the client asks for: SNI and Host keep the name."""

    def __init__(self, numbers: list[str], deadline: Deadline) -> None:
        self._numbers = numbers
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Try the numbers in turn, each with its share of the time that is left."""
        last: OSError | None = None
        for tried, number in enumerate(self._numbers):
            share = self._deadline.left() / (len(self._numbers) - tried)
            try:
                sock = socket.create_connection((number, port), timeout=share)
            except OSError as error:
                last = error
                continue
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return Stream(sock, self._deadline)
        self._deadline.left()
        raise ConnectionFailed from last

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Never: no URL leads to a file of this machine."""
        raise ConnectionFailed


def transport(numbers: list[str], deadline: Deadline) -> httpx.HTTPTransport:
    """A transport for one exchange that reaches `numbers` and nothing else; no proxy, no environment."""
    made = httpx.HTTPTransport(verify=_tls(), trust_env=False)
    # httpx offers no way to pass a backend, so its pool is replaced; httpx is pinned exactly for that
    made._pool = httpcore.ConnectionPool(ssl_context=_tls(), network_backend=CheckedBackend(numbers, deadline))
    return made


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
