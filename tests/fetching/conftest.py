from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from claims import fetching
from claims.fetching import robots
from tests.fetching.server import Handler, serve


@dataclass
class Web:
    """The bad server, and a `fetch` that may reach it."""

    at: str
    handler: type[Handler]

    def url(self, path: str) -> str:
        return f"http://{self.at}/{path}"

    def fetch(self, path: str, **terms: Any) -> fetching.Fetched:
        usual: dict[str, Any] = {"allow": frozenset({self.at}), "deadline": 5.0}
        return fetching.fetch(self.url(path), **usual | terms)

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _, _ in self.handler.seen]


@pytest.fixture
def web() -> Iterator[Web]:
    robots.forget()
    with serve() as (at, handler):
        yield Web(at, handler)
