"""Suggested cases, actors, their records, and statistics."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from claims.models import Actor, Case, Claim
from tests import factories
from tests.api.callers import Caller
from tests.api.test_cases import open_case, pledge, sign
from tests.flow.test_match import AGAIN, PLEDGE, told

pytestmark = pytest.mark.django_db


def test_the_case_of_what_says_the_same_comes_first(as_omar: Caller) -> None:
    older = told(PLEDGE)
    right = open_case(as_omar, older, recipient={"name": "Ukraine", "code": "UA"})
    open_case(as_omar, title="Something else of theirs", recipient={"name": "Ukraine", "code": "UA"})
    newer = told(AGAIN, "2024-11-13", "B")
    found = as_omar.get(f"claims/{newer.pk}/cases/").json()["results"]
    assert [row["case"]["title"] for row in found] == ["Vehicles for Ukraine", "Something else of theirs"]
    assert "same donor" in found[0]["reasons"]
    assert found[0]["score"] > found[1]["score"]
    as_omar.act(right, "claims", {"claim": newer.pk})
    assert len(as_omar.get(f"claims/{newer.pk}/cases/").json()["results"]) == 1


def test_a_claim_of_nobody_gets_no_suggestion(as_omar: Caller) -> None:
    claim = factories.make_claim(actor=None, recipient=None)
    assert as_omar.get(f"claims/{claim.pk}/cases/").json()["results"] == []


def test_actors_are_found_by_name_alias_and_code(as_vera: Caller, outsider: Caller) -> None:
    factories.make_claim()
    germany = Actor.objects.get(code="DE")
    germany.aliases.create(alias="Berlin")
    for query, number in {"": 3, "q=erman": 1, "q=berl": 1, "code=DE": 1, "code=de,UA": 2, "q=france": 0}.items():
        assert len(as_vera.get(f"actors/?{query}").json()["results"]) == number, query
    assert as_vera.get(f"actors/{germany.pk}/").json()["aliases"] == ["Berlin"]
    assert as_vera.get("actors/?code=Germany").status_code == 400
    assert outsider.get("actors/").status_code == 401
    assert outsider.get(f"actors/{germany.pk}/").status_code == 404


def test_a_record_counts_open_cases_as_open_and_calls_nothing_a_rate_below_five(
    as_omar: Caller, as_nina: Caller, outsider: Caller
) -> None:
    for _ in range(4):
        path = open_case(as_omar, pledge())
        sign(as_omar, as_nina, path, state="kept", share_delivered=None)
    private = open_case(as_omar, pledge())
    germany = Actor.objects.get(code="DE")
    record = as_omar.get(f"actors/{germany.pk}/record/").json()["as_actor"]
    assert (record["n"], record["states"]["kept"], record["states"]["overdue"]) == (5, 4, 1)
    assert record["kept_rate"] == {"value": None, "n": 4}
    assert record["median_days_slipped"] == {"value": 0, "n": 5}
    sign(as_omar, as_nina, private, state="broken", share_delivered=None)
    assert as_omar.get(f"actors/{germany.pk}/record/").json()["as_actor"]["kept_rate"] == {"value": "0.800", "n": 5}
    speaker = Actor.objects.get(name="Boris Pistorius")
    assert as_omar.get(f"actors/{speaker.pk}/record/").json()["as_speaker"]["n"] == 5
    assert outsider.get(f"actors/{germany.pk}/record/").status_code == 404
    as_omar.act(path, "publish")
    assert outsider.get(f"actors/{germany.pk}/record/").json()["as_actor"]["n"] == 1
    assert Case.objects.count() == 5


def test_statistics(as_vera: Caller, outsider: Caller) -> None:
    with time_machine.travel(datetime(2024, 11, 13, 8, tzinfo=UTC), tick=False):
        claims = factories.make_claims(4)
    Claim.objects.update(created_at=datetime(2024, 11, 13, 8, tzinfo=UTC))
    factories.published_verdict(claims[0])
    query = "from=2024-11-13&to=2024-11-13"
    inside, outside = (caller.get(f"statistics/?{query}").json() for caller in (as_vera, outsider))
    assert inside["days"][0] | {"queued": 0} == {
        "date": "2024-11-13", "kind": "aid", "extracted": 4, "queued": 0, "published": 1,
    }  # fmt: skip
    assert inside["median_hours_to_verdict"] == {"value": 1.5, "n": 1}
    assert inside["queue_age_hours"]["median"] > 0
    assert outside["days"] == [{"date": "2024-11-13", "kind": "aid", "extracted": 0, "queued": 0, "published": 1}]
    assert outside["queue_age_hours"] == {"median": None, "p95": None}
    today = date.today().isoformat()  # noqa: DTZ011 - any day will do
    assert as_vera.get("statistics/").json()["days"][0]["queued"] == 4
    assert as_vera.get(f"statistics/?from={today}&to=2024-01-01").status_code == 400
