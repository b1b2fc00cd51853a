"""What every verdict stands on, of a claim or of a case: words, and evidence that readers can follow."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings

from claims import documents, fetching
from claims.models import Evidence, Lookup, PageCopy, Verdict
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
    """Keep the evidence in its order, with the hash of what stood on its page where that was looked up."""
    known = Lookup.objects.filter(url__in=[row["url"] for row in evidence]).exclude(sha256="")
    copies = PageCopy.objects.in_bulk([page.sha256 for page in known])
    seen = {
        page.url: {
            "sha256": page.sha256,
            "retrieved_at": page.done_at,
            "archived_url": copies[page.sha256].address if page.sha256 in copies else "",
        }
        for page in known
    }
    Evidence.objects.bulk_create(
        Evidence(verdict=verdict, position=n, **{**seen.get(row["url"], {}), **row}) for n, row in enumerate(evidence)
    )


def digest(words: Mapping[str, Any]) -> str:
    """SHA-256 of all that a signatory reads."""
    return hashlib.sha256(orjson.dumps(words, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()


def saw(page: fetching.Fetched, *, now: datetime) -> tuple[str, PageCopy | None]:
    """SHA-256 of what a reader sees, and the copy that is kept of it: of the text where there is one, since pages
    change around it all the time; of a page without text the hash alone."""
    try:
        document = documents.read(page.body, content_type=page.content_type, url=page.url)
    except documents.Unreadable:
        return hashlib.sha256(page.body).hexdigest(), None
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    known = {"title": document.title[:500], "publisher": (document.site_name or "")[:200], "text": document.text}
    copy, _ = PageCopy.objects.get_or_create(sha256=digest, defaults={**known, "url": page.url[:2000], "taken_at": now})
    return digest, copy


def _check_links(evidence: Sequence[Mapping[str, Any]]) -> None:
    """Whoever reads the verdict is led there."""
    for number, row in enumerate(evidence):
        try:
            fetching.check_link(row["url"], allow=settings.FETCH_ALLOW)
        except fetching.Refused as refusal:
            raise RuleBroken(refusal.message, field=f"evidence.{number}.url", code=refusal.code) from refusal
