"""Pictures of every page, at 390 and 1280 pixels, light and dark, into `screenshots/`, for people to look at.

Not among the tests, since a picture cannot fail: `make screenshots` makes them.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests import factories

from .conftest import PASSWORD, log_in
from .desk_at_work import a_desk_at_work
from .every_page import PAGES

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
SIZES = {"390": (390, 844), "1280": (1280, 900)}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(browser: Browser, live_server: LiveServer, size: str, scheme: Any) -> None:
    world = a_desk_at_work()
    width, height = SIZES[size]
    viewport: Any = {"width": width, "height": height}
    FOLDER.mkdir(exist_ok=True)
    for who in ("", "omar", "ada"):
        context = browser.new_context(base_url=live_server.url, viewport=viewport, color_scheme=scheme)
        page = context.new_page()
        if who:
            log_in(page, factories.person(who, password=PASSWORD))
        for name, one in PAGES.items():
            if one.who != who:
                continue
            page.goto(one.path.format(**world))
            if name == "claim-mistakes":
                page.get_by_role("button", name="Propose the verdict").evaluate("it => it.formNoValidate = true")
                page.get_by_role("button", name="Propose the verdict").click()
            page.screenshot(path=FOLDER / f"{name}-{size}-{scheme}.png", full_page=True)
        context.close()
