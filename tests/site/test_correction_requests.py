"""Vera asks for a correction and follows her number; Omar answers; programs that fill in everything are stopped."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from claims import counting
from claims.models import Claim, CorrectionRequest, User
from claims.models.enums import Status
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = {"text": "Four came, and I was there.", "source": "https://example.org/four", "contact": "vera@example.org"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(counting, "_quiet_until", 0.0)
    counting._redis().flushdb()
    with time_machine.travel(factories.NOW, tick=False) as travelling:
        yield travelling


def slip(client: Client, path: str = "/corrections/new/") -> str:
    found = re.search(r'name="slip" value="([^"]+)"', client.get(path).content.decode())
    assert found is not None
    return found[1]


def send(client: Client, clock: Any, *, path: str = "/corrections/new/", **words: str) -> Any:
    given = {"slip": slip(client, path), "website": "", **WORDS, **words}
    clock.shift(timedelta(seconds=20))
    return client.post(path, given)


def test_a_request_has_a_number_that_shows_nothing_private(client: Client, clock: Any) -> None:
    verdict = factories.published_verdict()
    answer = send(client, clock, path=f"/corrections/new/?verdict={verdict.pk}")
    request = CorrectionRequest.objects.get()
    assert (request.verdict_id, request.text, request.contact) == (verdict.pk, WORDS["text"], WORDS["contact"])
    assert answer.headers["Location"] == f"/corrections/{request.number}/"
    page = client.get(answer.headers["Location"])
    html = page.content.decode()
    assert "an editor will answer it" in html
    assert str(request) in html
    assert "no-store" in page.headers["Cache-Control"]
    for word in (*WORDS.values(), "Four"):
        assert word not in html


def test_the_number_is_found_however_it_is_typed(client: Client, clock: Any) -> None:
    send(client, clock)
    request = CorrectionRequest.objects.get()
    for typed in (request.number, str(request).lower(), f" {request.number[:3]} {request.number[3:]}"):
        answer = client.get("/corrections/", {"number": typed})
        assert answer.headers["Location"] == f"/corrections/{request.number}/"
    assert client.get("/corrections/", {"number": "nothing\0"}).status_code == 404
    assert client.get("/corrections/ZZZZZZZZZZ/").status_code == 404


def test_the_reader_learns_what_became_of_it(client: Client, clock: Any, omar: User) -> None:
    claim = factories.published_claim()
    send(client, clock, path=f"/corrections/new/?verdict={claim.standing_verdict_id}")
    request = CorrectionRequest.objects.get()
    desk = Client()
    desk.force_login(omar)
    assert WORDS["text"] in desk.get("/desk/corrections/").content.decode()
    desk.post(
        f"/desk/corrections/{request.pk}/answer/",
        {"version": "1", "answer": "accept", "note": "You are right.", "reopen": "1"},
    )
    assert Claim.objects.get(pk=claim.pk).status == Status.QUEUED
    html = client.get(f"/corrections/{request.number}/").content.decode()
    assert "You were right." in html
    assert "You are right." in html
    assert "Omar" not in html


def test_declined_and_erased_at_the_reader_s_wish(client: Client, clock: Any, omar: User, rita: User) -> None:
    send(client, clock)
    request = CorrectionRequest.objects.get()
    reviewer, editor = Client(), Client()
    reviewer.force_login(rita)
    editor.force_login(omar)
    assert reviewer.post(f"/desk/corrections/{request.pk}/erase/").status_code == 403
    editor.post(f"/desk/corrections/{request.pk}/erase/")
    assert CorrectionRequest.objects.get().text == ""
    stale = editor.post(f"/desk/corrections/{request.pk}/answer/", {"version": "1", "note": "No."}, follow=True)
    assert "has changed since you opened the page" in stale.content.decode()
    editor.post(f"/desk/corrections/{request.pk}/answer/", {"version": "2", "note": "Two came."})
    html = client.get(f"/corrections/{request.number}/").content.decode()
    assert "Nothing is changed." in html
    assert "Two came." in html


@pytest.mark.parametrize(
    ("seconds", "words", "refusal"),
    [
        (1, {}, "That was very fast"),
        (20, {"website": "https://spam.example"}, "A field that people do not see"),
        (20, {"slip": "forged"}, "open for too long"),
        (25 * 3600, {}, "open for too long"),
        (20, {"text": ""}, "Write what is wrong"),
        (20, {"source": "javascript:alert(1)"}, "Give a whole web address"),
        (20, {"text": "x" * 5000}, "at most 4000"),
    ],
)
def test_what_is_refused_is_kept_in_the_form(
    client: Client, clock: Any, seconds: int, words: dict[str, str], refusal: str
) -> None:
    given = {"slip": slip(client), "website": "", **WORDS, **words}
    clock.shift(timedelta(seconds=seconds))
    answer = client.post("/corrections/new/", given)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert refusal in html
    assert given["contact"] in html
    assert not CorrectionRequest.objects.exists()


def test_one_address_asks_so_often_an_hour(client: Client, clock: Any) -> None:
    for _ in range(5):
        assert send(client, clock).status_code == 302
    refused = send(client, clock)
    assert refused.status_code == 429
    assert "Please try again in an hour" in refused.content.decode()
    assert WORDS["text"] in refused.content.decode()


def test_a_hidden_verdict_is_none(client: Client) -> None:
    hidden = factories.propose()
    html = client.get(f"/corrections/new/?verdict={hidden.pk}").content.decode()
    assert hidden.quote not in html
    assert html.count("/verdicts/") == 0
