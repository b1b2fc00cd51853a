"""What the extraction read, as the columns of a claim hold it."""

from typing import Any

from claims.extraction import VERSION
from claims.extraction.shapes import Amount, Party, Period, Quantity, Reading, Speaker
from claims.matching import signature

from .actor import Actor
from .article import Article
from .claim import Claim

LARGEST = 10**19  # figures beyond it fit in no column; their words are kept


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


def claim_of(article: Article, reading: Reading, cast: Cast, *, extractor: str = VERSION) -> Claim:
    """A claim as it was read, not stored yet."""
    return Claim(
        article=article,
        source=article.source,
        said_on=article.day,
        start=reading.start,
        end=reading.end,
        quote=reading.quote,
        context=reading.context[:300],
        extractor=extractor,
        bands=signature(reading.quote),
        **columns(reading, cast),
    )


def columns(reading: Reading, cast: Cast) -> dict[str, Any]:
    """What the reading says, column by column; what was not read is null or empty."""
    return {
        **_parties(reading, cast),
        **_words(reading),
        **_quantity(reading.quantity),
        **_amount(reading.amount),
        **_period("happened", reading.happened),
        **_period("due", reading.due),
    }


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


def _words(reading: Reading) -> dict[str, Any]:
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


def _quantity(quantity: Quantity | None) -> dict[str, Any]:
    return {**_figure("quantity", quantity), "quantity_unit": ((quantity and quantity.unit) or "")[:50]}


def _amount(amount: Amount | None) -> dict[str, Any]:
    return {**_figure("amount", amount), "amount_currency": amount.currency if amount else None}


def _figure(prefix: str, figure: Quantity | Amount | None) -> dict[str, Any]:
    if figure is None:
        return {f"{prefix}_min": None, f"{prefix}_max": None, f"{prefix}_precision": None, f"{prefix}_text": ""}
    held = all(side is None or abs(side) < LARGEST for side in (figure.min, figure.max))
    return {
        f"{prefix}_min": figure.min if held else None,
        f"{prefix}_max": figure.max if held else None,
        f"{prefix}_precision": figure.precision if held else "words",
        f"{prefix}_text": figure.text[:200],
    }


def _period(prefix: str, period: Period | None) -> dict[str, Any]:
    return {
        f"{prefix}_from": period.from_ if period else None,
        f"{prefix}_to": period.to if period else None,
        f"{prefix}_precision": period.precision if period else None,
        f"{prefix}_text": period.text[:200] if period else "",
    }
