"""`manage.py send_letters`: what people have not read yet, by mail; the beat does the same every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from claims.flow import notify


class Command(BaseCommand):
    help = "Send everybody one letter with what they were told and have not read. Nothing is sent twice."

    def handle(self, **options: Any) -> None:
        number = notify.send_letters(now=timezone.now())
        self.stdout.write(f"{number} letter{'' if number == 1 else 's'} sent.")
