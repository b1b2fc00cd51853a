"""Cases that a claim may belong to, with the reasons a person would give."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from claims.matching import Judgement, Statement, score
from claims.models import Case, Claim, Match
from claims.models import statements as said
from claims.models.enums import MatchState, Status

from . import cases
from .parts import Object

MOST_CASES = 50
CLAIMS_OF_A_CASE = 20
SHOWN = 10
BARE = 0.3  # of a case whose claims say nothing alike, or that has none yet


def suggested(claim: Claim, *, now: datetime) -> list[Object]:
    """The likeliest first: cases of matched claims, and of the same parties, judged by the claims that are in them."""
    found = {case.pk: case for case in _possible(claim)}
    if not found:
        return []
    mine = said.statement(Claim.objects.filter(pk=claim.pk).values(*said.COLUMNS).get())
    best = {pk: (BARE, _in_common(claim, case)) for pk, case in found.items()}
    for pk, judged in _judged(claim, mine, found):
        if judged.relation is not None and judged.score > best[pk][0]:
            best[pk] = (judged.score, list(judged.reasons))
    order = sorted((pk for pk in found if best[pk][1]), key=lambda pk: (-best[pk][0], -pk))[:SHOWN]
    rows = {row["id"]: row for row in cases.listed([found[pk] for pk in order], outsider=False, now=now)}
    return [{"case": rows[pk], "score": best[pk][0], "reasons": best[pk][1]} for pk in order]


def _possible(claim: Claim) -> Iterable[Case]:
    matches = Match.objects.of(claim).exclude(state=MatchState.REJECTED)
    pairs = matches.values_list("claim__case", "other__case")
    matched = {pk for pair in pairs for pk in pair if pk}
    parties = (
        Q(actor=claim.actor_id, recipient=claim.recipient_id) if claim.actor_id or claim.recipient_id else Q(pk__in=[])
    )
    alive = Case.objects.filter(merged_into__isnull=True, kind=claim.kind).exclude(pk=claim.case_id or 0)
    return alive.for_reading().filter(Q(pk__in=matched) | parties).order_by("-created_at", "-id")[:MOST_CASES]


def _judged(claim: Claim, mine: Statement, found: Iterable[int]) -> list[tuple[int, Judgement]]:
    """The claim beside the newest claims of each of the cases."""
    inside = Claim.objects.filter(case__in=list(found)).exclude(status=Status.DISMISSED).exclude(pk=claim.pk)
    rows = inside.order_by("case", "-created_at").values("case_id", *said.COLUMNS)
    counted: dict[int, int] = {}
    others = []
    for row in rows.iterator(chunk_size=500):
        counted[row["case_id"]] = counted.get(row["case_id"], 0) + 1
        if counted[row["case_id"]] <= CLAIMS_OF_A_CASE:
            others.append((row["case_id"], said.statement(row)))
    rarity = said.rarity([mine, *(one for _, one in others)])
    return [(case, score(mine, one, rarity)) for case, one in others]


def _in_common(claim: Claim, case: Case) -> list[str]:
    """What the case itself shares with the claim."""
    shared = {"same donor": (claim.actor_id, case.actor_id), "same recipient": (claim.recipient_id, case.recipient_id)}
    return [reason for reason, (one, other) in shared.items() if one is not None and one == other]
