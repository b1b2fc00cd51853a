"""Number words to exact decimals, and back."""

from __future__ import annotations

import re
from decimal import Decimal

from claims.extraction.lexicon import table

UNITS: dict[str, int] = table("numbers")["units"]
SCALES: dict[str, int] = table("numbers")["scales"]
SHORT_SCALES: dict[str, int] = table("numbers")["short_scales"]
SPLIT = re.compile(r"[\s-]+")


def read_words(text: str) -> Decimal | None:
    """The value of "two hundred and five", "half a million" or "a dozen"; None when a word is no number."""
    words = [word for word in SPLIT.split(text.lower().strip()) if word and word != "and"]
    if words[:1] == ["half"]:
        rest = read_words(" ".join(words[1:]))
        return None if rest is None else rest / 2
    if words[:1] in (["a"], ["an"]):
        words[0] = "one"
    return _add_up(words) if words else None


def _add_up(words: list[str]) -> Decimal | None:
    total, group = 0, 0
    for word in words:
        if word in UNITS:
            group += UNITS[word]
        elif word.rstrip("s") in SCALES:
            scale = SCALES[word.rstrip("s")]
            if scale > 100:
                total, group = (total + (group or 1)) * scale if group == 0 else total + group * scale, 0
            else:
                group = (group or 1) * scale
        else:
            return None
    return Decimal(total + group)


def write_words(number: int) -> str:
    """The English words of a number from 0 up to 10**15 - 1."""
    for scale, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            return f"{write_words(number // scale)} {name}" + (f" {write_words(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{write_words(number // 100)} hundred" + (f" and {write_words(rest)}" if rest else "")
    names = {value: word for word, value in UNITS.items()}
    if number in names:
        return names[number]
    return f"{names[number - number % 10]}-{names[number % 10]}"
