"""How often a claim was said: what repeats it by an editor's word, and what a machine thinks says the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from claims.models import Claim, Match
from claims.models.enums import MatchState, Relation


@dataclass(frozen=True)
class Echo:
    repeated: int = 0
    perhaps: int = 0


def of(pks: Sequence[int]) -> dict[int, Echo]:
    """Of each of these claims that has any, in two queries."""
    found = Claim.objects.filter(repeats__in=pks).order_by().values_list("repeats").annotate(times=Count("id"))
    repeated = dict(found)
    suggested = Match.objects.filter(Q(claim__in=pks) | Q(other__in=pks), other__isnull=False)
    pairs = suggested.filter(state=MatchState.SUGGESTED, relation=Relation.SAME).values_list("claim", "other")
    perhaps = Counter(pk for pair in pairs for pk in pair)
    return {pk: Echo(repeated.get(pk, 0), perhaps[pk]) for pk in pks if pk in repeated or pk in perhaps}
