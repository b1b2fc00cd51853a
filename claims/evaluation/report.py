"""The figures of a set as one HTML page that needs nothing beside it: tables, plots, light, dark and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from claims.evaluation.tables import Table


@dataclass(frozen=True, slots=True)
class Section:
    """A table, with a plot of it as SVG and what that shows, or neither."""

    table: Table
    plot: str = ""
    caption: str = ""


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("report.html.jinja")


def page(title: str, lead: str, sections: Sequence[Section]) -> str:
    """The page; every word of the tables is escaped, the plots stand as they are."""
    return _template().render(title=title, lead=lead, sections=sections)
