"""The sample articles: whether they were loaded, and how they go."""

from django.db import transaction
from django.db.models import Q

from claims.models import Actor, Article, Case, Event, Source, Verdict

LOADED = "samples.loaded"
USES_OF_AN_ACTOR = [
    f"{name}__isnull" for name in ("said", "claims_given", "claims_received", "cases_given", "cases_received")
]


def loaded() -> bool:
    """Whether the samples were loaded on this desk once, be they there still or removed since."""
    return Event.objects.filter(verb=LOADED).exists()


def mark_loaded() -> None:
    Event.objects.record_once(LOADED)


def remove() -> int:
    """Delete all samples, and the actors and sources that only they knew; answers how many articles went.

    The record of events stays: it is never shortened.
    """
    with transaction.atomic():
        articles = Article.objects.filter(demo=True)
        count = articles.count()
        samples = Q(claim__article__in=articles) | Q(case__demo=True)
        Verdict.objects.filter(samples, supersedes__isnull=False).update(supersedes=None)
        articles.delete()
        Case.objects.filter(merged_into__demo=True).update(merged_into=None)
        Case.objects.filter(demo=True).delete()
        Actor.objects.filter(demo=True, **dict.fromkeys(USES_OF_AN_ACTOR, True)).delete()
        Source.objects.filter(demo=True, articles__isnull=True, feeds__isnull=True).delete()
        if count:
            Event.objects.record_once("samples.removed")
    return count
