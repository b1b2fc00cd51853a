"""Who says it at the end of a sentence: "…, a senator on the committee that oversees it disclosed on Monday".

The small parser hangs such words on whatever noun stands before the comma; the comma and the bare end tell them surely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.tree import child, nominal

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 16  # tokens of who speaks, and of what may still follow
FINITE = ("VBD", "VBZ", "VBP", "MD")
BARRING = (*FINITE, "VBG", "IN", "TO", "WRB")
RELATIVE = ("that", "which", "who")
STOPS = (".", ";", "!", ":", "–", "—", "-")
HELD = ("relcl", "acl", "ccomp", "conj", "advcl", "appos", "dep", "xcomp", "amod", "npadvmod", "nsubj")


def close(verb: Token) -> None:
    """Give a verb of saying that ends a sentence its speaker, and set both beside the sentence's clause."""
    root = verb.sent.root
    said = child(verb, "ccomp") if verb == root else root
    if said is None or (verb != root and verb.dep_ not in HELD) or not _ends(verb):
        return
    piece = _piece(verb)
    if not piece or said.i >= piece[0].i or not _claims(said):
        return
    doer = _head(piece)
    settled = verb.head == root and verb.dep_ in ("ccomp", "conj", "ROOT")
    if doer is None or (doer.head == verb and doer.dep_ == "nsubj" and settled):
        return
    if verb != root:
        verb.head, verb.dep_ = root, "parataxis"
    for spare in [kid for kid in verb.children if kid.dep_ == "nsubj" and kid != doer]:
        spare.head, spare.dep_ = (said, "dobj") if verb == root and said.i < spare.i else (verb, "npadvmod")
    doer.head, doer.dep_ = verb, "nsubj"


def _claims(root: Token) -> bool:
    """Whether the sentence has a clause of its own before the words of saying."""
    return root.tag_ in FINITE or child(root, "nsubj", "nsubjpass", "aux", "auxpass") is not None


def _ends(verb: Token) -> bool:
    """Whether nothing but whom, where and when it was told follows up to the sentence's end or a semicolon."""
    for place in range(verb.i + 1, min(verb.i + LONGEST, verb.sent.end)):
        token = verb.doc[place]
        if token.text in STOPS:
            return True
        if token.tag_ in FINITE or token.lower_ in ("that", ","):
            return False
    return verb.i + LONGEST >= verb.sent.end


def _piece(verb: Token, end: int | None = None) -> list[Token]:
    """The words between the last comma and the verb, where they name somebody; what "who asked not to be named" is
    said of stands before it."""
    first, stop = verb.sent.start, verb.i if end is None else end
    start = stop - 1 if stop == verb.i and verb.nbor(-1).text == "," else stop
    while start > first and stop - start < LONGEST and verb.doc[start - 1].text not in (",", '"', "”", "’"):
        start -= 1
    led = start > first and verb.doc[start - 1].text in (",", '"', "”")
    piece = list(verb.doc[start:stop]) if led else []
    aside = end is None and start < stop and verb.doc[start].lower_ in ("who", "speaking")
    return _piece(verb, start - 1) if led and aside else piece


def _head(piece: list[Token]) -> Token | None:
    """The noun that the words name: the last of the first run of nouns; a clause in them must hang on "that", "who"."""
    noun: Token | None = None
    opened = False
    for token in piece:
        bars = BARRING if noun is None else (*FINITE, "VBG")
        if not opened and (token.tag_ in bars or (token.pos_ == "PRON" and token.lower_ not in RELATIVE)):
            return None
        opened = opened or token.lower_ in RELATIVE
        if noun is None or (not opened and token.i == noun.i + 1):
            noun = token if nominal(token) and token.pos_ not in ("NUM", "SYM", "DET") else noun
        elif not opened and token.i > noun.i + 1 and noun.nbor().tag_ == "POS" and nominal(token):
            noun = token  # "Russia's foreign intelligence service"
    return noun if noun is not None and noun.lower_ not in RELATIVE else None
