"""A feed's bytes to its entries."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.documents import sandbox
from claims.documents.unreadable import Unreadable

MAX_BYTES = 5 * 1024 * 1024
_DECLARATION = re.compile(rb"<!(?:doctype|entity)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed names: a complete http or https address, and what the feed says of it."""

    url: str
    title: str
    published_at: datetime | None


def read_feed(body: bytes, *, url: str) -> Sequence[Entry]:
    """The feed's first 200 entries, in its order. Raises `Unreadable`.

    Codes: `doctype_refused` (a few bytes of entities keep a parser busy for seconds; no feed needs any), `not_a_feed`,
    `too_heavy`.
    """
    if _DECLARATION.search(body.replace(b"\0", b"")):  # in UTF-16, too
        raise Unreadable("doctype_refused", "This feed declares a document type or entities, which is refused.")
    fields = sandbox.run("claims.documents.feedreader", body.decode("latin-1"), {"url": url})
    return [
        Entry(
            entry["url"],
            entry["title"],
            datetime.fromisoformat(entry["published_at"]) if entry["published_at"] else None,
        )
        for entry in json.loads(fields["entries"] or "[]")
    ]
