"""Several people at the very same moment, each on a connection of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection, connections

T = TypeVar("T")


def at_once(number: int, work: Callable[[int], T]) -> list[T]:
    """Run `work(0)` … `work(number - 1)`, all begun at the same moment; answers what each answered."""
    start = threading.Barrier(number)

    def run(its: int) -> T:
        try:
            connection.ensure_connection()  # which takes longer than most work
            start.wait(timeout=30)
            return work(its)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def on_a_thread(work: Callable[[], T]) -> T:
    """`work()` on a thread of a pool, which leaves no connection behind."""
    try:
        return work()
    finally:
        connections.close_all()


def somebody_waits_for_a_lock() -> bool:
    """Whether anybody at this server waits for what a transaction still at work holds, at this very moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")  # pg_stat_activity stands still in one
        return bool(cursor.fetchone()[0])
