"""Text → normalised words, and how alike two sets of them are."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

RAREST = 1e-5  # the document share at and below which a word weighs 1; a word that is not in the mapping counts as such
COMMONEST = 0.02  # what a word weighs that stands in every text: a little, so that no text weighs nothing
SPELT_ALIKE = 84.0  # RapidFuzz ratio from which two words are one: "Zelensky", "Zelenskyy"
STEM_SHARE = 0.8  # of the shorter word, from which a common beginning makes two words of one stem
DERIVED = 0.9
FALSE_FRIENDS = frozenset((frozenset(("austria", "australia")), frozenset(("niger", "nigeria"))))

_DESIGNATION = re.compile(r"\b(?!mid-|pre-|post-)([^\W\d_]{1,5})-(\d[^\W_]*|[^\W\d_]\b)")
_CALIBRE = re.compile(r"(\d)[\s-]?(?:mm|millimet(?:re|er)s?)\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_POSSESSIVE = re.compile(r"['’]s?\b")
_WORD = re.compile(r"\d+(?:\.\d+)?[^\W_]*|[^\W_]+")


def tokens(text: str) -> tuple[str, ...]:
    """The words of ``text`` in order, case-folded: "1,200" → "1200", "IRIS-T" → "irist", "155-mm" → "155mm"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _POSSESSIVE.sub("", _THOUSANDS.sub("", folded))
    return tuple(_WORD.findall(_CALIBRE.sub(r"\1mm", _DESIGNATION.sub(r"\1\2", folded))))


def stem(word: str) -> str:
    """The singular, by the S-stemmer (D. Harman, "How effective is suffixing?", JASIS 42, 1991)."""
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


@cache
def stop_words() -> frozenset[str]:
    return frozenset(word for line in _lines("stopwords") for word in line)


@cache
def _synonyms() -> dict[str, str]:
    return {stem(word): group[0] for group in _lines("synonyms") for word in group}


def _lines(name: str) -> list[list[str]]:
    text = (files("claims.matching") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def canonical(word: str) -> str:
    """The word that stands for this one and its synonyms, in the singular."""
    single = stem(word)
    return _synonyms().get(single, single)


def content_words(words: Iterable[str]) -> frozenset[str]:
    """What a text of these tokens is about: canonical words without stop words and without bare numbers."""
    return frozenset(
        canonical(word) for word in words if word not in stop_words() and not word.replace(".", "").isdigit()
    )


def weight(word: str, rarity: Mapping[str, float]) -> float:
    """From 1 for a rare word down to ``COMMONEST``, by the logarithm of the share of texts that hold it."""
    share = min(1.0, max(rarity.get(word, RAREST), RAREST))
    return max(COMMONEST, math.log(share) / math.log(RAREST))


def likeness(a: frozenset[str], b: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Dice's coefficient over words weighed by rarity, 0 to 1; words that are spelt alike count by how alike.

    Two empty sets are not alike: 0.
    """
    total = math.fsum(weight(word, rarity) for words in (a, b) for word in words)
    if not total:
        return 0.0
    shared = [2 * weight(word, rarity) for word in a & b]
    near = [*_near(a - b, b - a, rarity), *_near(b - a, a - b, rarity)]
    return math.fsum(shared + near) / total


def _near(words: frozenset[str], others: frozenset[str], rarity: Mapping[str, float]) -> list[float]:
    """For each word that has a near spelling on the other side, its weight times how near."""
    nearest = ((word, max((akin(word, other) for other in others), default=0.0)) for word in words)
    return [weight(word, rarity) * near for word, near in nearest if near]


@lru_cache(maxsize=65536)
def akin(word: str, other: str) -> float:
    """How near two words are spelt or derived ("Ukraine", "Ukrainian"), up to 1; 0 for words that only look alike."""
    word, other = sorted((word, other), key=lambda each: (len(each), each))
    if word == other:
        return 1.0
    if len(word) < 4 or frozenset((word, other)) in FALSE_FRIENDS or any(mark.isdigit() for mark in word + other):
        return 0.0
    if Prefix.similarity(word, other) >= STEM_SHARE * len(word):
        return DERIVED
    ratio = fuzz.ratio(word, other)
    return ratio / 100 if ratio >= SPELT_ALIKE else 0.0
