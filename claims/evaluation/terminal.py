"""Tables on a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from claims.evaluation.tables import Table


def show(table: Table, console: Console) -> None:
    """Print a table with its note; cells are plain words, never markup."""
    grid = Grid(title=table.title, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False)
    for index, head in enumerate(table.heads):
        figures = index >= table.numbers
        grid.add_column(head, justify="right" if figures else "left", no_wrap=index == 0, overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(cell) for cell in row))
    console.print(grid)
    if table.note:
        console.print(Text(table.note))
    console.print()
