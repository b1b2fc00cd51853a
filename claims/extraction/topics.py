"""What a paragraph is about, when it is not about aid and troops."""

from __future__ import annotations

import re
from functools import cache

from claims.extraction.lexicon import table


@cache
def _topics() -> dict[str, frozenset[str]]:
    return {name: frozenset(ws) for name, ws in table("guards")["topics"].items()}


def is_off_topic(text: str) -> bool:
    """Whether a paragraph is about sport, software, courts and the like although it uses our words."""
    words = re.findall(r"[\w-]+", text.lower())
    return any(len({word for word in words if word in topic}) >= 2 for topic in _topics().values())
