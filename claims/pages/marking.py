"""A text with claims marked at their exact offsets, as HTML. Offsets count code points, as Python's strings do."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` is claim `claim`'s; `href` leads to it and is empty for the present one, which is strong."""

    start: int
    end: int
    claim: int
    href: str = ""
    label: str = ""


def marked(text: str, spans: Iterable[Span], *, numbered: bool = False) -> SafeString:
    """Paragraphs with a `<mark>` around every span, nested where spans overlap, everything of the text escaped.

    `numbered` paragraphs say in `data-start` where they begin in the text. The first piece of a span carries
    `id="claim-N"`. Links never nest: each piece leads to the shortest span in it.
    """
    ordered = sorted(spans, key=lambda span: (span.start, -span.end, span.claim))
    return mark_safe("\n".join(_paragraphs(text, ordered, numbered=numbered)))  # noqa: S308 - all that is not ours is escaped below


def _paragraphs(text: str, ordered: Sequence[Span], *, numbered: bool) -> Iterator[str]:
    named: set[int] = set()
    waiting = deque(ordered)
    here: list[Span] = []
    for start, end in (at.span() for at in PARAGRAPH.finditer(text)):
        while waiting and waiting[0].start < end:
            here.append(waiting.popleft())
        here = [span for span in here if span.end > start]
        cuts = {start, end} | {cut for span in here for cut in (span.start, span.end) if start < cut < end}
        place = f' data-start="{start}"' if numbered else ""
        yield f'<p dir="auto"{place}>{"".join(_pieces(text, sorted(cuts), here, named))}</p>'


def _pieces(text: str, cuts: Sequence[int], spans: Sequence[Span], named: set[int]) -> Iterator[str]:
    """Piece by piece between two cuts: close what ends, open what begins, then the piece's own text."""
    open_now: list[Span] = []
    for start, end in pairwise(cuts):
        wanted = [span for span in spans if span.start <= start and span.end >= end]
        common = _common(open_now, wanted)
        yield "</mark>" * (len(open_now) - common)
        yield from (_opening(span, named) for span in wanted[common:])
        open_now = wanted
        yield _linked(text[start:end], wanted)
    yield "</mark>" * len(open_now)


def _common(before: Sequence[Span], after: Sequence[Span]) -> int:
    """How many of the outermost spans stay open."""
    pairs = zip(before, after, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))


def _opening(span: Span, named: set[int]) -> str:
    first = span.claim not in named
    named.add(span.claim)
    name = format_html(' id="claim-{}"', span.claim) if first else ""
    present = "" if span.href else ' class="present" aria-current="true"'
    return f"<mark{name}{present}>"


def _linked(piece: str, spans: Sequence[Span]) -> str:
    others = [span for span in spans if span.href]
    if not others:
        return escape(piece)
    closest = min(others, key=lambda span: span.end - span.start)
    return format_html('<a href="{}" title="{}">{}</a>', closest.href, closest.label, piece)
