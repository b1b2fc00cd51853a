"""Figures → pictures as SVG, in the colours of the page around them, made without a browser or a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair
import vl_convert

from claims.evaluation.estimates import Estimate
from claims.evaluation.speed import Speed
from claims.evaluation.worthiness import Decile

INK, MARK, GRID = "currentColor", "#3f7fbf", "#80808040"
INLINE: Any = altair.Data  # altair leaves its constructor untyped
WIDTH, LINE = 460, 22  # pixels: of a plot, of one line in it


def intervals(figures: Mapping[str, Estimate]) -> str:
    """One line a figure: the estimate as a point on its 95 % interval, from 0 to 1; figures without cases left out."""
    rows = [
        {"name": f"{name} (n={each.n})", "value": each.value, "low": each.low, "high": each.high}
        for name, each in figures.items()
        if each.value is not None
    ]
    base = altair.Chart(INLINE(values=rows)).encode(y=altair.Y("name:N", sort=None, title=None))
    scale = altair.Scale(domain=[0, 1])
    spans = base.mark_rule(color=MARK, strokeWidth=3, opacity=0.5).encode(
        x=altair.X("low:Q", scale=scale, title=None), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=70, color=MARK, opacity=1).encode(x="value:Q")
    return _svg((spans + points).properties(width=WIDTH, height=LINE * max(1, len(rows))))


def calibration(tenths: Sequence[Decile]) -> str:
    """What each tenth promises across, what comes true of it upwards; on the diagonal every promise is true."""
    rows = [
        {"promised": tenth.promised, "true": tenth.came_true.value}
        | {"low": tenth.came_true.low, "high": tenth.came_true.high}
        for tenth in tenths
    ]
    scale = altair.Scale(domain=[0, 1])
    ideal = altair.Chart(INLINE(values=[{"x": 0, "y": 0}, {"x": 1, "y": 1}]))
    diagonal = ideal.mark_line(color=INK, strokeDash=[4, 4], opacity=0.4).encode(
        x=altair.X("x:Q", scale=scale, title="promised"), y=altair.Y("y:Q", scale=scale, title="came true")
    )
    base = altair.Chart(INLINE(values=rows)).encode(x="promised:Q")
    spans = base.mark_rule(color=MARK, strokeWidth=2, opacity=0.5).encode(y=altair.Y("low:Q"), y2="high:Q")
    points = base.mark_point(filled=True, size=60, color=MARK, opacity=1).encode(y="true:Q")
    return _svg((diagonal + spans + points).properties(width=280, height=280))


def speeds(measured: Mapping[str, Speed]) -> str:
    """Two bars for each bare model named: the reader's words a second, and the model's."""
    rows = [
        {"name": name, "words": words}
        for model, speed in measured.items()
        for name, words in ((f"reader, beside {model}", speed.reader), (model, speed.model))
    ]
    bars = altair.Chart(INLINE(values=rows)).mark_bar(color=MARK, height=14)
    placed = bars.encode(y=altair.Y("name:N", sort=None, title=None), x=altair.X("words:Q", title="words a second"))
    return _svg(placed.properties(width=WIDTH, height=LINE * max(1, len(rows))))


def _svg(chart: Any) -> str:
    """The chart as SVG that takes its ink from the page."""
    axis: dict[str, Any] = {f"{part}Color": INK for part in ("label", "title", "tick", "domain")}
    axis |= {
        "gridColor": GRID,
        "labelLimit": 240,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    drawn = chart.properties(background="transparent").configure(
        font="sans-serif", axis={**axis, "tickCount": 5}, view={"stroke": None}
    )
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg
