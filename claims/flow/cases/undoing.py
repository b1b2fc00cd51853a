"""What was done to a case is undone, by its Event, as long as nothing has been built on it since."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.flow.cases.keeping import MENDABLE, fresh
from claims.models import Actor, Case, Claim, Event, User, Verdict, casebook, moves
from claims.models.errors import WrongState

OPENED = "case.opened"
BUILT_UPON = "This cannot be undone any more: the case has moved on since. Put it right by hand."


def undo(case: Case, event: Event, *, by: User, now: datetime) -> None:
    """Take back what the event tells; itself an Event. A case whose opening is undone is gone.

    Raises WrongState, StaleVersion.
    """
    if event.object_type != "case" or event.object_id != case.pk or event.verb not in UNDOABLE:
        raise WrongState("This is nothing that was done to this case and can be undone.")
    with transaction.atomic():
        pks = [pk for name in ("from", "into", "to", "merged_into") if (pk := event.after.get(name))]
        claims = _locked(event.after.get("claims", []))
        held = {one.pk: one for one in Case.objects.locked(case.pk, *pks)}
        fresh(case, *held.values())
        if Event.objects.about(case).filter(verb="case.undone", after__event=event.pk).exists():
            raise WrongState("This was undone already.")
        UNDOABLE[event.verb](held, case.pk, event, claims, by)
        case = held[case.pk]
        told = {"event": event.pk, "undone": event.verb, "claims": event.after.get("claims", [])}
        moves.change(case, verb="case.undone", by=by, told=told)
        if event.verb == OPENED:
            held.pop(case.pk).delete()  # nothing was in it; the record keeps that it was there
        for one in held.values():
            casebook.settle(one, now=now, by=by)


def _undo_opening(held: dict[int, Case], pk: int, event: Event, claims: Sequence[Claim], by: User) -> None:
    """Only of a case in which there is nothing, and never was a rating."""
    case = held[pk]
    used = case.public or case.merged_into_id or case.merged.exists() or case.claims.exists() or case.verdicts.exists()
    if used:
        raise WrongState("There is something in this case: take its claims out first, or merge it into another.")


def _undo_mending(held: dict[int, Case], pk: int, event: Event, claims: Sequence[Claim], by: User) -> None:
    case = held[pk]
    columns = {name: Case._meta.get_field(name).attname for name in MENDABLE}  # type: ignore[union-attr]  # columns only
    if any(getattr(case, columns[name]) != value for name, value in event.after.items()):
        raise WrongState(BUILT_UPON)
    changes = {name: _value(name, value) for name, value in event.before.items()}
    moves.change(case, verb="case.mended", by=by, **changes)


def _value(name: str, value: Any) -> Any:
    """What an Event keeps of a column, as the row takes it."""
    return Actor.objects.get(pk=value) if name in {"actor", "recipient"} and value is not None else value


def _undo_adding(held: dict[int, Case], pk: int, event: Event, claims: Sequence[Claim], by: User) -> None:
    """Back to the case where it was before, if any."""
    _back(claims, where=pk, to=held.get(event.after.get("from") or 0), by=by)


def _undo_removing(held: dict[int, Case], pk: int, event: Event, claims: Sequence[Claim], by: User) -> None:
    _back(claims, where=None, to=held[pk], by=by)


def _undo_merging(held: dict[int, Case], pk: int, event: Event, claims: Sequence[Claim], by: User) -> None:
    into = event.after["merged_into"]
    if held[pk].merged_into_id != into or held[into].merged_into_id:
        raise WrongState(BUILT_UPON)
    moves.change(held[pk], verb="case.parted", by=by, merged_into=None)
    moves.change(held[into], verb="case.parted", by=by, told={"claims": event.after["claims"], "from": pk})
    _back(claims, where=into, to=held[pk], by=by)


def _undo_splitting(held: dict[int, Case], pk: int, event: Event, claims: Sequence[Claim], by: User) -> None:
    """The claims come back; the other case, if nothing else is in it, becomes part of this one."""
    other = held[event.after["into"]]
    _back(claims, where=other.pk, to=held[pk], by=by)
    empty = not Claim.objects.filter(case=other).exists() and not Verdict.objects.filter(case=other).exists()
    gone: dict[str, Any] = {"merged_into": held[pk]} if empty and not other.merged_into_id else {}
    moves.change(other, verb="case.parted", by=by, told={"claims": event.after["claims"], "to": pk}, **gone)


def _undo_showing(held: dict[int, Case], pk: int, event: Event, claims: Sequence[Claim], by: User) -> None:
    public = event.verb == "case.published"
    if held[pk].public != public:
        raise WrongState(BUILT_UPON)
    moves.change(held[pk], verb="case.unpublished" if public else "case.published", by=by, public=not public)


def _back(claims: Sequence[Claim], *, where: int | None, to: Case | None, by: User) -> None:
    """Move the claims, all of which must still be where that act put them."""
    if any(claim.case_id != where for claim in claims) or (to is not None and to.merged_into_id):
        raise WrongState(BUILT_UPON)
    verb = "claim.joined_case" if to else "claim.left_case"
    moves.change_all(claims, verb=verb, by=by, told={}, case=to)


def _locked(pks: Sequence[int]) -> list[Claim]:
    return list(Claim.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


UNDOABLE: dict[str, Callable[[dict[int, Case], int, Event, Sequence[Claim], User], None]] = {
    OPENED: _undo_opening,
    "case.mended": _undo_mending,
    "case.claim_added": _undo_adding,
    "case.claim_removed": _undo_removing,
    "case.merged": _undo_merging,
    "case.split": _undo_splitting,
    "case.published": _undo_showing,
    "case.unpublished": _undo_showing,
}
