"""PostgreSQL's ``similarity(text, text)`` of pg_trgm, as the baseline that matching has to beat.

pg_trgm takes its letters from the database's LC_CTYPE, which is C.UTF-8 in the embedded server.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")


def trigrams(text: str) -> frozenset[str]:
    """As ``show_trgm`` has them: words in lower case, two blanks before each and one after, in runs of three."""
    padded = (f"  {word.lower()} " for word in _WORD.findall(text))
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def trigram_similarity(a: str, b: str) -> float:
    """Trigrams in common ÷ trigrams of either, 0 to 1."""
    left, right = trigrams(a), trigrams(b)
    either = len(left | right)
    return len(left & right) / either if either else 0.0
