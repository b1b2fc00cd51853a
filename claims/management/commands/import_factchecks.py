"""`manage.py import_factchecks FILE`: fact-checks that others published."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from claims.documents import factchecks
from claims.flow.factchecks import store

BATCH = 500
SHOWN = 20  # bad rows that are told one by one


class Command(BaseCommand):
    help = (
        "Import fact-checks: ClaimReview as JSON-LD or a line each, a schema.org DataFeed, or the answer of a "
        "Google-compatible claims:search. Bad rows are told and left out; twice is the same as once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"{file}: there is no such file.")
        console = Console(stderr=True)
        new = known = bad = 0
        batch: list[factchecks.Found] = []
        with Progress(TextColumn("Importing"), BarColumn(), DownloadColumn(), console=console) as bar:
            task = bar.add_task("Importing", total=file.stat().st_size)
            for row, place in factchecks.read(file):
                if isinstance(row, factchecks.Bad):
                    bad += 1
                    if bad <= SHOWN:
                        console.print(f"{file}, {row.place}: {row.reason}", style="red", markup=False, soft_wrap=True)
                    continue
                batch.append(row)
                if len(batch) == BATCH:
                    made = store(batch)
                    new, known, batch = new + made, known + len(batch) - made, []
                    bar.update(task, completed=place)
            made = store(batch)
            new, known = new + made, known + len(batch) - made
            bar.update(task, completed=file.stat().st_size)
        self.stdout.write(f"{new + known + bad} fact-checks: {new} new, {known} known already, {bad} left out.")
        if bad and not new + known:
            raise CommandError("Nothing in this file could be taken: is it ClaimReview in JSON?")
