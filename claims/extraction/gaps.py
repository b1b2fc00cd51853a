"""Claims that leave their verb out: "France will send six, Italy four"; "Seoul says 10,900, Kyiv 11,000"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.extraction.cast import Figurant
from claims.extraction.figures import Figure, currency_of
from claims.extraction.lines import Line
from claims.extraction.quotations import Voice
from claims.extraction.reading import Draft
from claims.extraction.shapes import Amount, Quantity
from claims.extraction.sides import side_of
from claims.extraction.stage import Stage

if TYPE_CHECKING:
    from claims.extraction.actors import Mention

LEAD = re.compile(r"(?:^|[,;:–—(]|\band|\bwhile|\bbut|\bwith)\s*(?:and\s+|while\s+|but\s+)?(?:the\s+)?$", re.IGNORECASE)
WITH = re.compile(r"(?:[,;]|\band)\s+(?:the\s+)?(?P<name>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2}) with (?:[a-z]+ )?$")
GAP = re.compile(r"\s+(?:another |a further |just |only )?", re.IGNORECASE)
COUNTS = re.compile(
    r"\s+(?:says?|said|counts?|counted|puts? (?:it|the (?:figure|number)) at|estimates?|estimated|speaks? of|spoke of"
    r"|claims?|claimed|reports?|reported|gives?|gave|has|had|got|gets?)\s+[\"“]?",
    re.IGNORECASE,
)
CLOSE = re.compile(
    r"(?:\s+(?:of them|each|more|soldiers|troops|men|so far))?[\"”]?"
    r"(?:\s*[,.;:)–—]|\s+(?:and|in|by|from|for|to|at|on)\b|\s*$)"
)


def gapped(stage: Stage, line: Line, drafts: list[Draft], last: Draft | None) -> list[Draft]:
    """The sentence's claims with those that borrow their verb and thing from ``last`` and bring a name and a figure.

    A bare number that the tree had given to the wrong actor makes way for them.
    """
    if last is None or (last.quantity is None and last.amount is None):
        return drafts
    bare = {_core(made): made for made in drafts if made.frame.theme.bare}
    used = {_core(made) for made in drafts if not made.frame.theme.bare}
    base, found, speaks = line.offset, list[Draft](), False
    for mention in stage.mentions:
        start, end = mention.start - base, mention.end - base
        if not 0 <= start < end <= len(line.text) or mention.form in ("official", "place"):
            continue
        people = line.text[:start].endswith("the ") and line.text[start:end].endswith(("s", "ch", "sh", "ese"))
        if mention.form == "demonym" and not people:  # "the Qataris 30"
            continue
        hit = _figure_after(line, end)
        if hit is None or not LEAD.search(line.text[:start]):
            continue
        figure, verb = hit
        if figure.core_start in used:
            before = [made for made in drafts if _core(made) < figure.core_start]
            if verb is None and before:
                _regiven(mention, [made for made in drafts if _core(made) == figure.core_start], before[-1])
            continue
        speaks = verb in ("say", "count") or (speaks and verb is None)
        if verb is None and start == 0:
            continue
        made = _clone(last, line, mention, figure, speaks=speaks)
        if made is not None:
            found.append(made)
            bare.pop(figure.core_start, None)
    return [made for made in drafts if not made.frame.theme.bare or made in bare.values()] + found


def regive(stage: Stage, line: Line, drafts: list[Draft]) -> None:
    """In "Washington has come forward with $30m, *Beijing with 25,000 tents*" each has its own giver."""
    for made in drafts:
        figure = made.frame.theme.figure or made.frame.theme.money
        led = WITH.search(line.text, max(0, figure.start - 60), figure.start) if figure is not None else None
        if figure is None or led is None or made.frame.theme.sort.role is not None:
            continue
        for mention in stage.mentions:
            start, end = mention.start - line.offset, mention.end - line.offset
            if start == led.start("name") and end == led.end("name"):
                made.actor = mention.party(mention.entity.name)
                noun = made.frame.theme.noun
                made.start, made.end, made.fixed = mention.start, noun.idx + len(noun), True


def _regiven(mention: Mention, drafts: list[Draft], before: Draft) -> None:
    """ "Stockholm stumped up 48 million dollars, *London 45 million pounds*": the sum is London's, not Stockholm's."""
    for made in drafts:
        if made.frame.name != "receive":
            made.actor = mention.party(mention.entity.name)
            made.start, made.end, made.fixed = mention.start, max(made.end, _ends(made)), True
            if made.recipient is not None and made.recipient.name == made.actor.name:
                made.recipient = before.recipient


def _ends(made: Draft) -> int:
    figure = made.frame.theme.figure or made.frame.theme.money
    return figure.end + made.line.offset if figure is not None else made.start


def _core(made: Draft) -> int:
    figure = made.frame.theme.figure or made.frame.theme.money
    return figure.core_start if figure is not None else -1


def _figure_after(line: Line, end: int) -> tuple[Figure, str | None] | None:
    for figure in line.figures:
        if figure.start < end or figure.yearlike or not CLOSE.match(line.text, figure.end):
            continue
        between = line.text[end : figure.start]
        if GAP.fullmatch(between):
            return figure, None
        said = COUNTS.fullmatch(between)
        if said:
            return figure, "get" if re.search(r"\b(?:got|gets?|has|had|gave|gives?)\b", between) else "say"
        return None
    return None


def _clone(last: Draft, line: Line, mention: Mention, figure: Figure, *, speaks: bool) -> Draft | None:
    if figure.money != (last.amount is not None) and figure.scaled:
        return None
    party = mention.party(mention.entity.name)
    changes: dict[str, object] = {"line": line, "due": last.due, "happened": last.happened}
    voice = last.voice
    if speaks:
        speaker = Figurant(mention.entity.name, None, mention.entity.kind, mention.entity, frozenset())
        voice = Voice(speaker, "says", last.voice.origin)
    elif last.recipient is not None and last.frame.name == "receive":
        changes["recipient"] = party
    else:
        changes["actor"] = party
    text = line.text[figure.start : figure.end]
    if last.amount is not None:
        named = figure.currency or currency_of(text, party.code if "actor" in changes else None)
        changes["amount"] = Amount(figure.min, figure.max, named or last.amount.currency, figure.precision, text)
    else:
        unit = last.quantity.unit if last.quantity is not None else None
        changes["quantity"] = Quantity(figure.min, figure.max, unit, figure.precision, text)
    made = replace(last, voice=voice, **changes)  # type: ignore[arg-type]  # the keys are fields of Draft
    shared = (
        last.side == "donor" and last.voice.speaker is not None and last.voice.speaker.entity is None and not speaks
    )
    made.side = "donor" if shared else side_of(voice.speaker, made.actor, made.recipient)
    made.start, made.end = mention.start, figure.end + line.offset
    made.fixed = True
    return made
