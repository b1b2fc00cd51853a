"""The people of the stories, and a database that can be flushed between tests and still has its truth scale."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from claims.models import User
from tests import factories

# the machine may be busy: how long an example takes says nothing about the code
settings.register_profile("claimtracker", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("claimtracker")
scale = import_module("claims.migrations.0002_rating_scale")
pages = import_module("claims.migrations.0017_pages")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the flush after a transactional test empty the record, which its triggers refuse; all else they guard still.

    Django tells `post_migrate` after a flush as after a migration: what migrations add, the truth scale and the first
    pages, comes back.
    """
    with django_db_blocker.unblock():
        guard_against_truncate(on=False)
    post_migrate.connect(add_rows, sender=apps.get_app_config("claims"))
    yield
    post_migrate.disconnect(add_rows, sender=apps.get_app_config("claims"))


def guard_against_truncate(*, on: bool) -> None:
    """Switch the triggers that refuse to empty the record; the others stay as they are."""
    switch = "ENABLE" if on else "DISABLE"
    with connection.cursor() as cursor:
        for model, trigger in pgtrigger.registered():
            if trigger.operation == pgtrigger.Truncate:
                cursor.execute(f"ALTER TABLE {model._meta.db_table} {switch} TRIGGER {trigger.get_pgid(model)}")


def add_rows(**_: Any) -> None:
    scale.add_scale(apps, None)
    pages.add_pages(apps, None)


@pytest.fixture
def rita(db: None) -> User:
    """A reviewer."""
    return factories.person("rita")


@pytest.fixture
def omar(db: None) -> User:
    """An editor."""
    return factories.person("omar")


@pytest.fixture
def nina(db: None) -> User:
    """Another editor."""
    return factories.person("nina")


@pytest.fixture
def vera(db: None) -> User:
    """A reader."""
    return factories.person("vera")


@pytest.fixture
def ada(db: None) -> User:
    """The admin."""
    return factories.person("ada")
