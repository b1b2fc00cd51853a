"""The contract's objects as rows of tables: which columns, what they mean, and cells that carry nothing out."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from .parts import Object

BATCH = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Columns = Mapping[str, str]  # a path into the object, such as `article.source.name`: what stands there

FIGURE = {"min": "at least so many", "max": "at most so many", "text": "in the speaker's words"}
PERIOD = {"from": "first day", "to": "last day", "precision": "how exactly it was said", "text": "as it was said"}


def _all(name: str, parts: Columns) -> dict[str, str]:
    return {f"{name}.{part}": f"{name}: {meaning}" for part, meaning in parts.items()}


CLAIMS: Columns = {
    "id": "number of the claim",
    "url": "its address in the API",
    "status": "where it stands; to outsiders always published",
    "kind": "aid, troops or statement",
    "step": "where it stands on the ladder",
    "quote": "the exact words",
    "article.id": "number of the article",
    "article.title": "its title",
    "article.url": "its address",
    "article.source.name": "who published it",
    "article.published_at": "when",
    "speaker.id": "number of who said it",
    "speaker.name": "who said it",
    "speaker.role": "as what",
    "attribution": "the verb of saying",
    "modality": "asserted, promised, planned, possible or reported",
    "negated": "whether it is denied",
    "condition": "on which condition",
    "side": "donor, recipient, third_party or press",
    "origin": "whom the speaker leans on",
    "actor.id": "number of who gives or sends",
    "actor.name": "who gives or sends",
    "actor.code": "its ISO 3166 code",
    "recipient.id": "number of to whom",
    "recipient.name": "to whom",
    "recipient.code": "its ISO 3166 code",
    "item": "what",
    "item_category": "of which category",
    **_all("quantity", FIGURE | {"unit": "of what", "precision": "how exactly"}),
    **_all("amount", FIGURE | {"currency": "ISO 4217", "precision": "how exactly"}),
    "measure": "increment, total or estimate",
    "place": "where",
    **_all("happened", PERIOD),
    **_all("due", PERIOD),
    "worthiness": "how much it deserves checking, 0 to 1",
    "case.id": "number of its case",
    "case.title": "title of its case",
    "verdict.id": "number of the published verdict",
    "verdict.rating.name": "its rating",
    "verdict.rating.value": "the same as a number, 1 is worst",
    "verdict.published_at": "when it was published",
    "created_at": "when the claim was found",
    "updated_at": "when it changed last",
    "demo": "whether it is a sample",
}
CASES: Columns = {
    "id": "number of the case",
    "url": "its page",
    "title": "its title",
    "kind": "aid or troops",
    "item": "what",
    "actor.name": "who gives or sends",
    "actor.code": "its ISO 3166 code",
    "recipient.name": "to whom",
    "recipient.code": "its ISO 3166 code",
    "state": "open, overdue, kept, partly_kept, broken or withdrawn",
    "signs": "stalled, in_the_works",
    "share_delivered": "of what was partly kept, 0 to 1",
    "first_due": "the first deadline",
    "due": "the latest deadline",
    "last_movement": "the last day on which anything moved",
    "time_zone": "in which the deadline counts",
    "claims_count": "how many claims are in it",
    "rating.id": "number of the published rating",
    "rating.summary": "its summary",
    "rating.published_at": "when it was published",
    "public": "whether everybody reads it",
    "created_at": "when it was opened",
    "demo": "whether it is a sample",
}


def in_batches(rows: "QuerySet[Any, Any]", size: int = BATCH) -> Iterator[list[Any]]:
    """All rows, or rows of values with their `id`, by their ids: no batch costs more than the first."""
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        yield found
        last = found[-1]["id"] if isinstance(found[-1], dict) else found[-1].pk


def heading(columns: Columns) -> str:
    """The first line of a CSV file."""
    return _lines([list(columns)])


def as_csv(objects: Iterable[Object], columns: Columns) -> str:
    """Those objects as lines of CSV (RFC 4180, UTF-8)."""
    return _lines([cell(value_at(one, path)) for path in columns] for one in objects)


def value_at(found: Any, path: str) -> Any:
    """What stands at that path in the object; None where a part of it is null."""
    for name in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


def cell(value: Any) -> str:
    """The value as text: lists with semicolons, and an apostrophe before what a spreadsheet would carry out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _lines(rows: Iterable[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()
