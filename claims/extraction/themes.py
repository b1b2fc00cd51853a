"""What a sentence says is given or sent: nouns with their figures, money with what it buys, bare numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.extraction.items import Item, Sort, blocked, metaphors
from claims.extraction.lexicon import rows
from claims.extraction.tree import SUBJECTS, children, nominal, preposition
from claims.extraction.words import CARRYING, CONTAINERS, FORMATIONS, GENERIC_HEADS, MASS_UNITS

if TYPE_CHECKING:
    from spacy.tokens import Token
from claims.extraction.counting import count, numbers
from claims.extraction.lines import RANKS, SOLDIERS, Line, Theme
from claims.extraction.pricing import price
from claims.extraction.tallies import measure

VEHICLES = ("carrier", "hull", "chassis", "bridge", "bridgelayer", "craft", "platform", "ambulance", "car", "truck")
ORDINALS = ("first", "second", "third", "last")
NOUN_PREDICATES = frozenset(row["noun"] for row in rows("nouns") if row["frame"])


def find_themes(line: Line) -> list[Theme]:
    """The things of a sentence, in order; each has a governing noun, and a figure where the text gives one."""
    themes: list[Theme] = []
    for item in line.items:
        theme = _theme(line, item)
        if theme is not None:
            themes.append(theme)
    themes = _merged(themes)
    count(line, themes)
    themes = _laden(_restated(themes))
    price(line, themes)
    themes += numbers(line, themes)
    themes = measure(themes)
    return sorted(themes, key=lambda theme: theme.root.i)


def _theme(line: Line, item: Item) -> Theme | None:
    noun = line.token(item.start if item.sort.noun.startswith("boots") else item.end - 1)
    mistaken = noun.i == noun.sent.start and noun.dep_ in ("nsubj", "nsubjpass")  # "Aid for Sudan is …", read as a verb
    if (noun.pos_ in ("VERB", "AUX", "ADV", "ADP") and not mistaken) or _guarded(line, item, noun) or _name(item, noun):
        return None
    head = noun
    links = ("compound", "nmod", "amod", "poss", *(("nummod",) if noun.like_num else ()))  # "Leopard 1 tanks"
    while head.dep_ in links and nominal(head.head) and head.head.i > head.i:
        head = head.head
    if head != noun:
        lemma = head.lemma_.lower()
        if lemma in NOUN_PREDICATES:
            return Theme(noun, noun, [item.sort])
        over = [other.sort for other in line.items if line.token(other.end - 1) == head]
        known = bool(over)
        fighters = known and over[0].role == "fighters" and _flies(item)
        if known and not fighters and (item.sort.role is None) != (over[0].role is None):
            return None  # "army trucks" are trucks, "drone pilots" are pilots
        brand = not item.sort.noun.islower() and item.sort.strength == "strong" and head.lemma_.lower() in VEHICLES
        named = brand or (head.pos_ == "PROPN" and noun.text.islower() and item.sort.strength in ("strong", "weak"))
        if not (known or named or lemma in GENERIC_HEADS):
            return None  # "its minesweeper Ensdorf" is one
    theme = Theme(head, noun, [SOLDIERS if _booted(item, noun) else _sized(line, item)])
    _climb(theme)
    return theme


def _sized(line: Line, item: Item) -> Sort:
    """Of "a company-sized unit" the size is told by the word before."""
    body = re.search(r"([a-z]+)[- ](?:sized?|strength|level) (?:\w+ )?$", line.text[: item.start])
    if body is None or item.sort.size is not None or item.sort.role is None:
        return item.sort
    named = (other.sort.size for other in line.items if line.text[other.start : other.end] == body[1])
    return replace(item.sort, size=next(named, None))


def _booted(item: Item, noun: Token) -> bool:
    """Whether boots stand for those in them: "Polish boots in Ukraine"."""
    people = any(kid.text[:1].isupper() for kid in children(noun, "amod", "compound"))
    return item.sort.noun == "boot" and people and any(preposition(noun, "in", "on"))


def _name(item: Item, noun: Token) -> bool:
    """Whether a homely word is a name here: the "Lantern", a newspaper."""
    homely = item.sort.role is None and item.sort.noun.islower() and item.sort.strength in ("relief", "food", "weak")
    return (
        homely
        and noun.pos_ == "PROPN"
        and noun.text[:1].isupper()
        and noun.i > noun.sent.start
        and noun.dep_ != "compound"
    )


def _guarded(line: Line, item: Item, noun: Token) -> bool:
    before = re.findall(r"[\w'’-]+", line.text[max(0, item.start - 40) : item.start].lower())
    key = item.sort.noun.lower()
    if before and (before[-1] in blocked().get(key, ()) or " ".join(before[-2:]) in blocked().get(key, ())):
        return True
    if before[-1:] == ["in"] and key == "supply":
        return True
    if key == "fighter" and any(other.end + 3 >= item.start > other.start for other in line.items if _flies(other)):
        return True  # "Gripen E fighters"
    heads, tails = metaphors()
    return key in heads and any(of.lemma_.lower() in tails for of in preposition(noun, "of"))


def _flies(item: Item) -> bool:
    return item.sort.category == "aircraft" and item.sort.role is None


def _climb(theme: Theme) -> None:
    """From "medical supplies" up to the "tonnes" they are counted in, or the "package" they are part of."""
    root = theme.root
    for _ in range(3):
        prep = root.head
        if root.dep_ != "pobj" or prep.lower_ not in ("of", "worth"):
            break
        above = prep.head
        lemma = above.lemma_.lower()
        formation = theme.sort.role is not None and lemma in (*FORMATIONS, "member")
        if above.pos_ == "NUM" or lemma in CONTAINERS or formation or (lemma in ORDINALS and above.dep_ in SUBJECTS):
            if lemma in MASS_UNITS:
                theme.unit = lemma
            root = above
            continue
        break
    theme.root = root


def _merged(themes: list[Theme]) -> list[Theme]:
    """Themes with one root are one thing: "military" "aid" "package"."""
    by_root: dict[int, Theme] = {}
    for theme in themes:
        first = by_root.get(theme.root.i)
        if first is None:
            by_root[theme.root.i] = theme
            continue
        first.sorts += theme.sorts
        first.unit = first.unit or theme.unit
        first.nouns += (theme.noun, first.noun)
        first.noun = theme.noun if RANKS[theme.sorts[0].strength] <= RANKS[first.sort.strength] else first.noun
    return list(by_root.values())


def _restated(themes: list[Theme]) -> list[Theme]:
    """ "Two companies, about 320 marines, leave": the second words say the first again, more exactly."""
    kept: list[Theme] = []
    for theme in themes:
        first = next(
            (other for other in kept if theme.root.dep_ == "appos" and theme.root.head in (other.root, other.noun)),
            None,
        )
        if first is None or first.sort.role is None or theme.sort.role is None:
            kept.append(theme)
        elif theme.figure is not None and (
            first.figure is None or first.sort.size is not None or first.sort.role == "formation"
        ):
            first.figure, first.noun, first.sorts = theme.figure, theme.noun, theme.sorts
    return kept


def _laden(themes: list[Theme]) -> list[Theme]:
    """Of "two planes carrying 74 tonnes of tents" the load is the thing, and the planes' verb is its verb; a load
    without a figure is left out: "200 trucks carrying food"."""
    gone: list[Theme] = []
    for theme in themes:
        bearer = _bearer(theme, themes)
        if bearer is None:
            continue
        if theme.figure is None or theme.root.dep_ == "conj":
            gone.append(theme)
        else:
            theme.root = bearer.root
            gone.append(bearer)
    return [theme for theme in themes if theme not in gone]


def _bearer(theme: Theme, themes: list[Theme]) -> Theme | None:
    """The planes, ship or convoy that a thing is said to be loaded on."""
    root = theme.root
    while (root.dep_ == "conj" and root.head != root) or (root.dep_ == "pobj" and root.head.lower_ == "of"):
        root = root.head if root.dep_ == "conj" else root.head.head
    word = root.head
    if word.lower_ == "with" and word.head.lemma_ in CARRYING:
        word = word.head
    if not (word.lower_ == "with" or (word.lemma_ in CARRYING and word.dep_ in ("acl", "relcl"))):
        return None
    found = next((other for other in themes if other is not theme and word.head in (other.root, other.noun)), None)
    return found if found is not None and found.sort.role is None else None
