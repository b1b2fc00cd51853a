"""A sentence with its figures and nouns, and the things that are found in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.figures import Figure, find_figures
from claims.extraction.items import Item, Sort, find_items

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


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
    measured: Token | None = None

    @property
    def sort(self) -> Sort:
        """The most telling of its nouns: soldiers before weapons, weapons before "aid", "aid" before money."""
        return min(self.sorts, key=lambda sort: RANKS[sort.strength])


RANKS = {"strong": 0, "food": 1, "relief": 1, "rescue": 1, "weak": 2, "aid": 3, "money": 4, "fund": 5, "package": 6,
         "number": 7, "unknown": 8}  # fmt: skip

MONEY = Sort("money", "financial", None, "fund")

UNKNOWN = Sort("thing", "other", None, "unknown")

GOODS = Sort("goods", "humanitarian", "tonne", "relief")

SOLDIERS = Sort("soldier", "troops", "troops", "strong", "troops")

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
