"""`manage.py create_token USER --role ROLE`: a token for a program, printed alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.flow import people
from claims.models.enums import Role


class Command(BaseCommand):
    help = "Make an API token; the user is made if need be. Prints the token alone: nobody can read it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the user's name")
        parser.add_argument("--role", required=True, choices=Role.values, help="what the token may do")
        parser.add_argument("--name", default="made on the command line", help="what the token is for")

    def handle(self, **options: Any) -> None:
        try:
            token = people.create_token(options["user"], role=Role(options["role"]), name=options["name"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(token)
