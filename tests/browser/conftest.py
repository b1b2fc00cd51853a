"""Debian's Chromium against a live server. Every page is watched: no console error, no request to another host."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

from claims.models import User
from tests import factories

PASSWORD = "correct horse battery"
Enter = Callable[[str], Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's own browser; without one the tests fail, and say what is missing."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    return {"executable_path": found, "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]}


def pytest_configure() -> None:
    """Playwright keeps an event loop in the tests' thread, in which Django would refuse to use the database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


class Watch:
    """What a browser complains of, and whom else it talks to."""

    def __init__(self, own: str) -> None:
        self.own = urlsplit(own).netloc
        self.complaints: list[str] = []
        self.under_way: set[Request] = set()

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._asked)
        context.on("requestfinished", self._answered)
        context.on("requestfailed", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not self._was_refused_politely(message) and not _ours(message):
            self.complaints.append(f"{message.type}: {message.text} {message.location}")

    def _was_refused_politely(self, message: ConsoleMessage) -> bool:
        """Chromium calls every answer of 400 or more an error: a form shown again (422), a draft of another window
        (409), and a server that a story says is away (503) are none."""
        return any(f"status of {code}" in message.text for code in (409, 422, 503))

    def hush(self, context: BrowserContext) -> None:
        """Let nothing more be asked for, and what is be answered: the tables are emptied next."""
        for page in context.pages:
            page.evaluate("() => { navigator.sendBeacon = () => true; window.fetch = () => new Promise(() => {}); }")
        for _ in range(20):
            if not self.under_way or not context.pages:
                return
            context.pages[0].wait_for_timeout(50)

    def _answered(self, request: Request) -> None:
        self.under_way.discard(request)

    def _asked(self, request: Request) -> None:
        if request.resource_type != "ping":  # nobody is told when these are answered
            self.under_way.add(request)
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self.own:
            self.complaints.append(f"asked {request.url}")


def _ours(message: ConsoleMessage) -> bool:
    """Whether a script of the tests caused it, which has no address: axe-core sets styles where it measures."""
    return not message.location.get("url") and "inline style" in message.text


@pytest.fixture
def enter(browser: Browser, live_server: LiveServer) -> Iterator[Enter]:
    """A watched window of somebody's own: `enter("")` a stranger's, `enter("omar")` with Omar logged in."""
    watch, contexts = Watch(live_server.url), []

    def open_window(name: str) -> Page:
        context = browser.new_context(base_url=live_server.url)
        contexts.append(context)
        watch.over(context)
        page = context.new_page()
        if name:
            log_in(page, factories.person(name, password=PASSWORD))
        return page

    yield open_window
    for context in contexts:
        watch.hush(context)
        context.close()
    assert watch.complaints == []


def log_in(page: Page, user: User) -> None:
    page.goto("/login/")
    page.get_by_label("Name").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/desk/")
