"""How many and how much of a thing, from its figure, its formation word ("a battalion") and its article."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.extraction.figures import Figure
from claims.extraction.items import Sort
from claims.extraction.lines import Theme
from claims.extraction.shapes import Amount, NumberPrecision, Quantity
from claims.extraction.tree import children, preposition

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from spacy.tokens import Token

SINGULAR = ("a", "an", "one", "another", "every", "single")
NOTHING = ("no", "none", "zero", "neither")
NOT_ONE = re.compile(r"\b[Nn]ot (?:a single |even )?$")
FRACTIONS = {
    "half": Decimal("0.5"), "third": Decimal(1) / 3, "quarter": Decimal("0.25"), "fifth": Decimal("0.2"),
    "tenth": Decimal("0.1"),
}  # fmt: skip
FEW = 12
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last")
UNITS = {"ton": "tonne", "kilo": "kilogram", "liter": "litre", "lorryload": "truckload"}


def quantity_of(theme: Theme, text: str) -> Quantity | None:
    """The count of a theme; ``text`` is the sentence the theme's figure counts characters in."""
    size, unit = _size(theme), _unit(theme)
    figure = theme.figure
    whole = figure is not None and (figure.min or 0) > FEW  # "the first of 31 tanks" begins the whole of them
    if figure is not None and not theme.bare and not whole and _ordinal(theme):
        return Quantity(Decimal(1), Decimal(1), unit, "exact", text[figure.start : figure.end])
    if figure is not None:
        share = _share(theme) if not theme.bare else None
        low, high, precision = figure.min, figure.max, figure.precision
        if low == 1 and NOT_ONE.search(text, 0, figure.start):
            low = high = Decimal(0)
        if share is not None:
            low, high, precision = _times(low, share), _times(high, share), "words"
        if size is not None:
            low, high, precision = _times(low, size[0]), _times(high or low, size[1]), "words"
        return Quantity(low, high, unit, precision, text[figure.start : figure.end])
    said = _article(theme)
    if said in NOTHING:
        return Quantity(Decimal(0), Decimal(0), unit, "exact", said)
    if size is not None and said in SINGULAR:
        return Quantity(Decimal(size[0]), Decimal(size[1]), unit, "words", f"{said} {theme.root.text}")
    return None


def _times(value: Decimal | None, factor: Decimal | int) -> Decimal | None:
    if value is None:
        return None
    product = value * factor
    return product.to_integral_value() if abs(product - product.to_integral_value()) < Decimal("0.001") else product


def _size(theme: Theme) -> tuple[int, int] | None:
    """Soldiers in one formation, when the formation itself is what is counted, not the soldiers in it."""
    noun = next((token for token in (theme.root, theme.noun) if any(_names(sort, token) for sort in theme.sorts)), None)
    if noun is None:
        return None
    figure = theme.figure
    if figure is not None and figure.core_start > noun.idx - noun.sent.start_char:
        return None
    return next(sort.size for sort in theme.sorts if _names(sort, noun))


def _names(sort: Sort, token: Token) -> bool:
    return sort.size is not None and sort.noun == token.lemma_.lower()


def _article(theme: Theme) -> str:
    for noun in (theme.root, theme.noun):
        for kid in children(noun, "det", "nummod", "amod", "neg"):
            if kid.lower_ in (*SINGULAR, *NOTHING):
                return kid.lower_
    return ""


def _halved(theme: Theme) -> bool:
    """ "Half the 60 Bushmasters"."""
    return any(kid.lower_ == "half" for noun in (theme.root, theme.noun) for kid in children(noun, "predet", "nmod"))


def _ordinal(theme: Theme) -> bool:
    """ "The third of four systems": one of them, where "a third of" would be a part."""
    for token in (theme.root, theme.root.head, theme.root.head.head):
        if token.lower_ in ORDINALS and not any(children(token, "nummod")):
            held = any(kid.lower_ == "the" for kid in children(token, "det"))
            return held and any(theme.noun in of.subtree for of in preposition(token, "of"))
    return False


def _share(theme: Theme) -> Decimal | None:
    """ "Half of the 1,200": the fraction that the figure's noun is under."""
    if _halved(theme):
        return FRACTIONS["half"]
    for token in (theme.root, theme.root.head, theme.root.head.head):
        if (
            token.lemma_.lower() in FRACTIONS
            and (token == theme.root or theme.root in token.subtree)
            and token.dep_ != "nummod"
        ):
            times = next((kid for kid in children(token, "nummod") if kid.lower_ in ("two", "three")), None)
            factor = {"two": 2, "three": 3}.get(times.lower_, 1) if times is not None else 1
            return FRACTIONS[token.lemma_.lower()] * factor
    return None


def _unit(theme: Theme) -> str | None:
    if theme.sort.role is not None:
        return "troops"
    if theme.unit is not None:
        return UNITS.get(theme.unit, theme.unit)
    noun = theme.noun
    if noun.pos_ == "NOUN" and noun.text.islower():
        return noun.lemma_.lower()
    return theme.sort.unit


def amount_of(theme: Theme, text: str) -> Amount | None:
    """The money of a theme."""
    figure = theme.money
    if figure is None:
        return None
    share = _share(theme)
    low, high, precision = figure.min, figure.max, figure.precision
    if share is not None:
        low, high, precision = _times(low, share), _times(high, share), "words"
    return Amount(low, high, figure.currency, precision, text[figure.start : figure.end])


def precision_of(theme: Theme) -> NumberPrecision | None:
    """The precision of whatever figure the theme has."""
    figure: Figure | None = theme.figure or theme.money
    return figure.precision if figure is not None else None
