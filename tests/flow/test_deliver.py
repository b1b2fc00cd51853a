"""Endpoints are told what happened: signed, tried again with growing pauses, and never more than they ask for."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from standardwebhooks.webhooks import Webhook as Reader
from standardwebhooks.webhooks import WebhookVerificationError

from claims.flow import deliver
from claims.models import Delivery, DeliveryState, Event, User, Webhook
from tests import factories
from tests.flow.conftest import Answer, Site
from tests.threads import on_a_thread, somebody_waits_for_a_lock
from tests.waiting import until

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OLD = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(autouse=True)
def at_that_time() -> Iterator[None]:
    """The readers of signatures keep a clock of their own, which may not have gone on for minutes since."""
    with time_machine.travel(NOW):
        yield


def webhook(site: Site, owner: User, **known: Any) -> Webhook:
    return Webhook.objects.create(
        owner=owner, url=site.url("/hook"), events=["verdict.published"], **({"secret": SECRET} | known)
    )


def waiting(hook: Webhook) -> Delivery:
    """A telling that is due."""
    event = Event.objects.about(factories.make_article()).get()
    Delivery.objects.announce(event, kind="verdict.published", data={"id": 9, "summary": "Zwei kamen – ‘two’"}, now=NOW)
    return Delivery.objects.get(webhook=hook, event=event)


def tried(delivery: Delivery, *, now: datetime = NOW) -> Delivery:
    """After one try, made as the worker makes it."""
    taken = Delivery.objects.take(delivery.pk, now=now)
    assert taken is not None
    deliver.send(taken, now=now)
    delivery.refresh_from_db()
    return delivery


@pytest.mark.django_db
def test_a_telling_arrives_signed_and_the_specifications_own_library_reads_it(site: Site, rita: User) -> None:
    site.answers["/hook"] = Answer(204)
    delivery = tried(waiting(webhook(site, rita)))
    assert (delivery.state, delivery.last_status, delivery.attempts) == (DeliveryState.DELIVERED, 204, 1)
    assert (delivery.delivered_at, delivery.taken_until) == (NOW, None)
    headers, body = site.told[0]
    said = Reader(SECRET).verify(body, headers)
    assert said == {
        "type": "verdict.published",
        "timestamp": f"{NOW:%Y-%m-%dT%H:%M:%SZ}",
        "data": delivery.body["data"],
    }
    assert headers["content-type"] == "application/json"
    assert headers["webhook-id"] == f"msg_{delivery.pk}"
    assert not Delivery.objects.standing_still(now=NOW + timedelta(days=9)).exists()


@pytest.mark.django_db
def test_a_bent_body_or_another_secret_is_not_believed(site: Site, rita: User) -> None:
    site.answers["/hook"] = Answer(200)
    tried(waiting(webhook(site, rita)))
    headers, body = site.told[0]
    with pytest.raises(WebhookVerificationError):
        Reader(SECRET).verify(body.replace(b"9", b"8"), headers)
    with pytest.raises(WebhookVerificationError):
        Reader(OLD).verify(body, headers)


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "old_counts"), [(timedelta(hours=1), True), (timedelta(hours=25), False)])
def test_while_a_secret_is_rotated_both_sign(age: timedelta, old_counts: bool, site: Site, rita: User) -> None:
    site.answers["/hook"] = Answer(200)
    tried(waiting(webhook(site, rita, old_secret=OLD, old_until=NOW - age + timedelta(hours=24))))
    headers, body = site.told[0]
    assert Reader(SECRET).verify(body, headers) == json.loads(body)
    assert len(headers["webhook-signature"].split()) == (2 if old_counts else 1)
    if old_counts:
        assert Reader(OLD).verify(body, headers) == json.loads(body)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer", [Answer(500, "Oh."), Answer(302, "", {"location": "/elsewhere"}), Answer(404), Answer(400)]
)
def test_whatever_is_not_a_success_is_tried_again(answer: Answer, site: Site, rita: User) -> None:
    site.answers |= {"/hook": answer, "/elsewhere": Answer(200)}
    delivery = tried(waiting(webhook(site, rita)))
    assert (delivery.state, delivery.last_status) == (DeliveryState.WAITING, answer.status)
    assert (delivery.next_try_at, delivery.taken_until) == (NOW + timedelta(seconds=5), None)
    assert delivery.last_answer == answer.body
    assert site.asked == ["/hook"]
    assert Delivery.objects.take(delivery.pk, now=NOW + timedelta(seconds=4)) is None
    tried(delivery, now=NOW + timedelta(seconds=5))
    first, second = (headers["webhook-id"] for headers, _ in site.told)
    assert first == second
    assert delivery.next_try_at == NOW + timedelta(seconds=35)


@pytest.mark.django_db
def test_an_endpoint_that_cannot_be_reached_is_tried_again(site: Site, rita: User, settings: Any) -> None:
    delivery = waiting(webhook(site, rita))
    settings.FETCH_ALLOW = frozenset()
    tried(delivery)
    assert (delivery.state, delivery.last_status, site.told) == (DeliveryState.WAITING, None, [])
    assert "public web server" in delivery.last_answer or "80 and 443" in delivery.last_answer


@pytest.mark.django_db
def test_tries_pause_longer_and_longer_over_three_days_and_then_end(site: Site, rita: User) -> None:
    site.answers["/hook"] = Answer(500)
    delivery = waiting(webhook(site, rita))
    now, pauses = NOW, []
    while True:
        tried(delivery, now=now)
        if delivery.state == DeliveryState.EXHAUSTED:
            break
        pauses.append((delivery.next_try_at - now).total_seconds())
        now = delivery.next_try_at
    assert pauses[:8] == [5, 30, 300, 1800, 7200, 18000, 36000, 43200]
    assert set(pauses[8:]) == {43200}
    assert timedelta(days=2, hours=12) < timedelta(seconds=sum(pauses)) <= timedelta(days=3)
    assert Delivery.objects.take(delivery.pk, now=now + timedelta(days=1)) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "pause"),
    [
        ("120", timedelta(seconds=120)),
        ("1", timedelta(seconds=5)),
        (str(10**30), timedelta(days=1)),
        ("-5", timedelta(seconds=5)),
        ("٣", timedelta(seconds=5)),
        ("soon", timedelta(seconds=5)),
        ("Wed, 21 Oct 2099 07:28:00 GMT", timedelta(seconds=5)),
    ],
)
def test_an_endpoint_that_asks_for_a_pause_gets_it(asked: str, pause: timedelta, site: Site, rita: User) -> None:
    site.answers["/hook"] = Answer(429, headers={"retry-after": asked.encode().decode("latin-1")})
    delivery = tried(waiting(webhook(site, rita)))
    assert (delivery.state, delivery.last_status) == (DeliveryState.WAITING, 429)
    assert delivery.next_try_at == NOW + pause


@pytest.mark.django_db
def test_an_endpoint_that_is_gone_is_told_nothing_more(site: Site, rita: User) -> None:
    site.answers["/hook"] = Answer(410)
    hook = webhook(site, rita)
    other, delivery = waiting(hook), waiting(hook)
    tried(delivery)
    hook.refresh_from_db()
    assert (delivery.state, hook.disabled_at) == (DeliveryState.EXHAUSTED, NOW)
    assert Delivery.objects.take(other.pk, now=NOW) is None
    Delivery.objects.announce(other.event, kind="verdict.published", data={}, now=NOW)
    assert hook.deliveries.count() == 2


@pytest.mark.django_db
def test_a_long_or_odd_answer_is_cut_and_kept(site: Site, rita: User) -> None:
    site.answers["/hook"] = Answer(500, "no\0" * 50_000)
    delivery = tried(waiting(webhook(site, rita)))
    assert 0 < len(delivery.last_answer) <= deliver.KEPT
    assert "\0" not in delivery.last_answer


@pytest.mark.django_db
def test_one_event_is_told_once_to_each_endpoint(site: Site, rita: User, omar: User) -> None:
    webhook(site, rita)
    webhook(site, omar)
    event = Event.objects.about(factories.make_article()).get()
    for _ in range(2):
        Delivery.objects.announce(event, kind="verdict.published", data={}, now=NOW)
    assert Delivery.objects.count() == 2


@pytest.mark.django_db
def test_a_worker_that_died_in_the_middle_of_a_try_does_not_end_the_telling(site: Site, rita: User) -> None:
    delivery = waiting(webhook(site, rita))
    assert Delivery.objects.take(delivery.pk, now=NOW) is not None
    assert Delivery.objects.take(delivery.pk, now=NOW + timedelta(seconds=59)) is None
    assert Delivery.objects.standing_still(now=NOW + timedelta(seconds=61)).get() == delivery


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_waits_for_a_faster_one_does_not_take_the_row_after_it(site: Site, rita: User) -> None:
    delivery = waiting(webhook(site, rita))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            faster = Delivery.objects.take(delivery.pk, now=NOW)
            slower = pool.submit(on_a_thread, lambda: Delivery.objects.take(delivery.pk, now=NOW))
            until(somebody_waits_for_a_lock, within=20)
        assert (faster, slower.result()) == (delivery, None)
    delivery.refresh_from_db()
    assert delivery.attempts == 1


@pytest.mark.django_db
def test_a_try_that_ends_after_the_next_was_begun_does_not_let_go_of_it(site: Site, rita: User) -> None:
    site.answers["/hook"] = Answer(500)
    slow = Delivery.objects.take(waiting(webhook(site, rita)).pk, now=NOW)
    assert slow is not None
    later = NOW + timedelta(minutes=5)
    next_try = Delivery.objects.take(slow.pk, now=later)
    deliver.send(slow, now=later)
    assert next_try is not None
    next_try.refresh_from_db()
    assert (next_try.attempts, next_try.taken_until) == (2, later + timedelta(seconds=60))
