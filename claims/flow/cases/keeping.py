"""A case is opened and mended; claims come into it and leave it; it is shown to the public or not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction

from claims.models import Actor, Case, Claim, Event, User, casebook, followup, moves
from claims.models.enums import Kind
from claims.models.errors import RuleBroken, StaleVersion, WrongState

MENDABLE = ("title", "kind", "item", "actor", "recipient", "time_zone")


def open_case(
    title: str,
    kind: Kind,
    *,
    by: User | None,
    actor: Actor | None = None,
    recipient: Actor | None = None,
    item: str = "",
    time_zone: str = "UTC",
    demo: bool = False,
    split_from: Case | None = None,
) -> Case:
    """A new case, private and empty. Raises RuleBroken."""
    check(title=title, kind=kind, time_zone=time_zone)
    with transaction.atomic():
        case = Case.objects.create(
            title=title.strip(), kind=kind, item=item.strip(), actor=actor, recipient=recipient,
            time_zone=time_zone, demo=demo,
        )  # fmt: skip
        after = {"title": case.title, "kind": kind, **({"from": split_from.pk} if split_from else {})}
        Event.objects.record("case.opened", case, by=by, after=after)
        return case


def open_with(claim: Claim, *, title: str, by: User, now: datetime) -> Case:
    """A new case with this claim in it: of its kind, parties and item. Raises RuleBroken, WrongState."""
    with transaction.atomic():
        case = open_case(
            title, Kind(claim.kind), by=by, actor=claim.actor, recipient=claim.recipient, item=claim.item,
            demo=claim.article.demo,
        )  # fmt: skip
        add(case, claim, by=by, now=now)
        return case


def mend(case: Case, *, by: User, now: datetime, **changes: Any) -> None:
    """Change what the case says of itself. Raises RuleBroken, StaleVersion, WrongState."""
    strange = set(changes) - set(MENDABLE)
    if strange:
        raise RuleBroken(f"A case's {sorted(strange)[0]} cannot be mended.", field=sorted(strange)[0])
    check(**changes)
    kept = {name: value for name, value in changes.items() if getattr(case, name) != value}
    with transaction.atomic():
        alive(case)
        if kept:
            moves.change(case, verb="case.mended", by=by, **kept)
            casebook.settle(case, now=now, by=by)


def add(case: Case, claim: Claim, *, by: User | None, now: datetime) -> None:
    """Put a claim into the case; one that is in another case leaves that one. Raises WrongState."""
    with transaction.atomic():
        claim = Claim.objects.locked(claim.pk)
        old_id = claim.case_id
        held = {one.pk: one for one in Case.objects.locked(*(pk for pk in (case.pk, old_id) if pk))}
        fresh(case, held[case.pk])
        alive(case)
        if old_id == case.pk:
            raise WrongState(f"Claim {claim.pk} is in this case already.")
        moves.change(claim, verb="claim.joined_case", by=by, case=case)
        told = {"claims": [claim.pk], "from": old_id}
        moves.change(case, verb="case.claim_added", by=by, told=told)
        casebook.settle(case, now=now, by=by)
        followup.delivered(case, [claim])
        if old_id:
            old = held[old_id]
            moves.change(old, verb="case.claim_left", by=by, told={"claims": [claim.pk], "to": case.pk})
            casebook.settle(old, now=now, by=by)


def remove(case: Case, claim: Claim, *, by: User, now: datetime) -> None:
    """Take a claim out of the case. Raises WrongState."""
    with transaction.atomic():
        claim = Claim.objects.locked(claim.pk)
        fresh(case, *Case.objects.locked(case.pk))
        if claim.case_id != case.pk:
            raise WrongState(f"Claim {claim.pk} is not in this case.")
        moves.change(claim, verb="claim.left_case", by=by, case=None)
        moves.change(case, verb="case.claim_removed", by=by, told={"claims": [claim.pk]})
        casebook.settle(case, now=now, by=by)


def publish(case: Case, *, by: User) -> None:
    """Show the case to everybody. Raises WrongState, StaleVersion."""
    alive(case)
    if case.public:
        raise WrongState("This case is public already.")
    moves.change(case, verb="case.published", by=by, public=True)


def unpublish(case: Case, *, by: User) -> None:
    """Show the case to the desk alone. Raises WrongState, StaleVersion."""
    alive(case)
    if not case.public:
        raise WrongState("This case is private already.")
    moves.change(case, verb="case.unpublished", by=by, public=False)


def check(*, title: str | None = None, kind: Kind | None = None, time_zone: str | None = None, **_: Any) -> None:
    """RuleBroken where one of these cannot be."""
    if title is not None and not title.strip():
        raise RuleBroken("A case needs a title.", field="title", code="required")
    if kind == Kind.STATEMENT:
        raise RuleBroken("A case is about aid or about troops: statements are judged one by one.", field="kind")
    if time_zone is not None and time_zone not in available_timezones():
        raise RuleBroken("Name a time zone of the IANA, such as Europe/Kyiv.", field="time_zone", code="no_such")


def alive(case: Case) -> None:
    """WrongState where the case has become part of another."""
    if case.merged_into_id:
        raise WrongState(f"This case was merged into case {case.merged_into_id}: go on there.")


def fresh(case: Case, *held: Case) -> None:
    """StaleVersion where the locked row is no longer the one that was read."""
    now: Sequence[Case] = [one for one in held if one.pk == case.pk]
    if not now or now[0].version != case.version:
        current = now[0].version if now else None
        raise StaleVersion(f"Case {case.pk} has changed since it was read.", current=current)
