"""Rows → a Vega-Lite specification → SVG or PNG."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert

from claims.ledger import Ledger
from claims.plots import rows
from claims.plots.rows import Link, Row

Spec = dict[str, Any]

# each stands out from white and from near-black by 3 to 1 at least, and from the others without colour by its dashes
COLOURS = {"pledged": "#7a7fd1", "committed": "#b07a1e", "allocated": "#c4572b", "delivered": "#2c9c69"}
DASHES = {"pledged": [6, 3], "committed": [2, 2], "allocated": [8, 2, 2, 2], "delivered": [1, 0]}
OF_ORIGINS = ["#2c9c69", "#7a7fd1", "#c4572b", "#b07a1e", "#b0579c", "#3d8fb3", "#7d8a2e", "#a0706a"]
SHAPES = ["circle", "square", "diamond", "triangle-up", "cross", "triangle-down", "triangle-right", "triangle-left"]
LATE = "#d0453e"
HERE = "https://here.invalid/"  # the converter makes addresses whole by a host of its own: by this one, taken out again
WIDTH, HEIGHT, PHASE_HEIGHT = 620, 260, 120
DAY = {
    "field": "date",
    "type": "temporal",
    "timeUnit": "utcyearmonthdate",
    "title": None,
    "axis": {"format": "%-d %b %Y", "tickCount": 6, "labelOverlap": "greedy", "labelFlush": True},
}
# as news writes it: 1,500 and 2.5 million, not 1.5k and 2.5M
FIGURE = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, ',~r') + ' billion'"
    " : datum.value >= 1e6 ? format(datum.value / 1e6, ',~r') + ' million' : format(datum.value, ',~r')"
)
HEADROOM = 1.08  # above the highest figure
MANY = 40  # points, from which they are drawn smaller


@dataclass(frozen=True, slots=True)
class Look:
    """`ink` is the colour of text and axes, `paper` of what is behind."""

    ink: str
    paper: str


SCREEN = Look("currentColor", "transparent")  # inline: it takes the page's own colours, by day and by night
PAPER = Look("#1c1c1a", "#ffffff")  # to download and to embed: it brings its own


def svg(ledger: Ledger, *, link: Link, look: Look = SCREEN) -> str:
    """The picture as SVG; empty where there is nothing to draw."""
    spec = specification(ledger, link=lambda claim: _whole(link(claim)), look=look)
    return _drawn(json.dumps(spec)).replace(HERE, "") if spec else ""


@lru_cache(maxsize=64)
def _drawn(spec: str) -> str:
    """A picture that was drawn lately is not drawn again: the specification holds all that is in it."""
    return vl_convert.vegalite_to_svg(spec)


def png(ledger: Ledger, *, link: Link) -> bytes:
    """The picture as PNG, twice as fine as a screen; empty where there is nothing to draw."""
    spec = specification(ledger, link=link, look=PAPER)
    return _painted(json.dumps(spec)) if spec else b""


@lru_cache(maxsize=16)
def _painted(spec: str) -> bytes:
    return vl_convert.vegalite_to_png(spec, scale=2)


def warm() -> None:
    """Draw something small: the first picture of a process takes most of a second, the others a fraction of it."""
    _drawn(json.dumps({"data": {"values": [{}]}, "mark": "point"}))


def specification(ledger: Ledger, *, link: Link, look: Look) -> Spec | None:
    """The chart of the case's main line: steps over time for aid, ranges by origin for troops."""
    line = ledger.main
    if line.estimates:
        drawn = _troops(ledger, link, look.ink)
    elif any(line.points[step] for step in rows.STEPS):
        drawn = _aid(ledger, link, look.ink)
    else:
        return None
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", **drawn, **_dress(look)}


def _aid(ledger: Ledger, link: Link, ink: str) -> Spec:
    line = ledger.main
    found = rows.steps(line, ledger.today, link)
    there: list[str] = [step for step in rows.STEPS if line.points[step]]
    colour = _colour("step", there, [COLOURS[step] for step in there], shape="stroke")
    dash = {"field": "step", "scale": {"domain": there, "range": [DASHES[step] for step in there]}, "legend": None}
    height = _height(found, line.unit or line.currency)
    base = {"x": DAY, "y": height, "color": colour}
    points = [row for row in found if "href" in row]
    steps = {"interpolate": "step-after"}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            _layer(found, {"type": "area", "opacity": 0.15, **steps}, {**base, "y2": {"field": "high"}}),
            _layer(found, {"type": "line", "strokeWidth": 2, **steps}, {**base, "strokeDash": dash}),
            _layer(points, _point(points), {**base, **_SAYS}),
            *_deadlines(ledger, ink),
        ],
    }


def _troops(ledger: Ledger, link: Link, ink: str) -> Spec:
    found = rows.estimates(ledger.main, link)
    named = rows.origins(found)
    colours = [OF_ORIGINS[place % len(OF_ORIGINS)] for place in range(len(named))]
    colour = _colour("origin", named, colours, shape="circle")
    shapes = [SHAPES[place % len(SHAPES)] for place in range(len(named))]
    shape = {"field": "origin", "scale": {"domain": named, "range": shapes}, "legend": None}
    phases = rows.phases(ledger.main.estimates)
    return {
        "vconcat": [
            _phase([row for row in found if row["step"] == phase], phase, colour, shape, ledger, ink)
            for phase in phases
        ],
        "resolve": {"scale": {"x": "shared", "color": "shared"}},
    }


def _phase(found: list[Row], phase: str, colour: Spec, shape: Spec, ledger: Ledger, ink: str) -> Spec:
    """One phase: each origin's range stands from its least to its most on its day, a single figure as a mark."""
    base = {"x": DAY, "y": _height(found, f"troops, {phase}"), "color": colour}
    whole = {**base, "y2": {"field": "high"}, **_SAYS}
    ends = [{**row, "low": value} for row in found for value in {row["low"], row["high"]}]
    return {
        "width": WIDTH,
        "height": PHASE_HEIGHT,
        "layer": [
            _layer(found, {"type": "rule", "strokeWidth": 5, "opacity": 0.55}, whole),
            _layer(ends, {**_point(ends), "filled": True}, {**base, "shape": shape, **_SAYS}),
            *_deadlines(ledger, ink),
        ],
    }


def _whole(address: str) -> str:
    return address if address.startswith(("http://", "https://")) else f"{HERE}{address}"


def _deadlines(ledger: Ledger, ink: str) -> list[Spec]:
    found = rows.deadlines(ledger)
    if not found:
        return []
    faint = {"condition": {"test": "datum.last", "value": 1}, "value": 0.7}
    base = {"x": DAY, "opacity": faint, "description": {"field": "says"}}
    words = {"x": DAY, "text": {"field": "label"}, "y": {"value": 0}}
    text = {"type": "text", "baseline": "bottom", "dy": -4, "fontSize": 12, "color": ink, "aria": False}
    # over the plot, where no line runs; the first to the left of its line, the last to the right: never on each other
    sides = [([row for row in found if not row["last"] and row["label"]], "right"), (found[-1:], "left")]
    return [
        _layer(found, {"type": "rule", "color": LATE, "strokeDash": [4, 3], "strokeWidth": 1.5}, base),
        *(_layer(labelled, {**text, "align": side}, words) for labelled, side in sides if labelled),
    ]


def _layer(values: list[Row], mark: Spec, encoding: Spec) -> Spec:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _height(found: list[Row], title: str | None) -> Spec:
    highest = max((row["high"] or 0 for row in found), default=0) or 1
    scale = {"domainMin": 0, "domainMax": highest * HEADROOM, "nice": False}
    axis = {"tickCount": 5, "labelExpr": FIGURE}
    return {"field": "low", "type": "quantitative", "title": title, "axis": axis, "scale": scale}


def _point(found: list[Row]) -> Spec:
    return {"type": "point", "size": 70 if len(found) <= MANY else 20, "strokeWidth": 2, "cursor": "pointer"}


def _colour(field: str, domain: list[str], colours: list[str], *, shape: str) -> Spec:
    legend = {
        "orient": "bottom",
        "title": None,
        "labelLimit": 280,
        "columns": 4 if len(domain) <= 4 and field == "step" else 3,
        "symbolType": shape,
        "symbolStrokeWidth": 3,
        "symbolOpacity": 1,
        "symbolDash": [1, 0],
    }
    return {"field": field, "type": "nominal", "scale": {"domain": domain, "range": colours}, "legend": legend}


def _dress(look: Look) -> Spec:
    lines = ("domainColor", "tickColor", "gridColor")
    axis = {"labelColor": look.ink, "titleColor": look.ink, "gridOpacity": 0.12, **dict.fromkeys(lines, look.ink)}
    words = {"labelColor": look.ink, "titleColor": look.ink, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "background": look.paper,
        "padding": 8,
        "config": {
            "font": "sans-serif",
            "view": {"stroke": None},
            "axis": {**axis, **words, "titleFontWeight": "normal", "labelOverlap": True},
            "legend": words,
            "aria": True,
        },
    }


_SAYS = {"href": {"field": "href"}, "description": {"field": "says"}}
