"""What somebody has done at the desk, the newest first."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from claims import contract
from claims.lists import keyset
from claims.lists.keyset import Order
from claims.models import Case, Claim, Event, Verdict
from claims.pages import history, reading

from . import naming
from .doors import Context, page, person

ROWS = 50
NEWEST = Order("my history", "id", lambda row: row["id"], descending=True)
PAGES = {"claim": "desk:claim", "verdict": "desk:verdict", "case": "desk:case", "article": "desk:article"}
TOLD_TWICE = ["verdict.proposed", "verdict.sent_back", "verdict.taken_back", "verdict.published", "verdict.superseded"]


@page()
def show(request: HttpRequest) -> HttpResponseBase:
    """One's own lines of the record; of a verdict of a claim, what the claim's line says already is left out."""
    ratings = Verdict.objects.filter(claim__isnull=True).values("pk")
    mine = Event.objects.filter(actor=person(request))
    mine = mine.exclude(verb__in=TOLD_TWICE) | mine.filter(verb__in=TOLD_TWICE, object_id__in=ratings)
    rows = mine.values(*contract.events.FIELDS, "object_type", "object_id")
    try:
        found = keyset.page(rows, NEWEST, size=ROWS, cursor=request.GET.get("cursor"))
    except keyset.BadCursor:
        found = keyset.page(rows, NEWEST, size=ROWS)
    return render(request, "desk/my_history.html", {"found": found, "lines": _lines(found.rows)})


def _lines(rows: Sequence[Mapping[str, Any]]) -> list[Context]:
    titles = _titles(rows)
    return [
        {
            "at": event["at"],
            "sentence": history.alone(event),
            "title": titles.get((row["object_type"], row["object_id"])) or f"{row['object_type']} {row['object_id']}",
            "href": reverse(PAGES[row["object_type"]], args=[row["object_id"]]) if row["object_type"] in PAGES else "",
        }
        for row, event in zip(rows, naming.of_events(rows), strict=True)
    ]


def _titles(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], str]:
    """What the lines are about, in three queries."""
    pks = {kind: [row["object_id"] for row in rows if row["object_type"] == kind] for kind in PAGES}
    claims = Claim.objects.filter(pk__in=pks["claim"]).values_list("pk", "quote")
    cases = Case.objects.filter(pk__in=pks["case"]).values_list("pk", "title")
    verdicts = Verdict.objects.filter(pk__in=pks["verdict"]).values_list("pk", "quote", "case__title", "case_state")
    titles = {("claim", pk): quote for pk, quote in claims} | {("case", pk): title for pk, title in cases}
    for pk, quote, title, state in verdicts:
        titles[("verdict", pk)] = quote or f"{title}: {reading.words(state)}"
    return titles
