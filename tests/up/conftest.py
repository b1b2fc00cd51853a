"""What the tests of `up` and the servers share: desks on folders of their own, and ways to wait for an end."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Timer

import pytest

from claimtracker.servers import PROJECT

PATIENCE = 90.0  # seconds for a start on a busy machine


def processes_of(folder: Path) -> set[int]:
    """Every living process that works on this data folder, by its environment; the dead that nobody has reaped yet
    show none."""
    mark = b"DATA_DIR=" + os.fsencode(folder)
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.add(int(entry.name))
    return found - {os.getpid()}


def wait_for_end(pids: set[int], within: float) -> set[int]:
    """Wait until these processes have ended; those that still live after `within` seconds."""
    until = time.monotonic() + within
    left = set()
    for pid in pids:
        with suppress(ProcessLookupError):
            descriptor = os.pidfd_open(pid)
            if not select.select([descriptor], [], [], max(0.0, until - time.monotonic()))[0]:
                left.add(pid)
            os.close(descriptor)
    return left


def free_port() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Desk:
    """A desk on a data folder of its own, run by manage.py as a user would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: list[str] = []
        self.process: subprocess.Popen[str] | None = None
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.environ = {**inherited, "DATA_DIR": str(folder), "PORT": str(free_port())}

    def command(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py to its end."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environ | environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def start(self) -> subprocess.Popen[str]:
        """Start `up` and read what it prints until it is ready, or ends."""
        self.lines = []
        if self.process and self.process.stdout:
            self.process.stdout.close()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=PROJECT,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        too_late = Timer(PATIENCE, self.process.kill)
        too_late.start()
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.strip())
            if "is ready" in line:
                break
        too_late.cancel()
        return self.process


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk that is not running yet; whatever of it is left at the end is killed."""
    made = Desk(tmp_path / "var")
    yield made
    if made.process:
        made.process.kill()
        made.process.communicate()
    for pid in wait_for_end(processes_of(made.folder), within=15.0):
        os.kill(pid, signal.SIGKILL)
