"""What endpoints are told of claims and articles on their way, written in the transaction of the change."""

from datetime import datetime

from claims import contract
from claims.models import Article, Claim, Delivery, Event, Webhook

CLAIM_QUEUED = "claim.queued"
ARTICLE_FAILED = "article.failed"


def claim_queued(claim: Claim, *, now: datetime) -> None:
    """That a claim waits for a reviewer; owners of endpoints are people of the desk."""
    if Webhook.objects.wanting(CLAIM_QUEUED).exists():
        row = contract.claims.rows(Claim.objects.filter(pk=claim.pk)).get()
        event = Event.objects.about(claim).latest("id")
        Delivery.objects.announce(event, kind=CLAIM_QUEUED, data=contract.claims.claim(row, outsider=False), now=now)


def article_failed(article: Article, *, now: datetime) -> None:
    """That an article was given up, and why; without its text."""
    if Webhook.objects.wanting(ARTICLE_FAILED).exists():
        row = contract.articles.rows(Article.objects.filter(pk=article.pk)).get()
        event = Event.objects.about(article).latest("id")
        Delivery.objects.announce(event, kind=ARTICLE_FAILED, data=contract.articles.article(row), now=now)
