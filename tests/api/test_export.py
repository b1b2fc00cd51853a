"""All of a list at once: the same filters, nothing that one may not see, and cells that are only text."""

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.contract import tables
from claims.flow import cases
from claims.models import Claim, User
from claims.models.enums import Kind
from tests import factories
from tests.api.callers import Caller

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db


def export(caller: Caller, what: str, **params: Any) -> "Answer":
    return caller.client.get(f"/api/v1/{what}/export/", params, headers=caller.headers)


def body(answer: "Answer") -> str:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it streams


def json_lines(answer: "Answer") -> list[dict[str, Any]]:
    assert answer.headers["Content-Type"] == "application/x-ndjson; charset=utf-8"
    return [json.loads(line) for line in body(answer).splitlines()]


def table(answer: "Answer") -> list[dict[str, str]]:
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(body(answer), newline="")))


def test_lines_are_the_rows_of_the_list(as_vera: Caller, outsider: Caller) -> None:
    factories.make_claims(3)
    published = factories.published_claim()
    for caller, number in ((as_vera, 4), (outsider, 1)):
        rows = caller.get("claims/", ordering="created_at").json()["results"]
        assert json_lines(export(caller, "claims", **{"as": "jsonl"})) == rows
        assert len(rows) == number
    [row] = table(export(outsider, "claims", **{"as": "csv"}))
    assert (row["id"], row["quote"], row["actor.code"]) == (str(published.pk), published.quote, "DE")
    assert (row["due.to"], row["quantity.min"], row["verdict.rating.name"]) == ("2024-12-31", "3", "False")


def test_the_filters_are_the_list_s(as_vera: Caller, outsider: Caller) -> None:
    factories.make_claims(2)
    wanted = factories.make_claim(actor=None, kind="troops", step="deployed")
    assert [row["id"] for row in json_lines(export(as_vera, "claims", kind="troops"))] == [wanted.pk]
    assert json_lines(export(outsider, "claims", status="queued")) == []
    for params in ({"as": "xml"}, {"page_size": "3"}, {"cursor": "x"}, {"colour": "red"}, {"kind": "words"}):
        answer = export(as_vera, "claims", **params)
        assert answer.status_code == 400
        assert json.loads(answer.content)["errors"][0]["field"] == next(iter(params))


def test_all_of_it_in_batches(
    as_vera: Caller, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    claims = factories.make_claims(7)
    monkeypatch.setattr(tables.in_batches, "__defaults__", (3,))
    answer = export(as_vera, "claims")
    with django_assert_num_queries(7):  # the ids of a batch, then its rows; and that there is no fourth one
        found = json_lines(answer)
    assert [row["id"] for row in found] == [claim.pk for claim in claims]


def test_cases_too(as_vera: Caller, outsider: Caller, omar: User) -> None:
    hidden = cases.open_case("Hidden", Kind.AID, by=omar)
    shown = cases.open_with(factories.make_claim(), title="=1+1", by=omar, now=factories.NOW)
    cases.publish(shown, by=omar)
    assert [row["id"] for row in json_lines(export(as_vera, "cases"))] == [hidden.pk, shown.pk]
    assert json_lines(export(outsider, "cases")) == [
        row for row in outsider.get("cases/").json()["results"] if row["id"] == shown.pk
    ]
    [row] = table(export(outsider, "cases", **{"as": "csv"}))
    assert (row["title"], row["recipient.code"], row["claims_count"]) == ("'=1+1", "UA", "1")
    assert json_lines(export(as_vera, "cases", state="kept")) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *[(start + "x", "'" + start + "x") for start in ("=", "+", "-", "@", "\t", "\r")],
        *[(None, ""), (True, "true"), (False, "false"), (0.5, "0.5"), (["a", "b"], "a; b"), ("a=b", "a=b")],
        *[(["=1"], "'=1"), ("", "")],
    ],
)
def test_cells(value: object, text: str) -> None:
    assert tables.cell(value) == text


def test_every_column_is_one_of_the_object(as_vera: Caller, omar: User) -> None:
    claim = factories.published_claim()
    case = cases.open_with(Claim.objects.get(pk=claim.pk), title="All", by=omar, now=factories.NOW)
    rows = {
        "claims": (tables.CLAIMS, as_vera.get("claims/").json()["results"][0]),
        "cases": (tables.CASES, as_vera.get(f"cases/{case.pk}/").json()),
    }
    for columns, row in rows.values():
        assert {path.partition(".")[0] for path in columns} <= set(row)


def test_who_asks_for_the_head_alone_gets_it_and_types_are_negotiated(as_vera: Caller, client: Client) -> None:
    answer = as_vera.client.head("/api/v1/claims/export/?as=csv", headers=as_vera.headers)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="claims.csv"'
    assert client.get("/api/v1/claims/export/", headers={"Accept": "text/csv"}).status_code == 200
    assert client.get("/api/v1/claims/export/", headers={"Accept": "image/png"}).status_code == 406
