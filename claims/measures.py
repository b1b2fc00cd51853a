"""What the processes count while they work, for Prometheus.

With `PROMETHEUS_MULTIPROC_DIR` (`up` sets it) all processes of a machine count in one folder, and any web process tells
of all of them.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery.signals import task_postrun, task_prerun
from prometheus_client import Counter, Histogram

BOUNDS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0, 240.0)  # seconds

TASK_SECONDS = Histogram(
    "claimtracker_task_seconds", "How long tasks took, the sweep among them.", ["task", "outcome"], buckets=BOUNDS
)
WORDS = Counter("claimtracker_extracted_words", "Words of the articles that were read.")
READING_SECONDS = Counter("claimtracker_extraction_seconds", "Time spent reading them.")
_begun: dict[str, float] = {}


@contextmanager
def reading(text: str) -> Iterator[None]:
    """Measure the reading of one text."""
    began = time.perf_counter()
    yield
    WORDS.inc(len(text.split()))
    READING_SECONDS.inc(time.perf_counter() - began)


@task_prerun.connect
def task_begins(task_id: str, **_: Any) -> None:
    _begun[task_id] = time.perf_counter()


@task_postrun.connect
def task_ends(task_id: str, task: Any, state: str | None, **_: Any) -> None:
    """Measure a task, whether it ended well or in an error."""
    began = _begun.pop(task_id, None)
    if began is not None:
        TASK_SECONDS.labels(task.name, (state or "unknown").lower()).observe(time.perf_counter() - began)
