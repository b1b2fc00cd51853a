"""What is wrong is told in one order: who you are, what there is, what you say, what it was based on, what may be."""

import pytest

from claims.models import Claim
from tests import factories
from tests.api.callers import Caller


def post(caller: Caller, path: str, body: bytes, kind: str = "application/json", **headers: str) -> int:
    sent = caller.headers | {name.replace("_", "-"): value for name, value in headers.items()}
    return caller.client.post(f"/api/v1/{path}", body, content_type=kind, headers=sent).status_code


@pytest.fixture
def claim(db: None) -> Claim:
    return factories.make_claim()


def test_from_the_outside_in(claim: Claim, outsider: Caller, as_vera: Caller, as_omar: Caller) -> None:
    path, nowhere = f"claims/{claim.pk}/reopen/", "claims/999/reopen/"
    broken = b'{"reason": 7, "colour": "red"}'
    steps = [
        (outsider, nowhere, b"{", "text/plain", {"Accept": "text/html"}, 401),
        (as_vera, nowhere, b"{", "text/plain", {"Accept": "text/html"}, 403),
        (as_omar, nowhere, b"{", "text/plain", {"Accept": "text/html"}, 404),
        (as_omar, path, b"{", "text/plain", {"Accept": "text/html"}, 406),
        (as_omar, nowhere, b"{", "text/plain", {}, 404),
        (as_omar, path, b"{" * 3_000_000, "text/plain", {}, 415),
        (as_omar, path, b"{" * 3_000_000, "application/json", {}, 413),
        (as_omar, path, b"{", "application/json", {}, 400),
        (as_omar, path + "?colour=red", b'{"reason": "x"}', "application/json", {}, 400),
        (as_omar, path, broken, "application/json", {}, 400),
        (as_omar, path, b'{"reason": "x"}', "application/json", {}, 428),
        (as_omar, path, b'{"reason": "x"}', "application/json", {"If_Match": '"99"'}, 412),
        (as_omar, path, b'{"reason": "x"}', "application/json", {"If_Match": "*"}, 409),
    ]
    for caller, where, body, kind, headers, status in steps:
        assert post(caller, where, body, kind, **headers) == status, (where, body[:40], kind, headers)


def test_what_is_not_there_has_no_methods(claim: Claim, outsider: Caller, as_omar: Caller) -> None:
    for where, outside, inside in (
        (f"claims/{claim.pk}/", 404, 405),
        (f"articles/{claim.article_id}/", 404, 405),
        ("claims/999/", 404, 404),
        ("articles/999/", 404, 404),
        ("verdicts/999/", 404, 404),
        (f"claims/{claim.pk}/take/", 401, 405),
        ("claims/999/take/", 401, 404),
    ):
        for caller, status in ((outsider, outside), (as_omar, inside)):
            answer = caller.client.delete(f"/api/v1/{where}", headers=caller.headers)
            assert answer.status_code == status, (where, caller.headers)


def test_a_false_lease_is_told_before_what_is_wrong_with_the_verdict(as_omar: Caller, claim: Claim) -> None:
    said: dict[str, object] = {"summary": "It is false.", "explanation": "Because.", "evidence": []}
    said["rating"] = factories.rating().pk
    assert as_omar.post(f"claims/{claim.pk}/verdicts/", said | {"token": "7"}).status_code == 409
    turn = as_omar.post(f"claims/{claim.pk}/take/").json()
    refused = as_omar.post(f"claims/{claim.pk}/verdicts/", said | {"token": turn["lease"]["token"]})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "evidence")
    assert as_omar.post(f"claims/{claim.pk}/renew/", {"token": turn["lease"]["token"]}).status_code == 200


def test_all_that_is_wrong_is_named_at_once(as_omar: Caller, claim: Claim) -> None:
    answer = as_omar.post(f"claims/{claim.pk}/dismiss/?page=2", {"reason": "boring", "note": 7, "colour": "red"})
    assert {error["field"]: error["code"] for error in answer.json()["errors"]} == {
        "reason": "invalid_choice",
        "note": "invalid",
        "colour": "unknown",
        "page": "unknown",
    }


def test_a_rule_is_told_last(as_omar: Caller, claim: Claim) -> None:
    path = f"claims/{claim.pk}/dismiss/"
    for body, field in (
        ({"reason": "duplicate"}, "duplicate_of"),
        ({"reason": "duplicate", "duplicate_of": 999}, "duplicate_of"),
    ):
        answer = as_omar.post(path, body, etag="*")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == field
    nobody = as_omar.post(f"claims/{claim.pk}/assign/", {"user": 999}, etag="*")
    assert (nobody.status_code, nobody.json()["errors"][0]["code"]) == (422, "no_such")
    vera = as_omar.post(f"claims/{claim.pk}/assign/", {"user": factories.person("vera").pk}, etag="*")
    assert vera.status_code == 422
