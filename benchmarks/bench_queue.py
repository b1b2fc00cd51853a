"""`queue/next` by 16 callers at once: over HTTP, beside the same statement in SQL alone; and that no claim goes twice.

make bench
"""

import os
import threading
import time
from collections.abc import Callable

from benchmarks.desk import desk, machine, web

CALLERS = 16
SECONDS = 5.0
SQL = """WITH next AS (SELECT id FROM claims_claim WHERE status = 'queued' AND assignee_id IS NULL
ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE claims_claim c SET status = 'in_review', version = version + 1 FROM next WHERE c.id = next.id RETURNING c.id"""


def hammer(take: Callable[[], Callable[[], int]]) -> tuple[int, int]:
    """How many claims the callers took in that time, and how many of them twice."""
    taken: list[int] = []
    until = time.perf_counter() + SECONDS

    def run() -> None:
        call = take()  # a caller with a connection of its own
        while time.perf_counter() < until:
            taken.append(call())

    threads = [threading.Thread(target=run) for _ in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken), len(taken) - len(set(taken))


def main() -> None:
    with desk(claims=int(os.environ.get("CLAIMS", "100000"))):
        import psycopg
        from django.db import connection

        parameters = connection.get_connection_params()
        plain = {name: parameters[name] for name in ("dbname", "user", "host", "port", "options") if name in parameters}

        def by_sql() -> Callable[[], int]:
            held = psycopg.connect(**plain, autocommit=True)
            return lambda: int(next(held.execute(SQL))[0])

        with web() as client:

            def by_http() -> Callable[[], int]:
                return lambda: client.post("/api/v1/queue/next/", json={}).raise_for_status().json()["claim"]["id"]

            rows = {"SQL alone": hammer(by_sql), "queue/next over HTTP": hammer(by_http)}
    print(f"{CALLERS} callers, {machine()}")
    base = rows["SQL alone"][0]
    for name, (taken, twice) in rows.items():
        print(f"{name:>22}: {taken / SECONDS:7.0f} a second, {twice} twice, {taken / base:.2f} of SQL alone")


if __name__ == "__main__":
    main()
