"""Articles as they are sent in: one by one, or line by line, where a bad line fails alone."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from rest_framework.exceptions import APIException

from claims import contract, tasks
from claims.api import inputs, parsers, problems, references
from claims.flow import intake
from claims.models import Article, Source, User
from claims.models.errors import DomainError


def receive(wish: Mapping[str, Any], *, by: User) -> tuple[Article, bool]:
    """Take one in, as a URL, a text or HTML: the article, and whether it is new. Raises what becomes 422 or 413."""
    now = timezone.now()
    if "text" not in wish and "html" not in wish:
        return intake.receive_url(wish["url"], by=by, now=now)
    received = intake.Received(
        text=wish.get("text", ""),
        title=wish.get("title", ""),
        url=wish.get("url", ""),
        source=references.perhaps(Source.objects.all(), wish.get("source"), field="source"),
        published=wish.get("published_at"),
        language=wish.get("language", ""),
        by=by,
    )
    if "html" in wish:
        return intake.receive_html(wish["html"], received, now=now)
    return intake.receive(received, now=now)


def answered(number: int, line: bytes, by: User) -> dict[str, Any]:
    """What one line is answered: its number from 1, a status, and the article (without its text) or the problem."""
    try:
        body = parsers.load(line)
        article, made = receive(inputs.understand(inputs.article(body), body), by=by)
    except (APIException, DomainError) as error:
        problem = problems.problem_of(error)
        if problem is None:
            raise
        return {"line": number, "status": problem.status, "problem": problem.body()}
    tasks.hint_article(article)
    row = contract.articles.rows(Article.objects.filter(pk=article.pk)).get()
    return {"line": number, "status": 202 if made else 200, "article": contract.articles.article(row)}
