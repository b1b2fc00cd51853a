"""Labelled quotations against the reader's: where somebody is quoted, and who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.evaluation.estimates import Estimate, proportion
from claims.evaluation.names import same_name
from claims.evaluation.public import Row, span_of, tally, total
from claims.evaluation.scoring import Detection
from claims.extraction.quotes import Quote, find_quotes

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Quotes:
    """``found``: words that somebody speaks, direct and reported. ``speakers``: of those that were found."""

    found: Detection
    speakers: Estimate


def quotations(rows: Iterable[Row], nlp: Language) -> Quotes:
    """The figures of labelled quotations; words in quotation marks that nobody speaks are none, on either side."""
    found, right = [], []
    for row in rows:
        said = [quote for quote in row["quotes"] if quote["speaker"] is not None]
        heard = [quote for quote in find_quotes(row["text"], nlp) if quote.speaker is not None]
        score, hits = tally(
            [span_of(quote) for quote in said], [(quote.start, quote.end) for quote in heard], lambda i, j: True
        )
        found.append(score)
        right += [_named(said[i], heard[j]) for i, j in hits]
    return Quotes(total(found), proportion(sum(right), len(right)))


def _named(label: Row, quote: Quote) -> bool:
    return same_name(label["speaker"], quote.speaker or "")
