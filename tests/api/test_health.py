"""Alive, and ready: what is missing is named, and nothing else is told."""

from datetime import timedelta

import pytest
from celery import current_app
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from claims import keeping
from claims.api import health
from claims.flow import samples
from claims.models import Heartbeat


def missing(client: Client) -> list[str]:
    answer = client.get("/readyz")
    told = answer.json()
    assert (answer.status_code == 503) == bool(told["missing"]) == (told["status"] == "unavailable")
    found: list[str] = told["missing"]
    return found


def worker_seen(ago: float) -> None:
    keeping.show_alive("worker@here", kind="worker", now=timezone.now() - timedelta(seconds=ago))


def test_alive_without_asking_anybody(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert client.head("/healthz").status_code == 200
    for address in ("/healthz", "/readyz", "/sitemap.xml"):
        assert Client(enforce_csrf_checks=True).post(address).status_code == 405


def test_ready_once_a_worker_was_seen(db: None, client: Client) -> None:
    assert missing(client) == ["worker"]
    worker_seen(ago=61)
    assert missing(client) == ["worker"]
    keeping.show_alive("courier@here", kind="courier", now=timezone.now())
    assert missing(client) == ["worker"]
    worker_seen(ago=1)
    assert missing(client) == []
    assert client.head("/readyz").status_code == 200


def test_the_demo_is_waited_for(db: None, client: Client, settings: Settings) -> None:
    worker_seen(ago=1)
    settings.DEMO = True
    assert missing(client) == ["demo"]
    samples.mark_loaded()
    assert missing(client) == []


def test_a_migration_that_is_not_applied(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    worker_seen(ago=1)
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["0009_later"])
    assert missing(client) == ["migrations"]


def test_a_broker_that_is_away(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    worker_seen(ago=1)
    away = current_app.connection_for_write("redis+socket:///nowhere/at/all.sock")
    monkeypatch.setattr(current_app, "connection_for_write", lambda: away)
    assert missing(client) == ["redis"]


def test_a_database_that_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def cursor(self) -> None:
            raise OperationalError("connection to server failed: secret/socket/path")

    monkeypatch.setattr(health, "connection", Away())
    monkeypatch.setattr(Heartbeat.objects, "filter", Away().cursor)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert {"database", "migrations", "worker"} <= set(answer.json()["missing"])
    assert b"secret" not in answer.content
