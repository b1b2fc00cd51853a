"""All that is published as tables to take away: verdicts, cases and the points of their ledgers, with a data package.

The package follows the Data Package standard of Frictionless Data
(datapackage.org). What outsiders may not see is in no table.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from claims import ledger
from claims.models import Case, Claim, Verdict, casebook

from . import cases, claims, tables, verdicts
from .parts import Object

Batches = Iterator[list[Object]]
KINDS = ("csv", "jsonl")
ANYBODY = AnonymousUser()
LINKED = ("rating", "case", "proposed_by", "signed_by", "superseded_by_verdict")
SUMS = ("pledged", "committed", "allocated", "delivered")
VERDICTS: tables.Columns = {
    "id": "number of the verdict",
    "url": "its page",
    "state": "published or superseded",
    "claim.id": "number of the claim that it judges",
    "claim.quote": "the exact words",
    "claim.speaker.name": "who said it",
    "claim.article.url": "where it stands",
    "case.id": "number of the case that it judges, where it judges no claim",
    "case_state": "where it says that the case stands",
    "share_delivered": "of what was partly kept, 0 to 1",
    "rating.name": "point of the truth scale",
    "rating.value": "the same as a number, 1 is worst",
    "summary": "in one or two sentences",
    "published_at": "when it was published",
    "supersedes": "number of the verdict that it replaced",
    "superseded_by": "number of the verdict that replaced it",
    "correction_note": "what the correction changed",
    "demo": "whether it is a sample",
}
TIMELINES: tables.Columns = {
    "case": "number of the case",
    "what": "pledged, committed, allocated, delivered, estimate or deadline",
    "unit": "unit or currency",
    "date": "on which day, or said on which day",
    "min": "at least so many",
    "max": "at most so many",
    "step": "of an estimate: where the troops are",
    "side": "who says so",
    "origin": "of an estimate: by whom",
    "confirmed": "of a delivery: whether it is confirmed",
    "due": "of a deadline: the day",
    "claim": "number of the claim that says so",
}


# of the last part of a column's path: its type in the Table Schema; all else is text
TYPES = {
    **dict.fromkeys(("id", "value", "case", "claim", "claims_count", "supersedes", "superseded_by"), "integer"),
    **dict.fromkeys(("min", "max", "share_delivered"), "number"),
    **dict.fromkeys(("date", "due", "first_due", "last_movement"), "date"),
    **dict.fromkeys(("created_at", "published_at"), "datetime"),
    **dict.fromkeys(("confirmed", "demo", "public"), "boolean"),
}


@dataclass(frozen=True)
class Table:
    """One file of the dump, in each of the `KINDS`."""

    title: str
    columns: tables.Columns
    batches: Callable[[datetime], Batches]


def published_verdicts(now: datetime) -> Batches:
    """Those that stand, and those that were replaced."""
    found = Verdict.objects.visible_to(ANYBODY).select_related(*LINKED).defer("explanation", "reading", "search")
    for batch in tables.in_batches(found):
        rows = claims.rows(Claim.objects.filter(pk__in=[one.claim_id for one in batch]))
        judged = {row["id"]: claims.claim(row, outsider=True) for row in rows if row["standing_verdict_id"]}
        yield [verdicts.listed(one, judged.get(one.claim_id or 0), outsider=True) for one in batch]


def public_cases(now: datetime) -> Batches:
    for batch in tables.in_batches(Case.objects.public().for_reading()):
        yield cases.listed(batch, outsider=True, now=now)


def points(now: datetime) -> Batches:
    """The points of the public cases' ledgers as they stand today."""
    for batch in tables.in_batches(Case.objects.public().for_reading(), 50):
        yield [point for case in batch for point in points_of(case, now)]


def points_of(case: Case, now: datetime) -> Iterator[Object]:
    told = ledger.as_object(casebook.as_it_stands(case, today=case.day_of(now)))
    for line in (told, *told["lines"]):
        common = {"case": case.pk, "unit": line["unit"]}
        for what in SUMS:
            yield from (common | {"what": what} | point for point in line[what])
        yield from (common | {"what": "estimate"} | point for point in line["estimates"])
    for one in told["deadlines"]:
        yield {"case": case.pk, "what": "deadline", "date": one["said_on"], "due": one["due"], "claim": one["claim"]}


TABLES: Mapping[str, Table] = {
    "verdicts": Table("Published verdicts", VERDICTS, published_verdicts),
    "cases": Table("Public cases", tables.CASES, public_cases),
    "timelines": Table("What the public cases' ledgers hold", TIMELINES, points),
}


def lines(name: str, kind: str, *, now: datetime) -> Iterator[bytes]:
    """The file of that table, piece by piece."""
    table = TABLES[name]
    if kind == "csv":
        yield tables.heading(table.columns).encode()
    for batch in table.batches(now):
        if kind == "csv":
            yield tables.as_csv(batch, table.columns).encode()
        else:
            yield b"".join(orjson.dumps(one) + b"\n" for one in batch)


def datapackage(now: datetime) -> Object:
    """The `datapackage.json` beside the files."""
    licence = settings.DATA_LICENCE
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "claimtracker",
        "title": "Claims about aid and troops: verdicts, cases and their timelines",
        "homepage": settings.PUBLIC_URL,
        "created": now.isoformat(),
        "licenses": [{"name": licence, "path": f"https://spdx.org/licenses/{licence}.html"}],
        "resources": [_resource(name, kind) for name in TABLES for kind in KINDS],
    }


def _resource(name: str, kind: str) -> Object:
    table = TABLES[name]
    told: dict[str, Any] = {
        "name": f"{name}-{kind}",
        "path": f"{name}.{kind}",
        "title": table.title,
        "encoding": "utf-8",
    }
    if kind == "jsonl":
        return told | {"format": "jsonl", "mediatype": "application/x-ndjson"}
    columns = [
        {"name": path, "type": TYPES.get(path.rpartition(".")[2], "string"), "description": text}
        for path, text in table.columns.items()
    ]
    return told | {"format": "csv", "mediatype": "text/csv", "type": "table", "schema": {"fields": columns}}
