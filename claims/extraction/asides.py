"""Who says it where office and name stand side by side before the verb: "its defence minister, Boris Pistorius, said".

The small parser hangs such names on whatever noun comes before; their commas tell them surely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.words import OFFICES, PERSONS, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 14  # tokens of an office or a name
PARTICLES = frozenset("de da du von van der den al bin el ben di dos la le st".split())
OWN = ("its", "their")


@dataclass(frozen=True, slots=True)
class Aside:
    """A person's name and the words of the office beside it."""

    name: Token
    role: tuple[Token, ...]

    @property
    def title(self) -> str:
        """The office without its article."""
        first, last = self.role[0], self.role[-1]
        said = first.doc.text[first.idx : last.idx + len(last)]
        return re.sub(r"^(?:the|a|an|its|his|her|their|our)\s+", "", said, flags=re.IGNORECASE)

    @property
    def belongs(self) -> bool:
        """Whether it is the subject's own: "its minister"."""
        return self.role[0].lower_ in OWN


def aside(verb: Token) -> Aside | None:
    """The name and office right before a verb of saying, between commas; None where they stand otherwise."""
    doc, first = verb.doc, verb.sent.start
    if verb.i - 1 <= first or doc[verb.i - 1].text != ",":
        return None
    second = _piece(verb, verb.i - 1, first)
    if not second or second[0].i - 1 <= first or doc[second[0].i - 1].text != ",":
        return None
    before = _piece(verb, second[0].i - 1, first)
    if not before:
        return None
    if _is_name(second) and _names_office(before):
        return Aside(second[-1], before)
    led = second[0].lower_ in ("the", "a", "an", *OWN, "who")
    if before[-1].pos_ == "PROPN" and led and (_names_office(second) or _titled(before)):
        return Aside(before[-1], second)
    return None


def _piece(verb: Token, end: int, first: int) -> tuple[Token, ...]:
    """The tokens before ``end`` back to the comma, dash or mark before them, a noun phrase at most."""
    start = end
    while start > first and end - start < LONGEST and not verb.doc[start - 1].is_punct:
        start -= 1
    return tuple(verb.doc[start:end])


def _is_name(piece: tuple[Token, ...]) -> bool:
    return all(token.pos_ == "PROPN" or token.lower_ in PARTICLES for token in piece) and piece[-1].text[:1].isupper()


def _names_office(piece: tuple[Token, ...]) -> bool:
    if any(token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in piece):
        return False
    return any(token.lemma_.lower() in PERSONS or token.lemma_.lower() in OFFICES for token in piece)


def _titled(piece: tuple[Token, ...]) -> bool:
    """ "Cardinal Matteo Brunelli": a name of several words with a title before it."""
    return len(piece) > 2 and _is_name(piece) and piece[0].lower_ in TITLES
