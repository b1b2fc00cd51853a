"""Which language a text is written in, by its script and its commonest small words."""

from __future__ import annotations

import re
from collections import Counter

from claims.extraction.lexicon import table

SAMPLE = 4000  # words that are looked at; an article's first page says enough
FEWEST = 3


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language, or None when too little of the text speaks for any."""
    words = re.findall(r"[^\W\d_]+", text[: SAMPLE * 10].lower())[:SAMPLE]
    if not words:
        return None
    letters = "".join(words)
    for code, row in table("languages")["scripts"].items():
        share = sum(any(low <= char <= high for low, high in row["ranges"]) for char in letters) / len(letters)
        if share > 0.5:
            return str(code)
    counts = Counter(words)
    scores = {code: sum(counts[word] for word in row["words"]) for code, row in table("languages")["words"].items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= min(FEWEST, max(1, len(words) // 8)) else None
