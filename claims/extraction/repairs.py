"""What the small parser often gets wrong in news, put right before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.tree import child

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def mend(doc: Doc) -> Doc:
    """The same document, with a number before a verb that lacks a subject as that subject ("On Monday *36* did"), and
    of several subjects in a row the last alone ("By mid-July the *WFP* had brought")."""
    for token in doc:
        if token.dep_ == "nummod" and token.head.i < token.i:
            verb = _verb_after(token)
            if verb is not None:
                token.head = verb
                token.dep_ = "nsubj"
        elif token.pos_ in ("VERB", "AUX"):
            for spare in [kid for kid in token.children if kid.dep_ == "nsubj" and kid.i < token.i][:-1]:
                spare.dep_ = "npadvmod"
    return doc


def _verb_after(number: Token) -> Token | None:
    """The clause's verb right behind a number, when it has no subject yet."""
    if number.i + 1 >= len(number.doc):
        return None
    word = number.nbor()
    verb = word.head if word.dep_ in ("aux", "auxpass") else word
    finite = word.tag_ in ("VBD", "VBZ", "VBP", "MD") and verb.sent == number.sent
    if not finite or child(verb, "nsubj", "nsubjpass") is not None or number in verb.ancestors:
        return None
    return verb
