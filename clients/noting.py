"""A door before the desk that notes what clients ask it, word by word, and hands it on."""

import http.client
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
LANGUAGE = re.compile(r"(gl-[a-z]+)/[0-9.]+")  # the version of what the client runs on
PAGE = "{nextPageToken}"  # stands for the token of the page before, which is another at every desk


@contextmanager
def noting(port: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a door before the desk at that port, and what was asked through it, in order."""
    asked: list[dict[str, Any]] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._hand_on(None)

        def do_POST(self) -> None:
            self._hand_on(self.rfile.read(int(self.headers.get("content-length") or 0)))

        def _hand_on(self, body: bytes | None) -> None:
            asked.append(as_asked(self, body))
            desk = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            desk.request(self.command, self.path, body, dict(self.headers.items()))
            answer = desk.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """What is asked is kept, not printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def as_asked(request: BaseHTTPRequestHandler, body: bytes | None) -> dict[str, Any]:
    """Method, path, query, headers and body, without what differs from run to run."""
    parts = urlsplit(request.path)
    headers = {name.lower(): LANGUAGE.sub(r"\1", value) for name, value in request.headers.items()}
    told = {
        "method": request.command,
        "path": parts.path,
        "query": without_tokens(parts.query),
        "headers": {name: value for name, value in sorted(headers.items()) if name not in {"host", "content-length"}},
    }
    return told if body is None else told | {"body": without_tokens(body.decode())}


def without_tokens(query: str) -> str:
    """The query as it was written, where no token stands in it."""
    if "pageToken=" not in query:
        return query
    pairs = [(name, PAGE if name == "pageToken" else value) for name, value in parse_qsl(query, keep_blank_values=True)]
    return urlencode(pairs, safe="{}")
