"""The embedded PostgreSQL and Valkey of one data folder: where they answer, and who holds them open.

Both are children of one *keeper* (keeper.py), a process in a session of its own. Whoever uses the servers shares
`servers.lock`; the first user starts the keeper, the last one stops it, and a user that is killed drops its share
in the kernel, which the keeper sees. So `up`, commands beside it and test runs come and go in any order.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from claimtracker.supervisor import Lock, asked_to_stop

PROJECT: Final = Path(__file__).resolve().parent.parent
DATABASE: Final = "claimtracker"
POSTGRES: Final = "postgres"
VALKEY: Final = "valkey"
LONGEST_SOCKET: Final = 107  # bytes of a socket's path that the kernel takes
START_WITHIN: Final = 180.0  # seconds; PostgreSQL may have to recover from a crash first
STOP_WITHIN: Final = 30.0
_PAUSE: Final = 0.02


class CannotStart(Exception):
    """Something outside this program stands in the way; the message is one sentence on what to do about it."""

    def __init__(self, sentence: str, *, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


def data_dir(environ: Mapping[str, str]) -> Path:
    """The folder that holds everything this desk keeps; `var` beside manage.py unless DATA_DIR names another."""
    return Path(environ.get("DATA_DIR") or PROJECT / "var").expanduser().absolute()


def lock(folder: Path, name: str) -> Lock:
    """The lock file of that name in the data folder, which is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Lock(folder / name)
    except OSError as error:
        raise CannotStart(
            f"DATA_DIR {folder} cannot be used ({error.strerror}): choose a folder that this user may write."
        ) from error


def log_dir(folder: Path) -> Path:
    """Where the logs of all children are, made if need be."""
    logs = folder / "log"
    logs.mkdir(exist_ok=True)
    return logs


def socket_dir(folder: Path) -> Path:
    """Where the servers' sockets are: within the data folder, or, where its path is too long or holds characters
    that the URLs would not carry unchanged, in a folder of the system's temporary one."""
    inside = folder / "sockets"
    fits = len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET
    if fits and re.fullmatch(r"[\w./-]+", str(inside), re.ASCII):
        return inside
    return Path("/tmp") / f"{DATABASE}-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"  # noqa: S108 - a fixed name is the point: all find it; its owner is checked


def database_url(folder: Path) -> str:
    """The embedded PostgreSQL's address, whether or not it runs."""
    return f"postgres://{POSTGRES}@/{DATABASE}?{urlencode({'host': socket_dir(folder)}, safe='/')}"


def redis_url(folder: Path) -> str:
    """The embedded Valkey's address in Celery's form; redis-py writes `unix://` for `redis+socket://`."""
    return f"redis+socket://{socket_dir(folder)}/valkey"


def fill_in(environ: MutableMapping[str, str]) -> None:
    """Complete DATA_DIR, DATABASE_URL and REDIS_URL: what is unset becomes the embedded servers' address."""
    folder = data_dir(environ)
    environ["DATA_DIR"] = str(folder)
    environ["DATABASE_URL"] = environ.get("DATABASE_URL") or database_url(folder)
    environ["REDIS_URL"] = environ.get("REDIS_URL") or redis_url(folder)


def embedded(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Which of the two servers a filled-in environment expects of us."""
    folder = data_dir(environ)
    wanted = {
        POSTGRES: environ["DATABASE_URL"] == database_url(folder),
        VALKEY: environ["REDIS_URL"] == redis_url(folder),
    }
    return tuple(name for name, ours in wanted.items() if ours)


@dataclass(frozen=True, slots=True)
class Keeper:
    """What the keeper of a data folder says of itself."""

    pid: int
    ready: bool  # its servers have answered
    names: frozenset[str]  # of its servers

    @classmethod
    def of(cls, folder: Path) -> Keeper | None:
        """The one at work there, or None."""
        with contextlib.closing(lock(folder, "keeper.lock")) as held:
            if held.take(shared=True):
                held.note("")  # or a killed keeper's note would pass for its successor's
                return None
            pid, state, *names = held.read().split() or ["0", "starting"]
            return cls(int(pid), state == "ready", frozenset(names))


class Hold:
    """A share in the servers of one data folder."""

    def __init__(self, folder: Path, names: tuple[str, ...], *, throwaway: bool = False) -> None:
        """Take the share, after waiting for servers that are about to stop.

        `throwaway` servers forget everything when they stop, and are fast instead of durable: for tests.
        """
        self._folder = folder
        self._names = names
        self._options = ("--throwaway",) if throwaway else ()
        self._keeper: subprocess.Popen[str] | None = None
        self._served = False  # by a keeper, since we last started one
        self._users = lock(folder, "servers.lock")
        self._users.take(shared=True, wait=True)

    @property
    def descriptor(self) -> int:
        """The share itself: children that inherit it keep the servers running as long as they live."""
        return self._users.descriptor

    def ensure(self) -> None:
        """Start the servers unless somebody keeps them, and wait until they answer.

        CannotStart says what stands in the way; KeyboardInterrupt where a blocked stop signal has arrived.
        """
        until = time.monotonic() + START_WITHIN
        while (keeper := self.tend()) is None or not keeper.ready:
            if asked_to_stop():
                raise KeyboardInterrupt
            if time.monotonic() > until:
                raise CannotStart(f"The embedded servers do not answer: see {self._folder / 'log'}.")
            time.sleep(_PAUSE)
        if missing := set(self._names) - keeper.names:
            raise CannotStart(
                f"The servers in {self._folder} run without {' and '.join(sorted(missing))}: "
                "set DATABASE_URL and REDIS_URL as for the command that started them."
            )

    def tend(self) -> Keeper | None:
        """The keeper at work, or None where one was just started because there was none."""
        if keeper := Keeper.of(self._folder):
            self._served = self._served or keeper.ready
            return keeper
        self._start_keeper()
        return None

    def close(self) -> None:
        """Give the share back. The last one to leave stops the servers, and waits until they have stopped."""
        last = self._users.take()
        if last and (keeper := Keeper.of(self._folder)):
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                os.kill(keeper.pid, signal.SIGTERM)
        if last or not self._users.take(shared=True):  # where both fail, somebody else is stopping them
            self._wait_for_the_end()
        if self._keeper and self._keeper.stdout:
            self._keeper.stdout.close()  # it may live on, for others, and has nothing more to tell us
        self._users.close()

    def _wait_for_the_end(self) -> None:
        until = time.monotonic() + STOP_WITHIN
        while Keeper.of(self._folder) and time.monotonic() < until:
            time.sleep(_PAUSE)
        if self._keeper:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._keeper.communicate(timeout=1.0)

    def _start_keeper(self) -> None:
        if self._keeper and self._keeper.poll() is None:
            return
        if self._keeper:
            said, _ = self._keeper.communicate()
            if self._keeper.returncode == 1 and not self._served:
                log = self._folder / "log" / "servers.log"
                raise CannotStart(said.strip() or f"The embedded servers cannot be kept: {log} says why.")
        self._served = False
        with (log_dir(self._folder) / "servers.log").open("ab") as errors:
            self._keeper = subprocess.Popen(  # noqa: S603 - our own module with our own arguments
                [sys.executable, "-m", "claimtracker.keeper", *self._options, str(self._folder), *self._names],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
                text=True,
            )


@contextlib.contextmanager
def use(environ: Mapping[str, str], *, throwaway: bool = False) -> Iterator[Hold | None]:
    """Hold the embedded servers that a filled-in environment names; None where it names none."""
    names = embedded(environ)
    if not names:
        yield None
        return
    hold = Hold(data_dir(environ), names, throwaway=throwaway)
    try:
        hold.ensure()
        yield hold
    finally:
        hold.close()
