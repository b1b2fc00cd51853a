"""Two cases become one, or one becomes two."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from claims.flow.cases.keeping import alive, fresh, open_case
from claims.models import Case, Claim, User, Verdict, casebook, followup, moves
from claims.models.enums import Kind, VerdictState
from claims.models.errors import RuleBroken, WrongState

JUDGED = [VerdictState.PROPOSED, VerdictState.PUBLISHED]


def merge(case: Case, *, into: Case, by: User, now: datetime) -> None:
    """Make the case part of another: its claims go there, and its address leads there.

    Raises RuleBroken, StaleVersion, and WrongState while a rating of it is proposed or published.
    """
    if into.pk == case.pk:
        raise RuleBroken("A case cannot be merged into itself.", field="into")
    if into.kind != case.kind:
        raise RuleBroken(f"A case about {case.kind} cannot become part of one about {into.kind}.", field="into")
    with transaction.atomic():
        claims = _locked_claims(case)
        held = {one.pk: one for one in Case.objects.locked(case.pk, into.pk)}
        fresh(case, held[case.pk])
        into = held[into.pk]
        alive(case)
        alive(into)
        if Verdict.objects.filter(case=case, state__in=JUDGED).exists():
            raise WrongState("This case has a rating: withdraw it first, or merge the other one into this.")
        _move(claims, to=into, by=by)
        told = {"claims": [claim.pk for claim in claims]}
        moves.change(case, verb="case.merged", by=by, told=told, merged_into=into)
        moves.change(into, verb="case.received", by=by, told={**told, "from": case.pk})
        for one in (case, into):
            casebook.settle(one, now=now, by=by)


def split(case: Case, claims: Sequence[Claim], *, title: str, by: User, now: datetime) -> Case:
    """Move some of the claims into a new case of the same parties, private at first. Raises RuleBroken, WrongState."""
    if not claims:
        raise RuleBroken("Say which claims go into the new case.", field="claims", code="required")
    with transaction.atomic():
        wanted = {claim.pk for claim in claims}
        moved = [claim for claim in _locked_claims(case) if claim.pk in wanted]
        fresh(case, *Case.objects.locked(case.pk))
        alive(case)
        if len(moved) != len(wanted):
            missing = sorted(wanted - {claim.pk for claim in moved})
            raise RuleBroken(f"Claim {missing[0]} is not in this case.", field="claims", code="no_such")
        made = open_case(
            title, Kind(case.kind), by=by, actor=case.actor, recipient=case.recipient, item=case.item,
            time_zone=case.time_zone, demo=case.demo, split_from=case,
        )  # fmt: skip
        _move(moved, to=made, by=by)
        told = {"claims": [claim.pk for claim in moved]}
        moves.change(case, verb="case.split", by=by, told={**told, "into": made.pk})
        moves.change(made, verb="case.received", by=by, told={**told, "from": case.pk})
        for one in (case, made):
            casebook.settle(one, now=now, by=by)
        return made


def _locked_claims(case: Case) -> list[Claim]:
    return list(Claim.objects.select_for_update(of=("self",)).filter(case=case).order_by("pk"))


def _move(claims: Sequence[Claim], *, to: Case, by: User) -> None:
    moves.change_all(claims, verb="claim.joined_case", by=by, told={}, case=to)
    followup.delivered(to, claims)
