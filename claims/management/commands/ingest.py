"""`manage.py ingest PATH|URL… [--wait]`: articles from files, folders and the web."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from claims import tasks
from claims.flow import intake
from claims.management import rows, working
from claims.models import Article, Claim
from claims.models.enums import ArticleState, Status
from claims.models.errors import RuleBroken, TooLarge


class Command(BaseCommand):
    help = "Take in articles: .txt, .html, .json and .jsonl files, folders of them, and URLs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="+", metavar="PATH|URL")
        parser.add_argument("--wait", action="store_true", help="until their claims are found and queued")

    def handle(self, *, what: list[str], wait: bool, **options: Any) -> None:
        console = Console(stderr=True)
        made, known, bad = self.receive(rows.find(what), console)
        articles = [*made, *known]
        if wait and articles:
            self.see_through(articles, console)
        self.stdout.write(summary(made=len(made), known=len(known), bad=bad, articles=articles, waited=wait))
        if wait:
            bad += self.tell_failures(articles, console)
        if bad:
            raise CommandError(f"{bad} could not be taken in; all others were.")

    def receive(self, found: Any, console: Console) -> tuple[list[int], list[int], int]:
        """The articles that are new, those that were there already, and how many could not be received."""
        made: list[int] = []
        known: list[int] = []
        bad = 0
        for row in found:
            try:
                if isinstance(row, rows.BadInput):
                    raise row
                article, new = receive(row)
            except (rows.BadInput, RuleBroken, TooLarge) as error:
                place = "" if isinstance(error, rows.BadInput) else f"{row.place}: "
                console.print(f"{place}{error}", style="red", markup=False, highlight=False, soft_wrap=True)
                bad += 1
                continue
            (made if new else known).append(article.pk)
            tasks.hint_article(article)
        return made, known, bad

    def see_through(self, articles: Sequence[int], console: Console) -> None:
        columns = [TextColumn("Reading"), BarColumn(), MofNCompleteColumn()]
        with Progress(*columns, console=console) as bar:
            task = bar.add_task("Reading", total=len(articles))
            working.see_through(articles, progress=lambda done: bar.update(task, completed=done))

    def tell_failures(self, articles: Sequence[int], console: Console) -> int:
        failed = Article.objects.filter(pk__in=articles, state=ArticleState.FAILED)
        for article in failed:
            console.print(f"{article}: {article.error_message}", style="red", markup=False, highlight=False)
        return len(failed)


def receive(row: rows.Row) -> tuple[Article, bool]:
    now = timezone.now()
    if row.fetch:
        return intake.receive_url(row.received.url, by=None, now=now, source=row.received.source)
    if row.html:
        return intake.receive_html(row.html, row.received, now=now)
    return intake.receive(row.received, now=now)


def summary(*, made: int, known: int, bad: int, articles: Sequence[int], waited: bool) -> str:
    """One line: what came of it."""
    parts = [f"{made} new", f"{known} known already"] + ([f"{bad} not taken in"] if bad else [])
    line = f"{made + known + bad} articles: {', '.join(parts)}."
    if not waited:
        return f"{line} The workers read them now."
    claims = Claim.objects.filter(article__in=articles)
    queued = claims.filter(status=Status.QUEUED).count()
    return f"{line} {claims.count()} claims found in them, {queued} wait to be checked."
