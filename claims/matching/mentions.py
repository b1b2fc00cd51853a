"""The numbers, the months and the names in a text, for texts that nobody has read."""

from __future__ import annotations

import re
from decimal import Decimal

from claims.matching.words import canonical, stem, tokens

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = {word: Decimal(n) for n, word in [*enumerate(_ONES), *zip(range(20, 100, 10), _TENS, strict=True)]}
SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_HALF = re.compile(r"\bhalf an? (?=dozen|hundred|thousand|million|billion|trillion)", re.IGNORECASE)
_INSIDE = re.compile(r"(?<=[^.!?:\s]\s)[\"“‘(]?([A-ZÀ-Þ][\w-]*)")
MONTHS = frozenset("january february march april may june july august september october november december".split())
TIMES = MONTHS | frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
DENIALS = frozenset("not never deny denies denied denying".split())


def numbers_in(text: str) -> frozenset[Decimal]:
    """Every number of ``text``: "two thousand" and "2,000" → 2000, "forty-six" → 46, "half a million" → 500000.

    "One" alone is no number: it is a pronoun as often.
    """
    found: list[Decimal] = []
    open_ = spelt = False  # whether the last word belongs to a number, and whether that was a word
    for word in tokens(_HALF.sub("0.5 ", text)):
        number, scale = _split(word)
        if number is not None and open_ and spelt and word in SMALL and found[-1] % 100 >= 20 and 0 < number < 10:
            found[-1] += number
        elif number is not None:
            found.append(number)
        if scale is not None and (open_ or number is not None):
            found[-1] *= scale
        elif scale is not None and not word.endswith("s"):  # "thousands" are no number
            found.append(scale)
        open_, spelt = bool(found) and (number is not None or scale is not None), word in SMALL
    return frozenset(number.normalize() for number in found if number != 1)


def _split(word: str) -> tuple[Decimal | None, Decimal | None]:
    """The number and the scale of a word: "1.2bn" → 1.2 and 1000000000, "million" → None and 1000000."""
    if word in SMALL:
        return SMALL[word], None
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    if digits and digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdigit():
        return Decimal(digits), SCALES.get(canonical(word[len(digits) :]))
    return None, SCALES.get(canonical(word))


def months_in(text: str) -> frozenset[str]:
    """The months that ``text`` names; "may" in lower case is a verb."""
    named = {word for word in tokens(text) if word in MONTHS}
    return frozenset(named - {"may"} | ({"may"} if "May" in text else set()))


def names_in(text: str) -> frozenset[str]:
    """The words with a capital inside a sentence, in the singular, without days and months.

    The first word of a sentence has a capital in any case, and is left out.
    """
    inside = (token for name in _INSIDE.findall(text) for token in tokens(name))
    return frozenset(stem(token) for token in inside if token not in TIMES)


def denies(text: str) -> bool:
    """Whether ``text`` says that something is not so."""
    return not DENIALS.isdisjoint(tokens(text))
