"""`manage.py restore FILE`: what a backup holds, in the place of the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from claims.flow import seal
from claims.management import dumps
from claims.models import Article, Event, User


class Command(BaseCommand):
    help = "Put what a backup holds in the place of the database, bring it up to date, and check its record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="although the database is not empty: it is lost")

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        with dumps.nobody_at_work():
            if not replace and filled():
                raise CommandError("The database is not empty: back it up, then say --replace to lose what is in it.")
            dumps.load(file)
            call_command("migrate", verbosity=0, interactive=False)
            seal.go_on_after_restore()
            seal.seal_events()
        bent = seal.first_bent_line()
        if bent is not None:
            raise CommandError(f"Restored, but the record is not as it was sealed: {bent}")
        self.stdout.write(
            f"Restored: {Article.objects.count()} articles, {Event.objects.count()} events, each as it was sealed."
        )


def filled() -> bool:
    """Whether anything stands in the database that a restore would lose."""
    tables = connection.introspection.table_names()
    return Event._meta.db_table in tables and (Event.objects.exists() or User.objects.exists())
