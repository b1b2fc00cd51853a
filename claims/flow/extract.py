"""The claims of an article are found and read. The reader itself is pure and stands in `extraction/`."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from claims.extraction import VERSION, detect_language
from claims.extraction.shapes import Amount, Party, Period, Quantity, Reading, Speaker
from claims.models import Actor, Article, Claim, Event
from claims.models.enums import ArticleState

Reader = Callable[[str, date], Sequence[Reading]]
LANGUAGES = {"en"}


def extract(article: Article, *, read: Reader) -> list[Claim]:
    """Store the article's claims, each with its reading, and move it to `extracted`.

    An article in a language that nobody here reads is stored as it is, marked so, and open to claims by hand.
    """
    language = (article.language or detect_language(article.text) or "")[:10]
    readable = not language or language.split("-")[0].lower() in LANGUAGES
    readings = read(article.text, article.day) if readable else []
    with transaction.atomic():
        article.move(
            ArticleState.EXTRACTED,
            verb="article.extracted",
            language=language,
            extractor=VERSION,
            attempts=0,
            next_try_at=None,
        )
        return [_store(article, reading) for reading in readings]


def _store(article: Article, reading: Reading) -> Claim:
    claim = Claim.objects.create(
        article=article,
        source=article.source,
        said_on=article.day,
        extractor=VERSION,
        **_span(reading),
        **_parties(reading, demo=article.demo),
        **_figures(reading),
        **_number("quantity", reading.quantity),
        **_number("amount", reading.amount),
        **_period("happened", reading.happened),
        **_period("due", reading.due),
    )
    Event.objects.record("claim.found", claim, after={"article": article.pk, "start": claim.start, "end": claim.end})
    return claim


def _span(reading: Reading) -> dict[str, Any]:
    return {"start": reading.start, "end": reading.end, "quote": reading.quote, "context": reading.context[:300]}


def _parties(reading: Reading, *, demo: bool) -> dict[str, Any]:
    speaker = reading.speaker
    return {
        "speaker": _speaker(speaker, demo=demo),
        "speaker_role": (speaker.role or "")[:200] if speaker else "",
        "actor": _actor(reading.actor, demo=demo),
        "recipient": _actor(reading.recipient, demo=demo),
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


def _actor(party: Party | None, *, demo: bool) -> Actor | None:
    return (
        None if party is None else Actor.objects.find_or_make(party.name, code=party.code, kind=party.kind, demo=demo)
    )


def _speaker(speaker: Speaker | None, *, demo: bool) -> Actor | None:
    """A ministry speaks for its state and is an actor of its own; only a state itself is found by its code."""
    if speaker is None:
        return None
    code = speaker.code if speaker.kind == "country" else None
    return Actor.objects.find_or_make(speaker.name, code=code, kind=speaker.kind, demo=demo)


def _number(prefix: str, figure: Quantity | Amount | None) -> dict[str, Any]:
    if figure is None:
        return {}
    parts = {"min": figure.min, "max": figure.max, "precision": figure.precision, "text": figure.text[:200]}
    if isinstance(figure, Quantity):
        parts["unit"] = (figure.unit or "")[:50]
    else:
        parts["currency"] = figure.currency
    return {f"{prefix}_{name}": value for name, value in parts.items()}


def _period(prefix: str, period: Period | None) -> dict[str, Any]:
    if period is None:
        return {}
    parts = {"from": period.from_, "to": period.to, "precision": period.precision, "text": period.text[:200]}
    return {f"{prefix}_{name}": value for name, value in parts.items()}
