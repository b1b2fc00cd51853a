"""A claim is taken under a lease, kept and given back; a turn that is over changes nothing any more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction

from claims.flow import review
from claims.models import Claim, Event, Review, User
from claims.models.enums import DismissReason, ReviewOutcome, Role, Status
from claims.models.errors import FalseLease, NotAllowed, StaleVersion, Taken, WrongState
from claims.models.event import ClockTimestamp
from tests import factories
from tests.factories import NOW
from tests.flow.turns import propose, traces
from tests.threads import at_once, on_a_thread, somebody_waits_for_a_lock
from tests.waiting import until

SHORT = timedelta(seconds=1)


def run_out(turn: Review) -> None:
    Review.objects.filter(pk=turn.pk).update(expires_at=ClockTimestamp() - SHORT)


LATE: dict[str, Callable[[Claim, User, str], object]] = {
    "propose": lambda claim, by, token: propose(claim, by=by, token=token),
    "renew": lambda claim, by, token: review.renew(claim, by=by, token=token),
    "release": lambda claim, by, token: review.release(claim, by=by, token=token),
    "dismiss": lambda claim, by, token: review.dismiss(claim, by=by, reason=DismissReason.OUT_OF_SCOPE),
}


@pytest.mark.django_db
def test_rita_takes_a_claim_and_gets_the_same_lease_again(rita: User) -> None:
    claim = factories.make_claim()
    turn = review.take(claim, by=rita)
    again = review.take(claim, by=rita)
    assert (again.pk, again.lease_token, again.expires_at) == (turn.pk, turn.lease_token, turn.expires_at)
    assert Event.objects.about(claim).filter(verb="claim.taken").count() == 1


@pytest.mark.django_db
def test_omar_is_told_who_holds_it_and_until_when(rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    with pytest.raises(Taken, match="Rita is working on this claim") as refused:
        review.take(turn.claim, by=omar)
    assert (refused.value.holder, refused.value.expires_at) == ("Rita", turn.expires_at)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["new", "published", "awaiting_signoff", "dismissed"])
def test_only_queued_claims_are_taken(what: str, rita: User, omar: User) -> None:
    ways: dict[str, Callable[[], Claim]] = {
        "new": lambda: factories.make_claim(worthiness=0.1),
        "published": factories.published_claim,
        "awaiting_signoff": factories.proposed_claim,
        "dismissed": factories.make_claim,
    }
    claim = ways[what]()
    if what == "dismissed":
        review.dismiss(claim, by=omar, reason=DismissReason.OUT_OF_SCOPE)
    with pytest.raises(WrongState, match=what):
        review.take(claim, by=rita)


@pytest.mark.django_db
def test_renewing_lets_the_lease_run_anew(rita: User) -> None:
    turn = factories.take(by=rita)
    Review.objects.filter(pk=turn.pk).update(expires_at=ClockTimestamp() + SHORT * 30)
    renewed = review.renew(turn.claim, by=rita, token=str(turn.lease_token))
    left = renewed.expires_at - datetime.now(UTC)
    assert timedelta(minutes=settings.LEASE_MINUTES - 1) < left <= timedelta(minutes=settings.LEASE_MINUTES)
    assert renewed.lease_token == turn.lease_token


@pytest.mark.django_db
def test_a_released_claim_waits_again(rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    review.release(turn.claim, by=rita, token=str(turn.lease_token))
    assert Review.objects.get(pk=turn.pk).outcome == ReviewOutcome.RELEASED
    assert review.take(turn.claim, by=omar).lease_token > turn.lease_token


@pytest.mark.django_db
@pytest.mark.parametrize("what", LATE)
@pytest.mark.parametrize("since", ["nothing", "the sweep", "another reviewer"])
def test_what_comes_after_the_lease_ran_out_changes_nothing(what: str, since: str, rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    seen = Claim.objects.get(pk=turn.claim_id)
    run_out(turn)
    if since == "the sweep":
        assert review.expire_lapsed() == 1
    elif since == "another reviewer":
        assert review.take(seen, by=omar).holder == omar
    before = traces(seen)
    with pytest.raises((FalseLease, StaleVersion)):
        LATE[what](seen, rita, str(turn.lease_token))
    assert traces(seen) == before


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["propose", "renew", "release"])
@pytest.mark.parametrize("token", ["", "0", "-1", "1.0", "٣", "9" * 18, "9" * 200, "\0", "none", " 1"])
def test_a_token_that_nobody_gave_out_opens_nothing(what: str, token: str, rita: User) -> None:
    turn = factories.take(by=rita)
    with pytest.raises(FalseLease):
        LATE[what](turn.claim, rita, token)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["propose", "renew", "release"])
def test_a_token_counts_with_its_holder_and_its_claim_only(what: str, rita: User, omar: User) -> None:
    turn, other = factories.take(by=rita), factories.take(by=rita)
    with pytest.raises(FalseLease):
        LATE[what](turn.claim, omar, str(turn.lease_token))
    with pytest.raises(FalseLease):
        LATE[what](turn.claim, rita, str(other.lease_token))


@pytest.mark.django_db
def test_the_sweep_gives_back_what_lapsed_and_nothing_else(rita: User) -> None:
    lapsed, running = factories.take(by=rita), factories.take(by=rita)
    run_out(lapsed)
    assert review.expire_lapsed() == 1
    assert review.expire_lapsed() == 0
    lapsed.refresh_from_db()
    running.refresh_from_db()
    assert (lapsed.outcome, lapsed.claim.status) == (ReviewOutcome.LAPSED, Status.QUEUED)
    assert (running.outcome, running.claim.status) == (None, Status.IN_REVIEW)
    event = Event.objects.about(lapsed.claim).latest("id")
    assert (event.verb, event.actor) == ("claim.lapsed", None)


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_at_once_give_each_claim_back_once(rita: User) -> None:
    for claim in factories.make_claims(10):
        run_out(review.take(claim, by=rita))
    given_back = at_once(6, lambda _: review.expire_lapsed())
    assert sum(given_back) == 10
    assert Event.objects.filter(verb="claim.lapsed").count() == 10


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_one_claim_at_once_one_gets_it() -> None:
    claim = factories.make_claim()
    people = [factories.person(f"reviewer{n}", Role.REVIEWER) for n in range(8)]

    def work(number: int) -> bool:
        try:
            return review.take(claim, by=people[number]).holder == people[number]
        except Taken:
            return False

    assert at_once(8, work).count(True) == 1
    assert Review.objects.filter(claim=claim).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_who_releases_and_dismisses_in_two_windows_does_one_of_the_two(rita: User) -> None:
    for claim in factories.make_claims(8):
        token = str(review.take(claim, by=rita).lease_token)

        def work(number: int, claim: Claim = claim, token: str = token) -> str:
            mine = Claim.objects.get(pk=claim.pk)
            try:
                LATE[["release", "dismiss"][number]](mine, rita, token)
            except (FalseLease, StaleVersion, NotAllowed):
                return "refused"
            return "done"

        assert sorted(at_once(2, work)) == ["done", "refused"]


@pytest.mark.django_db
def test_the_lease_follows_the_databases_clock_alone(rita: User) -> None:
    turn = factories.take(by=rita)
    assert abs(turn.expires_at - datetime.now(UTC)) <= timedelta(minutes=settings.LEASE_MINUTES)
    assert turn.expires_at > NOW  # whatever the story's own clock says


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["the sweep", "omar"])
def test_a_lease_renewed_in_its_last_moment_is_not_lost_to_who_saw_it_run_out(
    what: str, rita: User, omar: User
) -> None:
    turn = factories.take(by=rita)
    Review.objects.filter(pk=turn.pk).update(expires_at=ClockTimestamp() + timedelta(seconds=1))
    ways: dict[str, Callable[[], object]] = {
        "the sweep": review.expire_lapsed,
        "omar": lambda: refused_as_taken(turn.claim, by=omar),
    }
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            review.renew(turn.claim, by=rita, token=str(turn.lease_token))
            ran_out = Review.objects.lapsed().filter(pk=turn.pk).exists
            until(lambda: pool.submit(on_a_thread, ran_out).result(), within=20)
            other = pool.submit(on_a_thread, ways[what])
            until(somebody_waits_for_a_lock, within=20)
        assert other.result() == {"the sweep": 0, "omar": "Rita"}[what]
    assert Review.objects.active().get(claim=turn.claim).pk == turn.pk
    assert Claim.objects.get(pk=turn.claim_id).status == Status.IN_REVIEW


def refused_as_taken(claim: Claim, *, by: User) -> str:
    """By whom it is held."""
    with pytest.raises(Taken) as refused:
        review.take(claim, by=by)
    return refused.value.holder
