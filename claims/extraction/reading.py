"""From a frame to a reading: every slot of the claim, each asked of the file that knows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from claims.extraction.actors import Entity
from claims.extraction.cast import Figurant, settle
from claims.extraction.deadlines import due_of, happened_of
from claims.extraction.figures import currency_of
from claims.extraction.items import Sort
from claims.extraction.lines import MONEY, Line
from claims.extraction.modality import Stance
from claims.extraction.places import place_of
from claims.extraction.predicates import Frame
from claims.extraction.quantities import amount_of, quantity_of
from claims.extraction.quotations import Voice, hearsay
from claims.extraction.receivers import recipient_of
from claims.extraction.roles import actor_of, owner
from claims.extraction.shapes import Amount, ItemCategory, Kind, Measure, Modality, Party, Period, Quantity, Side, Step
from claims.extraction.stage import Stage
from claims.extraction.tree import children, preposition, status, subject
from claims.extraction.words import RECEIVES, STATELY

if TYPE_CHECKING:
    from spacy.tokens import Token

UNION = {"European Union", "European Commission", "European Council", "European Parliament"}
LOANS = {"lend": "loan", "loan": "loan"}
MORE = re.compile(r"\b(?:another|further|additional|extra|more|new|fresh)\b(?! than)", re.IGNORECASE)
OVER = re.compile(r"\b(?:over|in|during) the (?:past|last) (?:day|24 hours|week|month)\b", re.IGNORECASE)
FILLERS = ("more", "new", "other", "additional", "further", "how", "many", "much")
BARE_DETS = ("det", "poss", "predet", "nummod", "quantmod", "case", "punct")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for every claim of a block: the article's day, the days it gives for events, the dateline's state."""

    on: date
    later: dict[str, date]
    dateline: Entity | None


@dataclass(slots=True, eq=False)
class Draft:
    """A claim under way: everything but its context and worthiness; ``fixed``: its span is settled already."""

    frame: Frame
    line: Line
    kind: Kind
    step: Step
    voice: Voice
    stance: Stance
    modality: Modality
    side: Side
    actor: Party | None
    recipient: Party | None
    item: str | None
    category: ItemCategory
    quantity: Quantity | None
    amount: Amount | None
    measure: Measure | None
    place: str | None
    due: Period | None
    happened: Period | None
    start: int = 0
    end: int = 0
    fixed: bool = False


def draft(
    stage: Stage, line: Line, frame: Frame, kind: Kind, step: Step, stance: Stance, voice: Voice, clause: str,
    setting: Setting, last: Draft | None,
) -> Draft:  # fmt: skip
    """Fill the slots of one claim; ``clause`` is its words, ``last`` the claim before it in the article."""
    speaker = voice.speaker
    actor, recipient = _parties(stage, frame, kind, speaker, setting, last)
    side = side_of(speaker, actor, recipient)
    if side in ("third_party", "press"):
        side = _side_before(frame, speaker, actor, last) or _own_side(frame, speaker, actor) or side
    reported = voice.origin is not None or hearsay(frame.head)
    made = Draft(
        frame, line, kind, step, voice, stance,
        modality="reported" if reported and stance.modality != "possible" else stance.modality,
        side=side, actor=actor, recipient=recipient, item=None if kind == "troops" else _named_item(frame, last),
        category=category_of(frame), quantity=quantity_of(frame.theme, line.text),
        amount=amount_of(frame.theme, line.text), measure=None, place=place_of(stage, frame, actor, recipient),
        due=None, happened=None,
    )  # fmt: skip
    made.amount = _coined(made, last)
    made.measure = measure_of(made, clause)
    _date(made, clause, setting)
    return made


def _coined(made: Draft, last: Draft | None) -> Amount | None:
    """The amount in the giver's own money where its name leaves that open ("48 million crowns"), and where it names
    none in that of the sum before ("the first 4.5 billion")."""
    amount = made.amount
    if amount is None or amount.currency is not None:
        return amount
    code = made.actor.code if made.actor is not None else None
    before = last.amount.currency if last is not None and last.amount is not None else None
    return replace(amount, currency=currency_of(amount.text, code) or before)


def _parties(
    stage: Stage, frame: Frame, kind: Kind, speaker: Figurant | None, setting: Setting, last: Draft | None
) -> tuple[Party | None, Party | None]:
    """Giver and receiver: from the clause, else from the claim that it carries on, else from who speaks."""
    actor = actor_of(stage, frame, speaker)
    recipient = recipient_of(stage, frame, speaker, actor, owner(stage, frame, None) if frame.name == "train" else None)
    sum_alone = frame.theme.sort is MONEY and actor is None and recipient is None
    if last is not None and (frame.theme.bare or frame.theme.before is not None or sum_alone):
        actor, recipient = actor or last.actor, recipient or last.recipient
    elif last is not None and last.kind == kind == "aid" and frame.relation in ("nsubjpass", "nsubj", "acl"):
        actor = actor or last.actor
    if last is not None and last.frame.predicate == frame.predicate:
        actor, recipient = (
            actor or last.actor,
            recipient or last.recipient,
        )  # "ten mortars, 5,000 shells and two kitchens"
    doer = subject(frame.verb) if frame.verb is not None else None
    if last is not None and actor == last.actor and doer is not None and doer.lower_ in ("it", "they"):
        recipient = recipient or (last.recipient if kind == last.kind == "aid" else None)  # "It includes ten guns"
    settle(speaker, setting.dateline, _owner_of(speaker, frame, stage) or actor)
    actor = actor or _speaking_for(speaker, recipient, frame)
    if frame.name in RECEIVES and recipient is None:
        recipient = _receiving(speaker, actor)
    return actor, recipient


def _owner_of(speaker: Figurant | None, frame: Frame, stage: Stage) -> Party | None:
    """Whose "its ministry" is: the state that the clause has as subject."""
    doer = subject(frame.verb) if speaker is not None and speaker.belongs and frame.verb is not None else None
    mention = stage.mention(doer) if doer is not None else None
    return mention.party(mention.entity.name) if mention is not None else None


def _named_item(frame: Frame, last: Draft | None) -> str | None:
    theme = frame.theme
    before = last.item if theme.bare and last is not None else None
    if last is not None and theme.before is not None and theme.before in (last.frame.theme, last.frame.theme.before):
        return last.item or item_of(frame)  # "two of the systems" are the air defence systems told of
    return item_of(frame) or before or LOANS.get(frame.predicate.lemma_)


def _date(made: Draft, clause: str, setting: Setting) -> None:
    """The deadline of what lies ahead, and the day of what took place."""
    stance, step, verb = made.stance, made.step, made.frame.verb
    past = verb is not None and status(verb) == "done"
    if stance.ahead or (
        step in ("pledged", "announced", "committed", "allocated", "withdrawn", "training") and not past
    ):
        said = past and made.frame.name in ("pledge", "announce")
        made.due = due_of(clause, setting.on, setting.later, firm=step in ("allocated", "committed"), said=said)
    elif step in ("committed", "allocated", "withdrawn"):
        made.due = due_of(clause, setting.on, setting.later, firm=True, said=True)
    if not stance.ahead and step not in ("pledged", "announced") and (past or made.due is None):
        made.happened = happened_of(clause, setting.on)


def _speaking_for(speaker: Figurant | None, recipient: Party | None, frame: Frame) -> Party | None:
    """A passive or nominal promise without a giver is the speaker's own state's, unless that state receives."""
    if speaker is None or speaker.entity is None or frame.theme.sort.role is not None:
        return None
    entity = speaker.entity
    if (
        entity.kind != "country"
        or (recipient is not None and recipient.name == entity.name)
        or frame.name in ("receive", "arrive")
    ):
        return None
    return Party(entity.name, entity.code, entity.kind, speaker.name)


def _receiving(speaker: Figurant | None, actor: Party | None) -> Party | None:
    """Of "no rice has been received", said by a state's spokeswoman: that state."""
    entity = speaker.entity if speaker is not None else None
    if entity is None or entity.kind != "country" or (actor is not None and actor.name == entity.name):
        return None
    return Party(entity.name, entity.code, entity.kind, entity.name)


def _own_side(frame: Frame, speaker: Figurant | None, actor: Party | None) -> Side | None:
    """ "We got", "our teams sent"; "the three governments" of those who give; an office whose state the text leaves
    open speaks of its own gifts when no other giver is named."""
    doer = subject(frame.verb) if frame.verb is not None else None
    ours = doer is not None and (doer.lower_ in ("we", "i") or any(kid.lower_ == "our" for kid in doer.children))
    if actor is None and _to_us(frame):
        return "recipient"
    told = frame.verb if frame.verb is not None else frame.predicate
    if ours or (actor is None and any(token.lower_ in ("we", "our") for token in told.subtree)):
        return "recipient" if frame.name in RECEIVES else "donor"
    if speaker is None:
        return None
    if (
        speaker.entity is None
        and actor is None
        and speaker.words & (STATELY | {"spokesman", "spokeswoman", "official"})
    ):
        return "recipient" if frame.name in RECEIVES else "donor"
    return "donor" if speaker.entity is None and speaker.words & {"governments", "countries", "ministers"} else None


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


def side_of(speaker: Figurant | None, actor: Party | None, recipient: Party | None) -> Side:
    """By who speaks: giver, receiver, another, or the outlet itself."""
    if speaker is None:
        return "press"
    if actor is not None and _same(speaker, actor):
        return "donor"
    if recipient is not None and _same(speaker, recipient):
        return "recipient"
    return "third_party"


def _same(speaker: Figurant, party: Party) -> bool:
    if speaker.entity is None:
        return speaker.name.lower() == party.name.lower()
    both = {speaker.entity.name, party.name}
    return len(both) == 1 or both <= UNION or (speaker.entity.code is not None and speaker.entity.code == party.code)


def measure_of(made: Draft, clause: str) -> Measure | None:
    """Whether a figure adds to another, is an estimate of somebody else's troops, or stands for all."""
    if made.quantity is None and made.amount is None:
        return None
    theme = made.frame.theme
    figure = theme.figure or theme.money
    before = " ".join(token.lower_ for token in theme.root.subtree if token.i <= theme.root.i)
    if (figure is not None and figure.increment) or MORE.search(before) or OVER.search(clause):
        return "increment"
    precision = made.quantity.precision if made.quantity is not None else "exact"
    others = made.side in ("third_party", "recipient") or made.voice.origin is not None
    if made.kind == "troops" and others and precision != "exact":
        return "estimate"
    return "total"


def item_of(frame: Frame) -> str | None:
    """The thing without its number: "military aid", "IRIS-T systems"."""
    theme = frame.theme
    noun = theme.noun
    if theme.bare or theme.sort.noun in ("money", "number"):
        return None
    while (
        noun.dep_ in ("compound", "nmod", "amod", "nummod")
        and noun.head.i > noun.i
        and noun.head.pos_ in ("NOUN", "PROPN")
    ):
        noun = noun.head
    tokens = [noun]
    for kid in sorted(children(noun, "compound", "nmod", "amod", "poss", "nummod"), key=lambda token: token.i):
        model = kid == theme.noun or theme.noun in kid.children
        if kid.i < noun.i and kid.dep_ != "poss" and (model or not _figures(frame, kid)):
            tokens += list(kid.subtree)
    start = theme.figure.core_end + noun.sent.start_char if theme.figure is not None else 0
    after = [token for token in tokens if token.idx >= start] if start <= noun.idx else tokens
    tokens = sorted(set(after), key=lambda token: token.i)
    while len(tokens) > 1 and tokens[0].lower_ in FILLERS:
        tokens = tokens[1:]
    return "".join(token.text_with_ws for token in tokens).strip(" ,-") or None


def _figures(frame: Frame, token: Token) -> bool:
    """Whether the word is a number, a currency or "new", "another" before the thing."""
    return (
        token.pos_ in ("NUM", "SYM")
        or token.like_num
        or token.lower_
        in ("new", "more", "additional", "further", "extra", "last", "remaining", "first", "promised", "other")
        or any(k.pos_ in ("NUM", "SYM") for k in token.subtree)
    )


def category_of(frame: Frame) -> ItemCategory:
    """The published category of the thing."""
    sorts: list[Sort] = sorted(frame.theme.sorts, key=lambda sort: sort.category in ("other", "financial"))
    return sorts[0].category
