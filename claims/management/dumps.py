"""The whole database into one file, and back: PostgreSQL's own tools, as they come in the wheel."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from claimtracker import servers
from claimtracker.cluster import BINARIES

BEGINNING = 100  # lines; all that a dump sets for its session stands there
UNKNOWN_BEFORE_17 = b"SET transaction_timeout"
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


@contextmanager
def nobody_at_work() -> Iterator[None]:
    """Hold the place of `up` meanwhile; CommandError where it runs."""
    with closing(servers.lock(settings.DATA_DIR, "up.lock")) as lock:
        if not lock.take():
            raise CommandError(f"claimtracker is running on {settings.DATA_DIR}: stop it first (Ctrl-C, or SIGTERM).")
        yield


def dump(path: Path) -> None:
    """Write the database, as it is at one moment, to `path`, which must be new and nobody else may read.

    Half a dump is never left there.
    """
    if path.exists():
        raise CommandError(f"{path} is there already: name a new file.")
    if not path.parent.is_dir():
        raise CommandError(f"{path.parent} is no folder: make it, or name another.")
    part = path.with_name(f"{path.name}.part")
    try:
        part.touch(mode=0o600)
        with tool("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part}"):
            pass
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def load(path: Path) -> None:
    """Put what `path` holds in the place of the database: all of it, or after an error nothing."""
    if not path.is_file():
        raise CommandError(f"{path} is not there: name a file that `manage.py backup` wrote.")
    connection.close()
    wanted = ("--quiet", "--no-psqlrc", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-c", EMPTY, "-f", "-")
    with (
        tool("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(path), stdout=subprocess.PIPE) as reader,
        tool("psql", *wanted, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as writer,
    ):
        assert reader.stdout is not None  # noqa: S101 - it was asked for
        assert writer.stdin is not None  # noqa: S101 - it was asked for
        with contextlib.suppress(BrokenPipeError):  # psql has said why
            pour(reader.stdout, writer.stdin)
            if reader.wait():  # psql would take the end of a broken dump for the end of a whole one
                writer.kill()


def pour(dumped: IO[bytes], into: IO[bytes]) -> None:
    """All of the dump, but for what older servers do not know."""
    for _ in range(BEGINNING):
        line = dumped.readline()
        if not line.startswith(UNKNOWN_BEFORE_17):
            into.write(line)
    shutil.copyfileobj(dumped, into)


@contextmanager
def tool(name: str, *arguments: str, **streams: Any) -> Iterator[subprocess.Popen[bytes]]:
    """One of PostgreSQL's tools at work on the database; on leaving, CommandError with its own words if it failed.

    One that was killed, or ended because the other did, leaves it to the other to say why.
    """
    with tempfile.TemporaryFile() as said:
        command = [str(BINARIES / name), *arguments]
        with subprocess.Popen(command, env=environment(), stderr=said, **streams) as running:  # noqa: S603 - the wheel's own binary
            yield running
        if running.returncode > 0:
            said.seek(0)
            words = said.read().decode(errors="replace").strip().splitlines() or [f"exit code {running.returncode}"]
            raise CommandError(f"{name} failed: {words[0].partition('error: ')[2] or words[0]}")


def environment() -> dict[str, str]:
    """How the tools reach the database: as this program does."""
    known = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    names |= {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    return os.environ | {name: str(known[key]) for key, name in names.items() if known.get(key)}
