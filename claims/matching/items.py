"""Whether two names of things that are given mean the same thing."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from rapidfuzz import fuzz

from claims.matching.words import canonical, stop_words, tokens

SPELT_ALIKE = 88.0  # RapidFuzz ratio of whole names: "armored carriers", "armoured carriers"
# Heads that are left out when they stand beside a name: "IRIS-T systems" are IRIS-T.
FILLERS = frozenset("system unit piece set item type model batch lot package battery military modern new used".split())
# Names so wide that they fit anything of their category, and say nothing against it.
WIDE = frozenset("aid weapon arm armament equipment supply good material gear hardware kit package vehicle".split())
_NAME = re.compile(r"\b[A-Z][\w-]*")
# Whose it is says nothing about what it is: "Danish guns", "French-made vehicles".
_ORIGIN = re.compile(
    r"\b(?:[A-Z][a-z]+(?:ish|ian|ean|ese|rican|erman)|French|Dutch|Czech|Greek|Swiss|Turk|Thai)(?:-\w+)?\b"
)


class Kinship(Enum):
    SAME = "same"  # one name, or the same with more words
    WIDER = "wider"  # a name so wide, or so bare, that it may mean the other: "weapons", "Leopards"
    NEAR = "near"  # things of one sort that are told apart: "bridge-laying vehicles", "mine-clearing vehicles"
    OTHER = "other"


@lru_cache(maxsize=4096)
def item_words(item: str) -> frozenset[str]:
    """The canonical words of a thing's name, without whose it is, and without fillers unless there is nothing else."""
    bare = _ORIGIN.sub("", item) if _ORIGIN.fullmatch(item) is None else item
    words = frozenset(canonical(word) for word in tokens(bare) if word not in stop_words())
    return words - FILLERS or words


def says_what(item: str | None) -> bool:
    """Whether there is a thing in it at all: neither "1" nor "others" names one."""
    return item is not None and any(any(map(str.isalpha, word)) for word in item_words(item))


def _designations(item: str) -> frozenset[str]:
    return frozenset(word for word in item_words(item) if any(mark.isdigit() for mark in word))


def _names(item: str) -> frozenset[str]:
    """The words that are written as names: "Leopard", "IRIS-T"; in small letters as ``item_words`` has them."""
    return frozenset(canonical(word) for name in _NAME.findall(item) for word in tokens(name)) & item_words(item)


def _named_apart(a: str, b: str) -> bool:
    """Both carry a designation, or a name, and share none: "Leopard 1" and "Leopard 2", "Stinger" and "Harpoon"."""
    return any(
        one and other and not one & other
        for one, other in ((_designations(a), _designations(b)), (_names(a), _names(b)))
    )


@lru_cache(maxsize=65536)
def kinship(a: str, b: str, *, one_category: bool) -> Kinship:
    """How near the things named ``a`` and ``b`` are; ``one_category``: both are filed under the same."""
    left, right = item_words(a), item_words(b)
    if _named_apart(a, b):
        return Kinship.OTHER
    if _designations(a) & _designations(b) or _names(a) & _names(b) or _one_name(left, right):
        return Kinship.SAME
    if one_category and (left <= WIDE or right <= WIDE or left == _names(a) or right == _names(b)):
        return Kinship.WIDER
    return Kinship.NEAR if left & right - WIDE else Kinship.OTHER


def _one_name(left: frozenset[str], right: frozenset[str]) -> bool:
    """One holds the other, wide words aside, or they are spelt nearly alike."""
    core, other = left - WIDE or left, right - WIDE or right
    return core <= other or other <= core or fuzz.ratio(" ".join(sorted(left)), " ".join(sorted(right))) >= SPELT_ALIKE
