"""`manage.py remove_demo`: the samples go."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.flow import samples


class Command(BaseCommand):
    help = "Remove the sample articles with their claims and verdicts. What you added yourself stays."

    def handle(self, **options: Any) -> None:
        count = samples.remove()
        self.stdout.write(f"{count} sample articles removed." if count else "There are no sample articles.")
