"""`manage.py evaluate SET`: how well claims are read, measured against gold paragraphs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from claims.evaluation.gold import NotGold, Paragraph, parse_gold
from claims.evaluation.misses import misses
from claims.evaluation.scoring import Outcome, compare
from claims.evaluation.tables import confusion_tables, detection_table, miss_table, slot_table
from claims.evaluation.terminal import show
from claims.extraction import load_model, read_article

WIDE = 140  # columns of a table that goes into a file or a pipe
GOLD = Path(__file__).parents[3] / "tests" / "gold"


class Command(BaseCommand):
    help = "Measure the reader on gold paragraphs: claims found, every slot, worthiness, speed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("set", metavar="SET", help="dev, heldout, or the path of a JSONL file of the same format")
        parser.add_argument("--misses", action="store_true", help="list every mistake with its text (never of heldout)")

    def handle(self, **options: Any) -> None:
        path = gold_path(options["set"])
        if options["misses"] and path.stem == "heldout":
            raise CommandError("The texts of heldout are not shown: tuned on, they would measure nothing any more.")
        outcomes = read_all(gold(path))
        console = Console(file=cast(IO[str], self.stdout), width=None if self.stdout.isatty() else WIDE)
        for table in (detection_table(outcomes), slot_table(outcomes), *confusion_tables(outcomes)):
            show(table, console)
        if options["misses"]:
            show(miss_table(misses(outcomes)), console)


def gold_path(name: str) -> Path:
    """The file of a set's name, or the path itself."""
    named = GOLD / f"{name}.jsonl"
    path = named if named.is_file() else Path(name)
    if not path.is_file():
        raise CommandError(f"There is no set {name!r}: name dev, heldout or a JSONL file.")
    return path


def gold(path: Path) -> list[Paragraph]:
    """The paragraphs of a file, at least one."""
    try:
        paragraphs = parse_gold(path.read_text(encoding="utf-8").splitlines())
    except (NotGold, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {error}") from error
    if not paragraphs:
        raise CommandError(f"{path} holds no paragraph.")
    return paragraphs


def read_all(paragraphs: list[Paragraph]) -> list[Outcome]:
    """Every paragraph read as an article of its day, and compared."""
    nlp = load_model()
    return [
        compare(paragraph, read_article(paragraph.text, published_on=paragraph.published_on, nlp=nlp))
        for paragraph in paragraphs
    ]
