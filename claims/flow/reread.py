"""A newer reader over articles that were read before: it adds and marks, and never touches what people touched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from claims.extraction import VERSION
from claims.extraction.shapes import Reading
from claims.models import Article, Claim, Event, Match, Review, moves
from claims.models.enums import DismissReason, MatchState, Status
from claims.models.reading import Cast, claim_of, columns

Reader = Callable[[str, date], Sequence[Reading]]
REORDERS = {"worthiness", "worthiness_reasons"}


@dataclass
class Difference:
    """What a newer reader would change in one article. `touched`: read otherwise now, but people have worked on it."""

    article: Article
    new: list[Reading] = field(default_factory=list)
    changed: list[tuple[Claim, dict[str, Any]]] = field(default_factory=list)
    gone: list[Claim] = field(default_factory=list)
    touched: list[tuple[Claim, dict[str, Any]]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.touched)


def compare(article: Article, *, read: Reader) -> Difference:
    """Read the article anew, beside the claims that it has; changes nothing but the actors that are met first."""
    found = {(reading.start, reading.end): reading for reading in read(article.text, article.day)}
    cast = Cast(demo=article.demo)
    difference = Difference(article)
    touched = _touched(article)
    for claim in article.claims.select_related("speaker", "actor", "recipient").order_by("start", "end"):
        reading = found.pop((claim.start, claim.end), None)
        if reading is None:
            if claim.pk not in touched:
                difference.gone.append(claim)
            continue
        otherwise = {name: value for name, value in columns(reading, cast).items() if getattr(claim, name) != value}
        if otherwise.keys() - REORDERS:
            (difference.touched if claim.pk in touched else difference.changed).append((claim, otherwise))
    difference.new = list(found.values())
    return difference


def carry_out(difference: Difference) -> None:
    """Store the difference: new claims are added, untouched ones read anew or dismissed, touched ones only marked."""
    article = difference.article
    cast = Cast(demo=article.demo)
    with transaction.atomic():
        claims = Claim.objects.bulk_create([claim_of(article, reading, cast) for reading in difference.new])
        Event.objects.record_all("claim.found", claims, after=lambda claim: {"article": article.pk, "by": VERSION})
        for claim, otherwise in difference.changed:
            moves.change(claim, verb="claim.reread", by=None, guard="status", extractor=VERSION, **otherwise)
        for claim in difference.gone:
            note = f"{VERSION} does not find it any more."
            claim.move(
                Status.DISMISSED,
                verb="claim.dismissed",
                by=None,
                note=note,
                dismiss_reason=DismissReason.NOT_CHECKABLE,
            )
        for claim, otherwise in difference.touched:
            Event.objects.record(
                "claim.read_otherwise", claim, after={"extractor": VERSION, "fields": sorted(otherwise)}
            )
        moves.change(article, verb="article.reread", by=None, guard="state", extractor=VERSION, extractor_note="")


def _touched(article: Article) -> set[int]:
    """The claims of the article that anybody has made, mended, assigned, taken, matched, put in a case or settled."""
    waiting = Q(status__in=[Status.NEW, Status.QUEUED], extractor__gt="", mended=[], assignee=None, case=None)
    decided = Match.objects.exclude(state=MatchState.SUGGESTED)
    worked_on = (
        Exists(Review.objects.filter(claim=OuterRef("pk")))
        | Exists(decided.filter(claim=OuterRef("pk")))
        | Exists(decided.filter(other=OuterRef("pk")))
    )
    return set(article.claims.filter(~waiting | Q(worked_on)).values_list("pk", flat=True))
