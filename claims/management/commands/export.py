"""`manage.py export DIR`: all that is published as JSON Lines and CSV, with a data package."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.contract import dump


class Command(BaseCommand):
    help = "Write what is published (verdicts, cases, timelines) into a folder, as JSON Lines and CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="It is made if need be; older files are replaced.")

    def handle(self, *, folder: Path, **options: Any) -> None:
        now = timezone.now()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in dump.TABLES:
                for kind in dump.KINDS:
                    with (folder / f"{name}.{kind}").open("wb") as file:
                        file.writelines(dump.lines(name, kind, now=now))
            package = orjson.dumps(dump.datapackage(now), option=orjson.OPT_INDENT_2)
            (folder / "datapackage.json").write_bytes(package + b"\n")
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}. Name another folder.") from error
        self.stdout.write(f"Written to {folder}: {', '.join(dump.TABLES)}, and datapackage.json.")
