"""A ledger → a picture of it. Pure: no Django, no sockets, no clock.

Pictures are Vega-Lite, drawn by vl-convert without a browser. An SVG carries no style attribute and no script, so that
it stands inline under a strict CSP; its text takes the page's colour, and every point leads to its quote and says aloud
what it shows.
"""

from claims.plots import cards
from claims.plots.drawing import PAPER, SCREEN, Look, png, svg, warm
from claims.plots.rows import table

__all__ = ["PAPER", "SCREEN", "Look", "cards", "png", "svg", "table", "warm"]
