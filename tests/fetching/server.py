"""A web server on this machine whose every path misbehaves in its own way."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

BOMB = gzip.compress(b"\0" * 50_000_000)


class Handler(BaseHTTPRequestHandler):
    """Answers `GET /name` with the method `name`; every request is noted in `seen`."""

    seen: ClassVar[list[tuple[str, str, dict[str, str], bytes]]]
    rules: ClassVar[tuple[int, str]] = (404, "")
    closing: ClassVar[threading.Event]

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen.append((self.command, self.path, headers, self.rfile.read(length)))
        getattr(self, self.path.split("?")[0].strip("/").replace(".", "_").split("/")[0])()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""

    def answer(self, body: bytes = b"", status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def page(self) -> None:
        self.answer(b"<p>Ten howitzers</p>", content_type="text/html; charset=utf-8")

    def robots_txt(self) -> None:
        status, text = self.rules
        self.answer(text.encode(), status)

    def squeezed(self) -> None:
        self.answer(gzip.compress(b"Ten howitzers"), content_encoding="gzip")

    def bomb(self) -> None:
        self.answer(BOMB, content_encoding="gzip")

    def odd_encoding(self) -> None:
        self.answer(b"abc", content_encoding="br")

    def broken_gzip(self) -> None:
        self.answer(gzip.compress(b"Ten howitzers")[:-9], content_encoding="gzip")

    def no_gzip(self) -> None:
        self.answer(b"Ten howitzers", content_encoding="gzip")

    def huge_claim(self) -> None:
        self.answer(b"short", length=10**12)

    def broken_off(self) -> None:
        self.answer(b"short", length=1000)
        self.close_connection = True

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.closing.is_set():
            self.wfile.write(b"x" * 65536)

    def hang(self) -> None:
        self.closing.wait(20)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.closing.wait(0.05):
            self.wfile.write(b"x")

    def drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.closing.wait(0.05):
            self.wfile.write(b"x")

    def hop(self) -> None:
        """`/hop/N`: forwards N times, then to the page."""
        left = int(self.path.rpartition("/")[2])
        self.answer(status=302, location=f"/hop/{left - 1}" if left else "/page")

    def forward(self) -> None:
        """`/forward?URL`: forwards there."""
        self.answer(status=302, location=self.path.partition("?")[2])

    def missing(self) -> None:
        self.answer(b"no", 404)

    def busy(self) -> None:
        self.answer(b"no", 503, retry_after="120")

    def unchanged(self) -> None:
        self.send_response(304)
        self.end_headers()

    def gibberish(self) -> None:
        self.wfile.write(b"\x00\x01 what?\r\n\r\n")


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""


@contextmanager
def serve() -> Iterator[tuple[str, type[Handler]]]:
    """Yield the server's `host:port` and its handler, whose `seen` and `rules` are this server's own."""

    class Own(Handler):
        seen: ClassVar[list[tuple[str, str, dict[str, str], bytes]]] = []
        closing = threading.Event()

    server = Server(("127.0.0.1", 0), Own)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}", Own
    finally:
        Own.closing.set()
        server.shutdown()
        server.server_close()
