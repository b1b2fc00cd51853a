"""Which figure counts which thing, and the numbers that stand for a thing named before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.figures import Figure
from claims.extraction.items import Sort
from claims.extraction.tree import child, children, preposition
from claims.extraction.words import MEASURES, SOLDIERING

if TYPE_CHECKING:
    from spacy.tokens import Token
from claims.extraction.lines import NUMBER, SOLDIERS, UNKNOWN, Line, Theme
from claims.extraction.predicates import verb_frame
from claims.extraction.tallies import way_of

RESTS = frozenset(
    "half rest others remainder pair balance trio another latter lot first second third fourth fifth last both".split()
)
MANY = frozenset("many most some several all few".split())  # with "of them"
STRONG = re.compile(r"[ -](?:strong|in number|in all|all told|in total)\b")
AFTER = re.compile(
    r"(?: (?:in|at|for|to|near|around) (?:the )?[A-Z][\w’'-]+| for (?:its|the|their) \w+)?(?:, | \(|: | – )"
    r"(?:some |about |around |roughly )?"
)
OF_THEM = re.compile(r" of (?:them|which)\b")
AFTER_MARK = re.compile(r"[,(–—-] ?$")
CLOSED = re.compile(r"(?: of them| all told| in all)?\s*(?:[,;.:)–]|$)")


BESIDE = re.compile(
    r"\b(?:short of|than|below|compared (?:with|to)|instead of|rather than|against|versus|out of|as opposed to|unlike"
    r"|where it had|down from|up from)(?: the| a| some| about)?(?: planned| promised| pledged| original| previous)? ?$"
)
SHORT = re.compile(r" (?:short|fewer|less|shy|behind|too (?:few|many)|below|above|ahead) ?(?:of|than|,|$|the|its|\.)")


FALLEN = ("dead", "killed", "wounded", "injured", "fatalities", "casualties", "missing", "captured", "hurt")


def count(line: Line, themes: list[Theme]) -> None:
    taken: set[int] = set()
    for theme in themes:
        for index, figure in _nearest_first(line, theme):
            if index in taken or figure.money or not _belongs(line, figure, theme):
                continue
            if figure.yearlike and figure.precision == "exact" and line.token(figure.core_start).dep_ != "nummod":
                continue
            theme.figure = figure
            taken.add(index)
            break
    for index, figure in enumerate(line.figures):
        if index in taken or figure.money:
            continue
        before = [theme for theme in themes if theme.noun.idx - line.offset < figure.start and theme.figure is None]
        owner = next((theme for theme in before[:-3:-1] if _after(line, theme, figure)), None)
        if (
            owner is None
            and before
            and OF_THEM.match(line.text, figure.end)
            and AFTER_MARK.search(line.text[: figure.start])
        ):
            owner = before[0]  # "Turkish drones have been delivered to Mali, six of them"
        if owner is None and before and _said_of(line, before[-1], figure):
            owner = before[-1]
        if owner is not None:
            owner.figure = figure
            owner.measured = _measured_by(line.token(figure.core_end - 1))
            taken.add(index)


def _said_of(line: Line, theme: Theme, figure: Figure) -> bool:
    strong = STRONG.match(line.text, figure.end) is not None
    return strong or _of(line, theme, figure) or _put_at(line, theme, figure)


def _nearest_first(line: Line, theme: Theme) -> list[tuple[int, Figure]]:
    """The figures, the root's own first: of "of the 31 tanks, 10 have arrived" ten are the thing."""
    listed = list(enumerate(line.figures))
    if theme.root.pos_ != "NUM":
        return listed
    return sorted(listed, key=lambda pair: line.token(pair[1].core_end - 1) != theme.root)


def _put_at(line: Line, theme: Theme, figure: Figure) -> bool:
    """ "Put the number of launchers delivered at nine": the figure is said of a noun that only counts."""
    if theme.root.lemma_.lower() not in ("number", "figure", "total", "count", "strength", "toll", "tally"):
        return False
    between = line.text[theme.noun.idx + len(theme.noun) - line.offset : figure.start]
    return bool(re.search(r"\b(?:at|to|was|is|were|as|of)\s+$", between)) and len(between) < 80


def _after(line: Line, theme: Theme, figure: Figure) -> bool:
    """ "Troops in Gali, 3,500", "boots (9,000)": the number stands behind its noun, between marks."""
    end = theme.noun.idx + len(theme.noun) - line.offset
    if theme.root.dep_ == "pobj" and theme.root.head.lower_ in ("for", "by", "from", "with"):
        return False  # "vehicles for its army, 20 of them"
    joined = AFTER.fullmatch(line.text[end : figure.start])
    return joined is not None and CLOSED.match(line.text, figure.end) is not None and not figure.yearlike


def _measured_by(token: Token) -> Token | None:
    """The verb of measure that a figure hangs on: "*stood* at nine"."""
    verb = token.head.head if token.dep_ == "pobj" else token.head
    way = way_of(token) if token.dep_ == "pobj" else "with"
    return verb if way in MEASURES.get(verb.lemma_.lower(), ()) and verb.lemma_ != "be" else None


def _of(line: Line, theme: Theme, figure: Figure) -> bool:
    """ "A crew of 70", with no noun after the number."""
    end = theme.noun.idx + len(theme.noun) - line.offset
    after = line.token(figure.core_end - 1)
    return line.text[end : figure.start] == " of " and after.dep_ == "pobj"


def _belongs(line: Line, figure: Figure, theme: Theme) -> bool:
    low, high = figure.core_start + line.offset, figure.core_end + line.offset
    if low <= theme.root.idx < high:
        return True  # "dozens of soldiers": the figure is the head itself
    for noun in (theme.noun, theme.root, *theme.nouns):
        left = noun.left_edge.idx
        if left <= low and high <= noun.idx + len(noun) and not _other_noun(line, high, noun):
            return True
        if high <= noun.idx and re.fullmatch(
            r"[ -](?:more |other |new )?(?:[\w’'./-]+ ){0,3}", line.text[figure.end : noun.idx - line.offset]
        ):
            return not _other_noun(line, high, noun)
    return False


def _other_noun(line: Line, start: int, noun: Token) -> bool:
    """Whether another counted noun or a verb stands between the figure and this noun: "ten crews for tanks"."""
    between = [token for token in line.sent if start <= token.idx < noun.idx]
    return any(_parts(token, noun) for token in between)


def _parts(token: Token, noun: Token) -> bool:
    if token.pos_ in ("VERB", "AUX", "ADP", "CCONJ"):
        return token.lower_ not in ("of", "and", "or") and token.dep_ not in ("amod", "compound", "nmod")
    governed = token.dep_ in ("dobj", "nsubj", "pobj", "nsubjpass", "attr") and token.pos_ == "NOUN"
    return governed and token != noun and not _leads_to(token, noun)


def _leads_to(token: Token, noun: Token) -> bool:
    return any(kid == noun for of in children(token, "prep") for kid in of.children)


def numbers(line: Line, themes: list[Theme]) -> list[Theme]:
    """Figures that count an unknown noun, or stand for one named before ("six", "300 of them")."""
    used = {id(figure) for theme in themes for figure in (theme.figure, theme.money) if figure is not None}
    found: list[Theme] = []
    for figure in line.figures:
        if id(figure) in used or figure.yearlike or figure.money or SHORT.match(line.text, figure.end):
            continue
        if BESIDE.search(line.text, 0, figure.start):
            continue
        token = line.token(figure.core_end - 1)
        root = token
        while root.dep_ in ("nummod", "quantmod", "compound", "amod", "nmod") and root.head.i > root.i:
            root = root.head
        if any(root in (theme.root, theme.noun) for theme in (*themes, *found)) or _whole(root, themes):
            continue
        if (fallen := _fallen(token, figure)) is not None:
            found.append(fallen)
            continue
        peoples = root.pos_ == "ADJ" and any(kid.dep_ == "conj" for kid in root.children)  # "nine South African and"
        if root.i > token.i and (root.pos_ in ("NOUN", "PROPN") or peoples):
            found.append(Theme(root, root, _shared(root, themes), figure=figure))
        elif root == token and _stands_alone(token, figure):
            of = next((held for held in preposition(token, "of") if held.pos_ in ("NOUN", "PROPN")), None)
            known = Theme(token, of, [UNKNOWN], figure=figure) if of is not None else None  # "150 of his countrymen"
            found.append(known or Theme(token, token, [NUMBER], figure=figure, bare=True))
    return found + _rests(line) + _pronouns(line)


def _whole(root: Token, themes: list[Theme]) -> bool:
    """Whether the noun is what a number of a thing is taken of: "160 of the 300 *tonnes* of food"."""
    above = root.head.head
    return root.dep_ == "pobj" and root.head.lower_ == "of" and any(above == theme.root != root for theme in themes)


def said_behind(number: Token) -> Token:
    """The word behind a number, or behind its "of them": "14 *dead*", "600 of them *dead*"."""
    doc, place = number.doc, number.i + 1
    if place + 2 < len(doc) and doc[place].lower_ == "of" and doc[place + 1].lower_ in ("them", "whom", "those"):
        place += 2
    return doc[place] if place < len(doc) else number


def _fallen(token: Token, figure: Figure) -> Theme | None:
    """ "Counted 14 dead among the South Africans": soldiers, where soldiers or a people are spoken of."""
    word = said_behind(token)
    if word.lower_ not in FALLEN:
        return None
    near = {other.lemma_.lower() for other in token.sent}
    among = word.i + 3 < len(token.doc) and token.doc[word.i + 1].lower_ == "among"
    return Theme(token, token, [SOLDIERS], figure=figure) if among or near & SOLDIERING else None


def _pronouns(line: Line) -> list[Theme]:
    """ "They", "them": what was named last, when it is what moves."""
    return [
        Theme(token, token, [NUMBER], bare=True)
        for token in line.sent
        if token.lower_ in ("they", "them", "these", "nothing") and token.dep_ in ("nsubj", "nsubjpass", "dobj")
    ]


def _shared(root: Token, themes: list[Theme]) -> list[Sort]:
    """An unknown noun joined to a known one is of its kind: "1,000 sappers and 5,000 builders"."""
    first = root.head if root.dep_ == "conj" else child(root, "conj") if root.pos_ == "ADJ" else None
    if first is None or (
        root.lemma_.lower() in ("civilian", "worker", "journalist")
        and not any(kid.lower_ == "military" for kid in root.subtree)
    ):
        return [UNKNOWN]
    sorts = next((list(theme.sorts) for theme in themes if first in (theme.root, theme.noun)), [UNKNOWN])
    human = root.pos_ == "ADJ" or re.search(r"(?:er|or|man|men|ic|ian|ist|nurse|guard)s?$", root.lower_)
    return sorts if sorts[0].role is None or human else [UNKNOWN]


def _rests(line: Line) -> list[Theme]:
    """ "Half of them", "the rest", "the others", "none": parts of what was named before."""
    return [
        Theme(token, token, [NUMBER], bare=True)
        for token in line.sent
        if token.lower_ in (RESTS | MANY) and token.dep_ in ("nsubj", "nsubjpass", "dobj")
        and (token.lower_ in RESTS or any(preposition(token, "of")))
        and all(of.lower_ in ("them", "these", "those") for of in preposition(token, "of"))
    ]  # fmt: skip


def _got_one(token: Token) -> bool:
    """ "It has received one", "not a single one came": a count, not "one" who does something."""
    if any(kid.lower_ == "single" for kid in token.children):
        return True
    return token.dep_ == "dobj" and not any(token.children) and verb_frame(token.head) in ("receive", "give")


def _stands_alone(token: Token, figure: Figure) -> bool:
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "conj", "attr", "appos", "pobj", "dep", "npadvmod", "ROOT"):
        return False
    timed = token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "by", "since", "on", "until")
    if (token.lower_ == "one" and not _got_one(token)) or (timed and _measured_by(token) is None):
        return False
    return not any(kid.pos_ == "NOUN" and kid.dep_ == "compound" for kid in token.children)
