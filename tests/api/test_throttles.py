"""How often one may ask is told with every answer, and held to; without Redis everybody is answered all the same."""

from collections.abc import Iterator
from contextlib import closing
from socket import socket
from typing import Any

import pytest
import redis
import time_machine
from pytest_django import Settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from claims import counting
from claims.models import User
from tests.api.callers import Caller

NOON = 1_900_000_800.0  # a minute's beginning that no other test counts in


@pytest.fixture(autouse=True)
def clean_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_quiet_until", 0.0)
    counting._redis().flushdb()


@pytest.fixture
def at_noon() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_the_minute_is_counted_told_and_ends(outsider: Caller, settings: Settings, at_noon: Any) -> None:
    settings.THROTTLE_ANON = 2
    first = outsider.get("ratings/")
    assert first.headers["RateLimit-Policy"] == '"anon";q=2;w=60'
    assert first.headers["RateLimit"] == '"anon";r=1;t=60'
    at_noon.shift(20)
    assert outsider.get("ratings/").headers["RateLimit"] == '"anon";r=0;t=40'
    refused = outsider.get("claims/")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "40")
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["RateLimit"] == '"anon";r=0;t=40'
    at_noon.shift(40)
    assert outsider.get("claims/").status_code == 200


def test_people_are_counted_by_who_they_are(
    outsider: Caller, vera: User, as_rita: Caller, settings: Settings, at_noon: Any
) -> None:
    settings.THROTTLE_USER = 1
    one, other = Caller(vera), Caller(vera)
    assert one.get("me/").headers["RateLimit-Policy"] == '"user";q=1;w=60'
    assert other.get("me/").status_code == 429
    assert as_rita.get("me/").status_code == 200
    assert outsider.get("ratings/").status_code == 200


def test_what_is_refused_counts_too(outsider: Caller, settings: Settings, at_noon: Any) -> None:
    settings.THROTTLE_ANON = 3
    for path, status in (("me/", 401), ("nowhere/", 404), ("articles/1/", 404), ("ratings/", 429)):
        answer = outsider.get(path)
        assert answer.status_code == status
        assert "RateLimit" in answer.headers


@pytest.mark.parametrize(
    ("proxies", "forwarded", "same"),
    [(0, ("1.1.1.1", "2.2.2.2"), True), (1, ("1.1.1.1", "2.2.2.2"), False), (1, ("9.9.9.9, 1.1.1.1", "1.1.1.1"), True)],
)
def test_as_many_proxies_are_believed_as_there_are(
    db: None,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    at_noon: Any,
    proxies: int,
    forwarded: tuple[str, str],
    same: bool,
) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}
    settings.THROTTLE_ANON = 1
    statuses = [Caller().get("ratings/", headers={"X-Forwarded-For": address}).status_code for address in forwarded]
    assert statuses == [200, 429 if same else 200]


def test_a_household_of_ipv6_is_one(db: None, settings: Settings, at_noon: Any) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
    settings.THROTTLE_ANON = 1
    for address, status in (("2001:db8::1", 200), ("2001:db8::2", 429), ("2001:db8:0:1::1", 200), ("no address", 200)):
        assert Caller().get("ratings/", headers={"X-Forwarded-For": address}).status_code == status


def test_without_redis_everybody_is_answered(
    outsider: Caller, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.THROTTLE_ANON = 1
    with closing(socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        gone = redis.Redis(port=nobody.getsockname()[1], socket_timeout=0.1, retry=Retry(NoBackoff(), 0))
        monkeypatch.setattr(counting, "_redis", lambda: gone)
        for _ in range(3):
            answer = outsider.client.get("/api/v1/ratings/")
            assert answer.status_code == 200
            assert "RateLimit" not in answer.headers
            assert answer.headers["RateLimit-Policy"] == '"anon";q=1;w=60'


def test_what_is_refused_to_somebody_known_counts_as_theirs(vera: User) -> None:
    program = Caller(vera)
    for refused in (program.post("queue/next/"), program.client.put("/api/v1/claims/", headers=program.headers)):
        assert refused.status_code in {403, 405}
        assert refused.headers["RateLimit-Policy"].startswith('"user"')
