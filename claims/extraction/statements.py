"""Other checkable sentences: a figure said of the world in an article that holds a claim of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.cast import as_speaker
from claims.extraction.figures import find_figures
from claims.extraction.quotations import Voice, hearsay, voice_of
from claims.extraction.shapes import Reading
from claims.extraction.spans import clause_span, context_of
from claims.extraction.stage import Stage
from claims.extraction.tree import child, negated, status, verbal
from claims.extraction.words import SAYS
from claims.extraction.worthiness import worth

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

THRESHOLD = 0.8  # well above the queue's own: what an editor sees of this kind must be worth the look
SHARE = re.compile(r"\b\d[\d.,]*\s?(?:%|per ?cent)")


def statement_of(stage: Stage, sent: Span, words: str, offset: int, sentences: list[tuple[int, int]]) -> Reading | None:
    """The sentence as a ``statement`` when it says a figure of the present or past and is well over the threshold."""
    text = sent.text
    if not (SHARE.search(text) or any(not figure.yearlike for figure in find_figures(text))):
        return None
    value, reasons = worth(text)
    top = _said(sent.root)
    if value < THRESHOLD or not verbal(top) or status(top) not in ("done", "now"):
        return None
    start, end = clause_span(top, set())
    voice = voice_of(stage, top, binds=False, end=end)
    return _reading(words, voice, top, (start, end), offset, context_of(words, start, end, sentences), value, reasons)


def _said(root: Token) -> Token:
    """What is said, under the verb of saying."""
    held = child(root, "ccomp") if root.lemma_ in SAYS else None
    return held if held is not None else root


def _reading(
    words: str, voice: Voice, top: Token, span: tuple[int, int], offset: int, context: str, value: float,
    reasons: tuple[str, ...],
) -> Reading:  # fmt: skip
    start, end = span
    reported = voice.origin is not None or hearsay(top)
    return Reading(
        kind="statement", step=None, quote=words[start:end], start=offset + start, end=offset + end,
        context=context, speaker=as_speaker(voice.speaker), attribution=voice.attribution,
        modality="reported" if reported else "asserted", negated=negated(top), condition=None,
        side="press" if voice.speaker is None else "third_party", origin=voice.origin, actor=None, recipient=None,
        item=None, item_category=None, quantity=None, amount=None, measure=None, place=None, happened=None, due=None,
        worthiness=round(value, 4), worthiness_reasons=reasons,
    )  # fmt: skip
