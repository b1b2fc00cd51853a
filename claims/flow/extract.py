"""The claims of an article are found and read. The reader itself is pure and stands in `extraction/`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import structlog
from django.db import IntegrityError, transaction

from claims.extraction import VERSION, detect_language
from claims.extraction.answering import Answer, Unusable
from claims.extraction.asking import LLM_VERSION
from claims.extraction.shapes import Reading
from claims.models import Article, Claim, Event
from claims.models.enums import ArticleState
from claims.models.errors import StaleVersion, WrongState
from claims.models.reading import Cast, claim_of

log = structlog.get_logger(__name__)
Reader = Callable[[str, date], Sequence[Reading]]
Asker = Callable[[str, date], Answer]
LANGUAGES = {"en"}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, by whom, and what an editor should know about that."""

    readings: Sequence[Reading]
    extractor: str = VERSION
    note: str = ""


def extract(article: Article, *, read: Reader, ask: Asker | None = None) -> list[Claim]:
    """Store the article's claims, each with its reading, and move it to `extracted`.

    With `ask` the second reader reads it, or else, where that one fails, `read`, and the article says why.
    An article in a language that nobody here reads is stored as it is, marked so, and open to claims by hand.
    """
    if article.state != ArticleState.RECEIVED:
        raise WrongState(f"Article {article.pk} is {article.state}: only a received one is read.")
    language = (article.language or detect_language(article.text) or "")[:10]
    readable = not language or language.split("-")[0].lower() in LANGUAGES
    found = _read(article, read, ask) if readable else Read([])
    cast = Cast(demo=article.demo)  # its actors are stored one by one, so that articles never wait for each other's
    claims = [claim_of(article, reading, cast, extractor=found.extractor) for reading in found.readings]
    try:
        _keep(article, claims, found, language=language)
    except IntegrityError as error:
        if Article.objects.filter(pk=article.pk, version=article.version).exists():
            raise
        raise StaleVersion(f"Article {article.pk} was read by another worker meanwhile.") from error
    return claims


def _read(article: Article, read: Reader, ask: Asker | None) -> Read:
    if ask is None:
        return Read(read(article.text, article.day))
    try:
        answer = ask(article.text, article.day)
    except Unusable as error:
        log.warning("second_reader_failed", article=article.pk, code=error.code, reason=error.message)
        note = f"Read by {VERSION}, not by the language model. {error.message}"
        return Read(read(article.text, article.day), note=note)
    if answer.dropped:
        log.warning("second_reader_dropped", article=article.pk, dropped=answer.dropped)
    note = f"Claims of the language model that the text does not bear out, left out: {answer.dropped}."
    return Read(answer.readings, LLM_VERSION, note if answer.dropped else "")


def _keep(article: Article, claims: list[Claim], found: Read, *, language: str) -> None:
    with transaction.atomic():
        Claim.objects.bulk_create(claims)
        Event.objects.record_all(
            "claim.found", claims, after=lambda claim: {"article": article.pk, "start": claim.start, "end": claim.end}
        )
        article.move(
            ArticleState.EXTRACTED,
            verb="article.extracted",
            language=language,
            extractor=found.extractor,
            extractor_note=found.note,
            attempts=0,
            next_try_at=None,
        )
