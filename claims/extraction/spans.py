"""The words of a claim: the clause without its attribution, and the sentences around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.extraction.tree import child, verbal
from claims.extraction.words import SAYS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EDGES = " \t\n,;:.!?\"“”'‘’()–—-"
CONTEXT = 300


@lru_cache(maxsize=4)
def _text(doc: Doc) -> str:
    """The document's text, which spaCy would put together anew each time it is asked."""
    text: str = doc.text
    return text


def clause_span(top: Token, others: set[int]) -> tuple[int, int]:
    """Characters of the clause under ``top``: without clauses of saying, and without joined clauses that stand
    alone (``others`` are the heads of further claims)."""
    keep: list[Token] = []
    queue = [top]
    while queue:
        token = queue.pop()
        keep.append(token)
        queue += [kid for kid in token.children if not _outside(kid, token, others)]
    keep = _run(sorted(keep, key=lambda token: token.i), top)
    return trim(top.doc, keep[0].idx, keep[-1].idx + len(keep[-1]))


def _outside(kid: Token, parent: Token, others: set[int]) -> bool:
    if kid.i in others and kid.dep_ in ("conj", "parataxis", "ccomp", "dep", "advcl", "appos"):
        return True
    if (
        kid.dep_ in ("parataxis", "ccomp", "dep", "advcl")
        and kid.lemma_ in SAYS
        and child(kid, "nsubj")
        and child(kid, "mark") is None
    ):
        return parent.lemma_ not in SAYS
    if kid.dep_ == "prep" and kid.lower_ in ("according", "citing", "quoting"):
        return True
    if kid.dep_ == "advcl" and kid.tag_ == "VBG" and kid.lemma_ in SAYS:
        return True
    return kid.dep_ in ("conj", "parataxis") and verbal(kid) and child(kid, "nsubj", "nsubjpass") is not None


def _run(tokens: list[Token], top: Token) -> list[Token]:
    """The kept tokens without stray marks and conjunctions at either end."""
    while (
        len(tokens) > 1
        and (
            tokens[0].is_punct
            or (tokens[0].dep_ in ("mark", "cc") and tokens[0].lower_ in ("that", "and", "but", "while"))
        )
        and tokens[0].text not in "$€£¥"
    ):
        tokens = tokens[1:]
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
        tokens = tokens[:-1]
    return tokens


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and marks at its edges; a bracket or mark that opens inside keeps its partner."""
    text = _text(doc)
    while start < end and text[start] in EDGES:
        start += 1
    while (
        end > start
        and text[end - 1] in EDGES
        and not (text[end - 1] == "." and re.search(r"[A-Z]\.$", text[start:end]))
    ):
        end -= 1
    return start, end


def masked(top: Token, start: int, end: int, keep: set[int]) -> str:
    """The clause's words with blanks for side clauses that do not hold the claim ("if …", "though …", "which …"):
    their dates are not the claim's."""
    chars = list(_text(top.doc)[start:end])
    for token in top.subtree:
        side = token.dep_ in ("relcl", "acl") or (token.dep_ == "advcl" and child(token, "mark", "advmod") is not None)
        if token == top or not side or any(part.i in keep for part in token.subtree):
            continue
        for part in token.subtree:
            for index in range(max(part.idx, start), min(part.idx + len(part), end)):
                chars[index - start] = " "
    return "".join(chars)


def noun_span(noun: Token) -> tuple[int, int]:
    """Characters of a noun's whole phrase."""
    tokens = list(noun.subtree)
    return trim(noun.doc, tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def context_of(text: str, start: int, end: int, sentences: list[tuple[int, int]]) -> str:
    """The sentences around a quote, at most 300 characters; a longer one is cut around the quote."""
    if end - start >= CONTEXT:
        return text[start : start + CONTEXT]
    touched = [span for span in sentences if span[0] < end and start < span[1]]
    low, high = (touched[0][0], touched[-1][1]) if touched else (start, end)
    low, high = min(low, start), max(high, end)
    if high - low > CONTEXT:
        room = (CONTEXT - (end - start)) // 2
        low = max(low, start - room)
        return text[low : low + CONTEXT].strip()
    for span in (*[s for s in reversed(sentences) if s[1] <= low][:1], *[s for s in sentences if s[0] >= high][:1]):
        wider = min(low, span[0]), max(high, span[1])
        if wider[1] - wider[0] <= CONTEXT:
            low, high = wider
    return text[low:high].strip()
