"""Pages: by row comparison, forward and back, through ties and NULLs, with the other parameters kept."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.extraction import Period
from claims.models import Claim, User
from tests import factories
from tests.api.callers import Caller

ORDERINGS = ["-created_at", "created_at", "-worthiness", "-priority", "due"]


def walk(caller: Caller, path: str, **params: Any) -> tuple[list[int], list[int]]:
    """The ids seen going forward to the end, and those seen coming back to the beginning."""
    page = caller.get(path, **params).json()
    forward, back = [row["id"] for row in page["results"]], []
    assert page["previous"] is None
    while page["next"]:
        page = caller.get(page["next"]).json()
        forward += [row["id"] for row in page["results"]]
    back = [row["id"] for row in page["results"]]
    while page["previous"]:
        page = caller.get(page["previous"]).json()
        back = [row["id"] for row in page["results"]] + back
    assert page["results"]
    return forward, back


@pytest.fixture
def many(db: None) -> list[Claim]:
    """Eleven claims, with ties in every column that lists are ordered by, and deadlines that are missing."""
    dues = [date(2025, 1, 1), date(2024, 6, 1), None]
    claims = [
        factories.make_claim(
            worthiness=[0.6, 0.9][number % 2], due=dues[number % 3] and Period(None, dues[number % 3], "day", "by then")
        )
        for number in range(11)
    ]
    first = Claim.objects.order_by("id").values_list("created_at", flat=True)[0]
    Claim.objects.filter(pk__in=[claim.pk for claim in claims[:6]]).update(created_at=first)
    return claims


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("size", [1, 2, 5, 11])
def test_there_and_back(many: list[Claim], as_vera: Caller, ordering: str, size: int) -> None:
    forward, back = walk(as_vera, "claims/", ordering=ordering, page_size=size)
    assert forward == back
    assert sorted(forward) == [claim.pk for claim in many]


def test_the_order_is_the_one_asked_for(many: list[Claim], as_vera: Caller) -> None:
    def listed(ordering: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = as_vera.get("claims/", ordering=ordering).json()["results"]
        return found

    newest = [(row["created_at"], row["id"]) for row in listed("-created_at")]
    assert newest == sorted(newest, reverse=True)
    worthy = [(row["worthiness"], row["id"]) for row in listed("-worthiness")]
    assert worthy == sorted(worthy, reverse=True)
    due = [((row["due"] or {}).get("to") or "9999", row["id"]) for row in listed("due")]
    assert due == sorted(due)
    assert due[-1][0] == "9999"


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_outsiders_walk_too(outsider: Caller, ordering: str) -> None:
    for due in (date(2025, 1, 1), None, date(2025, 1, 1), None):
        factories.published_claim(factories.make_claim(due=due and Period(None, due, "day", "by then")))
    forward, back = walk(outsider, "claims/", ordering=ordering, page_size=1)
    assert forward == back
    assert len(set(forward)) == 4


def test_verdicts_articles_and_events_page_as_well(as_vera: Caller, outsider: Caller) -> None:
    for _ in range(3):
        verdict = factories.published_verdict()
    for caller in (as_vera, outsider):
        forward, back = walk(caller, "verdicts/", page_size=1)
        assert forward == back
        assert len(forward) == 3
    for path in ("articles/", f"claims/{verdict.claim_id}/events/"):
        forward, back = walk(as_vera, path, page_size=2)
        assert forward == back
        assert len(set(forward)) == len(forward) >= 3


def test_other_parameters_stay(many: list[Claim], as_vera: Caller) -> None:
    page = as_vera.get("claims/", status="queued", kind="aid,troops", page_size=2).json()
    assert "status=queued" in page["next"]
    assert "page_size=2" in page["next"]
    assert "kind=aid%2Ctroops" in page["next"]


def test_new_rows_do_not_shift_the_next_page(many: list[Claim], as_vera: Caller) -> None:
    page = as_vera.get("claims/", page_size=3).json()
    factories.make_claim()
    following = as_vera.get(page["next"]).json()
    assert not {row["id"] for row in page["results"]} & {row["id"] for row in following["results"]}


def test_a_cursor_belongs_to_its_order(many: list[Claim], as_vera: Caller) -> None:
    page = as_vera.get("claims/", ordering="due", page_size=3).json()
    answer = as_vera.get(page["next"].replace("ordering=due", "ordering=-priority"))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize("ordering", ["-priority", "due"])
def test_a_cursor_of_the_desk_is_none_of_outsiders(as_vera: Caller, outsider: Caller, ordering: str) -> None:
    for _ in range(2):
        factories.published_claim()
    page = as_vera.get("claims/", ordering=ordering, page_size=1).json()
    assert outsider.get(page["next"]).status_code == 400


@pytest.mark.parametrize("cursor", ["a:b:c", "a:b:ü", ":::", "W10:1tEXYZ:abc", "."])
def test_a_forged_cursor(as_vera: Caller, cursor: str) -> None:
    assert as_vera.get("claims/", cursor=cursor).status_code == 400


def test_rows_are_compared_in_the_database(many: list[Claim], as_vera: Caller) -> None:
    page = as_vera.get("claims/", page_size=3).json()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        as_vera.get(page["next"])
    listing = asked.captured_queries[-2]["sql"]
    assert '("claims_claim"."created_at", "claims_claim"."id") < (' in listing
    assert "OFFSET" not in listing
    assert "COUNT" not in listing.upper()


@pytest.mark.parametrize(("path", "queries"), [("claims/", 3), ("articles/", 2), ("verdicts/", 3)])
def test_a_list_costs_the_same_queries_however_long(rita: User, path: str, queries: int) -> None:
    caller = Caller(rita)
    caller.get(path)  # from now on, the token's last use is fresh
    for number in (1, 3):
        for _ in range(number):
            factories.published_verdict()
        with CaptureQueriesContext(connection) as asked:
            assert len(caller.get(path).json()["results"]) >= number
        assert len(asked) == queries, [query["sql"] for query in asked.captured_queries]
