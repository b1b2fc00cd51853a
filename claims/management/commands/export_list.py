"""`manage.py export_list claims|cases`: the desk's own lists as CSV or JSON Lines, to standard output."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import orjson
from django.core.management.base import BaseCommand
from django.db.models import QuerySet
from django.utils import timezone

from claims import contract
from claims.contract import tables
from claims.models import Case, Claim
from claims.models.enums import CaseState, Kind, Status

Make = Callable[[Sequence[Any]], list[dict[str, Any]]]


class Command(BaseCommand):
    help = "Write every claim or case of the desk, by number, as CSV or JSON Lines. Other filters: the API's exports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["claims", "cases"])
        parser.add_argument("--as", choices=["csv", "jsonl"], default="csv", dest="form")
        parser.add_argument("--kind", choices=Kind.values, help="only of this kind")
        parser.add_argument("--status", choices=Status.values, help="claims that stand there")
        parser.add_argument("--state", choices=CaseState.values, help="cases that stand so")
        parser.add_argument("--actor", metavar="CODE", help="given or sent by this state, by its ISO 3166 code")
        parser.add_argument("--recipient", metavar="CODE", help="to this state")

    def handle(self, *, what: str, form: str, **options: Any) -> None:
        rows, columns, make = _claims(options) if what == "claims" else _cases(options)
        lines = _csv(rows, columns, make) if form == "csv" else _json_lines(rows, make)
        for line in lines:
            self.stdout.write(line, ending="")


def _claims(wanted: dict[str, Any]) -> "tuple[QuerySet[Any, Any], tables.Columns, Make]":
    found = Claim.objects.filter(**_same(wanted, "status"))
    return (
        contract.claims.rows(found),
        tables.CLAIMS,
        lambda rows: [contract.claims.claim(row, outsider=False) for row in rows],
    )


def _cases(wanted: dict[str, Any]) -> "tuple[QuerySet[Any, Any], tables.Columns, Make]":
    found = Case.objects.filter(merged_into__isnull=True, **_same(wanted, "state")).for_reading()
    return found, tables.CASES, partial(contract.cases.listed, outsider=False, now=timezone.now())


def _same(wanted: dict[str, Any], standing: str) -> dict[str, Any]:
    """What the two nouns share, and where they stand."""
    columns = {"kind": "kind", standing: standing, "actor": "actor__code", "recipient": "recipient__code"}
    return {column: wanted[name] for name, column in columns.items() if wanted[name]}


def _csv(rows: "QuerySet[Any, Any]", columns: tables.Columns, make: Make) -> Iterator[str]:
    yield tables.heading(columns)
    for batch in tables.in_batches(rows):
        yield tables.as_csv(make(batch), columns)


def _json_lines(rows: "QuerySet[Any, Any]", make: Make) -> Iterator[str]:
    for batch in tables.in_batches(rows):
        yield "".join(f"{orjson.dumps(one).decode()}\n" for one in make(batch))
