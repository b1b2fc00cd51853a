"""`manage.py reextract [--since DATE]`: a newer reader over stored articles; shows the difference first."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from claims import tasks
from claims.extraction import VERSION
from claims.extraction.asking import LLM_VERSION
from claims.flow import queue, reread
from claims.models import Article
from claims.models.enums import ArticleState


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no date; give one such as 2026-01-31") from error


class Command(BaseCommand):
    help = (
        "Read stored articles again with this version's reader. Shows what would change; --apply does it: new claims "
        "are added, untouched ones read anew or dismissed, and what people touched is only marked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", type=day, metavar="DATE", help="only articles received on that day or later")
        parser.add_argument("--all", action="store_true", help=f"also those that {VERSION} or a model has read")
        parser.add_argument("--apply", action="store_true", help="store the difference")

    def handle(self, *, since: date | None, apply: bool, **options: Any) -> None:
        articles = Article.objects.filter(state=ArticleState.READY, language__in=["", "en"]).order_by("pk")
        if since is not None:
            articles = articles.filter(received_at__gte=datetime.combine(since, time(), UTC))
        if not options["all"]:
            articles = articles.exclude(extractor__in=[VERSION, LLM_VERSION])
        counts = {"new": 0, "changed": 0, "gone": 0, "touched": 0}
        number = 0
        for article in articles.iterator(chunk_size=50):
            number += 1
            difference = reread.compare(article, read=tasks.read)
            for name in counts:
                counts[name] += len(getattr(difference, name))
            if difference:
                self.stdout.write(f"{article.pk} {article}: {told(difference)}")
            if apply:
                reread.carry_out(difference)
                queue.place_new(article, now=timezone.now())
        done = "Stored." if apply else "Nothing was stored: add --apply to do it."
        self.stdout.write(f"{number} articles: {', '.join(f'{n} {name}' for name, n in counts.items())}. {done}")


def told(difference: reread.Difference) -> str:
    """The difference in one line, with the words of what is new and gone."""
    parts = [f"+ “{reading.quote[:60]}”" for reading in difference.new]
    parts += [f"- “{claim.quote[:60]}”" for claim in difference.gone]
    parts += [f"~ claim {claim.pk} ({', '.join(sorted(fields))})" for claim, fields in difference.changed]
    parts += [f"! claim {claim.pk}, touched ({', '.join(sorted(fields))})" for claim, fields in difference.touched]
    return "; ".join(parts)
