"""The record made tamper-evident: settled events are hashed in batches, each seal together with the one before."""

import hashlib
from collections.abc import Iterator

import orjson
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThanOrEqual

from claims.models import Event, EventNote, Seal
from claims.models.event import note_digest

LOCK = 7_205_001  # any number that no other advisory lock of ours uses
BATCH = 1000
FIRST = "0" * 64
PLACE = Tuple(F("transaction"), F("id"))  # in the record's order; compared as a whole, so that the index serves


def seal_events() -> int:
    """Seal what is settled and not sealed yet; answers how many events. Two at once: the second does nothing."""
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
    return sealed


def first_bent_line() -> str | None:
    """Names the first sealed line that is not as it was sealed; None when all are."""
    before: Seal | None = None
    for seal in Seal.objects.order_by("id").iterator(chunk_size=50):
        bent = _bent_chain(seal, before) or _bent_in(seal) or _slipped_in(seal, before)
        if bent is not None:
            return bent
        before = seal
    return _bent_note()


def go_on_after_restore() -> None:
    """Let the transactions of a restored database count on from those that its record knows, and say so in it.

    Another server counts its transactions from the start: without this new lines would stand among sealed ones.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(transaction), 0) FROM claims_event")
        earlier = int(cursor.fetchone()[0])
        cursor.execute(
            "CREATE OR REPLACE FUNCTION claims_earlier_transactions() RETURNS bigint LANGUAGE sql STABLE "
            f"AS $$ SELECT {earlier}::bigint $$"
        )
        Event.objects.create(verb="desk.restored", object_type="desk", object_id=0)


def digest(event: Event) -> str:
    """SHA-256 of all that the line says, in JSON with sorted keys."""
    line = {
        "id": event.pk,
        "transaction": event.transaction,
        "at": event.at.isoformat(),
        "verb": event.verb,
        "object": [event.object_type, event.object_id, event.object_version],
        "actor": event.actor_id,
        "before": event.before,
        "after": event.after,
        "note": event.note_digest,
        "from": event.came_from,
    }
    return hashlib.sha256(orjson.dumps(line, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _seal_batch() -> int:
    with transaction.atomic():
        if not _alone():
            return 0
        last = Seal.objects.order_by("-id").first()
        events = list(Event.objects.settled().filter(_behind(last))[:BATCH])
        if not events:
            return 0
        previous = last.sha256 if last else FIRST
        digests = [digest(event) for event in events]
        Seal.objects.create(
            previous=previous,
            sha256=_chained(previous, digests),
            event_ids=[event.pk for event in events],
            digests=digests,
            last_transaction=events[-1].transaction,
        )
        return len(events)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _chained(previous: str, digests: list[str]) -> str:
    return hashlib.sha256("".join([previous, *digests]).encode()).hexdigest()


def _behind(seal: Seal | None) -> Q:
    """The lines that come after the last one of that seal, in the record's order; all of them after none."""
    return Q() if seal is None else Q(TupleGreaterThan(PLACE, _end_of(seal)))


def _end_of(seal: Seal) -> tuple[int, int]:
    return seal.last_transaction, seal.event_ids[-1]


def _bent_chain(seal: Seal, before: Seal | None) -> str | None:
    if seal.previous != (before.sha256 if before else FIRST):
        return f"seal {seal.pk}: it does not follow the seal before it"
    if seal.sha256 != _chained(seal.previous, seal.digests) or len(seal.event_ids) != len(seal.digests):
        return f"seal {seal.pk}: its hash is not that of its lines"
    return None


def _bent_in(seal: Seal) -> str | None:
    events = Event.objects.in_bulk(seal.event_ids)
    for pk, sealed in zip(seal.event_ids, seal.digests, strict=True):
        if pk not in events:
            return f"event {pk}: it is gone"
        if digest(events[pk]) != sealed:
            return f"event {pk}: it is not as it was sealed"
    return None


def _slipped_in(seal: Seal, before: Seal | None) -> str | None:
    """Between two seals stand the lines of the second and no other."""
    others = Event.objects.filter(_behind(before), TupleLessThanOrEqual(PLACE, _end_of(seal))).exclude(
        pk__in=seal.event_ids
    )
    pk = others.order_by("transaction", "id").values_list("pk", flat=True).first()
    return None if pk is None else f"event {pk}: it was slipped in after the sealing"


def _bent_note() -> str | None:
    notes: Iterator[EventNote] = EventNote.objects.select_related("event").order_by("pk").iterator(chunk_size=500)
    for note in notes:
        if note_digest(note.salt, note.text) != note.event.note_digest:
            return f"event {note.pk}: its note is not as it was written"
    return None
