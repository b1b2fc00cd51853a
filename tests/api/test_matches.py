"""Matches over the API."""

import pytest

from claims.models import Claim
from tests import factories
from tests.api.callers import Caller
from tests.flow.test_match import AGAIN, PLEDGE, told

pytestmark = pytest.mark.django_db


def test_a_match_is_seen_from_both_sides_and_proposes_the_earlier_verdict(as_rita: Caller, as_vera: Caller) -> None:
    older = told(PLEDGE)
    verdict = factories.published_verdict(older)
    newer = told(AGAIN, "2024-11-13", "The Oslo Post")
    [seen] = as_vera.get(f"claims/{newer.pk}/matches/").json()["results"]
    assert (seen["claim"]["id"], seen["state"], seen["proposes"]) == (older.pk, "suggested", None)
    [back] = as_vera.get(f"claims/{older.pk}/matches/").json()["results"]
    assert back["claim"]["id"] == newer.pk
    confirmed = as_rita.post(f"matches/{seen['id']}/confirm/", {"relation": "same"}).json()
    assert confirmed["proposes"]["id"] == verdict.pk
    assert confirmed["decided_by"]["name"] == "Rita"
    assert as_vera.get(f"claims/{newer.pk}/").json()["repeats"] == older.pk
    assert as_vera.get(f"claims/{newer.pk}/").json()["verdict"] is None
    assert as_rita.post(f"matches/{seen['id']}/confirm/").status_code == 409
    assert as_rita.post(f"matches/{seen['id']}/reject/").json()["state"] == "rejected"
    assert Claim.objects.get(pk=newer.pk).repeats is None
    assert as_rita.post(f"matches/{seen['id']}/confirm/", {"relation": "alike"}).status_code == 400
