"""Endpoints that hang, drip, break off, never end or talk gibberish cost a try its few seconds, and nothing else."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from standardwebhooks.webhooks import Webhook as Reader

from claims.flow import deliver
from claims.models import Delivery, DeliveryState, Event, User, Webhook
from tests import factories
from tests.fetching.conftest import Web
from tests.fetching.conftest import web as web

pytestmark = pytest.mark.django_db
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(autouse=True)
def at_that_time() -> Iterator[None]:
    """The readers of signatures keep a clock of their own, which may not have gone on for minutes since."""
    with time_machine.travel(NOW):
        yield


LIMIT = 0.5


@pytest.fixture(autouse=True)
def limits(web: Web, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bad server may be reached, and a try ends after half a second."""
    settings.FETCH_ALLOW = frozenset({web.at})
    monkeypatch.setattr(deliver, "TRY_SECONDS", LIMIT)


def told(web: Web, path: str, owner: User) -> Delivery:
    """A telling to that path after one try, as the worker makes it."""
    hook = Webhook.objects.create(owner=owner, url=web.url(path), events=["verdict.published"], secret=SECRET)
    event = Event.objects.about(factories.make_article()).get()
    Delivery.objects.announce(event, kind="verdict.published", data={"id": 9}, now=NOW)
    taken = Delivery.objects.take(Delivery.objects.get(webhook=hook).pk, now=NOW)
    assert taken is not None
    deliver.send(taken, now=NOW)
    taken.refresh_from_db()
    return taken


@pytest.mark.parametrize("path", ["hang", "drip", "drip_headers", "broken_off", "gibberish", "hop/1", "forward?/page"])
def test_it_is_tried_again_within_the_limit(web: Web, rita: User, path: str) -> None:
    began = time.monotonic()
    delivery = told(web, path, rita)
    assert time.monotonic() - began < LIMIT + 2
    assert (delivery.state, delivery.attempts, delivery.taken_until) == (DeliveryState.WAITING, 1, None)
    assert delivery.next_try_at == NOW + timedelta(seconds=5)
    assert len(web.paths) == 1  # nobody was followed anywhere
    _, _, headers, body = web.handler.seen[0]
    assert Reader(SECRET).verify(body, headers)["data"] == {"id": 9}


@pytest.mark.parametrize("path", ["hang", "drip_headers", "gibberish"])
def test_without_an_answer_it_says_why(web: Web, rita: User, path: str) -> None:
    delivery = told(web, path, rita)
    assert delivery.last_status is None
    assert len(delivery.last_answer) > 10


def test_an_answer_that_never_ends_is_cut(web: Web, rita: User) -> None:
    delivery = told(web, "endless", rita)
    assert (delivery.state, delivery.last_status) == (DeliveryState.DELIVERED, 200)
    assert len(delivery.last_answer) == deliver.KEPT


def test_an_endpoint_that_is_busy_is_given_its_time(web: Web, rita: User) -> None:
    delivery = told(web, "busy", rita)
    assert (delivery.last_status, delivery.next_try_at) == (503, NOW + timedelta(seconds=120))
