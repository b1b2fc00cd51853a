"""Who gives, and whose troops they are, by the words right beside a name: for what the tree does not show."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from claims.extraction.actors import Mention
from claims.extraction.predicates import Frame
from claims.extraction.receivers import bounds
from claims.extraction.shapes import Party
from claims.extraction.stage import Stage
from claims.extraction.words import RECEIVES

if TYPE_CHECKING:
    from spacy.tokens import Token

GIVEN_BY = re.compile(
    r"\b(?:paid for|paid|funded|financed|bought|donated|sponsored|given|provided|supplied|sent|shipped|chartered"
    r"|pledged|promised|gifted|delivered|lent|offered|purchased|contributed) by(?: the)? $"
)
MADE_BY = re.compile(r"-(?:bought|funded|financed|donated|supplied|given|paid|sponsored|backed)\b")  # "Czech-bought"
FROM = re.compile(r"\b(?:from|out of)(?: the)? $")
OF_THEM = re.compile(r"\s*(?:of (?:them|whom|which) )?(?:all |are |were |being )?(?:from )?$")
NEAR = 40  # characters before a name in which the words that lead it in stand
DESCRIBING = ("ADJ", "NOUN", "PROPN", "PUNCT", "NUM", "X", "ADV")
SAME = ("name", "capital", "seat", "organisation")


def giver(stage: Stage, frame: Frame) -> Party | None:
    """ "Biscuits *bought by the US*", "to be paid for by Denmark"; of what is received, "promised *from Beijing*"."""
    low, high = bounds(frame)
    for mention in stage.mentions[bisect_left(stage.starts, low) : bisect_left(stage.starts, high)]:
        before = stage.text[max(low, mention.start - NEAR) : mention.start]
        if MADE_BY.match(stage.text, mention.end):
            return _party(stage, mention)
        led = GIVEN_BY.search(before) or (frame.name in RECEIVES and FROM.search(before))
        if led and mention.form in SAME:
            return _party(stage, mention)
    return None


def owner(stage: Stage, frame: Frame) -> Party | None:
    """ "*Colombian* ex-soldiers", "900 of them *American*": the people's name before or behind the men."""
    noun, figure = frame.theme.noun, frame.theme.figure
    mention = _before(stage, noun)
    if mention is None and figure is not None:
        mention = _behind(stage, noun, figure.end + noun.sent.start_char)
    return _party(stage, mention) if mention is not None else None


def _before(stage: Stage, noun: Token) -> Mention | None:
    """The people's name right before the noun, with nothing but what describes it between."""
    for token in reversed(noun.doc[max(noun.sent.start, noun.i - 5) : noun.i]):
        mention = stage.mention(token)
        if mention is not None:
            return mention if mention.form == "demonym" else None
        if token.pos_ not in DESCRIBING or token.text == ",":
            return None
    return None


def _behind(stage: Stage, noun: Token, end: int) -> Mention | None:
    end = max(end, noun.idx + len(noun)) if noun.idx - end < 12 else end
    at = bisect_left(stage.starts, end)
    mention = stage.mentions[at] if at < len(stage.mentions) else None
    told = mention is not None and mention.form in ("demonym", "name") and mention.start < end + NEAR
    return mention if mention is not None and told and _said_of(stage.text[end : mention.start]) else None


def _said_of(between: str) -> bool:
    """Whether the words between a number and a people's name say that they are that people's."""
    return OF_THEM.fullmatch(between) is not None and bool(between.strip())


def _party(stage: Stage, mention: Mention) -> Party:
    return mention.party(stage.text[mention.start : mention.end])
