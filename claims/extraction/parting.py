"""Claims of one sentence that share a clause: which of them stand apart, and which words are each one's own."""

from __future__ import annotations

import re

from claims.extraction.predicates import Frame
from claims.extraction.reading import Draft
from claims.extraction.shapes import Party
from claims.extraction.spans import clause_span, noun_span, trim
from claims.extraction.stage import Stage
from claims.extraction.tree import child, children


def apart(drafts: list[Draft], stage: Stage) -> list[Draft]:
    """Give each claim its own words: claims that share a clause divide it between their things."""
    heads = {made.frame.head.i for made in drafts}
    groups: dict[tuple[int, int], list[Draft]] = {}
    for made in drafts:
        if not made.fixed:
            made.start, made.end = _span(made.frame, heads)
    _share_the_fallen(drafts, stage)
    for made in drafts:
        groups.setdefault((made.start, made.end), []).append(made)
    result: list[Draft] = []
    for group in groups.values():
        result += _divided(_told_apart(group), stage)
    return result


def _share_the_fallen(drafts: list[Draft], stage: Stage) -> None:
    """Of "300 soldiers had been killed and some 2,700 wounded near Kursk" the second number has the rest of the clause
    for its own words, and the first ends before it."""
    for made in drafts:
        number = made.frame.theme.root
        if made.frame.verb is not None or made.frame.name != "kill" or number.pos_ != "NUM":
            continue
        before = [other for other in drafts if other.start < made.start and made.end <= other.end and not other.fixed]
        for other in before:
            if other.frame.theme.root.i < number.i:
                made.end = max(made.end, other.end)
                other.start, other.end = _without_and(stage, *trim(stage.doc, other.start, made.start))


def _span(frame: Frame, heads: set[int]) -> tuple[int, int]:
    if frame.verb is None:
        low, high = noun_span(frame.predicate)
        held = child(frame.top, "dobj") if frame.top is not None else None
        return low, max(high, noun_span(held)[1] if held is not None else high)
    start, end = clause_span(frame.head, heads - {frame.head.i})
    if frame.head.dep_ in ("relcl", "acl"):
        low, _ = noun_span(frame.head.head)
        return min(low, start), end
    return start, end


def _told_apart(group: list[Draft]) -> list[Draft]:
    """Of things in one clause only those with a figure of their own are claims apart."""
    if len(group) == 1:
        return group
    figured = [made for made in group if made.quantity is not None or made.amount is not None]
    if not figured:
        return group[:1]
    exact = [made for made in figured if made.kind == "troops" and made.frame.theme.figure is not None]
    if exact:  # "3,000 regulars, a brigade in our terms": the bare formation says the same again
        figured = [made for made in figured if made.kind == "aid" or made in exact]
        group = [made for made in group if made.kind == "aid" or made in exact]
    predicates = {made.frame.predicate.i for made in figured}
    return [
        made for made in group if made in figured or made.frame.predicate.i not in predicates or _listed(made, figured)
    ]


def _listed(made: Draft, figured: list[Draft]) -> bool:
    """A member of the same list as a figure ("ten howitzers and medical kits"), not one inside its load."""
    if made.kind == "troops":
        return False
    summed = all(other.amount is not None and other.quantity is None for other in figured)
    if summed and made.frame.theme.sort.strength in ("weak", "package") and _meant_for(made):
        return False  # "36 million euros for the refit, the transport and spare parts"
    root = made.frame.theme.root
    heads = {other.frame.theme.root.i for other in figured} | {other.frame.theme.noun.i for other in figured}
    while root.dep_ in ("conj", "appos"):
        root = root.head
        if root.i in heads:
            return root.dep_ != "pobj"
    return False


def _meant_for(made: Draft) -> bool:
    """Whether "for" stands in the clause before the thing."""
    low = made.frame.head.left_edge.i
    return any(token.lower_ == "for" for token in made.frame.theme.root.doc[low : made.frame.theme.root.i])


def _divided(group: list[Draft], stage: Stage) -> list[Draft]:
    if len(group) == 1:
        return group
    group = sorted(group, key=lambda made: made.frame.theme.root.left_edge.i)
    lefts = [_left(made) for made in group]
    for index, made in enumerate(group):
        low = made.start if index == 0 else lefts[index]
        high = lefts[index + 1] if index + 1 < len(group) else made.end
        if low < high:
            made.start, made.end = _without_and(stage, *trim(stage.doc, low, high))
            made.recipient = _own_receiver(stage, made) or made.recipient
    return [made for made in group if made.start < made.end]


def _own_receiver(stage: Stage, made: Draft) -> Party | None:
    """In "$5m to Chad and $3m to Niger" each sum has the receiver in its own words."""
    if made.kind == "troops":
        return None
    text = stage.text
    for mention in stage.mentions:
        led = re.search(r"\b(?:to|for|in)(?: the)? $", text[made.start : mention.start])
        named = mention.form not in ("official", "organisation") and (
            made.actor is None or mention.entity.name != made.actor.name
        )
        if made.start < mention.start < made.end and led and named:
            return mention.party(text[mention.start : mention.end])
    return None


def _left(made: Draft) -> int:
    theme = made.frame.theme
    figure = theme.figure or theme.money
    words = (theme.root, theme.noun, *children(theme.noun, "amod", "compound", "nmod", "det", "poss", "nummod"))
    left: int = min(word.idx for word in words)
    return min(left, figure.start + made.line.offset) if figure is not None else left


def _without_and(stage: Stage, start: int, end: int) -> tuple[int, int]:
    said = stage.text[start:end]
    for word in (", including", " including", " and", ", and", " as well as", " or"):
        if said.endswith(word):
            return trim(stage.doc, start, end - len(word))
    return start, end
