"""A wish that is sent twice under one key is carried out once, and answered twice with the same words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from claims import tasks
from claims.api.urls import version_1
from claims.models import Article, Event, KeptAnswer, User
from claims.models.answer import KEPT
from tests import factories
from tests.api.callers import Caller
from tests.threads import at_once, on_a_thread

KEY = {"Idempotency-Key": "a-key"}
TEXT: dict[str, Any] = {"text": "Norway will send 14 howitzers to Ukraine by March 2027."}


def test_every_post_answers_once() -> None:
    for route in version_1:
        post = getattr(route.callback.cls, "post", None)  # type: ignore[attr-defined]  # every door is a class's
        assert post is None or getattr(post, "answers_once", False), route.name


def test_the_first_answer_again(as_rita: Caller) -> None:
    first = as_rita.post("articles/", TEXT, headers=KEY)
    second = as_rita.post("articles/", TEXT, headers=KEY)
    assert (first.status_code, second.status_code) == (202, 202)
    assert second.content == first.content
    for name in ("Location", "ETag", "Content-Type"):
        assert second.headers[name] == first.headers[name]
    assert as_rita.post("articles/", TEXT).status_code == 200


def test_no_second_claim_is_handed_out(as_rita: Caller) -> None:
    factories.make_claims(2)
    first, second = (as_rita.post("queue/next/", {}, headers=KEY).json() for _ in range(2))
    assert first == second
    other = as_rita.post("queue/next/", {}, headers={"Idempotency-Key": "another"}).json()
    assert other["claim"]["id"] != first["claim"]["id"]


def test_another_body_is_refused(as_rita: Caller) -> None:
    as_rita.post("articles/", TEXT, headers=KEY)
    refused = as_rita.post("articles/", TEXT | {"title": "Howitzers"}, headers=KEY)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


def test_a_key_is_one_persons_at_one_address(as_rita: Caller, as_omar: Caller) -> None:
    claim = factories.make_claim()
    assert as_rita.post("articles/", TEXT, headers=KEY).status_code == 202
    assert as_omar.post("articles/", TEXT, headers=KEY).status_code == 200
    assert as_rita.post(f"claims/{claim.pk}/take/", headers=KEY).status_code == 200


def test_refusals_are_kept_but_those_that_pass_are_not(as_rita: Caller, as_omar: Caller) -> None:
    claim = factories.make_claim()
    path = f"claims/{claim.pk}/take/"
    assert as_omar.post(path).status_code == 200
    refused = as_rita.post(path, headers=KEY)
    assert refused.status_code == 409
    turn = claim.active_review()
    assert turn is not None
    as_omar.post(f"claims/{claim.pk}/release/", {"token": str(turn.lease_token)})
    assert as_rita.post(path, headers=KEY).content == refused.content
    reason: dict[str, Any] = {"reason": "out_of_scope"}
    dismiss, key = f"claims/{claim.pk}/dismiss/", {"Idempotency-Key": "later"}
    assert as_omar.post(dismiss, reason, headers=key).status_code == 428
    assert as_omar.post(dismiss, reason, headers=key, etag=as_omar.etag(f"claims/{claim.pk}/")).status_code == 200


def test_what_is_wrong_comes_in_its_order(as_rita: Caller, outsider: Caller) -> None:
    claim = factories.make_claim()
    for key in ("", "k" * 256):
        headers = {"Idempotency-Key": key}
        assert as_rita.post("claims/999/take/", headers=headers).status_code == 404
        wrong = as_rita.post(f"claims/{claim.pk}/take/", headers=headers)
        assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "Idempotency-Key")
    assert as_rita.post("articles/", TEXT, headers={"Idempotency-Key": "k" * 255}).status_code == 202
    broken = as_rita.client.post("/api/v1/articles/", b"{", "application/json", headers=as_rita.headers | KEY)
    assert (broken.status_code, broken.json()["errors"][0]["code"]) == (400, "invalid_json")
    assert outsider.post("articles/", TEXT, headers=KEY).status_code == 401


def test_what_fails_unforeseen_is_neither_done_nor_kept(as_rita: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(tasks, "hint_article", fall)
    assert as_rita.post("articles/", TEXT, headers=KEY).status_code == 500
    assert not Article.objects.exists()
    assert not KeptAnswer.objects.exists()
    monkeypatch.undo()
    assert as_rita.post("articles/", TEXT, headers=KEY).status_code == 202


def test_after_a_day_the_key_is_free(as_rita: Caller) -> None:
    as_rita.post("articles/", TEXT, headers=KEY)
    KeptAnswer.objects.update(created_at=timezone.now() - KEPT)
    assert as_rita.post("articles/", TEXT, headers=KEY).status_code == 200
    KeptAnswer.objects.update(created_at=timezone.now() - KEPT + timedelta(minutes=1))
    tasks.sweep()
    assert KeptAnswer.objects.exists()
    KeptAnswer.objects.update(created_at=timezone.now() - KEPT)
    tasks.sweep()
    assert not KeptAnswer.objects.exists()


def test_what_is_kept_is_unreadable(as_rita: Caller, settings: Any) -> None:
    as_rita.post("articles/", TEXT, headers=KEY)
    assert b"howitzers" not in bytes(KeptAnswer.objects.get().sealed)
    settings.SECRET_KEY = "another"
    assert as_rita.post("articles/", TEXT, headers=KEY).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_carried_out(rita: User) -> None:
    caller = Caller(rita)
    answers = at_once(6, lambda number: caller.post("articles/", TEXT, headers=KEY))
    statuses = {answer.status_code for answer in answers}
    assert statuses <= {202, 409}
    assert 202 in statuses
    assert Article.objects.count() == 1
    assert Event.objects.filter(verb="article.received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_while_the_first_is_running_the_second_is_told(rita: User) -> None:
    caller = Caller(rita)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert KeptAnswer.objects.lock(rita, "/api/v1/articles/", "a-key")
        told = pool.submit(on_a_thread, lambda: caller.post("articles/", TEXT, headers=KEY)).result(timeout=30)
        assert (told.status_code, told.json()["type"]) == (409, "urn:claimtracker:problem:still-running")
    assert caller.post("articles/", TEXT, headers=KEY).status_code == 202
