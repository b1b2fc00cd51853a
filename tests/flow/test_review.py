"""A turn ends with a proposal or a dismissal; claims are assigned and reopened."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from claims.flow import publish, review
from claims.models import Claim, Event, Evidence, Review, User, Verdict
from claims.models.enums import DismissReason, ReviewOutcome, Status
from claims.models.errors import FalseLease, NotAllowed, RuleBroken, StaleVersion, WrongState
from tests import factories
from tests.flow.turns import propose, traces


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
    review.reopen(claim, by=rita, reason="A recount.", now=factories.NOW)
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
    review.reopen(claim, by=omar, reason="They differ in the year.", now=factories.NOW)
    claim.refresh_from_db()
    assert (claim.status, claim.dismiss_reason, claim.duplicate_of) == (Status.QUEUED, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("made", [factories.make_claim, lambda: factories.take().claim, factories.proposed_claim])
def test_only_what_is_over_is_reopened(made: Callable[[], Claim], omar: User) -> None:
    claim = made()
    with pytest.raises(WrongState):
        review.reopen(claim, by=omar, reason="Once more.", now=factories.NOW)


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
