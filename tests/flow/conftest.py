"""A web server of the tests' own, which the desk may reach although it is not public."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

from claims.fetching import robots


@dataclass
class Answer:
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """Answers at each path what `answers` says there, 404 elsewhere, and notes what it was asked and told."""

    at: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    told: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://{self.at}{path}"

    def page(self, path: str, *sentences: str, title: str = "Tents") -> str:
        """Put a page of such sentences there; answers its URL."""
        words = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        html = f"<html lang='en'><head><title>{title}</title></head><body><article>{words}</article></body></html>"
        self.answers[path] = Answer(body=html, headers={"content-type": "text/html; charset=utf-8"})
        return self.url(path)


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    robots.forget()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            its.asked.append(self.path)
            its.headers[self.path] = {name.lower(): value for name, value in self.headers.items()}
            answer = its.answers.get(self.path, Answer(404))
            body = answer.body.encode()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            its.told.append((headers, self.rfile.read(int(headers["content-length"]))))
            self.do_GET()

        def log_message(self, *args: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    its = Site(f"127.0.0.1:{server.server_address[1]}")
    settings.FETCH_ALLOW = frozenset({its.at})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield its
    server.shutdown()
    server.server_close()
