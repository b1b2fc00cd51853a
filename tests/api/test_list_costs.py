"""What a list asks of the database: as much for a hundred rows as for twenty, for the last page as for the first."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.flow import access, cases
from claims.models import Actor, ApiToken, Case, Claim, Event, Feed, Match, Source, User, Webhook
from claims.models.enums import Kind, Relation
from tests import factories
from tests.api import callers
from tests.api.callers import Caller

FEW, MANY = 20, 100
# to whom each list is open; `{…}` is the one of its kind that has a hundred
LISTS = {
    "actors/": "rita",
    "articles/": "rita",
    "articles/{article}/claims/": "rita",
    "cases/": "rita outsider",
    "cases/{case}/claims/": "rita outsider",
    "cases/{case}/events/": "rita",
    "claims/": "rita outsider",
    "claims/{claim}/cases/": "rita",
    "claims/{claim}/events/": "rita",
    "claims/{claim}/matches/": "rita",
    "feeds/": "rita",
    "sources/": "rita",
    "tokens/": "rita",
    "verdicts/": "rita outsider",
    "webhooks/": "rita",
    "webhooks/{webhook}/deliveries/": "rita",
}
PAGED = [name for name in LISTS if name != "claims/{claim}/cases/"]  # a handful at most


@pytest.fixture
def full(rita: User, omar: User) -> dict[str, int]:
    """A desk with a hundred of everything; rows alone where only their number matters."""
    found = factories.make_claims(MANY)
    Claim.objects.filter(pk__in=[claim.pk for claim in found]).update(actor=Actor.objects.get(code="DE"))
    for claim in found:
        factories.published_verdict(claim)
    first, *others = found
    for number in range(MANY):
        factories.make_article()
        Event.objects.record("claim.noted", first, by=rita)
        ApiToken.objects.issue(rita, name=f"program {number}")
        case = cases.open_case(title=f"Trucks {number}", kind=Kind.AID, by=omar, actor=first.actor)
        Event.objects.record("case.noted", case, by=omar)
    Case.objects.update(public=True)
    last = Case.objects.latest("id")
    for at in range(MANY):  # each beginning with the last case
        Event.objects.record("case.noted", last, by=omar, after={"at": at})
    Claim.objects.filter(pk__in=[claim.pk for claim in found]).update(case=last)
    Match.objects.bulk_create(
        Match(claim=max(first, other, key=id_of), other=min(first, other, key=id_of), relation=Relation.SAME, score=0.5)
        for other in others
    )
    return _around(rita) | {"article": first.article_id, "case": last.pk, "claim": first.pk}


def _around(rita: User) -> dict[str, int]:
    """The lists that are not about claims."""
    Actor.objects.bulk_create(Actor(name=f"Party {number}", kind="organisation") for number in range(MANY))
    sources = Source.objects.bulk_create(Source(name=f"Post {number}") for number in range(MANY))
    Feed.objects.bulk_create(Feed(source=source, url=f"https://example.org/{source.pk}") for source in sources)
    hooks = Webhook.objects.bulk_create(
        Webhook(owner=rita, url=f"https://example.org/{number}", events=["case.rated"], secret="whsec_x")
        for number in range(MANY)
    )
    for _ in range(MANY):
        access.ping(hooks[0], by=rita, now=timezone.now())
    return {"webhook": hooks[0].pk}


def id_of(row: Claim) -> int:
    return row.pk


def asked(caller: Caller, path: str, number: int) -> list[str]:
    """The statements behind a page of so many rows."""
    with CaptureQueriesContext(connection) as seen:
        page = caller.get(path if "?" in path else f"{path}?page_size={number}").json()
    assert page["results"]
    return [query["sql"] for query in seen]


def test_every_list_is_looked_at() -> None:
    pages = {
        path.removeprefix("/api/v1/")
        for path, methods in callers.generated()["paths"].items()
        for content in methods.get("get", {"responses": {"200": {}}})["responses"]["200"].get("content", {}).values()
        if content["schema"].get("$ref", "").endswith("Page")
    }
    assert pages == {re.sub(r"{\w+}", "{id}", name) for name in PAGED}


def test_a_hundred_rows_ask_as_often_as_twenty(full: dict[str, int], rita: User) -> None:
    people = {"rita": Caller(rita), "outsider": Caller()}
    for name, who in LISTS.items():
        if name not in PAGED:
            continue
        for caller in map(people.get, who.split()):
            assert caller is not None
            path = name.format(**full)
            caller.get(path)  # what is found out once, or written once a minute, is known from now on
            few, many = asked(caller, path, FEW), asked(caller, path, MANY)
            assert len(few) == len(many), f"{name}: {len(few)} for {FEW} rows, {len(many)} for {MANY}: {many}"


def rows_read(sql: str) -> int:
    """How many rows its scans took out of tables and indexes, those among them that were then left out included."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        [(plan,)] = cursor.fetchall()
    told = json.loads(plan) if isinstance(plan, str) else plan
    return sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in _nodes(told[0]["Plan"])
        if "Scan" in node["Node Type"]
    )


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Without what is asked for every row besides, such as how many claims an article has."""
    yield plan
    for inner in plan.get("Plans", []):
        if inner["Parent Relationship"] != "SubPlan":
            yield from _nodes(inner)


def test_the_last_page_reads_no_more_rows_than_the_first(full: dict[str, int], rita: User) -> None:
    caller = Caller(rita)
    with connection.cursor() as cursor:  # of a hundred rows a scan of all is cheap: as if there were a million
        for name in ("enable_seqscan", "enable_sort", "enable_hashjoin", "enable_mergejoin"):
            cursor.execute(f"SET LOCAL {name} = off")
        cursor.execute("ANALYZE")
    for path in ("claims/", "verdicts/", "sources/", "actors/"):
        pages, url = [], f"{path}?page_size=10"
        while url:
            pages.append(url)
            url = caller.get(url).json()["next"]
        assert len(pages) >= MANY // 10
        first, last = (sum(map(rows_read, _listings(caller, page))) for page in (pages[0], pages[-2]))
        # rows of one moment at a page's edge are read twice; the ninety before the last page never are
        assert 0 < last <= max(first + 2, MANY // 2), f"{path}: {first} rows for the first page, {last} for the last"


def _listings(caller: Caller, page: str) -> list[str]:
    """The statements that choose the page's rows, and one more to see whether others follow."""
    return [sql for sql in asked(caller, page, 0) if "LIMIT 11" in sql]
