"""Sealing: settled lines are hashed in order, each batch with the one before, and whatever is bent is named."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from claims.flow import review, seal
from claims.models import Event, EventNote, Seal, User
from tests import factories
from tests.threads import at_once
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def somebody_at_the_database() -> Iterator[None]:
    """As its owner, who can switch off what protects the record."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


def sealed() -> list[int]:
    return [pk for its in Seal.objects.order_by("id") for pk in its.event_ids]


def seal_all() -> None:
    """Transactions of other databases on the same server keep lines unsettled too, for as long as they run."""
    until(lambda: seal.seal_events() >= 0 and len(sealed()) == Event.objects.count(), within=30)


def test_settled_lines_are_sealed_once_and_in_order() -> None:
    factories.published_claim()
    lines = list(Event.objects.order_by("transaction", "id").values_list("pk", flat=True))
    seal_all()
    assert seal.seal_events() == 0
    assert sealed() == lines
    before = Seal.objects.latest("id")
    factories.make_article()
    seal_all()
    assert len(sealed()) == len(lines) + 1
    assert Seal.objects.earliest("id").previous == seal.FIRST
    assert Seal.objects.latest("id").previous == before.sha256
    assert seal.first_bent_line() is None


def test_a_long_record_is_sealed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "BATCH", 3)
    factories.published_claim()
    seal_all()
    assert Seal.objects.count() >= Event.objects.count() / 3
    assert all(len(its.event_ids) <= 3 for its in Seal.objects.all())
    assert seal.first_bent_line() is None


def test_an_empty_record_is_true() -> None:
    assert seal.seal_events() == 0
    assert seal.first_bent_line() is None


def test_many_who_seal_at_once_seal_each_line_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "BATCH", 5)
    for _ in range(4):
        factories.published_claim()
    at_once(6, lambda _: seal.seal_events())
    seal_all()
    assert sorted(sealed()) == sorted(Event.objects.values_list("pk", flat=True))
    assert seal.first_bent_line() is None


def test_a_lower_line_that_commits_later_is_not_skipped() -> None:
    slow = connection.copy()
    try:
        slow.set_autocommit(False)
        with slow.cursor() as cursor:
            cursor.execute(
                "INSERT INTO claims_event (verb, object_type, object_id, before, after, note_digest, came_from)"
                " VALUES ('claim.found', 'claim', 1, '{}', '{}', '', '') RETURNING id"
            )
            early = int(cursor.fetchone()[0])
        late = Event.objects.about(factories.make_article()).get()
        assert early < late.pk
        assert seal.seal_events() == 0, "a line was sealed over one that may still come before it"
        slow.commit()
    finally:
        slow.close()
    seal_all()
    assert sealed() == [early, late.pk]
    assert seal.first_bent_line() is None


@pytest.mark.parametrize("column", ["verb", "object_id", "before", "actor_id", "note_digest", "came_from", "at"])
def test_a_bent_line_is_named(column: str, rita: User) -> None:
    factories.published_claim()
    factories.make_article()
    seal_all()
    bent = Event.objects.order_by("pk")[3]
    values = {"verb": "claim.bent", "object_id": 0, "before": {"status": "x"}, "actor_id": rita.pk, "note_digest": "0"}
    values |= {"came_from": "nowhere", "at": factories.NOW}
    assert getattr(bent, column) != values[column]
    with somebody_at_the_database():
        Event.objects.filter(pk=bent.pk).update(**{column: values[column]})
    assert seal.first_bent_line() == f"event {bent.pk}: it is not as it was sealed"


def test_the_first_of_two_bent_lines_is_named() -> None:
    factories.published_claim()
    seal_all()
    first, second = Event.objects.order_by("transaction", "pk")[2:4]
    with somebody_at_the_database():
        Event.objects.filter(pk__in=[first.pk, second.pk]).update(verb="claim.bent")
    assert f"event {first.pk}:" in str(seal.first_bent_line())


@pytest.mark.parametrize("place", [0, 3, -1])
def test_a_missing_line_is_named(place: int) -> None:
    factories.published_claim()
    seal_all()
    gone = list(Event.objects.order_by("pk"))[place]
    with somebody_at_the_database():
        EventNote.objects.filter(event=gone).delete()
        Event.objects.filter(pk=gone.pk).delete()
    assert seal.first_bent_line() == f"event {gone.pk}: it is gone"


@pytest.mark.parametrize("place", [0, 2, -1])
def test_a_line_slipped_in_among_the_sealed_is_named(place: int) -> None:
    factories.published_claim()
    seal_all()
    factories.make_article()
    seal_all()
    near = list(Event.objects.order_by("transaction", "pk"))[place]
    false = Event.objects.create(
        pk=-1, transaction=near.transaction, verb="claim.taken", object_type="claim", object_id=1
    )
    assert seal.first_bent_line() == f"event {false.pk}: it was slipped in after the sealing"
    seal.seal_events()
    assert false.pk not in sealed()


def test_a_new_line_is_not_slipped_in() -> None:
    factories.published_claim()
    seal_all()
    factories.make_article()
    assert seal.first_bent_line() is None


def test_a_bent_seal_is_named() -> None:
    for _ in range(3):
        factories.make_article()
        seal_all()
    _, second, third = Seal.objects.order_by("id")
    with somebody_at_the_database():
        Seal.objects.filter(pk=second.pk).update(sha256="f" * 64)
    assert f"seal {second.pk}:" in str(seal.first_bent_line())
    with somebody_at_the_database():
        Seal.objects.filter(pk=second.pk).delete()
    assert f"seal {third.pk}:" in str(seal.first_bent_line())


def test_a_line_taken_out_of_its_seal_is_named() -> None:
    factories.published_claim()
    seal_all()
    only = Seal.objects.latest("id")
    with somebody_at_the_database():
        Seal.objects.filter(pk=only.pk).update(event_ids=only.event_ids[:-1])
    assert seal.first_bent_line() == f"seal {only.pk}: its hash is not that of its lines"
    with somebody_at_the_database():
        Seal.objects.filter(pk=only.pk).update(digests=only.digests[:-1])
    assert seal.first_bent_line() == f"seal {only.pk}: its hash is not that of its lines"


def test_a_note_rewritten_is_named_and_a_note_erased_is_not(omar: User) -> None:
    claim = factories.published_claim()
    review.reopen(claim, by=omar, reason="Ivan Ivanov wrote to us.", now=factories.NOW)
    seal_all()
    note = EventNote.objects.get()
    EventNote.objects.update(text="Nobody wrote to us.")
    assert seal.first_bent_line() == f"event {note.pk}: its note is not as it was written"
    note.delete()
    assert seal.first_bent_line() is None
