"""Headlines whose verb the small parser takes for a noun: "US *halts* arms shipments", "London *earmarks* £2.5bn"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.words import SAYS, noun_frames, verb_frames

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FINITE = ("VBD", "VBZ", "VBP", "MD")
LONGEST = 40  # tokens of a headline
RULES = ("stop", "boost", "approve", "allocate")  # "the budget halves aid"; "trucks" are more often lorries
LANDS = ("in", "at", "on", "into", "to", "across")


def mend_headlines(doc: Doc) -> None:
    """Make the verb of a short sentence without one its root, with what stands before it as subject, and what the
    parser hung it on, or hung on it, as object."""
    for sent in doc.sents:
        first = next((token.i for token in sent if token.text == ";"), sent.end)
        if len(sent) <= LONGEST and not any(_tells(token) for token in sent if token.i < first):
            verb = next((token for token in sent if _verb_in_disguise(token, sent)), None)
            if verb is not None:
                _raise(verb, sent)


def _tells(token: Token) -> bool:
    """Whether a finite verb is the sentence's own, and not the "says" behind a comma."""
    acts = token.tag_ in FINITE or (token.pos_ == "VERB" and token.dep_ == "ROOT")
    return acts and token.lemma_ not in SAYS


def _base(word: str) -> str | None:
    """The verb that a form in "-s" belongs to, where our lists know it."""
    for ending, other in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and f"{word.removesuffix(ending)}{other}" in verb_frames():
            return f"{word.removesuffix(ending)}{other}"
    return None


def _verb_in_disguise(token: Token, sent: Span) -> bool:
    if token.i == sent.start or token.i + 1 >= sent.end or token.pos_ not in ("NOUN", "PROPN"):
        return False
    before, after = token.nbor(-1), token.nbor()
    if (
        before.pos_ not in ("PROPN", "NOUN")
        or after.is_punct
        or after.pos_ == "VERB"
        or after.lower_ in ("of", "'s", "’s", "and")
    ):
        return False
    if token.text.islower() and _base(token.lower_) is not None:
        rules = verb_frames()[_base(token.lower_) or ""] in RULES and token.lemma_.lower() not in noun_frames()
        named = before.pos_ == "PROPN" or rules
        named = named and token.i - sent.start <= 4
        return named and (after.lower_ not in LANDS or noun_frames().get(token.lemma_.lower()) is None)
    arrives = verb_frames().get(token.lower_) == "arrive" and token.lower_ not in noun_frames()
    return arrives and after.lower_ in LANDS


def _raise(verb: Token, sent: Span) -> None:
    root = sent.root
    left = verb.nbor(-1)
    if root.i < verb.i and root != left:
        left = root
    above = [token for token in sent if token.i < verb.i and token.head.i >= verb.i]
    below = [token for token in sent if token.i > verb.i and token.head.i <= verb.i and token.head != token]
    plural = _base(verb.lower_) is None
    verb.lemma_ = verb.lower_ if plural else (_base(verb.lower_) or verb.lemma_)
    verb.pos_, verb.tag_ = "VERB", "VBP" if plural else "VBZ"
    verb.head, verb.dep_ = verb, "ROOT"
    left.head, left.dep_ = verb, "nsubj"
    for token in above:
        if token != left:
            token.head = left
    if root.i > verb.i:
        root.head, root.dep_ = verb, "dobj"
    for token in below:
        token.head = verb
        if token.pos_ in ("NOUN", "PROPN", "NUM", "SYM") and token.dep_ in ("npadvmod", "appos", "dep", "compound"):
            token.dep_ = "dobj"
