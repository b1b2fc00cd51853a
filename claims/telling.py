"""What people of the desk are told, written in the transaction of the change: once each, however often it is found."""

from collections.abc import Iterable

from claims.models import Claim, Event, Notice, NoticeKind, User, Verdict
from claims.models.enums import Role


def assigned(claim: Claim, event: Event, *, by: User) -> None:
    """That the claim is somebody's job now: to its assignee."""
    if claim.assignee_id is not None:
        Notice.objects.tell(
            NoticeKind.ASSIGNED, [claim.assignee_id], key=f"event {event.pk}", by=by.pk, claim=claim.pk, event=event.pk
        )


def to_sign(verdict: Verdict, *, by: User, key: str = "proposed") -> None:
    """That a second signature is wanted: to every editor but those who cannot give it."""
    editors = User.objects.filter(role__in=[role for role in Role if role.includes(Role.EDITOR)])
    _of(verdict, NoticeKind.SIGNOFF, editors.values_list("pk", flat=True), by=by, key=key)


def judged(verdict: Verdict) -> None:
    """That nobody need sign it any more."""
    Notice.objects.settle(NoticeKind.SIGNOFF, verdict)


def sent_back(verdict: Verdict, *, by: User) -> None:
    """That it came back, with a note: to its author."""
    event = Event.objects.about(verdict).filter(verb="verdict.sent_back").latest("id")
    judged(verdict)
    _of(verdict, NoticeKind.SENT_BACK, [verdict.proposed_by_id], by=by, key="sent back", event=event.pk)


def signed_off(verdict: Verdict, *, by: User) -> None:
    """That it is public now: to its author."""
    judged(verdict)
    _of(verdict, NoticeKind.SIGNED_OFF, [verdict.proposed_by_id], by=by, key="signed off")


def mentioned(claim: Claim, event: Event, people: list[int], *, by: User) -> None:
    """That somebody wrote their name: to them."""
    key = f"event {event.pk}"
    Notice.objects.tell(NoticeKind.MENTIONED, people, key=key, by=by.pk, claim=claim.pk, event=event.pk)


def _of(
    verdict: Verdict, kind: NoticeKind, people: Iterable[int], *, by: User | None, key: str, event: int | None = None
) -> None:
    Notice.objects.tell(
        kind,
        list(people),
        key=f"verdict {verdict.pk} {key}",
        by=by.pk if by else None,
        claim=verdict.claim_id,
        verdict=verdict.pk,
        case=verdict.case_id,
        event=event,
    )
