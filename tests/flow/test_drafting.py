"""Drafts stand apart from the history, one a person and claim; a page that is open is seen by others."""

from datetime import timedelta

import pytest

from claims.flow import drafting, publish, review
from claims.models import Draft, Event, Presence, Review, User
from claims.models.draft import HERE
from claims.models.errors import StaleVersion, TooLarge
from claims.models.event import ClockTimestamp
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_a_draft_is_written_over_and_leaves_no_trace_in_the_record(rita: User) -> None:
    claim = factories.make_claim()
    events = Event.objects.count()
    first = drafting.keep(claim, by=rita, words={"summary": "Two"}, seen=1, edition=0, now=NOW)
    second = drafting.keep(claim, by=rita, words={"summary": "Two came."}, seen=1, edition=first.edition, now=NOW)
    assert (second.edition, Draft.objects.get().words) == (2, {"summary": "Two came."})
    assert Event.objects.count() == events
    drafting.drop(claim, by=rita)
    assert not Draft.objects.exists()


def test_the_same_words_again_are_the_same_draft(rita: User) -> None:
    claim = factories.make_claim()
    first = drafting.keep(claim, by=rita, words={"summary": "Two"}, seen=1, edition=0, now=NOW)
    again = drafting.keep(claim, by=rita, words={"summary": "Two"}, seen=1, edition=0, now=NOW)
    assert again.edition == first.edition


def test_two_windows_do_not_write_over_each_other(rita: User) -> None:
    claim = factories.make_claim()
    drafting.keep(claim, by=rita, words={"summary": "one window"}, seen=1, edition=0, now=NOW)
    with pytest.raises(StaleVersion) as refused:
        drafting.keep(claim, by=rita, words={"summary": "the other"}, seen=1, edition=0, now=NOW)
    assert refused.value.current == 1
    drafting.keep(claim, by=rita, words={"summary": "the other"}, seen=1, now=NOW)
    assert Draft.objects.get().words == {"summary": "the other"}


def test_everybody_has_a_draft_of_their_own(rita: User, omar: User) -> None:
    claim = factories.make_claim()
    for user in (rita, omar):
        drafting.keep(claim, by=user, words={"summary": user.username}, seen=1, edition=0, now=NOW)
    drafting.drop(claim, by=omar)
    assert Draft.objects.get().user == rita


def test_a_draft_has_its_limit(rita: User) -> None:
    with pytest.raises(TooLarge):
        drafting.keep(factories.make_claim(), by=rita, words={"explanation": "x" * 1_000_001}, seen=1, now=NOW)


def test_an_open_page_is_seen_until_it_is_closed_or_not_heard_of(rita: User, omar: User) -> None:
    claim = factories.make_claim()
    drafting.come(claim, by=rita)
    drafting.come(claim, by=omar)
    assert [one.user for one in Presence.objects.now().beside(omar)] == [rita]
    drafting.go(claim, by=rita)
    assert not Presence.objects.now().beside(omar).exists()
    drafting.come(claim, by=rita)
    Presence.objects.filter(user=rita).update(seen_at=ClockTimestamp() - HERE)
    assert not Presence.objects.now().beside(omar).exists()
    drafting.come(factories.make_claim(), by=rita)
    assert Presence.objects.filter(user=rita).count() == 1


def test_a_lease_ends_soon_after_its_holder_has_left(rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    token = str(turn.lease_token)
    review.leave(turn.claim, by=omar, token=token)
    assert Review.objects.get().expires_at == turn.expires_at
    review.leave(turn.claim, by=rita, token=token)
    left = Review.objects.get().expires_at
    assert left < turn.started_at + review.GRACE + timedelta(minutes=1)
    review.leave(turn.claim, by=rita, token=token)
    assert Review.objects.get().expires_at == left
    review.renew(turn.claim, by=rita, token=token)
    assert Review.objects.get().expires_at >= turn.expires_at


def test_the_long_lease_of_what_was_sent_back_is_not_cut(rita: User) -> None:
    verdict = factories.propose(by=rita)
    publish.take_back(verdict, by=rita)
    turn = Review.objects.active().get()
    review.leave(turn.claim, by=rita, token=str(turn.lease_token))
    assert Review.objects.active().get().expires_at == turn.expires_at
