"""The schema says what is built, and its page shows it with own files only."""

import importlib
import json
import re
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from drf_spectacular.drainage import GENERATOR_STATS

from claims.api import docs
from claims.api.outward import urls as outward
from claims.api.urls import version_1
from tests.api import callers
from tests.api.test_who_may import EVERYBODY, HIDDEN_OBJECTS, MAY

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer


PATHS = {
    str(route.name): "/api/v1/" + re.sub(r"<big_id:(\w+)>", r"{\1}", str(route.pattern).replace("<big_id:pk>", "{id}"))
    for route in version_1
}


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in callers.schema()["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_schema_is_openapi_3_1_without_a_warning(db: None, client: Client) -> None:
    answer = client.get("/api/schema/", {"format": "json"})
    assert json.loads(answer.content)["openapi"].startswith("3.1")
    assert not GENERATOR_STATS
    assert client.get("/api/schema/").headers["Content-Type"].startswith("application/vnd.oai.openapi")


def test_a_new_process_makes_its_own() -> None:
    ours = docs.OURS
    assert ours != importlib.reload(docs).OURS  # loaded anew, it does not find what the cache still keeps


def test_every_route_is_in_it() -> None:
    told = {path for path, _, _ in operations()}
    beside = {str(reverse(route.name)) for route in outward.urlpatterns}
    assert told >= beside | {"/healthz", "/readyz", "/metrics", "/sitemap.xml"}
    told = {path for path in told if path.startswith("/api/v1/")}
    assert told == set(PATHS.values())
    assert {method for _, method, _ in operations()} == {"get", "post", "patch", "delete"}


def test_bodies_take_nothing_undeclared() -> None:
    shapes = callers.generated()["components"]["schemas"]
    for _, method, operation in operations():
        if method in {"post", "patch"} and "requestBody" in operation:
            names = re.findall(r"schemas/(\w+)", json.dumps(operation["requestBody"]))
            assert names
            for name in names:
                assert shapes[name].get("additionalProperties") is False or "oneOf" in shapes[name], name


def test_changes_ask_for_their_version_and_refusals_are_told() -> None:
    for path, method, operation in operations():
        if not path.startswith("/api/v1/"):
            continue
        statuses = set(operation["responses"])
        assert {"400", "401", "406", "503"} <= statuses, path
        assert ("404" in statuses) == ("{id}" in path), path
        asks = any(
            parameter["name"] == "If-Match" and parameter.get("required")
            for parameter in operation.get("parameters", [])
        )
        assert asks == ("428" in statuses), path
        assert not asks or {"409", "412", "422"} <= statuses
        assert method == "get" or {"413", "415"} <= statuses


def test_security_is_what_each_method_asks_for() -> None:
    names = {path: name for name, path in PATHS.items()}
    for path, method, operation in operations():
        if path.startswith("/api/v1/"):
            needed = MAY[names[path]][method.upper()]
            unasked = needed is EVERYBODY or names[path] in HIDDEN_OBJECTS  # outsiders are told 404, never 401
            assert ({} in operation["security"]) == unasked, f"{method} {path}"
            assert operation["x-role"] == (needed or "everybody"), f"{method} {path}"
            assert {"token": []} in operation["security"]


def assets(page: "Answer") -> list[str]:
    return re.findall(r'(?:src|href)="([^"]+)"', page.content.decode())


def test_the_page_loads_own_files_and_has_nothing_inline(db: None, client: Client) -> None:
    page = client.get("/api/docs/")
    text = page.content.decode()
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*src=)", text)
    assert len(assets(page)) >= 5
    for address in assets(page):
        assert address.startswith("/"), address
        with closing(client.get(address.replace("&amp;", "&"))) as file:
            assert file.status_code == 200, address
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.fixture(scope="session", autouse=True)
def database_beside_a_loop() -> Iterator[None]:
    """The browser's driver runs a loop in this very thread, to the session's end; Django need not mind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


def test_a_browser_shows_every_operation(live_server: "LiveServer", page: "Page") -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/api/docs/")
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() == len(operations())
    assert complaints == []
