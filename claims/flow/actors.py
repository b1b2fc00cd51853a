"""Two actors that are one become one."""

from collections.abc import Sequence

from django.db import models, transaction
from django.db.models import Q

from claims.models import Actor, ActorAlias, Case, Claim, Event, User, moves
from claims.models.errors import RuleBroken

IN_CLAIMS = ("speaker", "actor", "recipient")
IN_CASES = ("actor", "recipient")


def merge(actor: Actor, *, into: Actor, by: User) -> None:
    """Make the actor another name of `into`: what was read of the one is of the other, and its address leads there.

    Verdicts keep the reading that they judged. Merged once more, it hands on what has come to it since.
    Raises RuleBroken where the two cannot be one.
    """
    with transaction.atomic():
        claims, cases = _held(Claim, IN_CLAIMS, actor), _held(Case, IN_CASES, actor)  # claims first, as everywhere
        pair = Actor.objects.select_for_update().filter(pk__in=[actor.pk, into.pk]).order_by("pk")
        held = {one.pk: one for one in pair}
        actor, into = held[actor.pk], held[into.pk]
        _may_become(actor, into)
        _hand_over(claims, IN_CLAIMS, "claim.mended", actor, into, by=by)
        _hand_over(cases, IN_CASES, "case.mended", actor, into, by=by)
        _rename(actor, into)
        Event.objects.record("actor.merged", actor, by=by, after={"merged_into": into.pk})


def _held(noun: type[models.Model], columns: Sequence[str], actor: Actor) -> list[models.Model]:
    named = Q(*((name, actor) for name in columns), _connector=Q.OR)
    return list(noun._default_manager.select_for_update(of=("self",)).filter(named).order_by("pk"))


def _may_become(actor: Actor, into: Actor) -> None:
    if actor.pk == into.pk:
        raise RuleBroken("An actor cannot be merged into itself.", field="into")
    if into.merged_into_id is not None:
        raise RuleBroken(f"{into} was merged itself: merge into what it became.", field="into")
    if actor.merged_into_id not in {None, into.pk}:
        raise RuleBroken(f"{actor} was merged into another actor already.", field="into")
    if actor.code:
        raise RuleBroken(f"{actor} is the state {actor.code}: merge the other one into it.", field="into")


def _hand_over(
    rows: Sequence[models.Model], columns: Sequence[str], verb: str, actor: Actor, into: Actor, *, by: User
) -> None:
    for name in columns:
        its = [row for row in rows if getattr(row, f"{name}_id") == actor.pk]
        moves.change_all(its, verb=verb, by=by, told={"merged": actor.pk}, **{name: into})


def _rename(actor: Actor, into: Actor) -> None:
    """Its names are names of the other one from now on, and so are those that were merged into it."""
    ActorAlias.objects.filter(actor=actor).update(actor=into)
    ActorAlias.objects.bulk_create([ActorAlias(actor=into, alias=actor.name)], ignore_conflicts=True)
    Actor.objects.filter(Q(merged_into=actor) | Q(pk=actor.pk)).update(merged_into=into)
