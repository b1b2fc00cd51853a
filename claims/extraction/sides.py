"""On whose side the one stands who says it: of those who give, of those who receive, or of neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.cast import BRIEFERS, ENVOYS, Figurant
from claims.extraction.predicates import Frame
from claims.extraction.receivers import bounds
from claims.extraction.shapes import Party, Side
from claims.extraction.stage import Stage
from claims.extraction.tree import children, preposition, subject
from claims.extraction.words import FOES, RECEIVES, RULERS, STATELY

if TYPE_CHECKING:
    from claims.extraction.reading import Draft

UNION = {"European Union", "European Commission", "European Council", "European Parliament"}
IN_OUR_HANDS = re.compile(
    r"\b(?:in|into|to|on|at|reached) our (?:own )?(?:hands?|possession|port|soil|country|depots?|warehouses?|bases?)\b"
)
OPEN = STATELY | ENVOYS | BRIEFERS | {"official"}  # speak for a state that the text leaves open


def side_of(speaker: Figurant | None, actor: Party | None, recipient: Party | None) -> Side:
    """By who speaks: giver, receiver, another, or the outlet itself."""
    if speaker is None:
        return "press"
    if actor is not None and same(speaker, actor):
        return "donor"
    if recipient is not None and same(speaker, recipient):
        return "recipient"
    return "third_party"


def same(speaker: Figurant, party: Party) -> bool:
    """Whether the speaker is, or speaks for, the party."""
    if speaker.entity is None:
        return speaker.name.lower() == party.name.lower()
    both = {speaker.entity.name, party.name}
    if party.code is not None and RULERS.get(speaker.entity.name) == party.code:
        return True
    return len(both) == 1 or both <= UNION or (speaker.entity.code is not None and speaker.entity.code == party.code)


def told_side(
    stage: Stage, frame: Frame, speaker: Figurant | None, actor: Party | None, recipient: Party | None,
    last: Draft | None,
) -> Side:  # fmt: skip
    """The side of a claim: by names, by "we" and "our", by who spoke before, by whose guests they are."""
    side = side_of(speaker, actor, recipient)
    if side not in ("third_party", "press"):
        return side
    found = _side_before(frame, speaker, actor, last) or _own_side(stage, frame, speaker, actor)
    return found or _side_at_home(stage, frame, speaker, actor, recipient) or side


def _side_at_home(
    stage: Stage, frame: Frame, speaker: Figurant | None, actor: Party | None, recipient: Party | None
) -> Side | None:
    """A state whose guests the soldiers are receives them, unless they are its enemy's; who trains others gives."""
    state = speaker.entity if speaker is not None else None
    if state is None or state.kind != "country" or frame.theme.sort.role is None:
        return None
    if frame.name == "train" and actor is not None and recipient is None:
        return "donor"
    hostile = actor is not None and frozenset((state.code or "", actor.code or "")) in FOES
    if actor is None or frame.name in ("kill", "lose") or hostile:
        return None
    low, high = bounds(frame)
    here = (m for m in stage.mentions if low <= m.start < high and m.form in ("name", "place", "capital"))
    return "recipient" if any(mention.entity == state for mention in here) else None


def _own_side(stage: Stage, frame: Frame, speaker: Figurant | None, actor: Party | None) -> Side | None:
    """ "We got", "our teams sent"; "the three governments" of those who give; an office whose state the text leaves
    open speaks of its own gifts when no other giver is named."""
    if actor is None and (_to_us(frame) or in_our_hands(stage, frame)):
        return "recipient"
    taken: Side = "recipient" if frame.name in RECEIVES else "donor"
    if _ours(frame, actor):
        return taken
    if speaker is None or speaker.entity is not None:
        return None
    if actor is None and speaker.words & OPEN:
        return taken
    return "donor" if speaker.words & {"governments", "countries", "ministers"} else None


def _ours(frame: Frame, actor: Party | None) -> bool:
    """Whether "we" or "our" stands in the claim, as its subject or, where no giver is named, anywhere."""
    doer = subject(frame.verb) if frame.verb is not None else None
    told = frame.verb if frame.verb is not None else frame.predicate
    own = doer is not None and (doer.lower_ in ("we", "i") or any(kid.lower_ == "our" for kid in doer.children))
    return own or (actor is None and any(token.lower_ in ("we", "our") for token in told.subtree))


def _side_before(frame: Frame, speaker: Figurant | None, actor: Party | None, last: Draft | None) -> Side | None:
    """The side that the speaker stood on when counting began: "We have got twelve … Another six will come"."""
    doer = subject(frame.verb) if frame.verb is not None else None
    if last is None or speaker is None or last.voice.speaker is not speaker or not frame.theme.bare:
        return None
    if doer is not None and doer.pos_ == "PRON":
        return None
    return last.side if actor is None or last.actor == actor else None


def _to_us(frame: Frame) -> bool:
    """ "They promised *us* 40 tanks"."""
    told = frame.verb if frame.verb is not None else frame.predicate
    held = (*children(told, "dative"), *preposition(told, "to", "for"))
    return any(token.text == "us" for token in held)


def in_our_hands(stage: Stage, frame: Frame) -> bool:
    """ "Twelve of the 20 drones are *in our hands*": they came from others."""
    low, high = bounds(frame)
    return IN_OUR_HANDS.search(stage.text, low, high) is not None
