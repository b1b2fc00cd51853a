"""The record: one line for every change, in the transaction of the change, that nobody can bend or take away."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.db import DatabaseError, connection, transaction

from claims.flow import extract, publish, queue, review
from claims.models import (
    Article,
    Claim,
    Delivery,
    Event,
    EventNote,
    Evidence,
    Review,
    Seal,
    User,
    Verdict,
)
from claims.models.enums import DismissReason
from claims.models.errors import StaleVersion
from claims.models.event import EventQuerySet, note_digest
from tests import factories
from tests.conftest import guard_against_truncate
from tests.factories import NOW


@pytest.mark.django_db
def test_a_claims_life_can_be_read_from_the_record(rita: User, omar: User, nina: User) -> None:
    claim = factories.make_claim()
    verdict = factories.propose(claim, by=rita)
    publish.send_back(verdict, by=omar, note="Name the second delivery.")
    verdict = factories.propose(Claim.objects.get(pk=claim.pk), by=rita)
    publish.approve(verdict, by=omar, now=NOW)
    publish.withdraw(verdict, by=omar, reason="The list was forged.")
    publish.approve(verdict, by=nina, now=NOW)
    told = [(event.verb, event.actor and event.actor.username) for event in Event.objects.about(claim)]
    assert told == [
        ("claim.found", None),
        ("claim.queued", None),
        ("claim.taken", "rita"),
        ("claim.proposed", "rita"),
        ("claim.sent_back", "omar"),
        ("claim.proposed", "rita"),
        ("claim.published", "omar"),
        ("claim.reopened", "nina"),
    ]
    assert [event.verb for event in Event.objects.about(verdict)] == [
        "verdict.proposed",
        "verdict.published",
        "verdict.withdrawal_asked",
        "verdict.withdrawn",
    ]
    assert [event.verb for event in Event.objects.about(claim.article)] == [
        "article.received",
        "article.extracted",
        "article.ready",
    ]


@pytest.mark.django_db
def test_a_line_says_what_stood_there_before_and_after(rita: User) -> None:
    claim = factories.take(by=rita).claim
    line = Event.objects.about(claim).latest("id")
    assert (line.verb, line.actor, line.object_type, line.object_id) == ("claim.taken", rita, "claim", claim.pk)
    assert (line.before, line.after) == ({"status": "queued"}, {"status": "in_review"})
    assert line.object_version == claim.version
    assert line.at is not None


@pytest.mark.django_db
def test_a_line_names_the_request_it_came_from(rita: User) -> None:
    claim = factories.make_claim()
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        review.take(claim, by=rita)
    assert Event.objects.about(claim).latest("id").came_from == "r-1"


def held(by: str) -> tuple[Claim, dict[str, Any]]:
    turn = factories.take(by=factories.person(by))
    return turn.claim, {"by": turn.holder, "token": str(turn.lease_token)}


def lapsed() -> Claim:
    turn = factories.take()
    Review.objects.filter(pk=turn.pk).update(expires_at=NOW)
    return turn.claim


VERDICT: dict[str, Any] = {"summary": "Two came.", "explanation": "See the list.", "evidence": factories.EVIDENCE}
# a verb of each step: what is made beforehand, and what is then done with it
VERBS: dict[str, tuple[Callable[[], Any], Callable[[Any], object]]] = {
    "receive": (lambda: None, lambda _: factories.make_article("Ten tents.")),
    "extract": (
        lambda: factories.make_article("Norway gives ten tents."),
        lambda article: extract.extract(article, read=lambda text, day: [factories.make_reading(text)]),
    ),
    "place": (
        factories.extracted_article,
        lambda article: queue.place(article, now=NOW),
    ),
    "put": (
        lambda: factories.make_claim(worthiness=0.1),
        lambda claim: queue.put(claim, by=factories.person("omar"), now=NOW),
    ),
    "take": (factories.make_claim, lambda claim: review.take(claim, by=factories.person("rita"))),
    "take_next": (factories.make_claim, lambda _: queue.take_next(by=factories.person("rita"))),
    "release": (lambda: held("rita"), lambda turn: review.release(turn[0], **turn[1])),
    "propose": (
        lambda: held("rita"),
        lambda turn: review.propose(turn[0], **turn[1], rating=factories.rating(), **VERDICT),
    ),
    "dismiss": (
        lambda: held("rita"),
        lambda turn: review.dismiss(turn[0], by=turn[1]["by"], reason=DismissReason.OUT_OF_SCOPE),
    ),
    "lapse": (lapsed, lambda _: review.expire_lapsed()),
    "assign": (
        factories.make_claim,
        lambda claim: review.assign(claim, by=factories.person("nina"), to=factories.person("omar")),
    ),
    "reopen": (
        factories.published_claim,
        lambda claim: review.reopen(claim, by=factories.person("omar"), reason="A recount.", now=NOW),
    ),
    "approve": (factories.propose, lambda verdict: publish.approve(verdict, by=factories.person("omar"), now=NOW)),
    "correct": (
        factories.proposed_correction,
        lambda verdict: publish.approve(verdict, by=factories.person("omar"), now=NOW),
    ),
    "send_back": (
        factories.propose,
        lambda verdict: publish.send_back(verdict, by=factories.person("omar"), note="Name the second delivery."),
    ),
    "take_back": (factories.propose, lambda verdict: publish.take_back(verdict, by=verdict.proposed_by)),
    "withdraw": (
        factories.published_verdict,
        lambda verdict: publish.withdraw(verdict, by=factories.person("omar"), reason="The list was forged."),
    ),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", VERBS)
def test_whichever_line_cannot_be_written_nothing_at_all_is_done(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare, do = VERBS[verb]
    made = prepare()
    for name in factories.PEOPLE:
        factories.person(name)
    before, lines = stored(), 0
    while True:
        left = iter(range(lines))
        with monkeypatch.context() as patched:
            patched.setattr(EventQuerySet, "record", so_many(left, EventQuerySet.record))
            patched.setattr(EventQuerySet, "record_all", so_many(left, EventQuerySet.record_all))
            try:
                do(copy.deepcopy(made))
            except NoRoom:
                lines += 1
                assert stored() == before, f"{verb} did something without its line {lines}"
            else:
                break
    assert lines > 0
    assert stored() != before


class NoRoom(Exception):
    """The line could not be written."""


def so_many(left: Iterator[int], write: Callable[..., Any]) -> Callable[..., Any]:
    """`write`, until nothing is left."""

    def writing(*what: Any, **more: Any) -> Any:
        if next(left, None) is None:
            raise NoRoom
        return write(*what, **more)

    return writing


def stored() -> list[list[tuple[Any, ...]]]:
    """All rows that have a state or a history; an actor or a source is found or made, and has neither."""
    tables = (Article, Claim, Review, Verdict, Evidence, Delivery, Event)
    return [list(table._default_manager.order_by("pk").values_list()) for table in tables]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_refused_leaves_no_line(omar: User) -> None:
    claim = factories.make_claim(worthiness=0.1)
    seen = Claim.objects.get(pk=claim.pk)
    queue.put(claim, by=omar, now=NOW)
    lines = Event.objects.count()
    with pytest.raises(StaleVersion):
        queue.put(seen, by=omar, now=NOW)
    assert Event.objects.count() == lines


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Event, Seal])
@pytest.mark.parametrize("wish", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_lines_and_seals_are_never_changed_or_deleted(model: type[Event | Seal], wish: str) -> None:
    factories.make_article()
    Seal.objects.create(previous="0", sha256="1", event_ids=[], digests=[], last_transaction=0)
    with (
        pytest.raises(DatabaseError, match=r"Cannot (update|delete)"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(wish.format(model._meta.db_table))
    assert model.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name"), [(Event, "event"), (Seal, "seal")])
def test_the_record_is_never_emptied(model: type[Event | Seal], name: str) -> None:
    """The flush after some tests needs these triggers off: here they are on, as on every desk."""
    guard_against_truncate(on=True)
    with (
        pytest.raises(DatabaseError, match=f"record of {name}s is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.django_db
def test_a_note_can_be_erased_and_its_line_stays(omar: User) -> None:
    claim = factories.published_claim()
    review.reopen(claim, by=omar, reason="Ivan Ivanov wrote to us.", now=NOW)
    line = Event.objects.about(claim).latest("id")
    note = EventNote.objects.get(event=line)
    assert line.note_digest == note_digest(note.salt, note.text) != ""
    assert "Ivan" not in f"{line.before}{line.after}"
    note.delete()
    assert Event.objects.get(pk=line.pk).note_digest == line.note_digest


@pytest.mark.django_db
def test_the_same_note_twice_has_two_digests(omar: User) -> None:
    """Who knows a note's words cannot find out whether it was erased: the salt goes with it."""
    for claim in [factories.published_claim(), factories.published_claim()]:
        review.reopen(claim, by=omar, reason="A recount.", now=NOW)
    digests = Event.objects.filter(verb="claim.reopened").values_list("note_digest", flat=True)
    assert len(set(digests)) == 2
