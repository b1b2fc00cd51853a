"""Fetching from servers that are well, and from servers that hang, drip, lie and swell."""

import socket
import threading
import time
import tracemalloc

import pytest

from claims import fetching
from tests.fetching.conftest import Web


def test_a_page_comes_back_with_its_final_url_and_type(web: Web) -> None:
    got = web.fetch("page#part")
    assert got.body == b"<p>Ten howitzers</p>"
    assert (got.status, got.url, got.content_type) == (200, web.url("page"), "text/html; charset=utf-8")


def test_who_asks_is_said_and_nothing_else_is(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    web.fetch("page")
    _, _, headers, _ = web.handler.seen[0]
    assert headers["user-agent"].startswith("claimtracker/")
    assert headers["host"] == web.at
    assert not {"cookie", "authorization", "referer"} & headers.keys()


def test_compressed_bodies_come_back_unpacked(web: Web) -> None:
    assert web.fetch("squeezed").body == b"Ten howitzers"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("bomb", "too_large"),
        ("endless", "too_large"),
        ("huge_claim", "too_large"),
        ("hang", "too_slow"),
        ("drip", "too_slow"),
        ("drip_headers", "too_slow"),
        ("broken_off", "bad_answer"),
        ("broken_gzip", "bad_answer"),
        ("no_gzip", "bad_answer"),
        ("odd_encoding", "bad_answer"),
        ("gibberish", "bad_answer"),
        ("missing", "http_status"),
        ("forward?ftp://example.com/", "scheme_refused"),
        ("forward?http://exa%20mple.com:x/", "bad_answer"),
    ],
)
def test_a_bad_answer_is_refused_by_name_and_in_time(web: Web, path: str, code: str) -> None:
    began = time.monotonic()
    with pytest.raises(fetching.Refused) as refusal:
        web.fetch(path, deadline=0.6, max_bytes=1_000_000)
    assert refusal.value.code == code
    assert refusal.value.message.endswith(".")
    assert time.monotonic() - began < 5


def test_a_bomb_is_never_inflated_beyond_the_limit(web: Web) -> None:
    web.fetch("page")  # what is imported and built once is not the bomb's
    tracemalloc.start()
    with pytest.raises(fetching.TooLarge):
        web.fetch("bomb", max_bytes=100_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_long_body_can_be_cut_instead(web: Web) -> None:
    got = web.fetch("endless", max_bytes=64_000, truncate=True)
    assert (len(got.body), got.truncated) == (64_000, True)
    assert web.fetch("page", truncate=True).truncated is False


def test_three_redirects_are_followed_and_no_more(web: Web) -> None:
    assert web.fetch("hop/2").url == web.url("page")
    with pytest.raises(fetching.TooManyRedirects):
        web.fetch("hop/3")


@pytest.mark.parametrize(
    "inward",
    ["http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "//127.0.0.2/"],
)
def test_a_redirect_inward_is_refused_before_it_is_made(web: Web, inward: str) -> None:
    with pytest.raises(fetching.AddressRefused):
        web.fetch(f"forward?{inward}")


def test_credentials_do_not_follow_to_another_host(web: Web) -> None:
    port = web.at.partition(":")[2]
    allow = frozenset({web.at, f"localhost:{port}"})
    web.fetch(
        f"forward?http://localhost:{port}/page",
        allow=allow,
        headers={"Authorization": "Bearer x", "If-None-Match": '"7"'},
    )
    (_, _, first, _), (_, _, second, _) = web.handler.seen
    assert first["authorization"] == "Bearer x"
    assert "authorization" not in second
    assert second["if-none-match"] == '"7"'


def test_a_post_is_sent_once_and_its_answer_returned_whatever_it_is(web: Web) -> None:
    got = web.fetch("hop/1", method="POST", body=b"{}", headers={"webhook-id": "m"}, any_status=True)
    assert (got.status, web.paths) == (302, ["/hop/1"])
    method, _, headers, body = web.handler.seen[0]
    assert (method, headers["webhook-id"], body) == ("POST", "m", b"{}")


def test_a_server_in_trouble_says_when_to_come_again(web: Web) -> None:
    with pytest.raises(fetching.HttpStatus) as refusal:
        web.fetch("busy")
    assert (refusal.value.status, refusal.value.retry_after) == (503, "120")


def test_unchanged_is_an_answer(web: Web) -> None:
    assert web.fetch("unchanged").status == 304


def test_a_slow_resolver_ends_at_the_deadline(web: Web) -> None:
    gate = threading.Event()

    def stuck(host: str, port: int) -> list[str]:
        gate.wait(20)
        return []

    began = time.monotonic()
    with pytest.raises(fetching.TooSlow):
        fetching.fetch("http://slow.example/", deadline=0.2, resolver=stuck)
    gate.set()
    assert time.monotonic() - began < 5


def test_a_name_is_resolved_once_and_that_number_is_connected_to(web: Web) -> None:
    asked: list[str] = []
    port = int(web.at.partition(":")[2])

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    url = f"http://news.example:{port}/page"
    got = fetching.fetch(url, allow=frozenset({f"news.example:{port}"}), resolver=resolver)
    assert (got.body, asked) == (b"<p>Ten howitzers</p>", ["news.example"])
    assert web.handler.seen[0][2]["host"] == f"news.example:{port}"


def test_a_second_number_is_tried_when_the_first_is_dead(web: Web) -> None:
    port = int(web.at.partition(":")[2])
    allow = frozenset({f"news.example:{port}"})
    got = fetching.fetch(
        f"http://news.example:{port}/page", allow=allow, resolver=lambda h, p: ["127.0.0.9", "127.0.0.1"]
    )
    assert got.status == 200


def test_nobody_listening_is_a_failed_connection() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(fetching.ConnectionFailed):
            fetching.fetch(f"http://{at}/", allow=frozenset({at}))


def test_tls_asks_for_the_name_and_refuses_what_is_no_tls() -> None:
    hello: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def no_tls() -> None:
            connection, _ = listening.accept()
            with connection:
                hello.append(connection.recv(4096))
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        talking = threading.Thread(target=no_tls, daemon=True)
        talking.start()
        with pytest.raises(fetching.TlsFailed):
            fetching.fetch(
                f"https://news.example:{port}/",
                allow=frozenset({f"news.example:{port}"}),
                resolver=lambda h, p: ["127.0.0.1"],
            )
        talking.join(5)
    assert b"news.example" in hello[0]
