"""Which thing a sum of money is the price or size of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.figures import Figure

if TYPE_CHECKING:
    from spacy.tokens import Token
from claims.extraction.lines import MONEY, Line, Theme

PRICED = re.compile(
    r"(?: (?:to|from|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)?,?\s*(?:an? (?:deal|package|sale|gift|contract|order) )?"
    r"(?:that is |which is |is |was |will be )?"
    r"(?:worth|valued at|totalling|totaling|amounting to|costing|of|for"
    r"|at a cost of)\s*(?:a total of )?"
)

EXPLAINED = re.compile(
    r"(?: (?:for|to|in) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?)?(?:\s*[:(–—]|\s+-|,)\s+(?:worth )?"
)

APIECE = re.compile(r" (?:apiece|a piece|per (?!cent|year|month)[a-z]+)\b")
BUYS = re.compile(r"(?: \([^)]{2,30}\))?(?:['’]s)? ?-?(?:in|of|worth of|worth|for)(?: [\w’'-]+){0,4} ")

IN_KIND = re.compile(r"(?:['’]s)?(?: worth of| in| of)? (?:[\w’'-]+ ){0,2}")


def price(line: Line, themes: list[Theme]) -> None:
    for figure in line.figures:
        if not figure.money or APIECE.match(line.text, figure.end):
            continue
        owner = _priced(line, figure, themes)
        if owner is not None:
            if owner.money is None:
                owner.money = figure
                owner.measured = _said_worth(owner, figure, line)
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


def _said_worth(theme: Theme, figure: Figure, line: Line) -> Token | None:
    """The "is" of "the package is worth $5m"."""
    verb = theme.root.head
    said = verb.lemma_ == "be" and theme.root.dep_ == "nsubj" and verb.idx - line.offset < figure.start
    return verb if said and verb.idx > theme.root.idx else None


def _governed_by_price(line: Line, theme: Theme, figure: Figure) -> None:
    """In "$45m for shelters", "$60m in aid" the verb governs the money."""
    token = line.token(figure.end - 1)
    modifies = token.dep_ in ("compound", "nummod", "nmod", "quantmod", "amod")
    if token.i < theme.noun.i <= theme.root.i and not modifies:
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
    return next((theme for theme in themes if head in (theme.root, theme.noun) or _beside(line, figure, theme)), None)


def _beside(line: Line, figure: Figure, theme: Theme) -> bool:
    """Whether only words of price stand between the money and the thing: "aid worth $60m", "$60m in aid"."""
    start, end = theme.noun.idx - line.offset, theme.noun.idx + len(theme.noun) - line.offset
    if end <= figure.start:
        between = line.text[end : figure.start]
        summed = theme.sort.strength in ("aid", "package", "money") or theme.sort.noun.endswith("aid")
        return bool(PRICED.fullmatch(between) or (summed and EXPLAINED.fullmatch(between)))
    if figure.end > start or theme.sort.role is not None:
        return False  # money for an army is no army
    between = line.text[figure.end : start]
    return bool(BUYS.fullmatch(between) or IN_KIND.fullmatch(between))
