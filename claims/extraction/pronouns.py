"""Whom "he", "it", "they", "their" mean: among the speakers of the article, and the states of the sentences before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.cast import Figurant, as_party
from claims.extraction.shapes import Party
from claims.extraction.tree import child, children, nearest_clause, reckons, says

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from claims.extraction.actors import Entity
    from claims.extraction.stage import Stage

HE = ("he", "she", "him", "her", "his")

IT = ("it", "they", "them", "its", "their")

OWN = ("its", "their")

WE = ("we", "us", "our", "i", "my", "me", "ours")


def figurant_of(stage: Stage, token: Token) -> Figurant | None:
    """Whom a pronoun means that speaks."""
    lower, cast = token.lower_, stage.cast
    if lower in HE:
        before = [f for f in (cast.speaker,) if f is not None and f.kind == "person"]
        return before[0] if before else (cast.people[-1] if cast.people else None)
    if lower in IT:
        own = _said_of_itself(stage, token)
        if own is not None:
            return own
        if cast.speaker is not None and cast.speaker.kind != "person":
            return cast.speaker
        return cast.offices[-1] if cast.offices else None
    return None


def _said_of_itself(stage: Stage, token: Token) -> Figurant | None:
    """ "The ICRC delivered ten tonnes, it said": the subject of what is said, where it is a known body."""
    if token.dep_ != "nsubj" or not says(token.head):
        return None
    for clause in (*children(token.head, "ccomp", "parataxis"), token.head.head):
        doer = next(children(clause, "nsubj"), None)
        mention = stage.mention(doer) if doer is not None and doer.i < token.i else None
        if doer is not None and mention is not None and mention.form != "place":
            return stage.figurant(doer)
    return None


def party_of(stage: Stage, token: Token, voice: Figurant | None) -> Party | None:
    """The actor that a pronoun means; ``voice`` is who speaks."""
    reckoned = token.dep_ == "poss" and reckons(nearest_clause(token))
    voiced = voice is not None and voice.entity is not None and not reckoned
    if voice is not None and voiced and (token.lower_ in HE) == (voice.kind == "person"):
        return as_party(voice, token.text)
    if token.lower_ in HE:
        return as_party(figurant_of(stage, token), token.text)
    entity = _antecedent(stage, token)
    if entity is not None:
        return Party(entity.name, entity.code, entity.kind, token.text)
    return as_party(figurant_of(stage, token), token.text)


def _antecedent(stage: Stage, token: Token) -> Entity | None:
    """The state or body that "it" takes up: the subject of a clause above or of the sentence before, else the one
    named last. What stands beside it under the same verb is another: in "Rome sold it six" it is not Rome."""
    beside = _beside(token)
    for doer in _subjects(token):
        entity = stage.entity(doer) if doer not in beside else None
        if entity is not None:
            return entity
    others = {entity.name for doer in beside if (entity := stage.entity(doer)) is not None}
    before = [m for m in stage.mentions if m.end <= token.idx and m.form not in ("place", "official")]
    kept = [m for m in before if m.entity.name not in others] or before
    return kept[-1].entity if kept else None


def _beside(token: Token) -> list[Token]:
    """The subject of a verb that has the pronoun as its object, or counts what is its: they are two."""
    verb = nearest_clause(token)
    if token.dep_ == "poss" and reckons(verb):
        return list(children(verb, "nsubj"))
    if token.dep_ in ("poss", "nsubj", "nsubjpass"):
        return []
    verb = nearest_clause(token.head)
    while verb.dep_ == "conj" and child(verb, "nsubj", "nsubjpass") is None:
        verb = verb.head
    return list(children(verb, "nsubj", "nsubjpass"))


def _subjects(token: Token) -> Iterator[Token]:
    """Subjects before the pronoun: of the clauses around it, outwards, then of the sentence before."""
    for clause in token.ancestors:
        doer = child(clause, "nsubj", "nsubjpass")
        if doer is not None and doer.i < token.i and token not in doer.subtree:
            yield doer
    sent = _sentence_before(token)
    doer = child(sent.root, "nsubj", "nsubjpass") if sent is not None else None
    if doer is not None:
        yield doer


def _sentence_before(token: Token) -> Span | None:
    start: int = token.sent.start
    return token.doc[start - 1].sent if start else None
