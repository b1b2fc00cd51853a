"""What is worth checking waits in the queue, and is handed out one by one, to one reviewer alone."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import Period
from claims.flow import queue, review
from claims.models import Article, Claim, Event, Review, User
from claims.models.enums import ArticleState, DismissReason, Kind, Role, Status
from claims.models.errors import StaleVersion, WrongState
from claims.models.priority import priority
from tests import factories
from tests.factories import NOW
from tests.threads import at_once

TODAY = NOW.date()
shares = st.floats(0, 1)
days = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))


def due(day: date) -> Period:
    return Period(None, day, "day", f"by {day}")


@pytest.mark.django_db
def test_worthy_claims_are_queued_and_the_others_set_aside() -> None:
    article = factories.make_article("Norway gives ten tents. The weather was fine.")
    readings = [
        factories.make_reading(article.text, "Norway gives ten tents", worthiness=settings.WORTHINESS_THRESHOLD),
        factories.make_reading(article.text, "The weather was fine", worthiness=settings.WORTHINESS_THRESHOLD - 0.01),
    ]
    tents, weather = factories.read_into(article, readings)
    assert (tents.status, tents.set_aside) == (Status.QUEUED, False)
    assert (weather.status, weather.set_aside) == (Status.NEW, True)
    assert Article.objects.get(pk=article.pk).state == ArticleState.READY
    assert [event.verb for event in Event.objects.about(weather)] == ["claim.found", "claim.set_aside"]


@pytest.mark.django_db
def test_an_article_without_claims_is_ready_too() -> None:
    article = factories.make_article("It rained.")
    assert factories.read_into(article, []) == []
    assert Article.objects.get(pk=article.pk).state == ArticleState.READY


@pytest.mark.django_db
def test_placing_twice_is_refused_and_changes_nothing() -> None:
    claim = factories.make_claim()
    article = Article.objects.get(pk=claim.article_id)
    with pytest.raises(WrongState):
        queue.place(article, now=NOW)
    assert Event.objects.about(claim).count() == 2


@pytest.mark.django_db
def test_omar_queues_what_was_set_aside(omar: User) -> None:
    claim = factories.make_claim(worthiness=0.1)
    queue.put(claim, by=omar, now=NOW)
    assert (claim.status, claim.set_aside) == (Status.QUEUED, False)
    event = Event.objects.about(claim).latest("id")
    assert (event.verb, event.actor) == ("claim.queued", omar)
    assert event.before["set_aside"] is True


@pytest.mark.django_db
def test_only_new_claims_are_queued_by_hand(omar: User) -> None:
    claim = factories.make_claim()
    with pytest.raises(WrongState, match="only a new claim"):
        queue.put(claim, by=omar, now=NOW)


@pytest.mark.django_db
def test_the_foremost_claim_is_handed_out_and_ties_go_to_the_oldest(rita: User) -> None:
    low = factories.make_claim(worthiness=0.6, due=None)
    first, second = factories.make_claims(2, worthiness=0.9, due=None)
    given_out = [turn.claim for turn in [queue.take_next(by=rita) for _ in range(3)] if turn]
    assert given_out == [first, second, low]
    assert queue.take_next(by=rita) is None


@pytest.mark.django_db
def test_what_is_handed_out_is_held_for_the_lease_minutes(rita: User) -> None:
    factories.make_claim()
    turn = queue.take_next(by=rita)
    assert turn is not None
    left = turn.expires_at - turn.__class__.objects.get(pk=turn.pk).started_at
    assert abs(left - timedelta(minutes=settings.LEASE_MINUTES)) < timedelta(seconds=5)
    assert turn.claim.status == Status.IN_REVIEW


@pytest.mark.django_db
def test_claims_of_others_are_skipped_and_ones_own_come_first(rita: User, omar: User, nina: User) -> None:
    foremost, mine, omars = factories.make_claims(3)
    Claim.objects.filter(pk=foremost.pk).update(priority=1)
    review.assign(mine, by=nina, to=rita)
    review.assign(omars, by=nina, to=omar)
    handed = [turn and turn.claim for turn in (queue.take_next(by=rita), queue.take_next(by=rita))]
    assert handed == [mine, foremost]
    assert queue.take_next(by=rita) is None
    turn = queue.take_next(by=omar)
    assert turn is not None
    assert turn.claim == omars


@pytest.mark.django_db
def test_claims_of_somebody_who_left_are_handed_out(rita: User, omar: User) -> None:
    claim = factories.make_claim()
    review.assign(claim, by=omar, to=omar)
    assert queue.take_next(by=rita) is None
    User.objects.filter(pk=omar.pk).update(is_active=False)
    turn = queue.take_next(by=rita)
    assert turn is not None
    assert turn.claim == claim


@pytest.mark.django_db
def test_kind_source_and_language_are_wishes(rita: User) -> None:
    herald, gazette = factories.make_source("The Herald"), factories.make_source("The Gazette")
    aid = factories.make_claim(article=factories.make_article(source=herald))
    troops = factories.make_claim(article=factories.make_article(source=gazette), kind="troops", step="deployed")
    assert queue.take_next(by=rita, kind=Kind.STATEMENT) is None
    assert queue.take_next(by=rita, language="uk") is None
    by_kind = queue.take_next(by=rita, kind=Kind.TROOPS)
    by_source = queue.take_next(by=rita, source=herald, language="en")
    assert [turn and turn.claim for turn in (by_kind, by_source)] == [troops, aid]


@pytest.mark.django_db
def test_finished_and_hidden_claims_are_never_handed_out(rita: User, omar: User) -> None:
    factories.make_claim(worthiness=0.1)
    factories.published_claim()
    factories.propose()
    factories.take()
    review.dismiss(factories.make_claim(), by=omar, reason=DismissReason.OUT_OF_SCOPE)
    assert queue.take_next(by=rita) is None


@pytest.mark.django_db(transaction=True)
def test_sixteen_reviewers_at_once_never_share_a_claim() -> None:
    factories.make_claims(50)
    people = [factories.person(f"reviewer{n}", Role.REVIEWER) for n in range(16)]

    def work(number: int) -> list[int]:
        turns: list[int] = []
        while turn := queue.take_next(by=people[number]):
            turns.append(turn.claim_id)
        return turns

    taken = Counter(pk for turns in at_once(16, work) for pk in turns)
    assert len(taken) == 50
    assert set(taken.values()) == {1}
    assert Review.objects.active().count() == 50
    assert Event.objects.filter(verb="claim.taken").count() == 50


@given(worthiness=shares, more=shares, repeats=st.integers(0, 1000), due_on=days, today=st.dates(date(2000, 1, 1)))
def test_priority_is_a_share_that_rises_with_worth_repeats_and_nearness(
    worthiness: float, more: float, repeats: int, due_on: date | None, today: date
) -> None:
    here = priority(worthiness, repeats=repeats, due=due_on, today=today)
    assert 0 <= here <= 1
    assert priority(max(worthiness, more), repeats=repeats, due=due_on, today=today) >= here
    assert priority(worthiness, repeats=repeats + 1, due=due_on, today=today) >= here
    assert priority(worthiness, repeats=repeats, due=today, today=today) >= here


@pytest.mark.django_db
def test_a_deadline_that_comes_nearer_raises_the_claim() -> None:
    near = factories.make_claim(due=due(TODAY + timedelta(days=10)))
    far = factories.make_claim(due=due(TODAY + timedelta(days=400)))
    undated = factories.make_claim(due=None)
    assert near.priority > far.priority == undated.priority
    assert queue.rerank(now=NOW) == 0
    assert queue.rerank(now=NOW + timedelta(days=5)) == 1
    assert queue.rerank(now=NOW + timedelta(days=390)) == 2
    near.refresh_from_db()
    far.refresh_from_db()
    assert near.priority > far.priority > undated.priority


@pytest.mark.django_db
def test_the_whole_queue_is_ranked_in_a_few_queries(django_assert_max_num_queries: Any) -> None:
    first, *others = factories.make_claims(12, due=due(TODAY + timedelta(days=30)))
    Claim.objects.filter(pk=others[0].pk).update(repeats=first)
    with django_assert_max_num_queries(5):
        assert queue.rerank(now=NOW + timedelta(days=1)) == 12
    first.refresh_from_db()
    assert first.priority == first.priority_on(TODAY + timedelta(days=1)) > others[0].priority


@pytest.mark.django_db
def test_a_claim_that_was_never_queued_is_reopened_in_its_place(omar: User) -> None:
    claim, like = factories.make_claim(worthiness=0.1), factories.make_claim(worthiness=0.1)
    review.dismiss(claim, by=omar, reason=DismissReason.OUT_OF_SCOPE)
    review.reopen(claim, by=omar, reason="It is in scope.", now=NOW)
    queue.put(like, by=omar, now=NOW)
    assert claim.priority == like.priority > 0


@pytest.mark.django_db
def test_a_page_read_before_somebody_queued_it_is_stale(omar: User, nina: User) -> None:
    claim = factories.make_claim(worthiness=0.1)
    same = Claim.objects.get(pk=claim.pk)
    queue.put(claim, by=omar, now=NOW)
    with pytest.raises(StaleVersion) as refused:
        queue.put(same, by=nina, now=NOW)
    assert refused.value.current == claim.version
