"""Child processes that are kept alive while this process lives, and never outlive it.

`up` keeps the web server and the workers with it, the keeper keeps PostgreSQL and Valkey. Used from the main
thread alone: the kernel sends a child its parent-death signal when the *thread* that started it ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STOP_SIGNALS: Final = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
WATCHED: Final = STOP_SIGNALS | {signal.SIGCHLD}
STEADY: Final = 60.0  # after as many seconds alive, earlier failures are forgotten
LONGEST_PAUSE: Final = 30.0
LOG_LIMIT: Final = 20 * 1024 * 1024  # bytes; a longer log is moved to NAME.log.1

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Lock:
    """An advisory lock on a file, which the kernel drops however its last holder ends.

    It belongs to the open file: a child that inherits `descriptor` holds it too.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, made if need be. OSError where it cannot be."""
        self.path = path
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self, *, shared: bool = False, wait: bool = False) -> bool:
        """Whether the lock is now ours, in place of what we held of it before."""
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(self.descriptor, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def note(self, text: str) -> None:
        """Replace what the file says; for whoever finds it locked."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, text.encode(), 0)

    def read(self) -> str:
        """What its last holder noted."""
        return os.pread(self.descriptor, 4096, 0).decode()

    def close(self) -> None:
        """Let go of it."""
        os.close(self.descriptor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What is run, and how it is asked to stop."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    log: Path  # stdout and stderr are added to it
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGTERM  # what it gets when we are killed
    patience: float = 10.0  # seconds between the stop signal and SIGQUIT
    last_patience: float = 5.0  # seconds between SIGQUIT and SIGKILL
    folder: Path | None = None  # where it runs; None: where we do
    account: tuple[int, int] | None = None  # user and group id to run as; None: our own
    inherited: tuple[int, ...] = ()  # descriptors that stay open in it


class Child:
    """One program, started again with growing pauses whenever it ends by itself."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.failures = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._start_at = 0.0

    @property
    def running(self) -> bool:
        """Whether it lives at this moment."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it lives, or where it never did."""
        return self._process.poll() if self._process else None

    def tend(self, now: float) -> str | None:
        """Start it where it is due; answer one sentence of news when it has ended by itself.

        `now` is `time.monotonic()`.
        """
        roll(self.program.log)
        if self.running:
            return None
        news = self._bury(now) if self._process else None
        if now >= self._start_at:
            self._start(now)
        return news

    def ask(self, number: signal.Signals) -> None:
        """Send its main process a signal, if it lives."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def wait(self, until: float) -> bool:
        """Wait for its main process to end, no longer than `until` on the monotonic clock; whether it has."""
        if self._process is None:
            return True
        try:
            self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        return True

    def clear(self) -> None:
        """Kill whatever is left of it, forked processes of its session included."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):  # nothing was left
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _start(self, now: float) -> None:
        program = self.program
        user, group = program.account or (None, None)
        with program.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the commands are our own, none is read from outside
                program.command,
                env=program.environ,
                cwd=program.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=user,
                group=group,
                extra_groups=None if user is None else [],
                pass_fds=program.inherited,
                preexec_fn=bound_to(os.getpid(), program.orphan_signal),
            )
        self._started_at = now

    def _bury(self, now: float) -> str:
        code = self._process.returncode if self._process else 0
        self.clear()
        self.failures = 0 if now - self._started_at > STEADY else self.failures + 1
        pause = min(0.5 * 2**self.failures, LONGEST_PAUSE)
        self._start_at = now + pause
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
        return f"{self.program.name} {how}; it starts again in {pause:.0f} s (see {self.program.log})"


def stop(children: Iterable[Child]) -> None:
    """Stop all of these at once: their stop signal, a wait, SIGQUIT, a wait, SIGKILL."""
    asked = list(children)
    began = time.monotonic()
    for child in asked:
        child.ask(child.program.stop_signal)
    for child in asked:
        if not child.wait(began + child.program.patience):
            child.ask(signal.SIGQUIT)
    quit_at = time.monotonic()
    for child in asked:
        child.wait(quit_at + child.program.last_patience)
        child.clear()


def block_signals() -> None:
    """From here on the signals of WATCHED wait until `next_signal` fetches them."""
    signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)


def next_signal(timeout: float) -> int | None:
    """The next signal of WATCHED, or None after `timeout` seconds without one."""
    arrived = signal.sigtimedwait(WATCHED, timeout)
    return arrived.si_signo if arrived else None


def asked_to_stop() -> bool:
    """Whether a stop signal waits to be fetched."""
    return bool(signal.sigpending() & STOP_SIGNALS)


def roll(log: Path) -> None:
    """Keep a log within LOG_LIMIT: copy it aside and empty it in place, since its writer keeps it open."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.with_name(f"{log.name}.1").write_bytes(log.read_bytes())
        os.truncate(log, 0)


def bound_to(parent: int, orphan_signal: signal.Signals) -> Callable[[], None]:
    """What a child does between fork and exec: take signals again, and ask to die with its parent."""

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, orphan_signal)
        if os.getppid() != parent:  # it died before the request was made
            os._exit(1)

    return prepare
