"""What a sentence says is given or sent: nouns with their figures, money with what it buys, bare numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.figures import Figure, find_figures
from claims.extraction.items import Item, Sort, blocked, find_items, metaphors
from claims.extraction.lexicon import rows
from claims.extraction.tree import children, nominal, preposition

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

CONTAINERS = frozenset(
    "tonne ton pallet box truckload lorryload batch convoy load dose bag series number total part rest most lot piece "
    "planeload consignment wave group mix set worth value majority portion unit kilo litre liter gallon barrel crate "
    "container sack carton stock quantity amount range array shipload boatload round hundred thousand million dozen "
    "couple half third quarter score column contingent mixture supply combination megawatt kilogram fleet fraction "
    "all some bulk remainder balance parcel delivery shipment package tranche donation list variety".split()
)
FORMATIONS = frozenset(
    "squad platoon company battalion regiment brigade division corps contingent force unit team detachment garrison crew".split()
)
GENERIC_HEADS = frozenset(
    "system unit battery set kit jet pack worth package delivery shipment launcher vehicle consignment convoy flight "
    "supply pallet type model variant round piece item parcel box good transport donation force contingent brigade "
    "battalion division personnel member mission programme program bill measure crew team aircraft plane group "
    "instalment installment purchase plan load drop bundle equivalent initiative team corps gun fund line".split()
)
MASS_UNITS = frozenset("tonne ton pallet truckload lorryload box crate container sack bag carton litre liter gallon barrel "
                       "kilogram kilo planeload dose megawatt batch parcel".split())  # fmt: skip
NOUN_PREDICATES = frozenset(row["noun"] for row in rows("nouns") if row["frame"])
PRICED = re.compile(
    r",?\s*(?:that is |which is )?(?:worth|valued at|totalling|totaling|amounting to|costing|of|for|at a cost of)\s*(?:a total of )?"
)
BUYS = re.compile(r"(?:['’]s)? ?-?(?:in|of|worth of|worth|for)(?: [\w’'-]+){0,4} ")


CARRYING = ("carry", "bring", "haul", "transport", "contain", "hold", "lade", "load", "fill", "pack", "bear")
STRONG = re.compile(r"[ -](?:strong|in number|in all|all told|in total)\b")


@dataclass(slots=True, eq=False)
class Theme:
    """One thing that is given or sent; ``root`` is the outermost noun of its phrase, the one a verb governs."""

    root: Token
    noun: Token
    sorts: list[Sort]
    figure: Figure | None = None
    money: Figure | None = None
    unit: str | None = None
    bare: bool = False
    nouns: tuple[Token, ...] = ()
    before: Theme | None = None

    @property
    def sort(self) -> Sort:
        """The most telling of its nouns: soldiers before weapons, weapons before "aid", "aid" before money."""
        return min(self.sorts, key=lambda sort: RANKS[sort.strength])


RANKS = {"strong": 0, "food": 1, "relief": 1, "rescue": 1, "weak": 2, "aid": 3, "money": 4, "fund": 5, "package": 6,
         "number": 7, "unknown": 8}  # fmt: skip
MONEY = Sort("money", "financial", None, "fund")
UNKNOWN = Sort("thing", "other", None, "unknown")
NUMBER = Sort("number", "other", None, "number")


class Line:
    """A sentence with its figures and nouns, and the way from characters to tokens."""

    def __init__(self, sent: Span, names: list[tuple[int, int]]) -> None:
        self.sent = sent
        self.offset = sent.start_char
        self.text = sent.text
        self.starts = [token.idx for token in sent]
        self.items = [item for item in find_items(self.text) if not self._inside(item, names)]
        self.figures = [figure for figure in find_figures(self.text) if not self._in_name(figure)]

    def _inside(self, item: Item, names: list[tuple[int, int]]) -> bool:
        """Whether a noun is part of a name: the "Food" of the World Food Programme."""
        return any(low <= item.start + self.offset < high for low, high in names)

    def _in_name(self, figure: Figure) -> bool:
        """Whether a number is part of a thing's name: the 2 of "Leopard 2"."""
        return any(item.start < figure.core_start and figure.core_end <= item.end for item in self.items)

    def token(self, char: int) -> Token:
        """The token over a character of ``text``."""
        return self.sent[max(0, bisect_right(self.starts, char + self.offset) - 1)]

    def span(self, start: int, end: int) -> list[Token]:
        """The tokens over ``text[start:end]``."""
        return [
            token
            for token in self.sent
            if token.idx < end + self.offset and token.idx + len(token) > start + self.offset
        ]


def find_themes(line: Line) -> list[Theme]:
    """The things of a sentence, in order; each has a governing noun, and a figure where the text gives one."""
    themes: list[Theme] = []
    for item in line.items:
        theme = _theme(line, item)
        if theme is not None:
            themes.append(theme)
    themes = _merged(themes)
    _count(line, themes)
    themes = _laden(_restated(themes))
    _price(line, themes)
    themes += _numbers(line, themes)
    return sorted(themes, key=lambda theme: theme.root.i)


def _theme(line: Line, item: Item) -> Theme | None:
    noun = line.token(item.end - 1)
    if noun.pos_ in ("VERB", "AUX", "ADV", "ADP") or _guarded(line, item, noun):
        return None
    head = noun
    while head.dep_ in ("compound", "nmod", "amod", "poss") and nominal(head.head) and head.head.i > head.i:
        head = head.head
    if head != noun:
        lemma = head.lemma_.lower()
        if lemma in NOUN_PREDICATES:
            return Theme(noun, noun, [item.sort])
        over = [other.sort for other in line.items if line.token(other.end - 1) == head]
        known = bool(over)
        if item.sort.role is not None and known and over[0].role is None:
            return None  # "army trucks" are trucks
        if not (known or lemma in GENERIC_HEADS):
            return None
    theme = Theme(head, noun, [item.sort])
    _climb(theme)
    return theme


def _guarded(line: Line, item: Item, noun: Token) -> bool:
    before = re.findall(r"[\w'’-]+", line.text[max(0, item.start - 40) : item.start].lower())
    key = item.sort.noun.lower()
    if before and (before[-1] in blocked().get(key, ()) or " ".join(before[-2:]) in blocked().get(key, ())):
        return True
    if before[-1:] == ["in"] and key == "supply":
        return True
    heads, tails = metaphors()
    return key in heads and any(of.lemma_.lower() in tails for of in preposition(noun, "of"))


def _climb(theme: Theme) -> None:
    """From "medical supplies" up to the "tonnes" they are counted in, or the "package" they are part of."""
    root = theme.root
    for _ in range(3):
        prep = root.head
        if root.dep_ != "pobj" or prep.lower_ not in ("of", "worth"):
            break
        above = prep.head
        lemma = above.lemma_.lower()
        formation = theme.sort.role is not None and lemma in FORMATIONS
        if above.pos_ == "NUM" or lemma in CONTAINERS or formation:
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
        if first is None or theme.figure is None or first.sort.role is None or theme.sort.role is None:
            kept.append(theme)
            continue
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
    while root.dep_ == "conj" and root.head != root:
        root = root.head
    word = root.head
    if word.lower_ == "with" and word.head.lemma_ in CARRYING:
        word = word.head
    if not (word.lower_ == "with" or (word.lemma_ in CARRYING and word.dep_ in ("acl", "relcl"))):
        return None
    found = next((other for other in themes if other is not theme and word.head in (other.root, other.noun)), None)
    return found if found is not None and found.sort.role is None else None


def _count(line: Line, themes: list[Theme]) -> None:
    taken: set[int] = set()
    for theme in themes:
        for index, figure in enumerate(line.figures):
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
        if before and (STRONG.match(line.text, figure.end) or _of(line, before[-1], figure)):
            before[-1].figure = figure
            taken.add(index)


def _of(line: Line, theme: Theme, figure: Figure) -> bool:
    """ "A crew of 70", with no noun after the number."""
    end = theme.noun.idx + len(theme.noun) - line.offset
    after = line.token(figure.core_end - 1)
    return line.text[end : figure.start] == " of " and after.dep_ == "pobj"


def _belongs(line: Line, figure: Figure, theme: Theme) -> bool:
    low, high = figure.core_start + line.offset, figure.core_end + line.offset
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


def _price(line: Line, themes: list[Theme]) -> None:
    for figure in line.figures:
        if not figure.money:
            continue
        owner = _priced(line, figure, themes)
        if owner is not None:
            if owner.money is None:
                owner.money = figure
                _governed_by_price(line, owner, figure)
            continue
        token = line.token(figure.end - 1)
        root = token
        while (
            root.dep_ in ("compound", "nummod", "nmod", "quantmod", "amod")
            and root.head.i >= root.i
            and _within(line, root.head, figure)
        ):
            root = root.head
        themes.append(Theme(root, root, [MONEY], money=figure))


def _governed_by_price(line: Line, theme: Theme, figure: Figure) -> None:
    """In "$45m for shelters", "$60m in aid" the verb governs the money."""
    token = line.token(figure.end - 1)
    if token.i < theme.noun.i and token.dep_ not in ("compound", "nummod", "nmod", "quantmod", "amod"):
        if theme.root.i >= theme.noun.i:
            theme.root = token


def _within(line: Line, token: Token, figure: Figure) -> bool:
    return figure.start <= token.idx - line.offset < figure.end


def _priced(line: Line, figure: Figure, themes: list[Theme]) -> Theme | None:
    """The thing this money is the price or size of: "a $60m package", "aid worth $60m", "$60m in aid"."""
    head = line.token(figure.end - 1)
    for _ in range(4):
        if any(theme.root == head or theme.noun == head for theme in themes):
            break
        if head.dep_ not in ("compound", "nummod", "nmod", "quantmod", "amod", "poss", "npadvmod"):
            break
        head = head.head
    for theme in themes:
        if theme.root == head or theme.noun == head:
            return theme
        start, end = theme.noun.idx - line.offset, theme.noun.idx + len(theme.noun) - line.offset
        if end <= figure.start and PRICED.fullmatch(line.text[end : figure.start]):
            return theme
        if figure.end <= start and BUYS.fullmatch(line.text[figure.end : start + 0]):
            return theme
        if figure.end <= start and re.fullmatch(
            r"(?:['’]s)?(?: worth of| in| of)? (?:[\w’'-]+ ){0,2}", line.text[figure.end : start]
        ):
            return theme
    return None


def _numbers(line: Line, themes: list[Theme]) -> list[Theme]:
    """Figures that count an unknown noun, or stand for one named before ("six", "300 of them")."""
    used = {id(figure) for theme in themes for figure in (theme.figure, theme.money) if figure is not None}
    found: list[Theme] = []
    for figure in line.figures:
        if id(figure) in used or figure.yearlike or figure.money:
            continue
        token = line.token(figure.core_end - 1)
        root = token
        while root.dep_ in ("nummod", "quantmod", "compound", "amod", "nmod") and root.head.i > root.i:
            root = root.head
        if any(root in (theme.root, theme.noun) for theme in themes):
            continue
        if root.i > token.i and root.pos_ in ("NOUN", "PROPN"):
            found.append(Theme(root, root, _shared(root, themes), figure=figure))
        elif root == token and _stands_alone(token, figure):
            found.append(Theme(token, token, [NUMBER], figure=figure, bare=True))
    return found + _rests(line) + _pronouns(line)


def _pronouns(line: Line) -> list[Theme]:
    """ "They", "them": what was named last, when it is what moves."""
    return [
        Theme(token, token, [NUMBER], bare=True)
        for token in line.sent
        if token.lower_ in ("they", "them", "these") and token.dep_ in ("nsubj", "nsubjpass", "dobj")
    ]


def _shared(root: Token, themes: list[Theme]) -> list[Sort]:
    """An unknown noun joined to a known one is of its kind: "1,000 sappers and 5,000 builders"."""
    first = root.head if root.dep_ == "conj" else None
    if first is None or root.lemma_.lower() in ("civilian", "worker", "journalist"):
        return [UNKNOWN]
    sorts = next((list(theme.sorts) for theme in themes if first in (theme.root, theme.noun)), [UNKNOWN])
    human = re.search(r"(?:er|or|man|men|ic|ian|ist|nurse|guard)s?$", root.lower_)
    return sorts if sorts[0].role is None or human else [UNKNOWN]


def _rests(line: Line) -> list[Theme]:
    """ "Half of them", "the rest", "the others", "none": parts of what was named before."""
    return [
        Theme(token, token, [NUMBER], bare=True)
        for token in line.sent
        if token.lower_ in ("half", "rest", "others", "remainder") and token.dep_ in ("nsubj", "nsubjpass", "dobj")
        and all(of.lower_ in ("them", "these", "those") for of in preposition(token, "of"))
    ]  # fmt: skip


def _stands_alone(token: Token, figure: Figure) -> bool:
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "conj", "attr", "appos", "pobj", "dep", "npadvmod", "ROOT"):
        return False
    if token.lower_ == "one" or (
        token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "by", "since", "on", "until")
    ):
        return False
    return not any(kid.pos_ == "NOUN" and kid.dep_ == "compound" for kid in token.children)
