"""The claims of an article are found and read. The reader itself is pure and stands in `extraction/`."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from claims.extraction import VERSION, detect_language
from claims.extraction.shapes import Reading
from claims.models import Article, Claim, Event
from claims.models.enums import ArticleState
from claims.models.errors import StaleVersion, WrongState
from claims.models.reading import Cast, claim_of

Reader = Callable[[str, date], Sequence[Reading]]
LANGUAGES = {"en"}


def extract(article: Article, *, read: Reader) -> list[Claim]:
    """Store the article's claims, each with its reading, and move it to `extracted`.

    An article in a language that nobody here reads is stored as it is, marked so, and open to claims by hand.
    """
    if article.state != ArticleState.RECEIVED:
        raise WrongState(f"Article {article.pk} is {article.state}: only a received one is read.")
    language = (article.language or detect_language(article.text) or "")[:10]
    readable = not language or language.split("-")[0].lower() in LANGUAGES
    readings = read(article.text, article.day) if readable else []
    cast = Cast(demo=article.demo)  # its actors are stored one by one, so that articles never wait for each other's
    claims = [claim_of(article, reading, cast) for reading in readings]
    try:
        _keep(article, claims, language=language)
    except IntegrityError as error:
        if Article.objects.filter(pk=article.pk, version=article.version).exists():
            raise
        raise StaleVersion(f"Article {article.pk} was read by another worker meanwhile.") from error
    return claims


def _keep(article: Article, claims: list[Claim], *, language: str) -> None:
    with transaction.atomic():
        Claim.objects.bulk_create(claims)
        Event.objects.record_all(
            "claim.found", claims, after=lambda claim: {"article": article.pk, "start": claim.start, "end": claim.end}
        )
        article.move(
            ArticleState.EXTRACTED,
            verb="article.extracted",
            language=language,
            extractor=VERSION,
            attempts=0,
            next_try_at=None,
        )
