"""Parts of a whole that the small parser takes apart wrongly: "three of the six promised have arrived"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.tree import child

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = ("VBD", "VBZ", "VBP", "VBN", "VB", "VBG")
LONE = ("ROOT", "ccomp", "parataxis")
HUNG = ("pobj", "conj", "appos", "npadvmod", "dep", "dobj")
OWNED = ("the", "its", "their", "all", "those", "these")


def mend_parts(doc: Doc) -> None:
    """Give the number its own verb, and "the remaining 15" its noun."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and token.dep_ in LONE and token.tag_ in FINITE:
            _bring(token)
    for token in doc:
        if token.i and token.tag_ in ("VBD", "VBN") and token.nbor(-1).dep_ == "pobj":
            _reduce(token)
        elif token.i and token.lower_ == "remaining" and token.dep_ != "amod" and token.nbor(-1).lower_ in OWNED:
            _remain(token)


def _bring(verb: Token) -> None:
    """Of "into the blockade, *not a gram of flour* has come in" the flour comes, though hung on what stands before."""
    auxes = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass")]
    if child(verb, "nsubj", "nsubjpass", "csubj", "expl") is not None:
        return
    if verb.tag_ in ("VBN", "VB", "VBG") and not any(aux.tag_ in ("VBZ", "VBP", "VBD", "MD") for aux in auxes):
        return
    first = min((kid.i for kid in auxes if kid.i < verb.i), default=verb.i)
    noun = verb.doc[first - 1] if first > verb.sent.start else verb
    while noun.head.i < noun.i and noun.head.i > verb.sent.start and noun.dep_ not in HUNG:
        noun = noun.head
    while noun.dep_ in ("pobj", "prep") and noun.head.i < noun.i and not _behind_comma(noun):
        noun = noun.head
    if (
        noun.dep_ in HUNG
        and noun.pos_ in ("NOUN", "PROPN", "NUM")
        and _behind_comma(noun)
        and noun not in verb.ancestors
    ):
        noun.head, noun.dep_ = verb, "nsubjpass" if child(verb, "auxpass") is not None else "nsubj"
        before = noun.doc[noun.left_edge.i - 1]
        if before.lower_ == "not":
            before.head, before.dep_ = verb, "neg"


def _behind_comma(noun: Token) -> bool:
    left = min(noun.left_edge.i, noun.i)
    if left - 1 > noun.sent.start and noun.doc[left - 1].lower_ in ("not", "only", "just"):
        left -= 1
    return left > noun.sent.start and noun.doc[left - 1].text == ","


def _remain(word: Token) -> None:
    """ "We expect the *remaining* 15 Bushmasters" is no verb with an object."""
    noun = child(word, "dobj", "nsubj", "attr")
    if noun is None or noun.i < word.i or word.head == word:
        return
    above, dep = word.head, "dobj" if word.dep_ in ("ccomp", "xcomp") else word.dep_
    noun.head, noun.dep_ = above, dep
    for kid in list(word.children):
        kid.head = noun if kid.i < noun.i else above
    word.head, word.dep_, word.pos_ = noun, "amod", "ADJ"


def _reduce(verb: Token) -> None:
    """In "three of the six *promised* a year ago have arrived" the three arrive, and what was promised are the six."""
    part = verb.nbor(-1)
    number = part.head.head
    if part.head.lower_ != "of" or number.head != verb or number.dep_ not in ("nsubj", "nsubjpass"):
        return
    later = next((token for token in verb.subtree if token.i > verb.i and _waits(token)), None)
    later = later or next((token for token in verb.head.children if token.i > verb.i and _waits(token)), None)
    if later is None:
        return
    above, dep = verb.head, verb.dep_
    if later.head != above or dep == "ROOT":
        later.head, later.dep_ = (later, "ROOT") if above == verb else (above, dep)
    number.head, number.dep_ = later, "nsubjpass" if child(later, "auxpass") is not None else "nsubj"
    verb.head, verb.dep_, verb.tag_ = part, "acl", "VBN"


def _waits(verb: Token) -> bool:
    """Whether a verb has auxiliaries and no subject."""
    return (
        verb.pos_ in ("VERB", "AUX")
        and child(verb, "aux", "auxpass") is not None
        and child(verb, "nsubj", "nsubjpass") is None
    )
