"""What one list of 50 costs in processor time, without web server and socket, beside raw psycopg + orjson.

Other work on the machine stretches times on the clock, and changes processor time little. make bench
"""

import io
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.bench_lists import RAW
from benchmarks.desk import desk, machine

ROUNDS, CALLS = 8, 25


def main() -> None:
    with desk(claims=5000):
        import orjson
        from django.db import connection
        from psycopg.rows import dict_row

        from claims.flow import people
        from claims.models.enums import Role
        from claimtracker.wsgi import application

        token = people.create_token("bench", role=Role.EDITOR, name="benchmark")
        connection.ensure_connection()

        def raw() -> None:
            with connection.connection.cursor(row_factory=dict_row) as cursor:
                orjson.dumps(cursor.execute(RAW).fetchall(), default=str)

        figures = {"raw psycopg + orjson": best(raw)}
        for path in ("/api/v1/claims/", "/api/v1/me/"):
            figures[path] = best(lambda path=path: ask(application, path, token))  # type: ignore[misc]  # mypy knows no default of a lambda's
    print(f"50 claims, {machine()}")
    for name, milliseconds in figures.items():
        share = figures["raw psycopg + orjson"] / milliseconds
        print(f"{name:>22}: {milliseconds:5.2f} ms of processor time, {share:.2f} of raw")


def best(call: Callable[[], None]) -> float:
    """The least processor time of this process that a call took, on average of a round, in milliseconds."""
    for _ in range(CALLS):
        call()
    return min(spent(call) for _ in range(ROUNDS))


def spent(call: Callable[[], None]) -> float:
    began = time.process_time()
    for _ in range(CALLS):
        call()
    return (time.process_time() - began) / CALLS * 1000


def ask(application: Any, path: str, token: str) -> None:
    """One request, as the web server hands it on."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_AUTHORIZATION": f"Token {token}",
    }
    answer = application(environ, lambda status, headers: None)
    assert b"".join(answer)
    answer.close()


if __name__ == "__main__":
    main()
