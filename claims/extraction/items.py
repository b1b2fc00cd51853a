"""Nouns for what is given and for who is sent, by the data files; guards take out the look-alikes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from claims.extraction.lexicon import rows, table, words
from claims.extraction.shapes import ItemCategory
from claims.extraction.spotting import Trie

Strength = Literal["strong", "weak", "food", "relief", "aid", "package", "money", "fund", "rescue", "number", "unknown"]


@dataclass(frozen=True, slots=True)
class Sort:
    """What a noun stands for. ``size`` is how many soldiers a formation counts; ``role`` is None for aid."""

    noun: str
    category: ItemCategory
    unit: str | None
    strength: Strength
    role: str | None = None
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """``text[start:end]`` is a noun of this sort."""

    start: int
    end: int
    sort: Sort


IRREGULAR = {
    "man": "men", "woman": "women", "policeman": "policemen", "serviceman": "servicemen",
    "servicewoman": "servicewomen",
    "guardsman": "guardsmen", "infantryman": "infantrymen", "militiaman": "militiamen", "airman": "airmen",
}  # fmt: skip


def forms(noun: str) -> set[str]:
    """A noun in the singular and the plural."""
    for singular, plural in IRREGULAR.items():
        if noun == singular or noun.endswith(f" {singular}"):
            return {noun, noun.removesuffix(singular) + plural}
    if noun.endswith("y") and noun[-2:-1] not in "aeiou" and not noun[0].isupper():
        return {noun, f"{noun[:-1]}ies"}
    if noun.endswith(("s", "x", "ch", "sh")):
        return {noun, f"{noun}es"}
    return {noun, f"{noun}s", f"{noun}es"} if noun.endswith("o") else {noun, f"{noun}s"}


def _size(cell: str) -> tuple[int, int] | None:
    low, _, high = cell.partition("-")
    return (int(low), int(high)) if high else None


@cache
def _sorts() -> tuple[tuple[str, Sort], ...]:
    found: list[tuple[str, Sort]] = []
    for row in rows("items"):
        for noun in words(row["nouns"]):
            unit = noun.lower() if row["unit"] == "piece" else row["unit"] or None
            sort = Sort(noun, row["category"], unit, row["strength"])  # type: ignore[arg-type]  # a test checks the cells
            found += [(form, sort) for form in forms(noun)]
    for row in rows("troops"):
        for noun in words(row["nouns"]):
            sort = Sort(noun, "troops", "troops", "strong", row["role"], _size(row["range"]))
            found += [(form, sort) for form in forms(noun)]
    return tuple(found)


@cache
def _tries() -> tuple[Trie[Sort], Trie[Sort]]:
    named = [(form, sort) for form, sort in _sorts() if sort.noun != sort.noun.lower()]
    plain = [(form, sort) for form, sort in _sorts() if sort.noun == sort.noun.lower()]
    return Trie(named), Trie(plain, fold=True)


def find_items(text: str) -> list[Item]:
    """The nouns of ``text`` that our field knows, in order, none overlapping another of its kind."""
    names, nouns = _tries()
    found = [Item(start, end, sort) for start, end, sort in names.spot(text)]
    taken = [(item.start, item.end) for item in found]
    for start, end, sort in nouns.spot(text):
        if not any(low < end and start < high for low, high in taken):
            found.append(Item(start, end, sort))
    return sorted(found, key=lambda item: item.start)


@cache
def blocked() -> dict[str, frozenset[str]]:
    """Noun to the words before it that make it another thing ("legal" aid)."""
    return {noun: frozenset(ws) for noun, ws in table("guards")["not_items"].items()}


@cache
def metaphors() -> tuple[frozenset[str], frozenset[str]]:
    """Heads and tails of figures of speech: an *army* of *fans*."""
    cell = table("guards")["metaphor_of"]
    return frozenset(cell["heads"]), frozenset(cell["tails"])
