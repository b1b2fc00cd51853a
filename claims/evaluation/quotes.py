"""Labelled quotations against the reader's: where somebody is quoted, and who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.evaluation.estimates import Estimate, proportion
from claims.evaluation.names import same_name
from claims.evaluation.pairing import Span
from claims.evaluation.public import Row, span_of, tally, total
from claims.evaluation.scoring import Detection
from claims.extraction.cast import Cast
from claims.extraction.quotations import quote_voice, quoted_spans, voice_of
from claims.extraction.stage import Stage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Quotes:
    """``found``: words in quotation marks that somebody speaks. ``speakers``: of every quotation, reported speech
    included, whose place is given."""

    found: Detection
    speakers: Estimate


def quotations(rows: Iterable[Row], nlp: Language) -> Quotes:
    """The figures of labelled quotations; words in quotation marks that nobody speaks are no quotation."""
    found, right, spoken = [], 0, 0
    for row in rows:
        said = [quote for quote in row["quotes"] if quote["speaker"] is not None]
        doc = nlp(row["text"])
        direct = [span_of(quote) for quote in said if quote["direct"]]
        voiced = [span for span, name in speakers(doc, quoted_spans(row["text"])) if name is not None]
        found.append(tally(direct, voiced, lambda i, j: True)[0])
        named = dict(speakers(doc, [span_of(quote) for quote in said]))
        spoken += len(said)
        right += sum(same_name(quote["speaker"], named[span_of(quote)] or "") for quote in said)
    return Quotes(total(found), proportion(right, spoken))


def speakers(doc: Doc, spans: list[Span]) -> list[tuple[Span, str | None]]:
    """Who speaks each span of a text, in order: by the quotation's surroundings, else by its clause."""
    cast, named = Cast(), []
    stage, quoted = Stage(doc, cast), quoted_spans(doc.text)
    stage.see(0, len(doc))
    for span in sorted(spans):
        name = _speaker(stage, quoted, span, cast)
        named.append((span, name))
    return named


def _speaker(stage: Stage, quoted: list[Span], span: Span, cast: Cast) -> str | None:
    voice = quote_voice(stage, quoted, *span, cast)
    if voice is None or voice.speaker is None:
        clause = stage.doc.char_span(*span, alignment_mode="expand")
        voice = voice_of(stage, clause.root, binds=False, end=span[1]) if clause is not None else None
    if voice is None:
        return None
    cast.speaker = voice.speaker or cast.speaker
    return voice.speaker.name if voice.speaker is not None else voice.origin
