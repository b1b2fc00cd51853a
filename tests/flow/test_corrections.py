"""Readers ask for corrections; an editor answers; nothing of the reader stays longer than it is needed."""

from datetime import timedelta

import pytest

from claims.flow import corrections
from claims.models import CorrectionRequest, Event, EventNote, User
from claims.models.correction import KEPT, Answered
from claims.models.errors import RuleBroken, StaleVersion, WrongState
from tests.factories import NOW, published_verdict

pytestmark = pytest.mark.django_db
WORDS = {"text": "Four came, and I was there.", "source": "https://example.org/four", "contact": "vera@example.org"}


def asked(number: str = "ABCDEFGHJK") -> CorrectionRequest:
    corrections.ask(number, published_verdict(), now=NOW, **WORDS)
    return CorrectionRequest.objects.get(number=number)


def test_sent_twice_it_is_noted_once() -> None:
    first = asked()
    assert corrections.ask(first.number, None, text="Again.", source="", contact="", now=NOW) == first.number
    assert CorrectionRequest.objects.get().text == WORDS["text"]
    assert Event.objects.filter(verb="correction.asked").count() == 1


def test_an_answer_is_given_once_and_has_words(omar: User, nina: User) -> None:
    request = asked()
    beside = CorrectionRequest.objects.get()
    with pytest.raises(RuleBroken, match="Write an answer"):
        corrections.decline(request, by=omar, answer="", now=NOW)
    corrections.accept(request, by=omar, answer="You are right.", now=NOW)
    assert CorrectionRequest.objects.get().state == Answered.ACCEPTED
    with pytest.raises(WrongState):
        corrections.decline(request, by=nina, answer="No.", now=NOW)
    with pytest.raises(StaleVersion):
        corrections.decline(beside, by=nina, answer="No.", now=NOW)


def test_the_record_knows_nothing_of_the_reader(omar: User) -> None:
    request = asked()
    corrections.accept(request, by=omar, answer="You are right, Vera.", now=NOW)
    corrections.erase(request, by=omar, now=NOW)
    told = [
        str(event) for event in Event.objects.filter(object_type="correctionrequest").values_list("before", "after")
    ]
    assert len(told) == 3
    for word in ("Four", "example.org", "vera", "Vera"):
        assert word not in "".join(told)
    assert not EventNote.objects.filter(event__object_type="correctionrequest").exists()


def test_what_was_answered_three_months_ago_is_forgotten(omar: User) -> None:
    request, waiting = asked(), asked("KKKKKKKKKK")
    corrections.decline(request, by=omar, answer="Two came.", now=NOW)
    assert corrections.erase_old(now=NOW + KEPT) == 0
    assert corrections.erase_old(now=NOW + KEPT + timedelta(seconds=1)) == 1
    assert corrections.erase_old(now=NOW + KEPT + timedelta(seconds=1)) == 0
    request.refresh_from_db()
    waiting.refresh_from_db()
    assert (request.text, request.source, request.contact, request.answer) == ("", "", "", "Two came.")
    assert waiting.text == WORDS["text"]


def test_a_flood_is_dammed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "MOST_AN_HOUR", 1)
    asked()
    with pytest.raises(RuleBroken, match="in an hour"):
        corrections.ask("KKKKKKKKKK", None, now=NOW + timedelta(minutes=59), **WORDS)
    corrections.ask("KKKKKKKKKK", None, now=NOW + timedelta(minutes=61), **WORDS)
