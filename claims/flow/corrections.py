"""What readers ask to be corrected: asked for, answered by an editor, erased when nobody needs their words any more."""

from datetime import datetime, timedelta

from django.db import transaction

from claims.models import CorrectionRequest, Event, User, Verdict, moves
from claims.models.correction import Answered
from claims.models.errors import RuleBroken, WrongState

MOST_AN_HOUR = 60  # requests from everybody together: the last dam, where nobody could count who asks


def ask(number: str, verdict: Verdict | None, *, text: str, source: str, contact: str, now: datetime) -> str:
    """Note the request under its number, which the form was handed out with: sent twice, it is noted once.

    Raises RuleBroken where more come in than people can read.
    """
    with transaction.atomic():
        if CorrectionRequest.objects.filter(asked_at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
            raise RuleBroken("More requests are coming in than we can read. Please try again in an hour.", code="busy")
        words = {"text": text, "source": source, "contact": contact}
        made, new = CorrectionRequest.objects.get_or_create(
            number=number, defaults={"verdict": verdict, "asked_at": now, **words}
        )
        if new:
            Event.objects.record("correction.asked", made, after={"verdict": verdict.pk if verdict else None})
    return made.number


def accept(request: CorrectionRequest, *, by: User, answer: str, now: datetime) -> None:
    """The reader is right: the answer says what will be done."""
    _answer(request, Answered.ACCEPTED, by=by, answer=answer, now=now)


def decline(request: CorrectionRequest, *, by: User, answer: str, now: datetime) -> None:
    """Nothing is changed: the answer says why."""
    _answer(request, Answered.DECLINED, by=by, answer=answer, now=now)


def erase(request: CorrectionRequest, *, by: User | None, now: datetime) -> None:
    """Forget what the reader wrote, and how they can be reached. Again: nothing."""
    if request.erased_at is None:
        nothing = {"text": "", "source": "", "contact": ""}
        moves.change(request, verb="correction.erased", by=by, unrecorded=nothing, erased_at=now)


def erase_old(*, now: datetime) -> int:
    """Forget the words of all that were answered long ago; answers how many there were."""
    old = list(CorrectionRequest.objects.to_erase(now).order_by("id")[:1000])
    for request in old:
        erase(request, by=None, now=now)
    return len(old)


def _answer(request: CorrectionRequest, state: Answered, *, by: User, answer: str, now: datetime) -> None:
    if request.state != Answered.OPEN:
        raise WrongState("This request has been answered already.")
    if not answer:
        raise RuleBroken("Write an answer: whoever asked reads it.", field="answer")
    moves.change(
        request,
        verb=f"correction.{state}",
        by=by,
        guard="state",
        unrecorded={"answer": answer},
        state=state,
        answered_at=now,
        answered_by=by,
    )
