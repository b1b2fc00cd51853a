"""Whatever schemathesis makes of the schema, sent by everybody of the desk: the answers are those that it declares."""

from collections.abc import Iterator
from itertools import count
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings

from claims import keeping
from claims.flow import cases
from claims.models.enums import Kind
from tests import factories
from tests.api import callers
from tests.api.callers import Caller
from tests.fuzz import hooks  # noqa: F401 - schemathesis learns from it how lines are written

EXAMPLES = 2  # of each operation, besides its own
PEOPLE = ["vera", "rita", "omar", "ada"]
OUTSIDER: dict[str, str] = {}

schema = schemathesis.openapi.from_dict(callers.generated())
schema.app = WSGIHandler()


@pytest.fixture
def programs(request: pytest.FixtureRequest, settings: Any, db: None) -> Iterator[Iterator[dict[str, str]]]:
    """Everybody's headers, and nobody's, in turn; at a desk with one of everything, where nobody asks too often."""
    settings.THROTTLE_ANON = settings.THROTTLE_USER = 10_000_000
    settings.ALLOWED_HOSTS = ["*"]
    omar = factories.person("omar")
    factories.published_verdict()
    factories.propose()
    factories.take()
    keeping.show_alive("worker@here", kind="worker", now=timezone.now())
    cases.open_case(title="Trucks", kind=Kind.AID, by=omar)
    # the real handler ends its connections; here one transaction holds all requests of a test
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    headers = [OUTSIDER, *(Caller(factories.person(name)).headers for name in PEOPLE)]
    first = crc32(request.node.name.encode())  # another begins with every operation
    yield (headers[turn % len(headers)] for turn in count(first))
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_declared(case: "schemathesis.Case[Any]", programs: Iterator[dict[str, str]]) -> None:
    case.call_and_validate(headers=next(programs))
