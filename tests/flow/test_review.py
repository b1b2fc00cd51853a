"""An editor's turn: taken under a lease, kept, given back, ended; a turn that is over changes nothing any more."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from claims.flow import publish, review
from claims.models import Claim, Event, Evidence, Review, User, Verdict
from claims.models.enums import DismissReason, ReviewOutcome, Role, Status
from claims.models.errors import FalseLease, NotAllowed, RuleBroken, StaleVersion, Taken, WrongState
from claims.models.event import ClockTimestamp
from tests import factories
from tests.factories import NOW
from tests.threads import at_once

SHORT = timedelta(seconds=1)


def run_out(turn: Review) -> None:
    Review.objects.filter(pk=turn.pk).update(expires_at=ClockTimestamp() - SHORT)


def traces(claim: Claim) -> tuple[object, ...]:
    """Everything about a claim that an action could have changed."""
    return (
        *Claim.objects.filter(pk=claim.pk).values_list().get(),
        *Review.objects.filter(claim=claim).order_by("pk").values_list(),
        Verdict.objects.count(),
        Event.objects.count(),
    )


def propose(claim: Claim, *, by: User, token: str, **words: Any) -> Verdict:
    usual: dict[str, Any] = {
        "rating": factories.rating(),
        "summary": "Two came.",
        "explanation": "See the list.",
        "evidence": factories.EVIDENCE,
    }
    return review.propose(claim, by=by, token=token, **(usual | words))


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


@pytest.mark.django_db
def test_a_proposal_ends_the_turn_and_keeps_the_reading_it_judged(rita: User) -> None:
    claim = factories.make_claim()
    verdict = factories.propose(claim, by=rita, review_again=(date(2025, 1, 1), "the deadline"))
    claim.refresh_from_db()
    assert claim.status == Status.AWAITING_SIGNOFF
    assert Review.objects.get(claim=claim).outcome == ReviewOutcome.PROPOSED
    kept = Verdict.objects.get(pk=verdict.pk)
    assert kept.reading["quantity"]["min"] == "3"
    assert kept.reading["due"]["to"] == "2024-12-31"
    assert (kept.review_again_on, kept.review_again_why) == (date(2025, 1, 1), "the deadline")
    assert [piece.url for piece in Evidence.objects.filter(verdict=kept)] == [row["url"] for row in factories.EVIDENCE]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "field"),
    [({"evidence": []}, "evidence"), ({"explanation": " "}, "explanation"), ({"summary": ""}, "summary")],
)
def test_a_verdict_without_its_grounds_is_refused(words: dict[str, Any], field: str, rita: User) -> None:
    turn = factories.take(by=rita)
    before = traces(turn.claim)
    with pytest.raises(RuleBroken) as refused:
        propose(turn.claim, by=rita, token=str(turn.lease_token), **words)
    assert (refused.value.field, refused.value.code) == (field, "required")
    assert traces(turn.claim) == before


@pytest.mark.django_db
def test_the_hash_is_of_all_that_a_signatory_reads(rita: User) -> None:
    """Whatever differs between two verdicts, their hashes differ."""
    claim = factories.make_claim()
    wordings: list[dict[str, Any]] = [
        {},
        {"rating": factories.rating(2)},
        {"summary": "Three came."},
        {"explanation": "See the other list."},
        {"evidence": factories.EVIDENCE[:1]},
        {"review_again": (date(2025, 1, 1), "the deadline")},
    ]
    hashes = set()
    for words in wordings:
        verdict = factories.propose(claim, by=rita, **words)
        hashes.add(verdict.text_sha256)
        publish.take_back(verdict, by=rita)
    assert len(hashes) == len(wordings)


@pytest.mark.django_db
def test_the_hash_is_of_the_correction_note_too(rita: User) -> None:
    claim = factories.published_claim()
    review.reopen(claim, by=rita, reason="A recount.")
    first = factories.propose(claim, by=rita, correction_note="Three came.")
    publish.take_back(first, by=rita)
    second = factories.propose(claim, by=rita, correction_note="Four came.")
    assert first.text_sha256 != second.text_sha256


@pytest.mark.django_db
def test_a_holder_dismisses_with_a_reason(rita: User) -> None:
    turn = factories.take(by=rita)
    claim = turn.claim
    review.dismiss(claim, by=rita, reason=DismissReason.NOT_CHECKABLE, note="An opinion.")
    assert (claim.status, claim.dismiss_reason) == (Status.DISMISSED, DismissReason.NOT_CHECKABLE)
    assert Review.objects.get(pk=turn.pk).outcome == ReviewOutcome.DISMISSED
    assert Event.objects.about(claim).latest("id").note.text == "An opinion."


@pytest.mark.django_db
def test_a_reviewer_dismisses_only_what_they_hold_and_an_editor_what_waits(rita: User, omar: User) -> None:
    waiting = factories.make_claim()
    with pytest.raises(NotAllowed, match="take the claim first"):
        review.dismiss(waiting, by=rita, reason=DismissReason.OUT_OF_SCOPE)
    review.dismiss(waiting, by=omar, reason=DismissReason.OUT_OF_SCOPE)
    held = factories.take(by=rita).claim
    with pytest.raises(FalseLease, match="Only the reviewer who holds"):
        review.dismiss(held, by=omar, reason=DismissReason.OUT_OF_SCOPE)
    assert Claim.objects.get(pk=held.pk).status == Status.IN_REVIEW


@pytest.mark.django_db
def test_a_duplicate_names_the_other_claim(omar: User) -> None:
    claim, other = factories.make_claims(2)
    wrong: list[dict[str, Any]] = [
        {"reason": DismissReason.DUPLICATE},
        {"reason": DismissReason.DUPLICATE, "duplicate_of": claim},
        {"reason": DismissReason.OUT_OF_SCOPE, "duplicate_of": other},
    ]
    for words in wrong:
        with pytest.raises(RuleBroken) as refused:
            review.dismiss(claim, by=omar, **words)
        assert refused.value.field == "duplicate_of"
    review.dismiss(claim, by=omar, reason=DismissReason.DUPLICATE, duplicate_of=other)
    assert Claim.objects.get(pk=claim.pk).duplicate_of == other


@pytest.mark.django_db
def test_a_dismissed_claim_is_reopened_and_forgets_why_it_was_dismissed(omar: User) -> None:
    claim, other = factories.make_claims(2)
    review.dismiss(claim, by=omar, reason=DismissReason.DUPLICATE, duplicate_of=other)
    review.reopen(claim, by=omar, reason="They differ in the year.")
    claim.refresh_from_db()
    assert (claim.status, claim.dismiss_reason, claim.duplicate_of) == (Status.QUEUED, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("made", [factories.make_claim, lambda: factories.take().claim, factories.proposed_claim])
def test_only_what_is_over_is_reopened(made: Callable[[], Claim], omar: User) -> None:
    claim = made()
    with pytest.raises(WrongState):
        review.reopen(claim, by=omar, reason="Once more.")


@pytest.mark.django_db
def test_work_is_assigned_to_those_who_may_review(rita: User, omar: User, vera: User) -> None:
    claim = factories.make_claim()
    with pytest.raises(RuleBroken, match="Vera cannot review") as refused:
        review.assign(claim, by=omar, to=vera)
    assert refused.value.field == "user"
    review.assign(claim, by=omar, to=rita)
    assert Claim.objects.get(pk=claim.pk).assignee == rita
    review.assign(claim, by=omar, to=None)
    assert Claim.objects.get(pk=claim.pk).assignee is None
    told = Event.objects.about(claim).filter(verb="claim.assigned").values_list("before__assignee", "after__assignee")
    assert list(told) == [(None, rita.pk), (rita.pk, None)]


@pytest.mark.django_db
def test_people_who_left_get_no_work(omar: User, rita: User) -> None:
    rita.is_active = False
    rita.save()
    with pytest.raises(RuleBroken):
        review.assign(factories.make_claim(), by=omar, to=rita)


@pytest.mark.django_db
def test_a_claim_that_changed_since_it_was_read_is_not_written_over(rita: User, omar: User, nina: User) -> None:
    claim = factories.make_claim()
    seen = Claim.objects.get(pk=claim.pk)
    review.assign(claim, by=omar, to=rita)
    with pytest.raises(StaleVersion) as refused:
        review.assign(seen, by=nina, to=omar)
    assert refused.value.current == claim.version
    with pytest.raises(StaleVersion):
        review.dismiss(seen, by=nina, reason=DismissReason.OUT_OF_SCOPE)
    claim.refresh_from_db()
    assert (claim.assignee, claim.status) == (rita, Status.QUEUED)


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
