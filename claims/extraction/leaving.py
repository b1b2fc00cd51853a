"""Armies and states that leave a place, where no soldiers are named: "it had pulled out of the triangle", "Russia is
withdrawing from its bases in Syria"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.lines import NUMBER, SOLDIERS, Line, Theme
from claims.extraction.predicates import Frame, verb_frame
from claims.extraction.shapes import Party
from claims.extraction.stage import Stage
from claims.extraction.tree import children, preposition

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claims.extraction.actors import Mention

POSTS = frozenset(
    "base outpost position post garrison airfield airbase camp barrack front frontline checkpoint".split()
)
WORDS = re.compile(rf"\b(?:{'|'.join(sorted(POSTS))})s?\b")  # a sentence without any of them leaves no post
BODIES = frozenset(
    "army military force contingent garrison brigade battalion regiment battlegroup navy wagner troop soldier"
    " peacekeeper mercenary fighter corps legion guard marine".split()
)


def leavers(line: Line) -> list[Theme]:
    """The subjects that go from somewhere; whether they are armed is asked of the stage, by ``armed``."""
    return [
        Theme(token, token, [NUMBER])
        for token in line.sent
        if token.dep_ == "nsubj" and (token.lower_ == "it" or token.pos_ == "PROPN") and _goes(token.head)
    ]


def _goes(verb: Token) -> bool:
    frame = verb_frame(verb)
    moves = verb.lemma_ in ("withdraw", "retreat") and not any(children(verb, "dobj"))
    pulled = verb.lemma_ == "pull" and frame == "withdraw" and not any(children(verb, "dobj"))
    return moves or pulled or (verb.lemma_ == "leave" and bool(_left(verb)))


def _left(verb: Token) -> list[Token]:
    """The places, bases and regions that a verb of going leads away from."""
    direct = list(children(verb, "dobj")) if verb.lemma_ in ("leave", "quit", "vacate") else []
    behind = [held for out in children(verb, "prep", "advmod", "prt") for held in preposition(out, "of", "from")]
    return [*direct, *preposition(verb, "from", "out"), *behind]


def armed(stage: Stage, theme: Theme) -> None:
    """See that a subject who leaves stands for soldiers: an army named before ("it"), or a state that leaves a base or,
    where an army was named, a place."""
    if theme.sort.strength != "number" or theme.bare or not _goes(theme.root.head):
        return
    places = _left(theme.root.head)
    posts = any(WORDS.fullmatch(place.lower_) for place in places)
    before = stage.cast.theme
    body = before is not None and before.noun.lemma_.lower() in BODIES and before.noun.sent == theme.root.sent
    mention = _state(stage, theme)
    if theme.root.lower_ == "it" and body and before is not None and places:
        theme.sorts, theme.before = [SOLDIERS], before
    elif mention is not None and posts:
        theme.sorts = [SOLDIERS]


def leaver(stage: Stage, frame: Frame) -> Party | None:
    """Of a state that is itself the subject of its going ("*Russia* is withdrawing from its bases"): that state."""
    theme = frame.theme
    mention = _state(stage, theme) if frame.name in ("withdraw", "leave") and theme.sorts == [SOLDIERS] else None
    return mention.party(theme.root.text) if mention is not None and theme.root.dep_ == "nsubj" else None


def _state(stage: Stage, theme: Theme) -> Mention | None:
    mention = stage.mention(theme.root)
    return mention if mention is not None and mention.form in ("name", "capital", "seat") else None
