"""An editor's turn at a claim: taken under a lease, kept, given back, ended by a proposal or a dismissal."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from claims import announcing, contract, grounds, telling
from claims.models import Claim, Event, Rating, Review, User, Verdict, moves
from claims.models.enums import DismissReason, ReviewOutcome, Role, Status
from claims.models.errors import FalseLease, NotAllowed, RuleBroken, Taken, WrongState
from claims.models.event import ClockTimestamp
from claims.models.review import after

GRACE = timedelta(minutes=2)  # in which a page that was only loaded again has its lease renewed


def take(claim: Claim, *, by: User) -> Review:
    """Begin a turn at a waiting claim; its present holder gets the same lease again. Raises Taken, WrongState."""
    with transaction.atomic():
        claim = Claim.objects.locked(claim.pk)
        active = claim.active_review()
        if active and _lapse(claim, active.pk):
            active = None
        if active and active.holder_id == by.pk:
            return active
        if active:
            raise Taken(
                f"{active.holder.display_name} is working on this claim.",
                holder=active.holder.display_name,
                expires_at=active.expires_at,
            )
        if claim.status != Status.QUEUED:
            raise WrongState(f"Claim {claim.pk} is {claim.status}: only a queued claim can be taken.")
        review = Review.objects.open(claim, holder=by, span=timedelta(minutes=settings.LEASE_MINUTES))
        claim.move(Status.IN_REVIEW, verb="claim.taken", by=by)
        return review


def renew(claim: Claim, *, by: User, token: str) -> Review:
    """Let the lease run anew from now. Raises FalseLease."""
    with transaction.atomic():
        review = _held(claim, by=by, token=token)
        Review.objects.filter(pk=review.pk).update(expires_at=after(review.lease_span))
        review.refresh_from_db(fields=["expires_at"])
        return review


def release(claim: Claim, *, by: User, token: str) -> None:
    """Give the claim back to the queue. Raises FalseLease."""
    with transaction.atomic():
        claim = Claim.objects.locked(claim.pk)
        _end(claim, by=by, token=token, outcome=ReviewOutcome.RELEASED)
        claim.move(Status.QUEUED, verb="claim.released", by=by)


def leave(claim: Claim, *, by: User, token: str) -> None:
    """Its holder has closed the page: the lease ends soon, unless they come back. A long one stays as it is.

    Does nothing for a lease that is not theirs: nobody is there to be told.
    """
    held = Review.objects.held(by=by, token=token).filter(claim=claim)
    short = held.filter(lease_span__lte=timedelta(minutes=settings.LEASE_MINUTES), expires_at__gt=after(GRACE))
    short.update(expires_at=after(GRACE))


def expire_lapsed(*, at_most: int = 500) -> int:
    """Give back to the queue what is held under a lease that ran out; answers how many."""
    lapsed = Review.objects.lapsed().order_by("expires_at").values_list("pk", "claim_id")[:at_most]
    return sum(_expire(review, claim) for review, claim in list(lapsed))


def propose(
    claim: Claim,
    *,
    by: User,
    token: str,
    rating: Rating,
    summary: str,
    explanation: str,
    evidence: Sequence[Mapping[str, Any]],
    review_again: tuple[date, str] | None = None,
    correction_note: str = "",
) -> Verdict:
    """End the turn with a verdict for another editor to sign off. Raises FalseLease, RuleBroken."""
    words = {"rating": rating, "summary": summary, "explanation": explanation, "correction_note": correction_note}
    with transaction.atomic():
        claim = Claim.objects.locked(claim.pk)
        _end(claim, by=by, token=token, outcome=ReviewOutcome.PROPOSED)
        grounds.check(summary=summary, explanation=explanation, evidence=evidence)
        _check_correction(claim, correction_note)
        verdict = _write(claim, by=by, evidence=evidence, review_again=review_again or (None, ""), **words)
        Event.objects.record("verdict.proposed", verdict, by=by, after={"claim": claim.pk, "rating": rating.pk})
        claim.move(Status.AWAITING_SIGNOFF, verb="claim.proposed", by=by)
        telling.to_sign(verdict, by=by)
        return verdict


def dismiss(
    claim: Claim, *, by: User, reason: DismissReason, duplicate_of: Claim | None = None, note: str = ""
) -> None:
    """Lay a claim aside with a reason: an editor any that waits, a reviewer what they hold themselves."""
    if (duplicate_of is not None) != (reason == DismissReason.DUPLICATE):
        raise RuleBroken("A duplicate names the claim it repeats, and nothing else does.", field="duplicate_of")
    if duplicate_of == claim:
        raise RuleBroken("A claim is no duplicate of itself.", field="duplicate_of")
    with transaction.atomic():
        Claim.objects.locked(claim.pk)  # before its review, as all verbs do: two of them never wait for each other
        if claim.status == Status.IN_REVIEW:
            _end_own(claim, by=by, outcome=ReviewOutcome.DISMISSED)
        elif not by.holds(Role.EDITOR):
            raise NotAllowed("A reviewer dismisses only what they hold: take the claim first.")
        changes = {"dismiss_reason": reason, "duplicate_of": duplicate_of}
        claim.move(Status.DISMISSED, verb="claim.dismissed", by=by, note=note, **changes)


def assign(claim: Claim, *, by: User, to: User | None) -> None:
    """Say whose job the claim is, for days; None: nobody's."""
    if to is not None and not to.holds(Role.REVIEWER):
        raise RuleBroken(f"{to.display_name} cannot review claims.", field="user")
    with transaction.atomic():
        event = moves.change(claim, verb="claim.assigned", by=by, guard="status", assignee=to)
        telling.assigned(claim, event, by=by)


def reopen(claim: Claim, *, by: User | None, reason: str, now: datetime) -> None:
    """Queue again what was published (its verdict stays public until replaced) or dismissed."""
    if claim.status not in {Status.PUBLISHED, Status.DISMISSED}:
        raise WrongState(f"Claim {claim.pk} is {claim.status}: only published and dismissed claims are reopened.")
    with transaction.atomic():
        rank = claim.priority_on(now.date())
        claim.move(Status.QUEUED, verb="claim.reopened", by=by, note=reason, priority=rank)
        announcing.claim_queued(claim, now=now)


def undo_dismissal(claim: Claim, *, by: User, now: datetime) -> None:
    """Take a dismissal back: the claim waits in the queue again. Whoever dismissed it may, and editors.

    Raises NotAllowed, WrongState; StaleVersion where anything was done to the claim since it was read.
    """
    if claim.status != Status.DISMISSED:
        raise WrongState(f"Claim {claim.pk} is {claim.status}: there is no dismissal to undo.")
    with transaction.atomic():
        last = Event.objects.about(claim).filter(verb="claim.dismissed").latest("id")
        if last.actor_id != by.pk and not by.holds(Role.EDITOR):
            raise NotAllowed("Somebody else dismissed this claim: an editor can reopen it.")
        rank = claim.priority_on(now.date())
        claim.move(Status.QUEUED, verb="claim.dismissal_undone", by=by, priority=rank)


def _held(claim: Claim, *, by: User, token: str) -> Review:
    review = Review.objects.held(by=by, token=token).select_for_update(of=("self",)).filter(claim=claim).first()
    if review is None:
        raise FalseLease("This lease is not, or no longer, yours: take the claim again. What you wrote is not lost.")
    return review


def _end(claim: Claim, *, by: User, token: str, outcome: ReviewOutcome) -> None:
    review = _held(claim, by=by, token=token)
    ended = Review.objects.held(by=by, token=token).filter(pk=review.pk)
    if not ended.update(ended_at=ClockTimestamp(), outcome=outcome):
        raise FalseLease("The lease ran out at this very moment: take the claim again.")


def _end_own(claim: Claim, *, by: User, outcome: ReviewOutcome) -> None:
    active = claim.active_review()
    if active is None or active.holder_id != by.pk:
        raise FalseLease("Only the reviewer who holds this claim can dismiss it now.")
    _end(claim, by=by, token=str(active.lease_token), outcome=outcome)


def _lapse(claim: Claim, review_id: int) -> bool:
    """End the turn and queue the claim again if the lease has run out, and was not renewed at this very moment."""
    lapsed = Review.objects.lapsed().filter(pk=review_id)
    if not lapsed.update(ended_at=ClockTimestamp(), outcome=ReviewOutcome.LAPSED):
        return False
    claim.move(Status.QUEUED, verb="claim.lapsed", by=None)
    return True


def _expire(review_id: int, claim_id: int) -> bool:
    with transaction.atomic():
        claim = Claim.objects.select_for_update(skip_locked=True).filter(pk=claim_id).first()
        return claim is not None and _lapse(claim, review_id)  # None: somebody is at it this moment


def _write(
    claim: Claim,
    *,
    by: User,
    evidence: Sequence[Mapping[str, Any]],
    review_again: tuple[date | None, str],
    **words: Any,
) -> Verdict:
    """Store the verdict and its evidence, with the hash of all that a signatory reads."""
    on, why = review_again
    words |= {"quote": claim.quote, "reading": contract.claims.reading_of(claim)}
    words |= {"review_again_on": on, "review_again_why": why}
    digest = grounds.digest(words | {"rating": words["rating"].pk, "evidence": list(evidence)})
    verdict = Verdict.objects.create(claim=claim, proposed_by=by, demo=claim.article.demo, text_sha256=digest, **words)
    grounds.store(verdict, evidence)
    return verdict


def _check_correction(claim: Claim, note: str) -> None:
    if claim.standing_verdict_id and not note:
        raise RuleBroken(
            "This replaces a published verdict: say in the correction note what changes.",
            field="correction_note",
            code="required",
        )
    if note and not claim.standing_verdict_id:
        raise RuleBroken("No verdict of this claim is published: there is nothing to correct.", field="correction_note")
