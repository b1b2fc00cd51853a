"""What says the same is found: among claims, in other people's fact-checks, and where one wire text went.

Candidates come from structure (the same giver, receiver and kind, the newest) and from MinHash bands (nearly the same
words); `matching` judges those few hundred. Everything found is only suggested: an editor confirms or rejects, and a
rejection is remembered. All of it may run twice: what stands there stays.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan

from claims.matching import Judgement, Statement, score, signature
from claims.matching.minhash import shingles
from claims.matching.words import tokens
from claims.models import Article, Case, Claim, FactCheck, Match, User, Verdict, WordShare, casebook, moves
from claims.models import statements as said
from claims.models.bands import sharing
from claims.models.enums import ArticleState, MatchState, Relation, Status
from claims.models.errors import RuleBroken, WrongState
from claims.models.plans import planned_for_their_values

NEWEST = 200  # candidates of one kind that are judged
KEPT = 20  # suggestions for one claim
COPY = 0.6  # of two texts' shingles in common, from which they are one wire text
COPIES = 20  # candidates for that, those that share most bands
SAMPLE = 20_000  # claims whose words are counted
WORDS = 5_000  # the commonest words that are kept
FEWEST = 3  # claims that hold a word that is kept


def match(article: Article) -> None:
    """Find whose wire text the article is, and what its claims repeat."""
    link_copies(article)
    for claim in article.claims.exclude(status=Status.DISMISSED).order_by("id"):
        find(claim)


def find(claim: Claim) -> int:
    """Suggest what says the same as the claim, among claims and fact-checks; answers how many do."""
    mine = said.statement(Claim.objects.filter(pk=claim.pk).values(*said.COLUMNS).get())
    rows = candidates(claim)
    checks = fact_checks(claim, mine)
    others = [(row["id"], said.statement(row)) for row in rows]
    rarity = said.rarity([mine, *(one for _, one in others)])
    found = [
        *(_match(claim.pk, score(mine, one, rarity), other=pk) for pk, one in others),
        *(_match(claim.pk, score(mine, said.statement_of(one), rarity), factcheck=one.pk) for one in checks),
    ]
    return _keep(found)


@planned_for_their_values()
def greet(check: FactCheck, *, now: datetime) -> int:
    """Suggest an imported fact-check to the claims that say what it is about."""
    theirs = said.statement_of(check)
    near = Claim.objects.exclude(status=Status.DISMISSED)
    words = near.filter(search=_rarest(theirs, said.rarity([theirs])))[:NEWEST]
    alike = near.filter(sharing(check.bands))[:NEWEST]
    rows = {row["id"]: row for rows in (words, alike) for row in rows.values(*said.COLUMNS)}
    claims = {pk: said.statement(row) for pk, row in rows.items()}
    rarity = said.rarity([theirs, *claims.values()])
    found = _keep([_match(pk, score(one, theirs, rarity), factcheck=check.pk) for pk, one in claims.items()])
    FactCheck.objects.filter(pk=check.pk).update(matched_at=now)
    return found


def spread(verdict: Verdict, *, now: datetime) -> None:
    """Let a verdict that was published find the waiting claims that say what it judged."""
    if verdict.claim is not None:
        find(verdict.claim)
    Verdict.objects.filter(pk=verdict.pk).update(spread_at=now)


def confirm(match: Match, *, by: User, now: datetime, relation: Relation | None = None) -> Match:
    """Say that the two do belong together; of two claims that say the `same`, the newer one then repeats the older.

    Nothing else follows: the earlier verdict is proposed to whoever checks the newer claim, and never copied.
    Raises WrongState where that is how it stands already.
    """
    with transaction.atomic():
        held, match = _locked(match)
        wanted = relation or Relation(match.relation)
        if match.state == MatchState.CONFIRMED and match.relation == wanted:
            raise WrongState(f"Match {match.pk} is confirmed already, as {wanted}.")
        _decide(match, MatchState.CONFIRMED, by=by, now=now, relation=wanted)
        first = _first(held, match) if wanted == Relation.SAME else None
        _repeat(held[match.claim_id], first, match, by=by, now=now, verb="claim.match_confirmed")
        return match


def reject(match: Match, *, by: User, now: datetime) -> Match:
    """Say that they do not; it is not suggested again. Raises WrongState where it is rejected already."""
    with transaction.atomic():
        held, match = _locked(match)
        if match.state == MatchState.REJECTED:
            raise WrongState(f"Match {match.pk} is rejected already.")
        _decide(match, MatchState.REJECTED, by=by, now=now)
        _repeat(held[match.claim_id], None, match, by=by, now=now, verb="claim.match_rejected")
        return match


@planned_for_their_values()
def candidates(claim: Claim) -> list[dict[str, Any]]:
    """A few hundred claims that may say the same, each once: by structure, and by the words themselves."""
    near = Claim.objects.exclude(pk=claim.pk).exclude(status=Status.DISMISSED)
    alike = near.filter(sharing(claim.bands))[:NEWEST]
    found: dict[int, dict[str, Any]] = {}
    for some in (_of_same_parties(near, claim), alike):
        for row in some.values(*said.COLUMNS):
            found[row["id"]] = row
    return list(found.values())


@planned_for_their_values()
def fact_checks(claim: Claim, mine: Statement) -> list[FactCheck]:
    """Fact-checks in nearly the same words, or that hold the rarest of them."""
    rare = FactCheck.objects.filter(search=_rarest(mine, said.rarity([mine])))[:KEPT]
    alike = FactCheck.objects.filter(sharing(claim.bands))[:KEPT]
    return list({check.pk: check for some in (rare, alike) for check in some.defer("search")}.values())


@planned_for_their_values()
def link_copies(article: Article) -> None:
    """Note which article was the first with nearly this text."""
    if not article.bands:
        article.bands = signature(article.text)
        Article.objects.filter(pk=article.pk).update(bands=article.bands)
    earlier = Article.objects.filter(sharing(article.bands), wire__isnull=True).exclude(pk=article.pk)
    earlier = earlier.exclude(state=ArticleState.DUPLICATE)
    earlier = earlier.filter(TupleLessThan(Tuple("received_at", "id"), (article.received_at, article.pk)))
    bands = dict(earlier.values_list("pk", "bands")[:NEWEST])
    shared = Counter({pk: len(set(theirs) & set(article.bands)) for pk, theirs in bands.items()})
    mine = shingles(tokens(article.text))
    for pk, _ in shared.most_common(COPIES):
        theirs = shingles(tokens(Article.objects.values_list("text", flat=True).get(pk=pk)))
        if len(mine & theirs) >= COPY * len(mine | theirs):
            Article.objects.filter(pk=article.pk).update(wire_id=pk)
            return


def count_words() -> int:
    """Count anew how common the words of claims are, in the newest of them; answers how many words are kept."""
    quotes = Claim.objects.order_by("-created_at", "-id").values_list("quote", flat=True)[:SAMPLE]
    counts: Counter[str] = Counter()
    number = 0
    for quote in quotes.iterator(chunk_size=1000):
        counts.update(word for word in Statement(quote=quote).words if len(word) <= 100)
        number += 1
    common = [(word, times) for word, times in counts.most_common(WORDS) if times >= FEWEST]
    with transaction.atomic():
        WordShare.objects.all().delete()
        WordShare.objects.bulk_create(WordShare(word=word, share=times / number) for word, times in common)
    return len(common)


def _of_same_parties(near: "QuerySet[Claim]", claim: Claim) -> "QuerySet[Claim]":
    """The newest claims of the same giver and receiver, as far as they are known."""
    if claim.actor_id and claim.recipient_id:
        same = Q(actor=claim.actor_id, recipient=claim.recipient_id)
    elif claim.actor_id:
        same = Q(actor=claim.actor_id)
    elif claim.recipient_id:
        same = Q(recipient=claim.recipient_id)
    else:
        return near.none()
    return near.filter(same, kind=claim.kind).order_by("-created_at")[:NEWEST]


def _rarest(one: Statement, rarity: dict[str, float]) -> SearchQuery:
    """A query for texts that hold its three rarest words."""
    words = sorted(one.words, key=lambda word: (rarity.get(word, 0.0), -len(word), word))[:3]
    return SearchQuery(" ".join(words), config="english")


def _match(pk: int, judged: Judgement, *, other: int | None = None, factcheck: int | None = None) -> Match | None:
    """The row that says so; None where they have nothing to do with each other."""
    if judged.relation is None:
        return None
    newer, older = (max(pk, other), min(pk, other)) if other else (pk, None)
    return Match(
        claim_id=newer,
        other_id=older,
        factcheck_id=factcheck,
        relation=judged.relation,
        score=judged.score,
        method=judged.method,
        reasons=[reason[:200] for reason in judged.reasons],
    )


def _keep(found: Iterable[Match | None]) -> int:
    best = sorted((one for one in found if one is not None), key=lambda one: one.score, reverse=True)[:KEPT]
    Match.objects.bulk_create(best, ignore_conflicts=True)
    return len(best)


def _locked(match: Match) -> tuple[dict[int, Claim], Match]:
    """Its claims and then itself, as they are now."""
    pks = [pk for pk in (match.claim_id, match.other_id) if pk]
    claims = Claim.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    return {claim.pk: claim for claim in claims}, Match.objects.locked(match.pk)


def _decide(match: Match, state: MatchState, *, by: User, now: datetime, **changes: Any) -> None:
    for name, value in {"state": state, "decided_by": by, "decided_at": now, **changes}.items():
        setattr(match, name, value)
    match.save(update_fields=["state", "decided_by", "decided_at", *changes])


def _first(held: dict[int, Claim], match: Match) -> Claim | None:
    """The claim that was the first to say it: what the older one repeats, or that one itself."""
    if match.other_id is None:
        return None
    older = held[match.other_id]
    if older.repeats_id == match.claim_id:
        raise RuleBroken(f"Claim {older.pk} repeats claim {match.claim_id} already.", field="relation")
    return older.repeats or older


def _repeat(claim: Claim, first: Claim | None, match: Match, *, by: User, now: datetime, verb: str) -> None:
    """Write down what the claim repeats now, and what follows for its case and for the queue."""
    old = claim.repeats
    if first is None and old is not None and old.pk not in _possible(match):
        first = old  # it repeats something else, by another match
    told = {"match": match.pk, "other": match.other_id, "factcheck": match.factcheck_id}
    changes: dict[str, Any] = {"repeats": first} if first != old else {}
    moves.change(claim, verb=verb, by=by, told=told, **changes)
    if changes:
        for case in Case.objects.locked(claim.case_id or 0):
            casebook.settle(case, now=now, by=by)
        for one in (old, first):
            _rank(one, now=now)


def _possible(match: Match) -> Sequence[int | None]:
    """What the newer claim may repeat because of this match."""
    return (match.other_id, match.other.repeats_id if match.other else None)


def _rank(claim: Claim | None, *, now: datetime) -> None:
    """What is repeated deserves more of an editor's time."""
    if claim is not None and claim.status == Status.QUEUED:
        Claim.objects.filter(pk=claim.pk, status=Status.QUEUED).update(priority=claim.priority_on(now.date()))
