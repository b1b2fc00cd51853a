"""Seeing articles through for commands: by the workers where they run, else right here."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event as Signal

from django.utils import timezone

from claims import tasks
from claims.models import Article, Heartbeat
from claims.models.enums import ArticleState

LOOK_EVERY = 0.3  # seconds
ARROWS = [tasks.fetch_article, tasks.extract_article, tasks.place_article]


def workers_alive() -> bool:
    """Whether a worker was seen alive within the last minute."""
    return Heartbeat.objects.filter(kind="worker", at__gt=timezone.now() - timedelta(seconds=60)).exists()


def see_through(pks: Sequence[int], *, progress: Callable[[int], None]) -> None:
    """Return once none of the articles is on its way any more; `progress` is told how many are through."""
    pause = Signal()
    while left := list(Article.objects.on_the_way().filter(pk__in=pks).order_by("pk").values_list("pk", flat=True)):
        progress(len(pks) - len(left))
        if workers_alive():
            pause.wait(LOOK_EVERY)
        else:
            _work_here(left[0])
    progress(len(pks))


def through(pks: Sequence[int]) -> dict[str, int]:
    """How many of the articles ended in each state."""
    states = Article.objects.filter(pk__in=pks).values_list("state", flat=True)
    return {state: list(states).count(state) for state in ArticleState.values}


def _work_here(pk: int) -> None:
    """Take the article's next step in this process, as a worker would."""
    Article.objects.filter(pk=pk).update(next_try_at=None)
    for arrow in ARROWS:
        arrow(pk)
