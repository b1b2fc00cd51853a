"""The record of an actor: how the promises stand that it gave, or that somebody made as its speaker."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from claims import ledger
from claims.ledger import Figure
from claims.models import Actor, Claim, casebook
from claims.models.case import CaseQuerySet
from claims.models.enums import CaseState, Kind, Status

from .parts import Object

FEWEST = 5  # below it nothing is called a rate
MOST = 2000  # cases, the newest: nobody has so many


def record(actor: Actor, seen: CaseQuerySet, *, now: datetime) -> Object:
    """Of the cases among `seen`: as the giver, and as the one whose claims are in them."""
    seen = seen.filter(merged_into__isnull=True)
    spoken = Claim.objects.filter(speaker=actor, case__isnull=False).exclude(status=Status.DISMISSED).values("case")
    return {
        "as_actor": _of(seen.filter(actor=actor), now=now),
        "as_speaker": _of(seen.filter(pk__in=spoken), now=now),
    }


def _of(found: CaseQuerySet, *, now: datetime) -> Object:
    cases = list(found.order_by("-created_at", "-id")[:MOST])
    states = Counter(case.state for case in cases)
    ledgers = [casebook.as_it_stands(case, today=case.day_of(now)) for case in cases if case.kind == Kind.AID]
    shares = [one for one in (_share(found) for found in ledgers) if one is not None]
    slips = [(case.due - case.first_due).days for case in cases if case.due and case.first_due]
    ended = sum(states[state] for state in (CaseState.KEPT, CaseState.PARTLY_KEPT, CaseState.BROKEN))
    return {
        "n": len(cases),
        "states": {state.value: states[state] for state in CaseState},
        "kept_rate": {"value": _rate(states[CaseState.KEPT], ended), "n": ended},
        "delivered_share": {"value": _mean(shares), "n": len(shares)},
        "median_days_slipped": {"value": median(slips) if len(slips) >= FEWEST else None, "n": len(slips)},
    }


def _share(found: ledger.Ledger) -> Decimal | None:
    """Delivered of what was pledged in all, at most 1; None where either is a range or unknown."""
    return found.share_delivered if _exact(found.main.delivered) else None


def _exact(figure: Figure | None) -> bool:
    return figure is not None and figure.min == figure.max


def _rate(part: int, whole: int) -> str | None:
    return None if whole < FEWEST else str((Decimal(part) / whole).quantize(Decimal("0.001"), ROUND_HALF_UP))


def _mean(shares: Iterable[Decimal]) -> str | None:
    found = list(shares)
    if len(found) < FEWEST:
        return None
    return str((sum(found, Decimal(0)) / len(found)).quantize(Decimal("0.001"), ROUND_HALF_UP))
