"""A whole article, sentence by sentence: windows through the parser, claims out in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from claims.extraction.actors import Entity, find_mentions
from claims.extraction.blocks import Block, blocks_of
from claims.extraction.cast import Cast, Figurant
from claims.extraction.deadlines import events_of
from claims.extraction.hearing import hearing_of
from claims.extraction.model import load_model
from claims.extraction.reading import Setting
from claims.extraction.repairs import mend
from claims.extraction.scenes import Scene, read_scene
from claims.extraction.shapes import Reading
from claims.extraction.stage import Stage
from claims.extraction.words import TITLES

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LARGEST = 1_500_000  # bytes of UTF-8
BATCH = 32
ASKERS = (
    "UPDATE",
    "BREAKING",
    "LIVE",
    "NOTE",
    "ANALYSIS",
    "EXCLUSIVE",
    "FACTBOX",
    "VIDEO",
    "Q",
    "QUESTION",
    "ANCHOR",
    "HOST",
    "PRESENTER",
    "REPORTER",
    "CORRESPONDENT",
    "MODERATOR",
    "INTERVIEWER",
    "JOURNALIST",
)


class TextTooLong(ValueError):
    """The text holds more than 1.5 MB of UTF-8; nothing of it was read."""


def read_article(text: str, *, published_on: date, nlp: Language | None = None) -> list[Reading]:
    """The claims of an English text as it reads on ``published_on``, ordered by their start.

    ``text[r.start:r.end] == r.quote`` holds for each, and no two share their span. Other checkable sentences are
    read only where the article holds a claim on aid or troops. Raises TextTooLong.
    """
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise TextTooLong(f"{len(text)} characters are more than {LARGEST} bytes")
    blocks = [block for block in blocks_of(text) if block.prose]
    later = events_of(text, published_on)
    cast, found = Cast(), dict[tuple[int, int], Reading]()
    for block, doc in _parsed(blocks, nlp or load_model()):
        setting = Setting(published_on, later, _place(block))
        scene = Scene(Stage(doc, cast), setting, block.start, block.text, hearing_of(doc.text, _turn(block)))
        for reading in read_scene(scene):
            found.setdefault((reading.start, reading.end), reading)
    ours = any(reading.kind != "statement" for reading in found.values())
    kept = [reading for reading in found.values() if ours or reading.kind != "statement"]
    return sorted(kept, key=lambda reading: (reading.start, reading.end))


def _place(block: Block) -> Entity | None:
    mentions = find_mentions(block.dateline) or find_mentions(block.dateline.title())
    return mentions[0].entity if mentions else None


def _turn(block: Block) -> Figurant | None:
    """Who speaks a turn of a transcript; whoever only asks is the outlet."""
    words = [word for word in block.turn.title().split() if word.lower() not in TITLES]
    if not words or block.turn.split()[0] in ASKERS:
        return None
    named = find_mentions(block.turn)
    if named and named[0].start == 0 and named[0].end == len(block.turn):  # "UNRWA: ten trucks crossed"
        entity = named[0].entity
        return Figurant(block.turn, None, entity.kind, entity, frozenset(block.turn.lower().split()))
    return Figurant(" ".join(words), block.turn.title(), "person", None, frozenset(block.turn.lower().split()))


def _dashed(text: str) -> str:
    """The text as the parser understands it, of the same length: a hyphen between blanks is a dash, which it reads as
    an aside; the hyphen it takes for part of a word."""
    return text.replace(" - ", " – ")


def _parsed(blocks: list[Block], nlp: Language) -> Iterator[tuple[Block, Doc]]:
    docs = nlp.pipe(((_dashed(block.text), block) for block in blocks), as_tuples=True, batch_size=BATCH)
    for doc, block in docs:
        yield block, mend(doc)
