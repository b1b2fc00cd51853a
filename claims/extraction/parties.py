"""Giver and receiver of a claim: from its clause, else from the claim that it carries on, else from who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from claims.extraction.actors import Entity, Mention
from claims.extraction.cast import Figurant, settle
from claims.extraction.leaving import leaver
from claims.extraction.lines import MONEY, Line
from claims.extraction.predicates import Frame
from claims.extraction.receivers import bounds, recipient_of
from claims.extraction.roles import actor_of, owner
from claims.extraction.shapes import Kind, Party
from claims.extraction.sides import in_our_hands, same
from claims.extraction.stage import Stage
from claims.extraction.tree import children, nearest_clause, passive, preposition, status, subject
from claims.extraction.words import RECEIVES, STATELY

if TYPE_CHECKING:
    from claims.extraction.reading import Draft

FOREIGN = ("foreign", "allied", "enemy")
SENT = ("deploy", "withdraw", "post", "leave", "move", "send")
VISITS = ("arrive", "land", "come", "fly", "travel", "return", "visit")
HERE = re.compile(r"^(?:In|At|From) $")
GUESTS = frozenset("mercenary instructor trainer adviser advisor contractor volunteer peacekeeper observer".split())
COLON = re.compile(r": ")
LED = re.compile(r"\b(?:to|for|in|at|on|into|near|against)(?: the)? $", re.IGNORECASE)
Pair = tuple[Party | None, Party | None]


def parties_of(
    stage: Stage, line: Line, frame: Frame, kind: Kind, speaker: Figurant | None, dateline: Entity | None,
    last: Draft | None,
) -> Pair:  # fmt: skip
    """The actor and the recipient of a frame; a speaker without a state is given one."""
    visited = _visiting(stage, frame)
    actor = visited or leaver(stage, frame) or actor_of(stage, frame, speaker)
    owned = owner(stage, frame, None) if frame.name == "train" else None
    recipient = recipient_of(stage, frame, speaker, actor, owned)
    if visited is not None and recipient is None:
        recipient = _visited(stage, frame, visited)
    if last is not None:
        actor, recipient = _carried(stage, frame, kind, actor, recipient, last)
    actor = actor or _before_colon(stage, line, frame, recipient)
    told = _owner_of(speaker, frame, stage) or _getting(stage, frame, recipient) or actor
    settle(speaker, _here(stage, line) or dateline, told)
    if actor is None and last is not None and last.actor is not None and speaker is not None:
        actor = last.actor if speaker.entity is not None and same(speaker, last.actor) else None
    actor = actor or _speaking_for(stage, speaker, recipient, frame)
    if recipient is None and (frame.name in RECEIVES or in_our_hands(stage, frame)):
        recipient = _receiving(speaker, actor)
    return actor, recipient


def _carried(stage: Stage, frame: Frame, kind: Kind, actor: Party | None, recipient: Party | None, last: Draft) -> Pair:
    """What the claim before hands on to one that counts on, or shares its predicate or its "it"."""
    aids = last.kind == kind == "aid"
    fallen = frame.name == "kill" and frame.theme.root.pos_ == "NUM"  # "had been killed and some 2,700 wounded"
    sum_alone = (fallen or frame.theme.sort is MONEY) and actor is None and recipient is None
    if sum_alone:
        actor = _acting(stage, frame)
    if frame.theme.bare or frame.theme.before is not None or sum_alone:
        actor, recipient = actor or last.actor, recipient or last.recipient
    elif aids and frame.relation in ("nsubjpass", "nsubj", "acl"):
        actor = actor or last.actor
    if last.frame.predicate == frame.predicate:  # "ten mortars, 5,000 shells and two kitchens"
        actor, recipient = actor or last.actor, recipient or last.recipient
    doer = subject(frame.verb) if frame.verb is not None else None
    if actor == last.actor and doer is not None and doer.lower_ in ("it", "they"):
        recipient = recipient or (last.recipient if aids else None)  # "It includes ten guns"
    if aids and recipient is None and _goes_on(stage, frame, actor, last):
        recipient = last.recipient
    return actor, recipient


def _goes_on(stage: Stage, frame: Frame, actor: Party | None, last: Draft) -> bool:
    """Whether a gift that names no receiver goes where the one told of before it went: "… to Goma. The United States
    will give 50,000 doses": no other state stands in its clause."""
    near = last.line.sent.doc == stage.doc and frame.name not in ("stop", *RECEIVES)
    again = _figure_at(frame) == _figure_at(last.frame) and last.line.sent == frame.head.sent
    if not near or again or last.recipient is None or (actor is not None and actor.name == last.recipient.name):
        return False
    low, high = bounds(frame)
    names = {m.entity.name for m in stage.mentions[bisect_left(stage.starts, low) : bisect_left(stage.starts, high)]}
    return names <= {last.recipient.name, actor.name if actor is not None else ""}


def _figure_at(frame: Frame) -> int:
    figure = frame.theme.figure or frame.theme.money
    return figure.core_start if figure is not None else -1


def _acting(stage: Stage, frame: Frame) -> Party | None:
    """The state that the clause of a bare sum has as subject: "*Beijing* followed with 2 million dollars"."""
    verb = nearest_clause(frame.theme.root)
    doer = subject(verb) if not passive(verb) else None
    mention = stage.mention(doer) if doer is not None else None
    acts = mention is not None and mention.form in ("name", "capital", "seat", "organisation")
    return mention.party(mention.entity.name) if mention is not None and acts else None


def _visiting(stage: Stage, frame: Frame) -> Party | None:
    """Whose guest brings it: "*Britain's premier* arrived in Kyiv with the promise of 2.5 billion pounds"."""
    verb = nearest_clause(frame.theme.root)
    doer = subject(verb) if verb.lemma_ in VISITS and frame.theme.sort.role is None else None
    brought = doer is not None and any(frame.theme.root in held.subtree for held in preposition(verb, "with"))
    return stage.party(doer, None) if doer is not None and brought else None


def _visited(stage: Stage, frame: Frame, guest: Party) -> Party | None:
    """Where the guest arrived, which is for whom it is brought."""
    held = preposition(nearest_clause(frame.theme.root), "in", "to", "at")
    named = (stage.party(token, None) for token in held)
    return next((party for party in named if party is not None and party.code and party.code != guest.code), None)


def _here(stage: Stage, line: Line) -> Entity | None:
    """The state of the capital that a sentence begins with: "*In Addis Ababa* the ministry confirmed"."""
    for mention in stage.mentions:
        if mention.start >= line.offset:
            led = mention.form == "capital" and HERE.match(stage.text[line.offset : mention.start])
            return mention.entity if led else None
    return None


def _getting(stage: Stage, frame: Frame, recipient: Party | None) -> Party | None:
    """Who gets it, where the clause has them as its subject: an office of no named state speaks for them."""
    doer = subject(frame.verb) if frame.verb is not None and frame.name in RECEIVES else None
    mention = stage.mention(doer) if doer is not None else None
    named = mention is not None and recipient is not None and mention.entity.name == recipient.name
    return recipient if named else None


def _owner_of(speaker: Figurant | None, frame: Frame, stage: Stage) -> Party | None:
    """Whose "its ministry" is: the state that the clause has as subject."""
    doer = subject(frame.verb) if speaker is not None and speaker.belongs and frame.verb is not None else None
    mention = stage.mention(doer) if doer is not None else None
    return mention.party(mention.entity.name) if mention is not None else None


def _before_colon(stage: Stage, line: Line, frame: Frame, recipient: Party | None) -> Party | None:
    """The one state named before a colon: "*Peru* is lending a hand: 36 rescuers fly to Caracas tonight"."""
    low, _ = bounds(frame)
    colons = [found.start() + line.offset for found in COLON.finditer(line.text)]
    ends = [at for at in colons if at < frame.theme.root.idx]
    named = [m for m in stage.mentions if ends and line.offset <= m.start < ends[-1]]
    states = {m.entity.name: m for m in named if m.form in ("name", "capital", "seat") and not _led(stage, m)}
    states.pop(recipient.name if recipient is not None else "", None)
    if len(states) != 1 or frame.name in (*RECEIVES, "kill", "lose"):
        return None
    mention = next(iter(states.values()))
    return mention.party(mention.entity.name) if mention.start < low or mention.start == line.offset else None


def _led(stage: Stage, mention: Mention) -> bool:
    return LED.search(stage.text, max(0, mention.start - 12), mention.start) is not None


def _speaking_for(stage: Stage, speaker: Figurant | None, recipient: Party | None, frame: Frame) -> Party | None:
    """A promise without a giver is the speaker's own state's, unless that state receives; so are soldiers that a
    minister or an army tells of, outside their own country."""
    state = speaker.entity if speaker is not None else None
    if speaker is None or state is None or state.kind != "country" or frame.name == "receive":
        return None
    if recipient is not None and recipient.name == state.name:
        return None
    own = (
        _own_men(stage, frame, speaker, state)
        if frame.theme.sort.role is not None
        else _own_gift(stage, frame, recipient)
    )
    return Party(state.name, state.code, state.kind, speaker.name) if own else None


def _own_gift(stage: Stage, frame: Frame, recipient: Party | None) -> bool:
    """What arrives is the speaker's only where it is still to come, and to whom is told."""
    if in_our_hands(stage, frame):
        return False
    ahead = frame.verb is not None and status(frame.verb) == "ahead" and recipient is not None
    return frame.name != "arrive" or ahead


def _own_men(stage: Stage, frame: Frame, speaker: Figurant, state: Entity) -> bool:
    noun = frame.theme.noun
    foreign = noun.lemma_.lower() in GUESTS or any(
        kid.lower_ in ("foreign", "allied") for kid in children(noun, "amod")
    )
    if (
        foreign
        or not speaker.words & STATELY
        or frame.name not in ("deploy", "withdraw", "post", "leave", "move", "send")
    ):
        return False
    low, high = bounds(frame)
    return not any(m.entity == state for m in stage.mentions if low <= m.start < high)


def _receiving(speaker: Figurant | None, actor: Party | None) -> Party | None:
    """Of "no rice has been received", said by a state's spokeswoman: that state."""
    entity = speaker.entity if speaker is not None else None
    if entity is None or entity.kind != "country" or (actor is not None and actor.name == entity.name):
        return None
    return Party(entity.name, entity.code, entity.kind, entity.name)
