"""Rita makes a token for a program of hers: shown once, never stronger than she is, and ended when she likes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.models import ApiToken, Event, User
from claims.models.enums import Role
from tests.api.callers import Caller


def with_token(secret: str) -> Caller:
    caller = Caller()
    caller.headers["Authorization"] = f"Token {secret}"
    return caller


def test_it_is_shown_once_and_works_until_it_is_revoked(as_rita: Caller, rita: User) -> None:
    answer = as_rita.post("tokens/", {"name": "import", "role": "reader"})
    told = answer.json()
    assert (answer.status_code, told["role"], told["hint"]) == (201, "reader", told["token"][:8])
    program = with_token(told["token"])
    assert program.get("me/").json()["role"] == "reader"
    listed = as_rita.get("tokens/").json()["results"]
    assert {row["name"] for row in listed} == {"a program", "import"}
    assert "token" not in as_rita.get(answer.headers["Location"]).json()
    assert as_rita.delete(f"tokens/{told['id']}/").status_code == 204
    assert program.get("me/").status_code == 401
    assert as_rita.get(f"tokens/{told['id']}/").status_code == 404
    assert as_rita.delete(f"tokens/{told['id']}/").status_code == 404
    token = ApiToken.objects.get(pk=told["id"])
    assert [event.verb for event in Event.objects.about(token)] == ["token.issued", "token.revoked"]


def test_others_are_not_seen(as_rita: Caller, as_omar: Caller, ada: User, vera: User) -> None:
    pk = as_rita.post("tokens/", {"name": "hers"}).json()["id"]
    for caller in (as_omar, Caller(ada)):
        assert caller.get(f"tokens/{pk}/").status_code == 404
        assert caller.delete(f"tokens/{pk}/").status_code == 404
    assert Caller(vera).post("tokens/", {"name": "x"}).status_code == 403


def test_it_never_holds_more_than_what_it_was_asked_for_with(omar: User, as_rita: Caller) -> None:
    assert as_rita.post("tokens/", {"name": "x", "role": "editor"}).json()["errors"][0]["field"] == "role"
    weak = Caller(omar, role=Role.REVIEWER)
    assert weak.post("tokens/", {"name": "x", "role": "editor"}).status_code == 422
    secret = weak.post("tokens/", {"name": "x"}).json()["token"]
    assert with_token(secret).get("me/").json()["role"] == "reviewer"


@pytest.mark.parametrize(
    ("wish", "status", "field"),
    [
        ({}, 400, "name"),
        ({"name": "x", "role": "king"}, 400, "role"),
        ({"name": "x", "expires_at": "2030-01-01"}, 400, "expires_at"),
        ({"name": "x", "expires_at": "2020-01-01T00:00:00Z"}, 422, "expires_at"),
        ({"name": "x", "user": 1}, 400, "user"),
    ],
)
def test_what_is_refused(as_rita: Caller, wish: dict[str, Any], status: int, field: str) -> None:
    answer = as_rita.post("tokens/", wish)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


def test_it_expires(as_rita: Caller) -> None:
    soon = timezone.now() + timedelta(hours=1)
    told = as_rita.post("tokens/", {"name": "x", "expires_at": soon.isoformat()}).json()
    program = with_token(told["token"])
    assert program.get("me/").status_code == 200
    ApiToken.objects.filter(pk=told["id"]).update(expires_at=timezone.now())
    assert program.get("me/").status_code == 401


def test_under_one_key_it_is_one_token(as_rita: Caller) -> None:
    key = {"Idempotency-Key": "k"}
    first, second = (as_rita.post("tokens/", {"name": "x"}, headers=key) for _ in range(2))
    assert first.json()["token"] == second.json()["token"]
    assert second.headers["Cache-Control"] == "no-store"
