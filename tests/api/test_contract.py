"""The shapes of the contract's own examples: every key that programs were promised, of the type they were promised."""

from typing import Any

import pytest

from claims.models import Rating
from tests import factories
from tests.api.callers import Caller

NAMED = {"id": int, "name": str}


def either(shape: Any) -> tuple[Any, None]:
    """That, or null."""
    return (shape, None)


RATING = {"id": int, "name": str, "value": int}
NUMBER = {"min": either(str), "max": either(str), "precision": str, "text": str}
QUANTITY = {**NUMBER, "unit": either(str)}
AMOUNT = {**NUMBER, "currency": either(str)}
PERIOD = {"from": either(str), "to": either(str), "precision": str, "text": str}
ACTOR = {**NAMED, "code": either(str)}
SOURCE = either(NAMED)
ARTICLE_ROW = {
    "id": int,
    "url": either(str),
    "title": str,
    "source": SOURCE,
    "language": either(str),
    "published_at": either(str),
    "received_at": str,
    "state": str,
    "error": either({"code": str, "message": str}),
    "attempts": int,
    "duplicate_of": either(int),
    "revises": either(int),
    "origin_of": int,
    "claims_count": int,
    "extractor": either(str),
    "extractor_note": either(str),
    "version": int,
}
ARTICLE = {**ARTICLE_ROW, "text": str}
READING = {
    "kind": str,
    "step": either(str),
    "speaker": either({**NAMED, "role": either(str)}),
    "attribution": either(str),
    "modality": str,
    "negated": bool,
    "condition": either(str),
    "side": either(str),
    "origin": either(str),
    "actor": either(ACTOR),
    "recipient": either(ACTOR),
    "item": either(str),
    "item_category": either(str),
    "quantity": either(QUANTITY),
    "amount": either(AMOUNT),
    "measure": either(str),
    "place": either(str),
    "happened": either(PERIOD),
    "due": either(PERIOD),
}
CLAIM_ROW = {
    **READING,
    "id": int,
    "url": str,
    "status": str,
    "quote": str,
    "start": int,
    "end": int,
    "article": {"id": int, "title": str, "url": either(str), "source": SOURCE, "published_at": either(str)},
    "worthiness": float,
    "worthiness_reasons": [str],
    "priority": float,
    "set_aside": bool,
    "assignee": either(NAMED),
    "case": either({"id": int, "title": str}),
    "duplicate_of": either(int),
    "repeats": either(int),
    "verdict": either({"id": int, "rating": RATING, "published_at": str}),
    "lease": either({"holder": NAMED, "expires_at": str}),
    "extractor": str,
    "mended": [str],
    "created_at": str,
    "updated_at": str,
    "version": int,
}
CLAIM = {**CLAIM_ROW, "context": str}
EVIDENCE = {
    "id": int,
    "url": str,
    "title": str,
    "publisher": either(str),
    "quote": either(str),
    "side": either(str),
    "stance": str,
    "archived_url": either(str),
    "sha256": either(str),
    "retrieved_at": either(str),
    "gone": bool,
}
VERDICT_ROW = {
    "id": int,
    "url": str,
    "state": str,
    "claim": CLAIM_ROW,
    "case": None,
    "rating": RATING,
    "summary": str,
    "proposed_by": NAMED,
    "signed_by": either(NAMED),
    "proposed_at": str,
    "published_at": either(str),
    "supersedes": either(int),
    "superseded_by": either(int),
    "correction_note": either(str),
    "review_again": either({"on": str, "why": str}),
    "demo": bool,
    "version": int,
}
VERDICT = {
    **VERDICT_ROW,
    "explanation": str,
    "evidence": [EVIDENCE],
    "reading": READING,
    "claim_review": either({"@context": str, "@type": str}),
}
EVENT = {
    "id": int,
    "at": str,
    "actor": either(NAMED),
    "verb": str,
    "before": dict,
    "after": dict,
    "note": either(str),
}
LEASE = {"token": str, "expires_at": str}
PROBLEM = {"type": str, "title": str, "status": int, "detail": str}


def fits(value: Any, shape: Any, path: str = "") -> None:
    """Every key of the shape is there, with a value of its type; more keys may be."""
    match shape:
        case (inner, None):
            if value is not None:
                fits(value, inner, path)
        case [inner]:
            assert isinstance(value, list), path
            for item in value:
                fits(item, inner, f"{path}[]")
        case dict():
            assert set(shape) <= set(value), f"{path} lacks {set(shape) - set(value)}"
            for name, inner in shape.items():
                fits(value[name], inner, f"{path}.{name}")
        case None:
            assert value is None, path
        case _:
            assert type(value) is shape, f"{path} is {value!r}"


def test_articles(as_vera: Caller) -> None:
    claim = factories.make_claim()
    fits(as_vera.get(f"articles/{claim.article_id}/").json(), ARTICLE)
    (row,) = as_vera.get("articles/").json()["results"]
    fits(row, ARTICLE_ROW)
    assert "text" not in row
    assert row["claims_count"] == 1


def test_claims(as_vera: Caller, outsider: Caller) -> None:
    claim = factories.published_claim()
    for caller in (as_vera, outsider):
        found = caller.get(f"claims/{claim.pk}/").json()
        fits(found, CLAIM)
        fits(found["quantity"], QUANTITY)
        fits(found["due"], PERIOD)
        (row,) = caller.get("claims/").json()["results"]
        fits(row, CLAIM_ROW)
        assert "context" not in row
    article = as_vera.get(f"articles/{claim.article_id}/").json()
    assert article["text"][found["start"] : found["end"]] == found["quote"]
    fits(as_vera.get(f"articles/{claim.article_id}/claims/").json()["results"], [CLAIM_ROW])


def test_the_example_claim(as_vera: Caller) -> None:
    found = as_vera.get(f"claims/{factories.make_claim().pk}/").json()
    told = {
        name: found[name] for name in ("status", "kind", "step", "modality", "negated", "side", "measure", "origin")
    }
    assert told == {
        "status": "queued",
        "kind": "aid",
        "step": "pledged",
        "modality": "promised",
        "negated": False,
        "side": "donor",
        "measure": "total",
        "origin": None,
    }
    assert found["quantity"] == {"min": "3", "max": "3", "unit": "system", "precision": "exact", "text": "three"}
    assert found["due"] == {"from": None, "to": "2024-12-31", "precision": "day", "text": "by the end of 2024"}
    assert (found["actor"]["code"], found["recipient"]["code"]) == ("DE", "UA")
    assert found["worthiness_reasons"] == ["quantity", "deadline", "pledge verb"]
    assert (found["amount"], found["happened"], found["verdict"], found["lease"]) == (None, None, None, None)


def test_turns_and_leases(as_rita: Caller) -> None:
    claim = factories.make_claim()
    turn = as_rita.post("queue/next/").json()
    fits(turn, {"claim": CLAIM, "lease": LEASE})
    fits(turn["claim"]["lease"], {"holder": NAMED, "expires_at": str})
    assert "token" not in turn["claim"]["lease"]
    fits(as_rita.post(f"claims/{claim.pk}/renew/", {"token": turn["lease"]["token"]}).json(), {"lease": LEASE})


def test_verdicts(as_vera: Caller, outsider: Caller) -> None:
    verdict = factories.published_verdict()
    for caller in (as_vera, outsider):
        fits(caller.get(f"verdicts/{verdict.pk}/").json(), VERDICT)
        (row,) = caller.get("verdicts/").json()["results"]
        fits(row, VERDICT_ROW)
        assert "explanation" not in row
    inside = {"note", "withdrawal"}
    assert inside <= set(as_vera.get(f"verdicts/{verdict.pk}/").json())
    assert not inside & set(outsider.get(f"verdicts/{verdict.pk}/").json())


def test_events(as_vera: Caller) -> None:
    claim = factories.make_claim()
    events = as_vera.get(f"claims/{claim.pk}/events/").json()["results"]
    assert events
    fits(events, [EVENT])


def test_the_truth_scale_is_a_plain_array_from_worst_to_best(outsider: Caller) -> None:
    ratings = outsider.get("ratings/").json()
    fits(ratings, [{**RATING, "description": str}])
    assert [rating["value"] for rating in ratings] == sorted(Rating.objects.values_list("value", flat=True))


def test_me(as_rita: Caller, outsider: Caller) -> None:
    me = as_rita.get("me/").json()
    assert (me["username"], me["name"], me["role"]) == ("rita", "Rita", "reviewer")
    assert outsider.get("me/").status_code == 401


@pytest.mark.parametrize("path", ["claims/?colour=1", "me/", "nowhere/", "claims/9/"])
def test_problems(outsider: Caller, path: str) -> None:
    answer = outsider.get(path)
    fits(answer.json(), PROBLEM)
    assert answer.json()["status"] == answer.status_code
    assert answer.headers["Content-Type"] == "application/problem+json"
