"""Where words that somebody pasted stand in a text, whatever became of the blanks between them."""

import re
import unicodedata

MOST = 20


def places(text: str, words: str) -> list[tuple[int, int]]:
    """From where to where, in code points of the text, the words stand in it; at most 20 of these, from the first."""
    pieces = unicodedata.normalize("NFC", words).split()
    if not pieces:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, pieces)))
    return [found.span() for _, found in zip(range(MOST), pattern.finditer(text), strict=False)]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same span without the blanks at its ends."""
    quote = text[start:end]
    return start + len(quote) - len(quote.lstrip()), end - (len(quote) - len(quote.rstrip()))


def same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but blanks and how their characters are composed."""
    return unicodedata.normalize("NFC", one).split() == unicodedata.normalize("NFC", other).split()
