"""Things that no word above them explains: the nearest word of our field in their piece of the sentence does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.extraction.fallbacks import HOSTILE
from claims.extraction.frames import above, portioned
from claims.extraction.lines import Line, Theme
from claims.extraction.predicates import Frame, verb_frame
from claims.extraction.tallies import TRADE
from claims.extraction.tree import child, nearest_clause, verbal
from claims.extraction.words import CUES, MASS_UNITS, NOT_FRAMES, SAYS, noun_frames

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTS = re.compile(r"[;:–—]|\s-\s|\.\s")  # where one piece of a sentence ends and another begins
ORDINAL = re.compile(r"^(?:\d+(?:st|nd|rd|th)|first|second|third|[a-z]+(?:fth|ixth|nth|hth|[^o]rth))$")
AFAR = 12  # tokens between a thing and the word that explains it


def guess(line: Line, theme: Theme) -> Frame | None:
    """The frame of the nearest word of our field in the thing's own piece of the sentence, else None."""
    if (theme.figure is None and theme.money is None and not numbered(theme)) or portioned(theme):
        return None
    if theme.sort.role is not None and theme.figure is None:
        return None  # "shares in Japanese companies" are no soldiers
    bought = theme.sort.category == "energy" or theme.sort.strength == "food"
    if _acts(theme) or (bought and theme.root.head.head.lemma_.lower() in TRADE):
        return None
    if theme.root.head.lemma_ in HOSTILE and theme.root.dep_ in ("dobj", "nsubjpass"):
        return None
    low, high = piece(line, theme)
    best = min(_cues(line, theme, low, high), key=lambda cue: cue[0], default=None)
    if best is None and (theme.sort.role is not None or _explains(line, theme, low)):
        best = min(_cues(line, theme, 0, len(line.text)), key=lambda cue: cue[0], default=None)
    if best is None:
        return None
    _, name, token = best
    verb = token if verbal(token) else _governing(token)
    frame = Frame(theme, name, token, verb, "loose")
    if verb is not None:
        frame.chain, frame.top = above(verb)
    return frame


def _acts(theme: Theme) -> bool:
    """Whether the counted are who speaks or gives, and no thing: "two officers told", "four members will send"."""
    verb = theme.root.head
    if theme.root.dep_ != "nsubj":
        return False
    if verb.lemma_ in SAYS:
        return theme.sort.role is not None or theme.sort.strength == "unknown"
    return theme.sort.strength == "unknown" and child(verb, "dobj", "dative") is not None


def numbered(theme: Theme) -> bool:
    """ "The 47th tranche", "its ninth package": one of a row, told apart without a figure."""
    owned = child(theme.root, "poss") is not None and theme.sort.role is None  # "Doha's fifth plane"
    row = theme.sort.strength in ("package", "aid", "money") or theme.sort.noun.endswith("aid") or owned
    return row and any(ORDINAL.search(word.lower_) for word in theme.root.subtree if word.i < theme.root.i)


def _explains(line: Line, theme: Theme, low: int) -> bool:
    """Whether the piece tells what was said before a colon or dash: "its tenth airlift: 987 tonnes since March"."""
    sure = theme.sort.strength in ("strong", "food", "relief", "weak") or theme.noun.lemma_.lower() in MASS_UNITS
    return sure and bool(re.search(r"[:–—]\s*$", line.text[:low]))


def piece(line: Line, theme: Theme) -> tuple[int, int]:
    """Characters of ``line.text`` between the marks that set the thing's piece of the sentence apart."""
    figure = theme.figure or theme.money
    at = theme.root.idx - line.offset
    first = min(at, figure.start) if figure is not None else at
    last = max(at + len(theme.root), figure.end) if figure is not None else at + len(theme.root)
    low, high = 0, len(line.text)
    for mark in PARTS.finditer(line.text):
        if mark.end() <= first:
            low = mark.end()
        elif mark.start() >= last:
            high = mark.start()
            break
    return low, high


def _cues(line: Line, theme: Theme, low: int, high: int) -> Iterable[tuple[int, str, Token]]:
    """(distance, frame, token) of each word of our field in a piece; words above the thing count as nearer."""
    lineage = set(theme.root.ancestors)
    for token in line.sent:
        if token.dep_ == "amod" and token.tag_ == "VBG":
            continue  # "the coming year"
        if not low <= token.idx - line.offset < high or token in (theme.root, theme.noun):
            continue
        name = _cue(token)
        if name is None:
            continue
        distance = abs(token.i - theme.root.i)
        if token in lineage:
            distance //= 2
        if distance <= AFAR:
            yield distance, name, token


def _cue(token: Token) -> str | None:
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX") and lemma not in NOT_FRAMES:
        return verb_frame(token) or CUES.get(lemma)
    if token.pos_ in ("NOUN", "PROPN", "ADJ", "ADV", "ADP"):
        return noun_frames().get(lemma) or CUES.get(lemma)
    return None


def _governing(token: Token) -> Token | None:
    """The verb of the clause that a noun, adjective or adverb stands in."""
    verb = nearest_clause(token)
    if not verbal(verb) or (
        child(verb, "nsubj", "nsubjpass", "aux", "auxpass") is None and verb.pos_ not in ("VERB", "AUX")
    ):
        return None
    return verb
