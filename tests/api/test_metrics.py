"""What Prometheus is told, and that nobody else is."""

import pytest
from django.test import Client
from django.utils import timezone

from claims import measures, tasks
from claims.models import Heartbeat
from tests import factories
from tests.api.callers import Caller

pytestmark = pytest.mark.django_db


def told(caller: Caller) -> str:
    answer = caller.client.get("/metrics", headers=caller.headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    return answer.content.decode()


def test_the_public_is_refused(client: Client) -> None:
    answer = client.get("/metrics")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_how_the_desk_stands(as_vera: Caller) -> None:
    factories.make_claims(3)
    factories.propose()
    Heartbeat.objects.create(name="worker@here", kind="worker", at=timezone.now())
    text = told(as_vera)
    assert 'claimtracker_queue{kind="aid"} 3.0' in text
    assert 'claimtracker_queue_oldest_seconds{kind="aid"}' in text
    assert 'claimtracker_claims{status="awaiting_signoff"} 1.0' in text
    assert 'claimtracker_worker_silence_seconds{worker="worker@here"}' in text


def test_what_the_processes_count(as_vera: Caller) -> None:
    before = measures.WORDS._value.get()
    tasks.read("Germany will send ten trucks to Ukraine.", factories.NOW.date())
    tasks.seal_events.apply()
    assert measures.WORDS._value.get() == before + 7
    text = told(as_vera)
    assert "claimtracker_extraction_seconds_total" in text
    assert 'claimtracker_task_seconds_count{outcome="success",task="claims.tasks.seal_events"}' in text
    assert "django_http_requests_total_by_view_transport_method_total" in text
