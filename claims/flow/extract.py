"""The claims of an article are found and read. The reader itself is pure and stands in `extraction/`."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from claims.extraction import VERSION, detect_language
from claims.extraction.shapes import Amount, Party, Period, Quantity, Reading, Speaker
from claims.models import Actor, Article, Claim, Event
from claims.models.enums import ArticleState
from claims.models.errors import StaleVersion, WrongState

Reader = Callable[[str, date], Sequence[Reading]]
LANGUAGES = {"en"}
LARGEST = 10**19  # figures beyond it fit in no column; their words are kept


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
    claims = [_claim(article, reading, cast) for reading in readings]
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


class Cast:
    """The actors of one article, each found or made once."""

    def __init__(self, *, demo: bool) -> None:
        self._demo = demo
        self._known: dict[tuple[str, str | None, str], Actor] = {}

    def actor(self, party: Party | None) -> Actor | None:
        return None if party is None else self._find(party.name, party.code, party.kind)

    def speaker(self, speaker: Speaker | None) -> Actor | None:
        """A ministry speaks for its state and is an actor of its own; only a state itself is found by its code."""
        if speaker is None:
            return None
        return self._find(speaker.name, speaker.code if speaker.kind == "country" else None, speaker.kind)

    def _find(self, name: str, code: str | None, kind: str) -> Actor:
        key = (name, code, kind)
        if key not in self._known:
            self._known[key] = Actor.objects.find_or_make(name, code=code, kind=kind, demo=self._demo)
        return self._known[key]


def _claim(article: Article, reading: Reading, cast: Cast) -> Claim:
    return Claim(
        article=article,
        source=article.source,
        said_on=article.day,
        extractor=VERSION,
        **_span(reading),
        **_parties(reading, cast),
        **_figures(reading),
        **_number("quantity", reading.quantity),
        **_number("amount", reading.amount),
        **_period("happened", reading.happened),
        **_period("due", reading.due),
    )


def _span(reading: Reading) -> dict[str, Any]:
    return {"start": reading.start, "end": reading.end, "quote": reading.quote, "context": reading.context[:300]}


def _parties(reading: Reading, cast: Cast) -> dict[str, Any]:
    speaker = reading.speaker
    return {
        "speaker": cast.speaker(speaker),
        "speaker_role": (speaker.role or "")[:200] if speaker else "",
        "actor": cast.actor(reading.actor),
        "recipient": cast.actor(reading.recipient),
        "origin": (reading.origin or "")[:300],
        "side": reading.side,
    }


def _figures(reading: Reading) -> dict[str, Any]:
    return {
        "kind": reading.kind,
        "step": reading.step,
        "attribution": (reading.attribution or "")[:200],
        "modality": reading.modality,
        "negated": reading.negated,
        "condition": reading.condition or "",
        "item": (reading.item or "")[:300],
        "item_category": reading.item_category or "",
        "measure": reading.measure,
        "place": (reading.place or "")[:200],
        "worthiness": reading.worthiness,
        "worthiness_reasons": list(reading.worthiness_reasons),
    }


def _number(prefix: str, figure: Quantity | Amount | None) -> dict[str, Any]:
    if figure is None:
        return {}
    held = all(side is None or abs(side) < LARGEST for side in (figure.min, figure.max))
    parts: dict[str, Any] = {"precision": "words", "text": figure.text[:200]}
    if held:
        parts |= {"min": figure.min, "max": figure.max, "precision": figure.precision}
    parts |= {"unit": (figure.unit or "")[:50]} if isinstance(figure, Quantity) else {"currency": figure.currency}
    return {f"{prefix}_{name}": value for name, value in parts.items()}


def _period(prefix: str, period: Period | None) -> dict[str, Any]:
    if period is None:
        return {}
    parts = {"from": period.from_, "to": period.to, "precision": period.precision, "text": period.text[:200]}
    return {f"{prefix}_{name}": value for name, value in parts.items()}
