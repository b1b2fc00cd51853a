"""Every example on docs/ledger.md comes out as the page says, whatever the order in which the claims arrive."""

from pathlib import Path

import pytest

from claims.ledger import Entry
from tests.ledger.examples import Example, example, examples

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"
BLOCKS = list(examples(PAGE.read_text()))


@pytest.mark.parametrize("block", [block for _, block in BLOCKS], ids=[heading for heading, _ in BLOCKS])
def test_example(block: str) -> None:
    example(block).check()


@pytest.mark.parametrize("block", [block for _, block in BLOCKS], ids=[heading for heading, _ in BLOCKS])
def test_example_backwards(block: str) -> None:
    told = example(block)
    backwards: list[Entry] = told.entries[::-1]
    Example(backwards, told.rated, told.expected).check()


def test_the_page_has_an_example_under_each_rule() -> None:
    headings = [row for row in PAGE.read_text().splitlines() if row.startswith("## ")]
    assert {f"## {heading}" for heading, _ in BLOCKS} == set(headings)
