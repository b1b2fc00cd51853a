"""Every page, as everybody meets it: no barrier that axe-core finds, nothing that jumps, no more than it may cost."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from tests import factories

from .conftest import Enter
from .desk_at_work import a_desk_at_work
from .every_page import ACCOUNT, ADMIN, AFTER_A_PASSWORD, DESK, NO_PAGES, PAGES, PUBLIC, Look

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text()
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
FOUND = """rules => axe.run({runOnly: rules, preload: false}).then(done => done.violations.map(
    one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")}`))"""
SHIFTED = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })
        .observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""
LARGEST = 60_000  # bytes of a page, without pictures


@pytest.mark.timeout(400)
@pytest.mark.parametrize("pages", [PUBLIC, DESK, ACCOUNT, ADMIN], ids=["public", "desk", "account", "admin"])
def test_no_page_has_a_barrier_or_jumps(enter: Enter, pages: Mapping[str, Look]) -> None:
    world = a_desk_at_work()
    windows = {who: enter(who) for who in {look.who for look in pages.values()}}
    wrong = [
        f"{name}: {found}"
        for name, look in pages.items()
        for found in barriers(windows[look.who], look.path.format(**world))
    ]
    assert "\n".join(wrong) == ""


def barriers(page: Page, path: str) -> Iterator[str]:
    """What is wrong with the page, by day and by night."""
    page.emulate_media(color_scheme="light")
    answer = page.goto(path)
    assert answer is not None
    if answer.status != 200:
        yield f"answered {answer.status}"
    if shifted := page.evaluate(SHIFTED):
        yield f"jumped by {shifted}"
    page.evaluate(AXE)
    yield from page.evaluate(FOUND, ALL)
    page.emulate_media(color_scheme="dark")
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")  # colours that are still changing
    yield from (f"by night: {one}" for one in page.evaluate(FOUND, COLOURS))


@pytest.mark.django_db
def test_no_page_asks_more_than_it_may_or_is_larger() -> None:
    world, over = a_desk_at_work(), []
    clients = {who: Client() for who in {look.who for look in PAGES.values()}}
    for who, client in clients.items():
        if who:
            client.force_login(factories.person(who))
    for name, look in PAGES.items():
        client, path = clients[look.who], look.path.format(**world)
        client.get(path)  # what a process looks up once is no page's
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        styles = answer.content.count(b'rel="stylesheet"')
        if len(asked) > look.queries or len(answer.content) > LARGEST or (styles != 1 and not look.who):
            over.append(f"{name}: {len(asked)} queries, {len(answer.content)} bytes, {styles} style sheets")
    assert "\n".join(over) == ""


def test_every_page_is_in_the_table() -> None:
    """A route of the URL map is a page of the table, or named as none; the admin's are Django's own, by example."""
    known = {look.route for look in PAGES.values()} | NO_PAGES | AFTER_A_PASSWORD
    routes = {name for name in named(get_resolver()) if not name.startswith(("admin:", "api:"))}
    assert routes - known == set()
    assert {name for name in known if not name.startswith("admin:")} - routes == set()


def named(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from named(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{space}{one.name}"
