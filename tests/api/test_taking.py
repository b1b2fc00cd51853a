"""Sixteen reviewers' programs at once, on connections of their own: no claim is ever handed to two."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from claims.models import Claim, Event, Review, Verdict
from claims.models.enums import Role
from tests import factories
from tests.api.callers import Caller

TAKERS = 16
CLAIMS = 50


def take_all(caller: Caller) -> list[int]:
    """Take until nothing waits; the ids."""
    taken: list[int] = []
    try:
        while True:
            answer = caller.client.post("/api/v1/queue/next/", content_type="application/json", headers=caller.headers)
            if answer.status_code == 204:
                return taken
            assert answer.status_code == 200
            taken.append(answer.json()["claim"]["id"])
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_no_claim_is_handed_to_two() -> None:
    claims = factories.make_claims(CLAIMS)
    callers = [Caller(factories.person(f"reviewer{number}", Role.REVIEWER)) for number in range(TAKERS)]
    with ThreadPoolExecutor(TAKERS) as crowd:
        taken = [pk for found in crowd.map(take_all, callers) for pk in found]
    assert Counter(taken) == Counter(claim.pk for claim in claims)
    assert Review.objects.active().count() == CLAIMS
    assert set(Claim.objects.values_list("status", flat=True)) == {"in_review"}


@pytest.mark.django_db(transaction=True)
def test_one_claim_that_all_want() -> None:
    claim = factories.make_claim()
    callers = [Caller(factories.person(f"reviewer{number}", Role.REVIEWER)) for number in range(TAKERS)]

    def take(caller: Caller) -> int:
        try:
            path = f"/api/v1/claims/{claim.pk}/take/"
            return caller.client.post(path, content_type="application/json", headers=caller.headers).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(TAKERS) as crowd:
        assert Counter(crowd.map(take, callers)) == {200: 1, 409: TAKERS - 1}


@pytest.mark.django_db(transaction=True)
def test_two_editors_sign_at_once_and_one_signature_counts() -> None:
    verdict = factories.propose()
    editors = [Caller(factories.person(name)) for name in ("omar", "nina")]

    def approve(caller: Caller) -> int:
        try:
            path = f"/api/v1/verdicts/{verdict.pk}/approve/"
            headers = caller.headers | {"If-Match": '"1"'}
            return caller.client.post(path, content_type="application/json", headers=headers).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        statuses = sorted(both.map(approve, editors))
    assert statuses[0] == 200
    assert statuses[1] in {409, 412}
    assert Verdict.objects.filter(state="published").count() == 1
    assert Event.objects.filter(verb="verdict.published").count() == 1


def test_it_hands_out_by_priority_and_by_wish(as_rita: Caller) -> None:
    low = factories.make_claim(worthiness=0.6)
    troops = factories.make_claim(worthiness=0.7, kind="troops", step="deployed")
    high = factories.make_claim(worthiness=0.9)
    assert as_rita.post("queue/next/", {"kind": "troops"}).json()["claim"]["id"] == troops.pk
    assert as_rita.post("queue/next/", {"language": "de"}).status_code == 204
    assert [as_rita.post("queue/next/").json()["claim"]["id"] for _ in range(2)] == [high.pk, low.pk]
    assert as_rita.post("queue/next/").status_code == 204
    assert as_rita.post("queue/next/", {"source": 999}).status_code == 422
