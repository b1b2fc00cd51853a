"""What every verdict stands on, of a claim or of a case: words, and evidence that readers can follow."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.conf import settings

from claims import fetching
from claims.models import Evidence, Verdict
from claims.models.errors import RuleBroken


def check(*, summary: str, explanation: str, evidence: Sequence[Mapping[str, Any]]) -> None:
    if not summary.strip():
        raise RuleBroken("A verdict needs a summary.", field="summary", code="required")
    if not explanation.strip():
        raise RuleBroken("A verdict needs an explanation.", field="explanation", code="required")
    if not evidence:
        raise RuleBroken("A verdict needs at least one piece of evidence.", field="evidence", code="required")
    _check_links(evidence)


def store(verdict: Verdict, evidence: Sequence[Mapping[str, Any]]) -> None:
    """Keep the evidence in its order."""
    Evidence.objects.bulk_create(Evidence(verdict=verdict, position=n, **row) for n, row in enumerate(evidence))


def digest(words: Mapping[str, Any]) -> str:
    """SHA-256 of all that a signatory reads."""
    return hashlib.sha256(orjson.dumps(words, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()


def _check_links(evidence: Sequence[Mapping[str, Any]]) -> None:
    """Whoever reads the verdict is led there."""
    for number, row in enumerate(evidence):
        try:
            fetching.check_link(row["url"], allow=settings.FETCH_ALLOW)
        except fetching.Refused as refusal:
            raise RuleBroken(refusal.message, field=f"evidence.{number}.url", code=refusal.code) from refusal
