"""Errors in the same dress, and headers that let nothing in from outside."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_no_such_page(client: Client) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_not_for_this_role(client: Client) -> None:
    client.force_login(factories.person("vera"))
    answer = client.get("/desk/articles/new/")
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]
    assert "This is not for you" in answer.content.decode()


def test_something_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("claims.site.public.render", fail)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.content.decode()


def test_more_than_is_accepted(client: Client) -> None:
    client.force_login(factories.person("rita"))
    answer = client.post("/desk/articles/new/", {"text": "x" * 3_000_000})
    assert answer.status_code in {400, 413}
    assert "too large" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/login/", "/nothing/here/"])
def test_every_page_has_its_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", ["/", "/nothing/here/", "/desk/claims/999/", "/admin/claims/claim/"])
def test_pages_are_kept_by_nobody_while_somebody_is_logged_in(client: Client, path: str) -> None:
    assert "no-store" not in client.get("/nothing/here/").headers.get("Cache-Control", "")
    client.force_login(factories.person("ada"))
    assert "no-store" in client.get(path).headers["Cache-Control"]
