"""Whom a claim of a block is heard from: its own clause, the quotation around it, its turn, the sentence before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.asides import aside
from claims.extraction.cast import Figurant
from claims.extraction.leads import lead_of, tail_of
from claims.extraction.lines import Line
from claims.extraction.predicates import Frame
from claims.extraction.quotations import Voice, quote_voice, quoted_spans, speaker_of, speaking, voice_of
from claims.extraction.stage import Stage
from claims.extraction.tree import child, particle, says, subject
from claims.extraction.words import BINDS

if TYPE_CHECKING:
    from spacy.tokens import Span


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who speaks a block apart from its verbs of saying: its ``turn`` of a transcript; its ``lead`` ("UNRWA: …"), who
    speaks all of it when a person and else its first sentence; and its quotations, marks included."""

    turn: Figurant | None
    lead: Figurant | None
    quotes: list[tuple[int, int]]


def hearing_of(text: str, turn: Figurant | None) -> Hearing:
    """What can be told of a block's speakers before it is parsed."""
    return Hearing(turn, None if turn is not None else lead_of(text) or tail_of(text), quoted_spans(text))


def hear(stage: Stage, sent: Span) -> None:
    """Remember who speaks in the sentence."""
    for token in sent:
        if says(token) and token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG"):
            doer = speaking(token) if child(token, "nsubj") is not None else None
            if aside(token) is not None or (doer is not None and doer.lower_ not in ("who", "which", "that")):
                figurant = speaker_of(stage, token)
                if figurant is not None and figurant.name:
                    stage.cast.speaker = figurant


def heard(stage: Stage, hearing: Hearing, line: Line, frame: Frame, end: int) -> Voice:
    """Who says the clause of ``frame``, which ends at ``end``."""
    binds = any({token.lemma_, particle(token)} & BINDS for token in (frame.head, *frame.chain))
    voice = voice_of(stage, frame.head, binds=binds, end=end)
    if voice.speaker is not None:
        return voice
    head = frame.head
    quoted = quote_voice(stage, hearing.quotes, head.idx, head.idx + len(head), stage.cast)
    if quoted is not None:
        return Voice(quoted.speaker, quoted.attribution, voice.origin, quoted.verb)
    if hearing.turn is not None:
        return Voice(hearing.turn, None, voice.origin)
    lead = hearing.lead
    if lead is not None and voice.origin is None and (lead.kind == "person" or line.offset == 0):
        return Voice(lead, None, None)
    running = _running_on(stage, line, frame) if voice.verb is None and voice.origin is None else None
    return running or voice


def _running_on(stage: Stage, line: Line, frame: Frame) -> Voice | None:
    """Speech that runs on without a verb of saying: "…, the general said. *Another 8,000 are at sea.*" Only what counts
    or means a thing of the claim just before, in a sentence that has no other state as its subject."""
    last = stage.cast.last
    if last is None or last.voice.speaker is None or last.line.sent.doc != line.sent.doc:
        return None
    doer = subject(frame.verb) if frame.verb is not None else None
    if doer is not None and stage.mention(doer) is not None:
        return None
    follows = last.line.sent.end == line.sent.start
    return Voice(last.voice.speaker, None, last.voice.origin) if follows and frame.theme.bare else None
