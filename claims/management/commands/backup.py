"""`manage.py backup FILE`: the whole database into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from claims.management import dumps


class Command(BaseCommand):
    help = "Write the whole database, as it is at one moment, to a new file. The desk may be at work meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        dumps.dump(file)
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes. Keep it as safe as the desk: everything is in it.")
