"""Two versions of a text beside each other, with the words that differ marked, as HTML."""

import re
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MOST_WORDS = 6000  # of both together: beyond it comparing takes too long, and shows a wall of marks
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def marked(old: str, new: str) -> tuple[SafeString, SafeString]:
    """The old text with what is gone in `<del>`, the new one with what is new in `<ins>`; all of both is escaped."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return _safe(escape(old)), _safe(escape(new))
    gone, come = [], []
    for kind, b0, b1, a0, a1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = escape("".join(before[b0:b1])), escape("".join(after[a0:a1]))
        gone.append(left if kind == "equal" or not left else f"<del>{left}</del>")
        come.append(right if kind == "equal" or not right else f"<ins>{right}</ins>")
    return _safe("".join(gone)), _safe("".join(come))


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - every word of it was escaped
