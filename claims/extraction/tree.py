"""Questions about a parsed sentence: subjects, voices, tenses, clauses. The only file that knows spaCy's labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from claims.extraction.words import OBJECT_CONTROL, SAYS

if TYPE_CHECKING:
    from spacy.tokens import Token

Status = Literal["done", "now", "ahead", "open", "ought", "infinitive", "bare"]

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM", "DET", "X")
FUTURE = ("will", "shall", "'ll", "’ll", "wo", "sha", "would", "'d", "’d")
OPEN = ("may", "might", "could", "can", "ca")
OUGHT = ("should", "must", "ought")
RECKONING = ("put", "estimate", "reckon")
PARTED = {verb.split()[0] for verb in SAYS if " " in verb}  # verbs of saying with a particle


def nominal(token: Token) -> bool:
    """Whether the token can stand for a thing."""
    return token.pos_ in NOMINAL


def verbal(token: Token) -> bool:
    """Whether the token can head a clause."""
    return token.pos_ in ("VERB", "AUX") or token.dep_ in ("ccomp", "advcl", "relcl", "xcomp", "acl") or any(
        child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for child in token.children
    )  # fmt: skip


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The children with one of these labels, left to right."""
    return (child for child in token.children if child.dep_ in deps)


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these labels."""
    return next(children(token, *deps), None)


def passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes it: "was sent", "(tanks) promised by Berlin"."""
    if child(verb, "auxpass", "nsubjpass", "agent") is not None:
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and child(verb, "aux") is None:
        return verbal(verb.head) and verb.head != verb and passive(verb.head)
    return verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and child(verb, "aux", *SUBJECTS) is None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does it, or undergoes it: the verb's own subject, or the one it shares or is controlled by."""
    own = child(verb, "nsubj", "nsubjpass", "csubj")
    if own is not None and own.text.lower() in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    if own is not None or depth > 6:
        return own
    if verb.dep_ == "acl":
        return _owner(verb)
    if verb.dep_ in ("conj", "advcl", "xcomp", "ccomp", "pcomp", "relcl", "parataxis", "dep"):
        return _shared_subject(verb, depth)
    return None


def _shared_subject(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ == "relcl" or nominal(head):
        return _owner(verb)
    if verb.dep_ == "xcomp" and head.lemma_ in OBJECT_CONTROL and (held := child(head, "dobj", "nsubj")):
        return child(head, "dobj") or held
    if head.dep_ == "prep":
        head = head.head
    return subject(head, depth + 1) if head != verb else None


def _owner(verb: Token) -> Token | None:
    """Of "Berlin's plan to send": Berlin; of "the forces sent by": the forces."""
    noun = verb.head
    if verb.tag_ in ("VB",) or child(verb, "aux") is not None:
        owner = child(noun, "poss")
        if owner is not None:
            return owner
        above = noun.head
        return subject(above) if verbal(above) and noun.dep_ in ("dobj", "attr", "pobj", "acomp") else None
    return noun


def auxiliaries(verb: Token) -> list[Token]:
    """The verb's auxiliaries, or those it shares with the verb it is joined to."""
    own = list(children(verb, "aux", "auxpass"))
    if own or verb.dep_ != "conj" or child(verb, *SUBJECTS) is not None:
        return own
    shares = (verb.tag_ == "VB" and verb.head.tag_ == "VB") or (verb.tag_ == "VBN" and verb.head.tag_ == "VBN")
    return auxiliaries(verb.head) if shares and verb.head != verb else own


def status(verb: Token) -> Status:
    """Where the verb stands in time: done, now, ahead, open (may), ought, or as the word above it says."""
    auxes = [aux.text.lower() for aux in auxiliaries(verb)]
    if any(aux in OUGHT for aux in auxes):
        return "ought"
    if any(aux in OPEN for aux in auxes):
        return "open"
    if any(aux in FUTURE for aux in auxes):
        return "ahead"
    if "to" in auxes:
        return "done" if "have" in auxes else "infinitive"  # "is believed to have sent"
    return _tense(verb, auxes)


def _tense(verb: Token, auxes: list[str]) -> Status:
    if any(aux in ("have", "has", "had", "'ve", "’ve", "having") for aux in auxes):
        return "done"
    if any(aux in ("was", "were", "did", "been", "got") for aux in auxes):
        return "now" if verb.tag_ == "VBG" and "did" not in auxes else "done"
    if any(aux in ("is", "are", "am", "'s", "’s", "'re", "’re", "'m", "be", "being", "do", "does") for aux in auxes):
        return "now"
    if verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl", "ROOT", "ccomp", "conj", "advcl", "amod")
    ):
        return "done"
    return "now" if verb.tag_ in ("VBZ", "VBP") else "bare"


def negated(token: Token) -> bool:
    """Whether "not", "never" or "no" stands on this very word or on its subject."""
    for kid in token.children:
        if kid.dep_ == "neg" or (
            kid.lower_ in ("never", "no", "neither", "nor", "hardly", "none")
            and kid.dep_ in ("det", "advmod", "preconj", "cc")
        ):
            return True
        if kid.dep_ in ("nsubj", "nsubjpass") and (
            kid.lower_ in ("none", "nobody", "neither", "nothing") or denied(kid)
        ):
            return True
    return any(aux.lower_ in ("not", "n't") for aux in auxiliaries(token))


def denied(noun: Token) -> bool:
    """Whether "no", "none", "neither" or "not" stands on a noun ("no fewer than" denies nothing)."""
    left = noun.left_edge
    before = left.nbor(-1).lower_ if left.i else ""
    if (left.lower_ in ("one", "a", "single") and before == "not") or (left.lower_ == "not" and left != noun):
        return True
    said = children(noun, "det", "nummod", "advmod", "neg", "preconj", "cc")
    return any(kid.lower_ in ("no", "none", "neither", "nor", "not") and not _bounds(kid) for kid in said)


def _bounds(word: Token) -> bool:
    """Whether "no" only bounds a number: "no fewer than ten"; "no more arms" denies."""
    after = [token.lower_ for token in word.doc[word.i + 1 : word.i + 3]]
    return len(after) > 1 and after[0] in ("fewer", "less", "more") and after[1] == "than"


def preposition(token: Token, *names: str) -> Iterator[Token]:
    """The objects of the token's prepositions of these names (all of them, when none is named)."""
    for prep in children(token, "prep", "agent", "dative"):
        if names and prep.lower_ not in names:
            continue
        yield from children(prep, "pobj", "pcomp")


def nearest_clause(token: Token) -> Token:
    """The verb whose clause the token stands in."""
    for ancestor in (token, *token.ancestors):
        if verbal(ancestor) and not (ancestor == token and nominal(token)):
            return ancestor
    return token.sent.root


def particle(verb: Token) -> str:
    """The verb's lemma with its particle: "hand over"."""
    prt = child(verb, "prt")
    return f"{verb.lemma_.lower()} {prt.lower_}" if prt is not None else verb.lemma_.lower()


def says(token: Token) -> bool:
    """Whether the word is a verb of saying, with its particle where it needs one ("goes on", "points out"); money that
    is put in or up says nothing."""
    if token.lemma_ == "put":
        return any(kid.lower_ == "at" for kid in token.children)
    return token.lemma_ in SAYS or (token.lemma_ in PARTED and particle(token) in SAYS)


def reckons(verb: Token) -> bool:
    """ "Seoul *puts* their number at 15,000": whoever counts others' things."""
    return verb.lemma_ in RECKONING and verb.pos_ == "VERB" and says(verb) and not passive(verb)
