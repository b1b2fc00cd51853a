"""Fact-checks of others come in: new ones are stored, known ones brought up to what their publisher says now."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from claims.documents.factchecks import Found
from claims.matching import signature
from claims.models import Event, FactCheck

SAID_ANEW = [
    *("publisher_name", "publisher_site", "title", "claimant", "claim_date", "review_date"),
    *("rating_text", "rating_normalised", "language"),
]


def store(found: Sequence[Found]) -> int:
    """Keep these reviews; answers how many were not there before. Twice is the same as once."""
    rows: dict[str, FactCheck] = {one.sha256: _row(one) for one in found}
    with transaction.atomic():
        known = set(FactCheck.objects.filter(sha256__in=rows).values_list("sha256", flat=True))
        FactCheck.objects.bulk_create(
            rows.values(), update_conflicts=True, unique_fields=["sha256"], update_fields=SAID_ANEW
        )
        new = len(rows) - len(known)
        if new:
            Event.objects.create(verb="desk.factchecks_imported", object_type="desk", object_id=0, after={"new": new})
        return new


def _row(one: Found) -> FactCheck:
    values: dict[str, Any] = asdict(one)
    return FactCheck(sha256=one.sha256, bands=signature(one.claim_text), **values)
