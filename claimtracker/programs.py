"""The processes of a desk on one machine: what `up` runs beside the servers.

Their patience adds up: web, beat, the two workers (at once), Valkey and PostgreSQL are stopped one after another, and
all of it must be over within 40 seconds.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from claimtracker.servers import PROJECT, log_dir
from claimtracker.supervisor import Program

CORES: Final = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
PROCESSES: Final = max(1, min(4, CORES))  # of the web server, and of the worker
WEB_THREADS: Final = 4
COURIER_THREADS: Final = 8  # they wait for other people's servers
QUIET: Final = ("--loglevel", "WARNING")
CELERY: Final = (sys.executable, "-m", "celery", "-A", "claimtracker")
APART: Final = ("--without-gossip", "--without-mingle")  # no worker has anything to tell another


@dataclass(frozen=True, slots=True)
class Desk:
    """What all processes of one desk have in common."""

    folder: Path
    environ: Mapping[str, str]
    inherited: tuple[int, ...]  # the share in the servers, where they are embedded

    def web(self, host: str, port: int) -> Program:
        """The web server: the API, the desk and the public pages."""
        command = (
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
            *("--workers", str(PROCESSES), "--blocking-threads", str(WEB_THREADS)),
            *("--respawn-failed-workers", "--workers-kill-timeout", "3", "--log-level", "warning"),
            "claimtracker.wsgi:application",
        )
        return self._program("web", command, patience=4.0, last_patience=2.0)

    def beat(self) -> Program:
        """The clock: it rings for the sweeps and the daily jobs."""
        schedule = str(self.folder / "beat-schedule")
        command = (*CELERY, "beat", *QUIET, "--schedule", schedule, "--pidfile", "")
        return self._program("beat", command, patience=2.0, last_patience=1.0)

    def worker(self) -> Program:
        """The worker that holds the language model: extraction, and everything that needs no network."""
        # left alone it must take its forked processes along, which it does on SIGQUIT, at once
        return self._workers("worker", "extract,default", "prefork", PROCESSES, signal.SIGQUIT)

    def courier(self) -> Program:
        """The worker that waits for the network: fetching articles, delivering to webhooks."""
        # left alone it is killed: on any other signal it would wait for its threads
        return self._workers("courier", "intake,deliver", "threads", COURIER_THREADS, signal.SIGKILL)

    def manage(self, name: str, *arguments: str) -> Program:
        """A command of manage.py, under the name that its log gets."""
        command = (sys.executable, str(PROJECT / "manage.py"), *arguments)
        return self._program(name, command, process="command", patience=2.0, last_patience=1.0)

    def _workers(self, name: str, queues: str, pool: str, size: int, orphan_signal: signal.Signals) -> Program:
        command = (
            *(*CELERY, "worker", *QUIET, *APART, "--hostname", f"{name}@%h"),
            *("--queues", queues, "--pool", pool, "--concurrency", str(size)),
        )
        return self._program(name, command, orphan_signal=orphan_signal, patience=12.0, last_patience=5.0)

    def _program(
        self,
        name: str,
        command: tuple[str, ...],
        *,
        patience: float,
        last_patience: float,
        process: str | None = None,
        orphan_signal: signal.Signals = signal.SIGTERM,
    ) -> Program:
        return Program(
            name=name,
            command=command,
            environ={**self.environ, "PROCESS": process or ("web" if name == "web" else "worker")},
            log=log_dir(self.folder) / f"{name}.log",
            orphan_signal=orphan_signal,
            patience=patience,
            last_patience=last_patience,
            folder=PROJECT,
            inherited=self.inherited,
        )
