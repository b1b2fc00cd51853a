"""Quotations of a text by themselves, direct and indirect, with who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.cast import Cast
from claims.extraction.model import load_model
from claims.extraction.quotations import quote_voice, quoted_spans
from claims.extraction.spans import trim
from claims.extraction.stage import Stage
from claims.extraction.tree import child, children, says, subject

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end]``, marks included where it is direct; ``speaker`` is None when nobody speaks."""

    start: int
    end: int
    speaker: str | None
    direct: bool


def find_quotes(text: str, nlp: Language | None = None) -> list[Quote]:
    """The quotations of one paragraph in order; indirect ones begin at their "that"."""
    stage = Stage((nlp or load_model())(text), Cast())
    spans = quoted_spans(text)
    found = []
    for sent in stage.doc.sents:
        stage.see(sent.start, sent.end)
        found += [_direct(stage, spans, span) for span in spans if sent.start_char <= span[0] < sent.end_char]
        for verb in sent:
            if says(verb) and verb.pos_ == "VERB":
                _remember(stage, verb)
                found += _indirect(stage, verb, spans)
    return sorted(set(found), key=lambda quote: quote.start)


def _remember(stage: Stage, verb: Token) -> None:
    doer = child(verb, "nsubj")
    figurant = stage.figurant(doer) if doer is not None else None
    if figurant is not None:
        stage.cast.speaker = figurant


def _direct(stage: Stage, spans: list[tuple[int, int]], span: tuple[int, int]) -> Quote:
    whole = stage.text[max(0, span[1] - 2)] in ".,!?"  # a sentence goes on speaking, a word in marks does not
    voice = quote_voice(stage, spans, *span, stage.cast if whole else Cast())
    speaker = voice.speaker.name if voice is not None and voice.speaker is not None else None
    return Quote(span[0], span[1], speaker, direct=True)


def _indirect(stage: Stage, verb: Token, spans: list[tuple[int, int]]) -> list[Quote]:
    doer = subject(verb)
    figurant = stage.figurant(doer) if doer is not None else None
    found = []
    for held in children(verb, "ccomp"):
        tokens = [token for token in held.subtree if token != verb and verb not in token.subtree]
        start, end = trim(stage.doc, tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        if not any(low < end and start < high for low, high in spans):
            found.append(Quote(start, end, figurant.name if figurant is not None else None, direct=False))
    return found
