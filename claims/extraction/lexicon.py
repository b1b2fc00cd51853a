"""The data files of this room, read once and handed out as plain tables."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

DATA = files("claims.extraction") / "data"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/<name>.csv``, each column a string."""
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def table(name: str) -> dict[str, Any]:
    """The tables of ``data/<name>.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def words(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds several, parted by ``|``."""
    return tuple(part for part in cell.split("|") if part)
