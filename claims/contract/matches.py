"""The match object of the contract: what it looks like from one of its two claims."""

from collections.abc import Sequence
from typing import Any

from claims.models import Claim, FactCheck, Match
from claims.models.enums import MatchState, Relation

from . import claims, parts
from .parts import Object


def matches(found: Sequence[Match], *, seen_from: int | None = None) -> list[Object]:
    """Each with the claim on its other side; `seen_from` None: from its newer one. One query for all the claims."""
    others = {match.pk: _other(match, seen_from) for match in found}
    rows = claims.rows(Claim.objects.filter(pk__in=[pk for pk in others.values() if pk]))
    known = {row["id"]: claims.claim(row, outsider=False) for row in rows}
    return [_match(match, known.get(others[match.pk] or 0)) for match in found]


def _other(match: Match, seen_from: int | None) -> int | None:
    if match.other_id is None:
        return None
    return match.claim_id if seen_from == match.other_id else match.other_id


def _match(match: Match, claim: Object | None) -> Object:
    return {
        "id": match.pk,
        "score": match.score,
        "method": match.method,
        "reasons": match.reasons,
        "relation": match.relation,
        "state": match.state,
        "claim": claim,
        "factcheck": None if match.factcheck is None else factcheck(match.factcheck),
        "proposes": _proposed(match, claim),
        "decided_by": _person(match.decided_by),
        "decided_at": parts.moment(match.decided_at),
    }


def _proposed(match: Match, claim: Object | None) -> Any:
    """The standing verdict of what is said to be the same, once an editor has confirmed that it is."""
    same = match.state == MatchState.CONFIRMED and match.relation == Relation.SAME
    return claim["verdict"] if same and claim is not None else None


def factcheck(check: FactCheck) -> Object:
    """A fact-check that somebody else published."""
    return {
        "id": check.pk,
        "url": check.url,
        "publisher": {"name": check.publisher_name or None, "site": check.publisher_site or None},
        "title": check.title or None,
        "claim_text": check.claim_text,
        "claimant": check.claimant or None,
        "claim_date": parts.day(check.claim_date),
        "review_date": parts.day(check.review_date),
        "rating": check.rating_text or None,
        "rating_normalised": check.rating_normalised,
        "language": check.language or None,
    }


def _person(user: Any) -> Object | None:
    return None if user is None else {"id": user.pk, "name": user.display_name}
