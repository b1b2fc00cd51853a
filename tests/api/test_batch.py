"""A thousand articles at once, a line each; a bad line fails alone."""

import json
from typing import TYPE_CHECKING, Any

from claims.api import inputs, parsers
from claims.models import Article
from tests.api.callers import Caller

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from claims.models import User


def send(caller: Caller, body: bytes, *, kind: str = "application/x-ndjson", **headers: str) -> "Answer":
    sent = caller.headers | {name.replace("_", "-"): value for name, value in headers.items()}
    return caller.client.post("/api/v1/articles/batch/", body, content_type=kind, headers=sent)


def told(answer: "Answer") -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.content.splitlines()]


def test_each_line_is_answered(as_rita: Caller) -> None:
    lines = [
        b'{"text": "Norway will send tents.", "title": "Tents"}',
        b'{"text": "Norway will send tents."}\r',
        b'{"url": "http://93.184.215.14/page"}',
        b'{"text": ""}',
        b"{",
        b"",
        b'{"url": "http://127.0.0.1/"}',
        b'{"text": "x", "source": 999}',
        b'{"text": "A boat.", "colour": "red"}',
        b'{"html": "<p>A lorry left for the border on Monday with tents.</p>"}',
    ]
    rows = told(send(as_rita, b"\n".join(lines) + b"\n"))
    assert [row["line"] for row in rows] == list(range(1, 11))
    assert [row["status"] for row in rows] == [202, 200, 202, 400, 400, 400, 422, 422, 400, 202]
    assert rows[0]["article"]["id"] == rows[1]["article"]["id"]
    assert "text" not in rows[0]["article"]
    assert rows[8]["problem"]["errors"][0]["field"] == "colour"
    assert all(("article" in row) != ("problem" in row) for row in rows)
    assert Article.objects.count() == 3


def test_how_much_is_taken(as_rita: Caller, vera: "User") -> None:
    line = b'{"text": "Tents."}\n'
    assert len(told(send(as_rita, line * inputs.MOST_LINES))) == inputs.MOST_LINES
    assert send(as_rita, line * (inputs.MOST_LINES + 1)).status_code == 413
    assert send(as_rita, b" " * (parsers.MAX_BATCH_BYTES + 1)).status_code == 413
    big = json.dumps({"text": "Tents. " * 150_000}).encode() + b"\n"
    assert [row["status"] for row in told(send(as_rita, big * 5))] == [202, 200, 200, 200, 200]  # 5 MiB in all
    assert send(as_rita, line, kind="application/json").status_code == 415
    assert send(Caller(vera), line).status_code == 403
    assert send(Caller(), line).status_code == 401


def test_nothing_is_one_bad_line(as_rita: Caller) -> None:
    (row,) = told(send(as_rita, b""))
    assert row["status"] == 400


def test_under_one_key_it_is_taken_once(as_rita: Caller) -> None:
    line = b'{"text": "Tents."}\n'
    first, second = (send(as_rita, line, Idempotency_Key="k") for _ in range(2))
    assert first.content == second.content
    assert told(second)[0]["status"] == 202
