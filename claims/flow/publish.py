"""A second pair of eyes: a proposed verdict is signed off or sent back, a published one is withdrawn by two."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from claims import contract, telling
from claims.models import Case, Claim, Delivery, Event, Review, User, Verdict, casebook, moves
from claims.models.enums import Status, VerdictState
from claims.models.errors import NotAllowed, RuleBroken, StaleVersion, WrongState


def approve(verdict: Verdict, *, by: User, now: datetime, seen: str = "") -> None:
    """Publish a proposed verdict, or carry out a withdrawal that another editor asked for.

    `seen`, where given, is the hash of the text that was read; a verdict of another text is refused as stale.
    Raises NotAllowed to its author, StaleVersion, WrongState.
    """
    if seen and seen != verdict.text_sha256:
        raise StaleVersion("The text that you read is not the text of this verdict: read it again.")
    if verdict.state == VerdictState.PUBLISHED and verdict.withdrawal_asked_by_id:
        _carry_out_withdrawal(verdict, by=by, now=now)
    else:
        _publish(verdict, by=by, now=now)


def send_back(verdict: Verdict, *, by: User, note: str) -> None:
    """Give a proposed verdict back to its author with a note, or decline a withdrawal that was asked for."""
    if not note.strip():
        raise RuleBroken("Say in the note what should be mended.", field="note", code="required")
    if verdict.state == VerdictState.PUBLISHED and verdict.withdrawal_asked_by_id:
        _decline_withdrawal(verdict, by=by, note=note)
        return
    if verdict.proposed_by_id == by.pk:
        raise NotAllowed("You proposed this verdict: take it back instead.")
    with transaction.atomic():
        claim = _locked_claim(verdict)
        verdict.move(VerdictState.SENT_BACK, verb="verdict.sent_back", by=by, note=note)
        _back_to_author(claim, verdict.proposed_by, by=by, verb="claim.sent_back", note=note)
        telling.sent_back(verdict, by=by)


def take_back(verdict: Verdict, *, by: User) -> None:
    """Its author takes a proposed verdict back, to write another. Raises NotAllowed to everybody else."""
    if verdict.proposed_by_id != by.pk:
        raise NotAllowed("Only its author can take a verdict back.")
    with transaction.atomic():
        claim = _locked_claim(verdict)
        verdict.move(VerdictState.TAKEN_BACK, verb="verdict.taken_back", by=by)
        _back_to_author(claim, by, by=by, verb="claim.taken_back", note="")
        telling.judged(verdict)


def withdraw(verdict: Verdict, *, by: User, reason: str) -> None:
    """Ask for a published verdict to be withdrawn; another editor's `approve` does it, their `send_back` declines."""
    if not reason.strip():
        raise RuleBroken("Say why the verdict should be withdrawn.", field="reason", code="required")
    if verdict.state != VerdictState.PUBLISHED:
        raise WrongState(f"Verdict {verdict.pk} is {verdict.state}: only a published verdict can be withdrawn.")
    if verdict.withdrawal_asked_by_id:
        raise WrongState("The withdrawal was asked for already: another editor approves it, or sends it back.")
    with transaction.atomic():
        event = moves.change(
            verdict,
            verb="verdict.withdrawal_asked",
            by=by,
            note=reason,
            guard="state",
            unrecorded={"withdrawal_reason": reason},
            withdrawal_asked_by=by,
        )
        telling.to_sign(verdict, by=by, key=f"withdrawal {event.pk}")


def _publish(verdict: Verdict, *, by: User, now: datetime) -> None:
    if verdict.proposed_by_id == by.pk:
        raise NotAllowed("You proposed this verdict: another editor has to sign it off.")
    if verdict.claim_id is None:
        _publish_rating(verdict, by=by, now=now)
        return
    with transaction.atomic():
        claim = Claim.objects.locked(verdict.claim_id)
        old = claim.standing_verdict
        if old is not None and verdict.state == VerdictState.PROPOSED:
            old.move(VerdictState.SUPERSEDED, verb="verdict.superseded", by=by)
        verdict.move(
            VerdictState.PUBLISHED, verb="verdict.published", by=by, signed_by=by, published_at=now, supersedes=old
        )
        claim.move(Status.PUBLISHED, verb="claim.published", by=by, standing_verdict=verdict)
        _announce(verdict, "verdict.corrected" if old else "verdict.published", now=now)
        telling.signed_off(verdict, by=by)


def _publish_rating(verdict: Verdict, *, by: User, now: datetime) -> None:
    """The case stands as it is rated, from this day on."""
    with transaction.atomic():
        [case] = Case.objects.locked(verdict.case_id or 0)
        old = Verdict.objects.published().filter(case=case).first()
        if old is not None and verdict.state == VerdictState.PROPOSED:
            old.move(VerdictState.SUPERSEDED, verb="verdict.superseded", by=by)
        verdict.move(
            VerdictState.PUBLISHED, verb="verdict.published", by=by, signed_by=by, published_at=now, supersedes=old
        )
        casebook.settle(case, now=now, by=by, verb="case.rated")
        _announce(verdict, "verdict.corrected" if old else "verdict.published", now=now)
        telling.signed_off(verdict, by=by)
        _announce_case(case, "case.rated", now=now)


def _carry_out_withdrawal(verdict: Verdict, *, by: User, now: datetime) -> None:
    if verdict.withdrawal_asked_by_id == by.pk:
        raise NotAllowed("You asked for this withdrawal: another editor has to sign it.")
    with transaction.atomic():
        claim = _locked_claim(verdict)
        verdict.move(VerdictState.WITHDRAWN, verb="verdict.withdrawn", by=by, withdrawal_signed_by=by, withdrawn_at=now)
        if claim is not None and claim.status == Status.PUBLISHED:
            rank = claim.priority_on(now.date())
            claim.move(Status.QUEUED, verb="claim.reopened", by=by, standing_verdict=None, priority=rank)
        elif claim is not None:
            moves.change(claim, verb="claim.verdict_withdrawn", by=by, standing_verdict=None)
        for case in Case.objects.locked(verdict.case_id or 0):
            casebook.settle(case, now=now, by=by, verb="case.rating_withdrawn")
        _announce(verdict, "verdict.withdrawn", now=now)
        telling.judged(verdict)


def _decline_withdrawal(verdict: Verdict, *, by: User, note: str) -> None:
    with transaction.atomic():
        moves.change(
            verdict,
            verb="verdict.withdrawal_declined",
            by=by,
            note=note,
            guard="state",
            unrecorded={"withdrawal_reason": ""},
            withdrawal_asked_by=None,
        )
        telling.judged(verdict)


def _locked_claim(verdict: Verdict) -> Claim | None:
    """Its claim, locked before the verdict itself, as every verb does: two of them never wait for each other."""
    return Claim.objects.locked(verdict.claim_id) if verdict.claim_id else None


def _back_to_author(claim: Claim | None, author: User, *, by: User, verb: str, note: str) -> None:
    """A new turn of the author's, with a long lease, outside the queue."""
    if claim is not None:
        Review.objects.open(claim, holder=author, span=timedelta(hours=settings.SENDBACK_HOURS))
        claim.move(Status.IN_REVIEW, verb=verb, by=by, note=note)


def _announce_case(case: Case, kind: str, *, now: datetime) -> None:
    """The same of a case. Its own last event is the telling's identity, so that it is told once."""
    event = Event.objects.about(case).latest("id")
    data = contract.cases.case(Case.objects.for_reading().get(pk=case.pk), outsider=True, now=now)
    Delivery.objects.announce(event, kind=kind, data=data, now=now)


def _announce(verdict: Verdict, kind: str, *, now: datetime) -> None:
    """Write what webhooks are told, in the transaction of the change: what outsiders may know, and nothing more."""
    event = Event.objects.about(verdict).latest("id")
    fresh = Verdict.objects.for_reading().get(pk=verdict.pk)
    gone = kind == "verdict.withdrawn"
    data = (
        contract.verdicts.withdrawn(fresh)
        if gone
        else contract.verdicts.verdict(fresh, outsider=True, today=now.date())
    )
    Delivery.objects.announce(event, kind=kind, data=data, now=now)
