"""All that a list holds, in one answer: CSV or JSON Lines, streamed in batches, however much it is."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import orjson
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract
from claims.api import filters, params, schema
from claims.api.gate import EVERYBODY, needs, outside, person, visitor
from claims.api.views import claims
from claims.contract import tables
from claims.models import Case, Claim

TYPES = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
AS = serializers.ChoiceField(choices=list(TYPES), required=False, default="jsonl", help_text="CSV or JSON Lines.")
UNPAGED: dict[str, Any] = {"as": AS, "page_size": None, "cursor": None}
# `as` is no name in Python; a field of None is none
ClaimsWanted = serializers.SerializerMetaclass("ClaimsWanted", (params.ClaimParams,), UNPAGED | {"ordering": None})
CasesWanted = serializers.SerializerMetaclass("CasesWanted", (params.CaseParams,), UNPAGED)

Make = Callable[[Sequence[Any]], list[dict[str, Any]]]


class ClaimsExport(APIView):
    permission_classes = needs(GET=EVERYBODY)
    produces = tuple(TYPES.values())

    @schema.an_export("export_claims", ClaimsWanted, "Every claim that the list has with these filters, by number.")
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, ClaimsWanted)
        me = None if outside(request) else person(request)
        by_date = wanted | {"ordering": "created_at"}  # no ceiling of hits
        found, _ = filters.claims(Claim.objects.visible_to(visitor(request)), by_date, me=me)
        make = partial(claims.listed, outsider=me is None)
        return _streamed(request, "claims", contract.claims.rows(found), wanted["as"], tables.CLAIMS, make)


class CasesExport(APIView):
    permission_classes = needs(GET=EVERYBODY)
    produces = tuple(TYPES.values())

    @schema.an_export("export_cases", CasesWanted, "Every case that the list has with these filters, by number.")
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, CasesWanted)
        found = filters.cases(Case.objects.visible_to(visitor(request)), wanted).for_reading()
        make = partial(contract.cases.listed, outsider=outside(request), now=timezone.now())
        return _streamed(request, "cases", found, wanted["as"], tables.CASES, make)


def _streamed(
    request: Request, name: str, rows: "QuerySet[Any, Any]", kind: str, columns: tables.Columns, make: Make
) -> HttpResponseBase:
    """The answer; to a HEAD without reading anything."""
    write = _csv(rows, columns, make) if kind == "csv" else _json_lines(rows, make)
    head = request.method == "HEAD"
    response: HttpResponseBase = HttpResponse() if head else StreamingHttpResponse(write)
    response.headers["Content-Type"] = f"{TYPES[kind]}; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return response


def _csv(rows: "QuerySet[Any, Any]", columns: tables.Columns, make: Make) -> Iterator[bytes]:
    yield tables.heading(columns).encode()
    for batch in tables.in_batches(rows):
        yield tables.as_csv(make(batch), columns).encode()


def _json_lines(rows: "QuerySet[Any, Any]", make: Make) -> Iterator[bytes]:
    for batch in tables.in_batches(rows):
        yield b"".join(orjson.dumps(one) + b"\n" for one in make(batch))
