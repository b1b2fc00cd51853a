"""robots.txt is asked for once and honoured."""

import pytest

from claims import fetching
from claims.fetching import robots
from tests.fetching.conftest import Web


def test_a_page_that_robots_may_not_read_is_not_asked_for(web: Web) -> None:
    web.handler.rules = (200, "User-agent: *\nDisallow: /page")
    with pytest.raises(fetching.RobotsRefused):
        web.fetch("page", robots=True)
    assert web.paths == ["/robots.txt"]


def test_rules_for_this_program_come_before_rules_for_all(web: Web) -> None:
    web.handler.rules = (200, "User-agent: *\nDisallow: /\n\nUser-agent: claimtracker\nDisallow: /bomb")
    assert web.fetch("page", robots=True).status == 200


def test_rules_are_asked_for_once(web: Web) -> None:
    web.fetch("page", robots=True)
    web.fetch("squeezed", robots=True)
    assert web.paths == ["/robots.txt", "/page", "/squeezed"]


def test_rules_are_asked_for_again_after_an_hour(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.fetch("page", robots=True)
    monkeypatch.setattr(robots, "KEEP_SECONDS", 0)
    robots.forget()
    web.fetch("page", robots=True)
    web.fetch("page", robots=True)
    assert web.paths.count("/robots.txt") == 3


def test_no_rules_forbid_nothing(web: Web) -> None:
    web.handler.rules = (404, "User-agent: *\nDisallow: /")
    assert web.fetch("page", robots=True).status == 200


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_with_its_rules_is_not_read_now_but_may_be_later(web: Web, status: int) -> None:
    web.handler.rules = (status, "")
    with pytest.raises(fetching.HttpStatus) as refusal:
        web.fetch("page", robots=True)
    assert refusal.value.status == status
    web.handler.rules = (200, "")
    assert web.fetch("page", robots=True).status == 200


def test_where_a_page_forwards_to_is_asked_too(web: Web) -> None:
    web.handler.rules = (200, "User-agent: *\nDisallow: /page")
    with pytest.raises(fetching.RobotsRefused):
        web.fetch("hop/0", robots=True)
    assert "/page" not in web.paths


def test_the_memory_of_hosts_has_an_end(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "MAX_HOSTS", 1)
    port = web.at.partition(":")[2]
    allow = frozenset({web.at, f"localhost:{port}"})
    web.fetch("page", robots=True)
    fetching.fetch(f"http://localhost:{port}/page", allow=allow, robots=True)
    web.fetch("page", robots=True)
    assert web.paths.count("/robots.txt") == 3
