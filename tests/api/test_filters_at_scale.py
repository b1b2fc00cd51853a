"""Whatever is asked for, rare, common or not there at all, no list of 50,000 claims or verdicts is read to its end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.desk import FILL, PUBLISH
from claims.models import Actor, Article, Claim, Rating, User
from tests import factories
from tests.api.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]
CLAIMS = 50_000
MOST = 25_000  # rows that one step of a plan may look at: to find 50 of a half per cent, the newest are walked
INSIDE = {"status": "new", "set_aside": "true", "assigned_to": "me", "case": "7"}
BOTH = {
    "kind": ["aid", "troops", "statement"],
    "step": ["pledged", "losses", "delivered"],
    "side": ["donor", "press"],
    "currency": ["EUR"],
    "min_worthiness": ["0.5", "0.99", "1"],
    "said_after": ["2001-01-01", "2999-01-01"],
    "said_before": ["2001-01-01", "2999-01-01"],
    "due_after": ["2001-01-01", "2999-01-01"],
    "due_before": ["2001-01-01", "2999-01-01"],
    "min_amount": ["1"],
    "min_quantity": ["2", "90", "1000000"],
    "q": ["lorries", "word4711", "unicorn"],
    "ordering": ["due", "-worthiness", "created_at", "-priority"],
}
VERDICTS = {
    "kind": ["aid", "troops"],
    "published_after": ["2001-01-01", "2999-01-01"],
    "q": ["lorries", "word4711", "unicorn"],
}


@pytest.fixture
def many() -> None:
    """50,000 published claims, filled in past the triggers, which look at each of them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(FILL.format(articles=CLAIMS // 25))
        cursor.execute(PUBLISH)
        cursor.execute("SET LOCAL session_replication_role = origin")


def questions() -> list[tuple[str, dict[str, str]]]:
    """Every filter of both lists, with values that all, few and none of the rows have."""
    nobody = factories.make_source("Nobody's Post").pk  # an id that no claim names
    everyone = Actor.objects.order_by("pk")[5].pk
    asked = [("claims/", {name: value}) for name, values in BOTH.items() for value in values]
    for party in ("speaker", "actor", "recipient"):
        asked += [
            ("claims/", {party: str(everyone)}),
            ("claims/", {party: "999999"}),
            ("claims/", {party: f"999999,{everyone}"}),
        ]
    asked += [("claims/", {party: "ZZ"}) for party in ("actor", "recipient")]
    asked += [("claims/", {"source": str(nobody)}), ("claims/", {"article": str(Article.objects.order_by("pk")[0].pk)})]
    ratings = [str(Rating.objects.order_by("pk")[0].pk), str(Rating.objects.create(name="Never", value=9).pk)]
    asked += [("claims/", {"rating": value}) for value in ratings]
    asked += [("verdicts/", {name: value}) for name, values in VERDICTS.items() for value in values]
    asked += [("verdicts/", {"rating": value}) for value in ratings]
    for value in (str(everyone), "999999", "ZZ"):
        asked += [("verdicts/", {"actor": value})] + ([("verdicts/", {"speaker": value})] if value != "ZZ" else [])
    return asked


def visited(sql: str) -> int:
    """The rows that the statement looks at where it looks at most."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}")
        return max(rows_of(cursor.fetchone()[0][0]["Plan"]))


def rows_of(plan: dict[str, Any]) -> Iterator[int]:
    removed = sum(count for name, count in plan.items() if name.startswith("Rows Removed by"))
    yield int((plan["Actual Rows"] + removed) * plan["Actual Loops"])
    for inner in plan.get("Plans", []):
        yield from rows_of(inner)


def too_many(caller: Caller, path: str, query: dict[str, str]) -> list[str]:
    """The statements of that request that look at too many rows."""
    with CaptureQueriesContext(connection) as asked:
        assert caller.get(path, headers=None, **query).status_code == 200, (path, query)
    selects = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    return [f"{path} {query}: {rows} rows" for sql in selects if (rows := visited(sql)) > MOST]


@pytest.mark.usefixtures("many")
def test_no_filter_reads_the_whole_list(rita: User) -> None:
    assert Claim.objects.filter(standing_verdict__isnull=False).count() == CLAIMS
    outsider, insider = Caller(None), Caller(rita)
    slow = [line for path, query in questions() for who in (outsider, insider) for line in too_many(who, path, query)]
    slow += [line for name, value in INSIDE.items() for line in too_many(insider, "claims/", {name: value})]
    assert "\n".join(slow) == ""
