"""A connection that cannot carry another request says so."""

from io import BytesIO
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from claimtracker.wsgi import announced_ends


def ask(path: str, body: bytes, **more: str) -> list[str]:
    """Post `body`; the values of `Connection` in the answer."""
    told: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
        told.extend(value for name, value in headers if name == "Connection")

    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": "application/json",
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": BytesIO(),
        **({"CONTENT_LENGTH": str(len(body))} if "HTTP_TRANSFER_ENCODING" not in more else {}),
        **more,
    }
    b"".join(announced_ends(get_wsgi_application())(environ, start))
    return told


@pytest.mark.parametrize("path", ["/api/v1/articles/", "/api/v1/nowhere/", "/nowhere", "/desk/next/"])
def test_what_is_refused_unread_ends_the_connection(db: None, path: str) -> None:
    assert ask(path, b'{"text": "x"}') == ["close"]
    assert ask(path, b"") == []


def test_what_was_read_leaves_it_open(db: None) -> None:
    read = {"HTTP_TRANSFER_ENCODING": "chunked"}
    assert ask("/api/v1/articles/", b"{}", **read) == []
    assert ask("/nowhere", b"{}", **read) == ["close"]


def test_a_length_that_is_no_number_is_the_applications_to_judge(db: None) -> None:
    assert ask("/nowhere", b"{}", CONTENT_LENGTH="two") == []
