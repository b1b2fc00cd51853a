"""From a frame to a reading: every slot of the claim, each asked of the file that knows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from claims.extraction.actors import Entity
from claims.extraction.deadlines import due_of, happened_of
from claims.extraction.figures import currency_of
from claims.extraction.items import Sort
from claims.extraction.lines import Line
from claims.extraction.modality import Stance
from claims.extraction.parties import parties_of
from claims.extraction.places import place_of
from claims.extraction.predicates import Frame
from claims.extraction.quantities import amount_of, quantity_of
from claims.extraction.quotations import Voice, hearsay
from claims.extraction.shapes import Amount, ItemCategory, Kind, Measure, Modality, Party, Period, Quantity, Side, Step
from claims.extraction.sides import told_side
from claims.extraction.stage import Stage
from claims.extraction.tree import children, status

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    actor, recipient = parties_of(stage, line, frame, kind, speaker, setting.dateline, last)
    side = told_side(stage, frame, speaker, actor, recipient, last)
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
