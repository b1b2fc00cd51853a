"""A verdict or a case as one picture, as other sites show it beside a link: 1200 × 630, PNG."""

import textwrap
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

import vl_convert

WIDTH, HEIGHT = 1200, 630  # what OpenGraph's readers cut their pictures to
TONES = ["#a3261d", "#a84a10", "#7a5a00", "#3f6b2a", "#1f6b3a"]  # from the worst to the best, on paper
QUIET = "#0b5563"
INK, SOFT, PAPER, LINE = "#1d2327", "#56616a", "#fbfaf6", "#d9d6cc"
MARGIN = 72
SAMPLE = "sample: nothing of it is true"
SIZES = [(60, 36, 3), (50, 43, 4), (42, 52, 5), (36, 61, 6)]  # of the words: pixels, letters a line, lines at most


@dataclass(frozen=True, slots=True)
class Card:
    """`heading` is the rating or state, `words` the quote or title; `place` the point of the scale of `points`, from 0.

    `tone` is 0 (worst) to 4 (best), None for what is neither. `facts` stand in one line under the words.
    """

    heading: str
    words: str
    facts: tuple[str, ...] = ()
    tone: int | None = None
    place: int = 0
    points: int = 0
    sample: bool = False


@lru_cache(maxsize=128)
def png(card: Card) -> bytes:
    """The picture; of the same card it is drawn once."""
    return vl_convert.svg_to_png(svg(card), scale=1)


def svg(card: Card) -> str:
    """The picture, with every word escaped."""
    colour = QUIET if card.tone is None else TONES[card.tone]
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        f'<rect width="{WIDTH}" height="18" fill="{colour}"/>',
        _text(card.heading, MARGIN, 128, 60, colour, weight="bold", most=32),
        *_scale(card, colour),
        *_words(card.words),
        _text("  ·  ".join(fact for fact in card.facts if fact), MARGIN, HEIGHT - 100, 28, SOFT, most=72),
        f'<rect x="{MARGIN}" y="{HEIGHT - 72}" width="{WIDTH - 2 * MARGIN}" height="2" fill="{LINE}"/>',
        _text("claimtracker", MARGIN, HEIGHT - 28, 30, INK, weight="bold"),
        *(
            [_text("sample: nothing of it is true", WIDTH - MARGIN, HEIGHT - 28, 28, SOFT, anchor="end")]
            if card.sample
            else []
        ),
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{"".join(parts)}</svg>'


def _scale(card: Card, colour: str) -> list[str]:
    """A bar for every point, that of the rating in its colour."""
    if card.points < 2:
        return []
    width = (WIDTH - 2 * MARGIN) / card.points
    return [
        f'<rect x="{MARGIN + place * width:.0f}" y="160" width="{width - 8:.0f}" height="14"'
        f' fill="{colour if place == card.place else LINE}"/>'
        for place in range(card.points)
    ]


def _words(words: str) -> list[str]:
    """As large as they fit, and cut where nothing helps."""
    size, letters, most = next((one for one in SIZES if len(textwrap.wrap(words, one[1])) <= one[2]), SIZES[-1])
    lines = textwrap.wrap(words, letters, max_lines=most, placeholder=" …")
    return [_text(line, MARGIN, 200 + round(size * 1.28 * (place + 1)), size, INK) for place, line in enumerate(lines)]


def _text(
    words: str, x: int, y: int, size: int, colour: str, *, weight: str = "normal", anchor: str = "start", most: int = 80
) -> str:
    clean = "".join(letter for letter in words if letter.isprintable())
    short = clean if len(clean) <= most else f"{clean[: most - 1]}…"
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" font-family="serif"'
        f' text-anchor="{anchor}" fill="{colour}">{escape(short)}</text>'
    )
