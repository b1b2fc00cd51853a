"""What is not understood is refused, each by its name; what is understood and against a rule, too."""

import json
from typing import Any

import pytest

from claims.models import Article
from tests import factories
from tests.api.callers import Caller
from tests.api.test_whole_way import WORDS

TEXT = "Germany will deliver three systems."
# body of POST /articles/ → status, the field that is named
ARTICLES: list[tuple[Any, int, str]] = [
    ({}, 400, "url"),
    ({"text": ""}, 400, "text"),
    ({"text": " \n "}, 400, "text"),
    ({"text": "date 2024-01-01\n"}, 422, "text"),
    ({"text": 7}, 400, "text"),
    ({"text": True}, 400, "text"),
    ({"text": None}, 400, "text"),
    ({"text": ["a"]}, 400, "text"),
    ({"text": TEXT, "colour": "red"}, 400, "colour"),
    ({"text": TEXT, "html": "<p>a</p>"}, 400, "html"),
    ({"text": TEXT, "title": 7}, 400, "title"),
    ({"text": TEXT, "title": "a" * 501}, 400, "title"),
    ({"text": TEXT, "source": "1"}, 400, "source"),
    ({"text": TEXT, "source": True}, 400, "source"),
    ({"text": TEXT, "source": 1.0}, 400, "source"),
    ({"text": TEXT, "source": 2**63}, 400, "source"),
    ({"text": TEXT, "source": 999}, 422, "source"),
    ({"text": TEXT, "published_at": "yesterday"}, 400, "published_at"),
    ({"text": TEXT, "published_at": "2024-13-01"}, 400, "published_at"),
    ({"text": TEXT, "published_at": "2024-11-13T10:00:00"}, 400, "published_at"),
    ({"text": TEXT, "published_at": "0001-01-01T00:00:00+14:00"}, 400, "published_at"),
    ({"text": TEXT, "published_at": 20241113}, 400, "published_at"),
    ({"text": TEXT, "language": "english!"}, 400, "language"),
    ({"text": TEXT, "url": "not a url"}, 400, "url"),
    ({"text": TEXT, "url": "ftp://example.org/a"}, 422, "url"),
    ({"text": TEXT, "url": "https://example.org/" + "ü" * 1000}, 400, "url"),
    ({"url": "example.org"}, 400, "url"),
    ({"url": "http://"}, 400, "url"),
    ({"url": "http://exa mple.org/"}, 400, "url"),
    ({"url": "javascript:alert(1)"}, 400, "url"),
    ({"url": "ftp://example.org/a"}, 422, "url"),
    ({"url": "file://host/etc/passwd"}, 422, "url"),
    ({"url": "http://127.0.0.1/"}, 422, "url"),
    ({"url": "http://10.0.0.8/a"}, 422, "url"),
    ({"url": "http://[::1]/"}, 422, "url"),
    ({"url": "http://169.254.169.254/latest/meta-data/"}, 422, "url"),
    ({"url": "http://me:secret@93.184.216.34/"}, 422, "url"),
    ({"url": "http://93.184.216.34:22/"}, 422, "url"),
    ({"url": "http://93.184.216.34/", "title": "A title"}, 400, "title"),
    ([], 400, ""),
    ("text", 400, ""),
    (None, 400, ""),
]
# the raw body → status
RAW: list[tuple[bytes, int]] = [
    (b'{"text": "a', 400),
    (b'{"text": "a\\u0000b"}', 400),
    (b'{"text": "a\\ud800b"}', 400),
    (b'{"text": "\xff"}', 400),
    (b'{"text": "a", "text": "b"}', 400),
    (b'{"text": NaN}', 400),
    (b"[" * 100_000, 400),
    (b'{"text": "' + b"a" * 1_500_001 + b'"}', 413),
    (b'{"text": "' + b"a" * 3_000_000 + b'"}', 413),
]
# parameters of GET /claims/ → the one that is named
PARAMETERS = [
    *["page_size=0", "page_size=201", "page_size=null", "page_size=", "page_size=1.0", "page_size=%D9%A1"],
    *["cursor=", "cursor=nonsense", "colour=red", "status=new&status=queued", "status=New", "status=new,", "status="],
    *["kind=all", "step=Pledged", "actor=DEU", "actor=1,,2", "article=one", "article=-1", "assigned_to=you"],
    *[f"article={2**63}", "min_worthiness=2", "min_worthiness=nan", "said_after=2024-1-1", "due_before=20240101"],
    *["set_aside=1", "set_aside=True", "currency=EURO", "min_amount=1e5", "min_amount=-1", "ordering=id", "ordering="],
    *[
        "q=",
        "q=%00",
        "q=%FF",
        "q=%ED%A0%80",
        "q=" + "a" * 501,
        "q=a" + "+" * 500,
        "ordering=-created_at,due",
        "format=json",
    ],
]


@pytest.mark.parametrize(("body", "status", "field"), ARTICLES)
def test_articles(as_rita: Caller, body: Any, status: int, field: str) -> None:
    answer = as_rita.client.post(
        "/api/v1/articles/", json.dumps(body), content_type="application/json", headers=as_rita.headers
    )
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in problem["errors"]]
    assert not Article.objects.exists()


@pytest.mark.parametrize(("body", "status"), RAW, ids=range(len(RAW)))
def test_raw_bodies(as_rita: Caller, body: bytes, status: int) -> None:
    answer = as_rita.client.post("/api/v1/articles/", body, content_type="application/json", headers=as_rita.headers)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("query", PARAMETERS)
def test_parameters(as_vera: Caller, query: str) -> None:
    answer = as_vera.get(f"/api/v1/claims/?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in [error["field"] for error in answer.json()["errors"]]


def test_an_honest_replacement_character_is_looked_for(as_vera: Caller) -> None:
    assert as_vera.get("/api/v1/claims/?q=%EF%BF%BD").status_code == 200


@pytest.mark.parametrize("path", ["me/", "ratings/", "queue/", "articles/?colour=1", "verdicts/?step=pledged"])
def test_unknown_parameters_everywhere(as_vera: Caller, path: str) -> None:
    answer = as_vera.get(path + ("&" if "?" in path else "?") + "colour=red")
    assert answer.status_code == 400
    assert "colour" in [error["field"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("path", ["claims/1a/", "claims/١/", "claims/-1/", f"claims/{2**63}/", f"claims/{'9' * 5000}/"])
def test_what_is_no_id_is_not_there(as_vera: Caller, path: str) -> None:
    answer = as_vera.get(path)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["", "claims", "no-such/", "claims/x/", "../v2/"])
def test_what_is_not_built_is_not_there(as_vera: Caller, path: str) -> None:
    answer = as_vera.get(path)
    assert answer.status_code == 404
    assert answer.json()["title"] == "Not Found"


def test_only_json_in_utf_8(as_rita: Caller) -> None:
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-7",
        "multipart/form-data",
    ):
        answer = as_rita.client.post("/api/v1/articles/", b"{}", content_type=kind, headers=as_rita.headers)
        assert answer.status_code == 415, kind


def test_only_json_out(as_vera: Caller) -> None:
    assert as_vera.get("claims/", headers={"Accept": "text/html"}).status_code == 406
    assert as_vera.get("claims/", headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200
    assert as_vera.get("me/", headers={"Accept": "application/problem+json"}).status_code == 406


def test_no_body_where_none_is_meant(as_omar: Caller) -> None:
    claim = factories.make_claim()
    bodies: list[object] = [{"why": "x"}, []]
    for body in bodies:
        assert as_omar.post(f"claims/{claim.pk}/take/", body).status_code == 400
    assert as_omar.post(f"claims/{claim.pk}/take/", {}).status_code == 200


PROPOSALS: list[tuple[dict[str, Any], int, str]] = [
    ({"evidence": []}, 422, "evidence"),
    ({"evidence": [{"url": "https://example.org/", "title": "A list"}]}, 400, "evidence.0.stance"),
    ({"evidence": [{"url": "here", "title": "A list", "stance": "refutes"}]}, 400, "evidence.0.url"),
    ({"evidence": [{"url": "ftp://a.org/", "title": "A list", "stance": "refutes"}]}, 422, "evidence.0.url"),
    *[
        ({"evidence": [{"url": url, "title": "A list", "stance": "refutes"}]}, 422, "evidence.0.url")
        for url in ("http://127.0.0.1/", "https://10.0.0.1:8443/", "http://2130706433/", "https://me:word@a.org/")
    ],
    ({"evidence": [{**WORDS["evidence"][0], "colour": 1}]}, 400, "evidence.0.colour"),  # type: ignore[dict-item]  # a list of objects
    ({"evidence": {}}, 400, "evidence"),
    ({"evidence": None}, 400, "evidence"),
    ({"rating": 999}, 422, "rating"),
    ({"rating": "1"}, 400, "rating"),
    ({"summary": ""}, 400, "summary"),
    ({"summary": "a" * 501}, 400, "summary"),
    ({"explanation": "  "}, 400, "explanation"),
    ({"token": 7}, 400, "token"),
    ({"review_again": {"on": "2025-01-01"}}, 400, "review_again.why"),
    ({"review_again": {"on": "soon", "why": "x", "who": 1}}, 400, "review_again.who"),
    ({"correction_note": "Nothing is published."}, 422, "correction_note"),
    ({"verdict": "true"}, 400, "verdict"),
]


@pytest.mark.parametrize(("changes", "status", "field"), PROPOSALS)
def test_proposals(as_rita: Caller, changes: dict[str, Any], status: int, field: str) -> None:
    turn = as_rita.post(f"claims/{factories.make_claim().pk}/take/").json()
    body = {"token": turn["lease"]["token"], "rating": factories.rating().pk, **WORDS, **changes}
    answer = as_rita.post(f"claims/{turn['claim']['id']}/verdicts/", body)
    assert answer.status_code == status
    assert field in [error["field"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("token", ["nonsense", "0", "9" * 30, "-1", "١"])
def test_a_false_lease(as_rita: Caller, token: str) -> None:
    turn = factories.take()
    answer = as_rita.post(f"claims/{turn.claim_id}/release/", {"token": token})
    assert answer.status_code == 409
