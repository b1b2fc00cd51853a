"""Seeing articles through for commands: by the workers where they run, else right here."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event as Signal

from django.utils import timezone

from claims import keeping, tasks
from claims.flow import intake
from claims.models import Article, Heartbeat
from claims.models.enums import ArticleState

LOOK_EVERY = 0.3  # seconds
ARROWS = [tasks.fetch_article, tasks.extract_article, tasks.place_article]


def workers_alive() -> bool:
    """Whether a worker was seen alive within the last minute."""
    return Heartbeat.objects.filter(kind="worker", at__gt=timezone.now() - timedelta(seconds=60)).exists()


def see_through(pks: Sequence[int], *, progress: Callable[[int], None]) -> None:
    """Return once none of the articles is on its way any more; `progress` is told how many are through.

    An article that somebody else holds, or that a program died over, is waited for: it is freed, or given up.
    """
    pause = Signal()
    while left := list(Article.objects.on_the_way().filter(pk__in=pks).order_by("pk").values_list("pk", flat=True)):
        progress(len(pks) - len(left))
        if workers_alive() or not any(_work_here(pk) for pk in left):
            pause.wait(LOOK_EVERY)
    progress(len(pks))


def through(pks: Sequence[int]) -> dict[str, int]:
    """How many of the articles ended in each state."""
    states = Article.objects.filter(pk__in=pks).values_list("state", flat=True)
    return {state: list(states).count(state) for state in ArticleState.values}


def _work_here(pk: int) -> bool:
    """Take the article's next step in this process, as a worker would; answers whether there was one to take."""
    before = _place_of(pk)
    keeping.give_up_worn_out(now=timezone.now())
    intake.try_now(pk)
    for arrow in ARROWS:
        arrow(pk)
    return _place_of(pk) != before


def _place_of(pk: int) -> tuple[int, int]:
    return Article.objects.values_list("version", "attempts").get(pk=pk)
