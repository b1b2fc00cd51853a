"""An editor's rating of a case, kept or broken: proposed here, signed off by another like any verdict."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from claims import contract, grounds, telling
from claims.flow.cases.keeping import alive, fresh
from claims.models import Case, Event, User, Verdict
from claims.models.case import BY_RULE
from claims.models.enums import CaseState
from claims.models.errors import RuleBroken, WrongState


def rate(
    case: Case,
    state: CaseState,
    *,
    by: User,
    now: datetime,
    explanation: str,
    evidence: Sequence[Mapping[str, Any]],
    share_delivered: Decimal | None = None,
    summary: str = "",
    review_again: tuple[date, str] | None = None,
    correction_note: str = "",
) -> Verdict:
    """Propose where the promise stands, for another editor to sign off. Raises RuleBroken, WrongState, StaleVersion."""
    check_state(state, share_delivered)
    summary = summary.strip() or in_short(state, share_delivered)
    grounds.check(summary=summary, explanation=explanation, evidence=evidence)
    with transaction.atomic():
        fresh(case, *Case.objects.locked(case.pk))
        alive(case)
        if Verdict.objects.proposed().filter(case=case).exists():
            raise WrongState("A rating of this case awaits its sign-off already.")
        check_correction(case, correction_note)
        on, why = review_again or (None, "")
        words: dict[str, Any] = {"summary": summary, "explanation": explanation, "correction_note": correction_note}
        words |= {"case_state": state, "share_delivered": share_delivered}
        words |= {"reading": contract.cases.judged(case, now=now), "review_again_on": on, "review_again_why": why}
        digest = grounds.digest(words | {"evidence": list(evidence)})
        verdict = Verdict.objects.create(case=case, proposed_by=by, demo=case.demo, text_sha256=digest, **words)
        grounds.store(verdict, evidence)
        Event.objects.record("verdict.proposed", verdict, by=by, after={"case": case.pk, "case_state": state})
        telling.to_sign(verdict, by=by)
        return verdict


def check_state(state: CaseState, share: Decimal | None) -> None:
    """RuleBroken for what is no rating, and for a share that does not belong to it."""
    if state in BY_RULE:
        raise RuleBroken("Open and overdue are found by rule: rate a case kept, partly kept, broken or withdrawn.",
                         field="state")  # fmt: skip
    if share is not None and state != CaseState.PARTLY_KEPT:
        raise RuleBroken("A share belongs to what was partly kept alone.", field="share_delivered")
    if share is not None and not 0 <= share <= 1:
        raise RuleBroken("A share is a figure from 0 to 1.", field="share_delivered")


def check_correction(case: Case, note: str) -> None:
    """RuleBroken for a correction that does not say what changes, and for a note with nothing to correct."""
    standing = Verdict.objects.published().filter(case=case).exists()
    if standing and not note.strip():
        raise RuleBroken("This replaces a published rating: say in the correction note what changes.",
                         field="correction_note", code="required")  # fmt: skip
    if note.strip() and not standing:
        raise RuleBroken("No rating of this case is published: there is nothing to correct.", field="correction_note")


def in_short(state: CaseState, share: Decimal | None) -> str:
    """The summary of who wrote none."""
    return f"{state.label}: {share:.0%} delivered." if share is not None else f"{state.label}."
