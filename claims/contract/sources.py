"""The source and feed objects of the contract."""

from claims.models import Feed, Source

from . import parts
from .parts import Object


def source(row: Source) -> Object:
    return {
        "id": row.pk,
        "name": row.name,
        "host": row.host,
        "homepage": row.homepage or None,
        "language": row.language or None,
        "created_at": parts.moment(row.created_at),
        "demo": row.demo,
    }


def feed(row: Feed) -> Object:
    """With its health; the row comes with its source."""
    return {
        "id": row.pk,
        "source": {"id": row.source.pk, "name": row.source.name},
        "url": row.url,
        "active": row.active,
        "last_read_at": parts.moment(row.last_read_at),
        "last_new_at": parts.moment(row.last_new_at),
        "failing_since": parts.moment(row.failing_since),
        "error": row.error or None,
        "next_read_at": parts.moment(row.next_try_at) if row.active else None,
    }
