"""`manage.py verify_events`: is the record as it was sealed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.flow import seal
from claims.models import Event


class Command(BaseCommand):
    help = "Seal what is settled, then check every sealed line of the record; names the first bent one, exit code 1."

    def handle(self, **options: Any) -> None:
        seal.seal_events()
        bent = seal.first_bent_line()
        if bent is not None:
            raise CommandError(bent)
        self.stdout.write(f"{Event.objects.count()} events: every line is as it was sealed.")
