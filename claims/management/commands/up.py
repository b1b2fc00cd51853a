"""`manage.py up`: the whole desk on one machine, servers included, until it is told to stop."""

from __future__ import annotations

import contextlib
import errno
import http.client
import os
import shutil
import socket
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from kombu.exceptions import OperationalError as BrokerError

from claims.flow import people
from claimtracker import servers
from claimtracker.celery import app
from claimtracker.programs import Desk
from claimtracker.servers import CannotStart, Hold
from claimtracker.supervisor import (
    STOP_SIGNALS,
    Child,
    asked_to_stop,
    block_signals,
    next_signal,
    stop,
)

PORT_FREE_WITHIN = 15.0  # seconds that the web server of a killed `up` may take to end
LATE = 30.0  # seconds after which the start is said to take long
TICK_AT_START, TICK = 0.3, 1.0  # seconds between two looks at the children
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - how to reach what listens everywhere


def emptied(folder: Path) -> Path:
    """The folder, made if need be, with nothing in it: what the processes of an earlier start counted goes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


class Command(BaseCommand):
    """Start the servers, the web server, the workers and the clock; keep them running; stop them all."""

    help = "Run the whole desk on this machine: database, broker, web server and workers. Ctrl-C stops it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The one flag."""
        parser.add_argument("--demo", action="store_true", help="load the sample articles, once")

    def handle(self, *, demo: bool, **options: object) -> None:
        """CannotStart where something stands in the way; back after a stop signal, with nothing left running."""
        block_signals()
        own = servers.lock(settings.DATA_DIR, "up.lock")
        if not own.take():
            raise CannotStart(
                f"claimtracker is running already on {settings.DATA_DIR} (process {own.read()}): use that one, "
                "or choose another DATA_DIR and PORT.",
                exit_code=2,
            )
        try:
            check_port(settings.HOST, settings.PORT, patience=PORT_FREE_WITHIN if own.read() else 0.0)
            own.note(str(os.getpid()))
            with servers.use(os.environ) as hold:
                self.prepare()
                self.run(hold, demo=demo)
        except KeyboardInterrupt:
            pass  # told to stop while it started: all is stopped again
        finally:
            own.note("")
        self.say("Stopped.")

    def say(self, line: str) -> None:
        """Print a line now, also into a pipe; whoever read it may have gone, which stops nothing."""
        with contextlib.suppress(BrokenPipeError):
            self.stdout.write(line)
            self.stdout.flush()

    def prepare(self) -> None:
        """Bring the database up to date, and make the first two editors of an empty one."""
        connection.ensure_connection()
        check_broker()
        call_command("migrate", interactive=False, verbosity=0)
        made = people.first_editors()
        connections.close_all()
        if made:
            self.say("Two editors can sign in. Write their passwords down, they are shown only now:")
        for name, password in made:
            self.say(f"  {name}  {password}")

    def run(self, hold: Hold | None, *, demo: bool) -> None:
        """Run the desk until a stop signal arrives; then stop its processes in their order."""
        desk = Desk(
            folder=settings.DATA_DIR,
            environ={
                **os.environ,
                "DEMO": "1" if demo else "0",
                "PROMETHEUS_MULTIPROC_DIR": str(emptied(settings.DATA_DIR / "metrics")),
            },
            inherited=(hold.descriptor,) if hold else (),
        )
        loader = Child(desk.manage("demo", "load_demo"))
        web, beat = Child(desk.web(settings.HOST, settings.PORT)), Child(desk.beat())
        workers = [Child(desk.worker()), Child(desk.courier())]
        try:
            self.watch([web, *workers, beat], hold, self.opening(loader if demo else None))
        finally:
            self.say("Stopping …")
            for children in ([loader], [web], [beat], workers):
                stop(children)

    def watch(self, children: list[Child], hold: Hold | None, opening: Iterator[None]) -> None:
        """Keep the children and the servers running, and go on with the opening, until a stop signal arrives."""
        tick = TICK_AT_START
        while not asked_to_stop():
            for child in children:
                if news := child.tend(time.monotonic()):
                    self.say(news)
            if hold:
                hold.tend()
            if next(opening, "open") == "open":
                tick = TICK
            if next_signal(tick) in STOP_SIGNALS:
                return

    def opening(self, loader: Child | None) -> Iterator[None]:
        """What happens once after the start, step by step; it yields wherever it would have to wait."""
        began = time.monotonic()
        while answer("/healthz")[0] != 200:
            yield
        if loader:
            loader.tend(time.monotonic())
            while loader.running:
                yield
            if loader.exit_code:
                self.say(f"The samples could not be loaded: {loader.program.log} says why.")
        late = began + LATE
        while (said := answer("/readyz"))[0] != 200:
            if time.monotonic() > late:
                late = float("inf")
                self.say(f"This takes long: {settings.PUBLIC_URL}/readyz says {said[1] or 'nothing'}")
            yield
        self.say(f"claimtracker is ready: {settings.PUBLIC_URL}  (Ctrl-C stops it)")


def check_port(host: str, port: int, *, patience: float) -> None:
    """CannotStart unless the web server will be able to listen there, at the latest after `patience` seconds."""
    until = time.monotonic() + patience
    while error := listening_fails(host, port):
        if error.errno != errno.EADDRINUSE:
            raise CannotStart(f"HOST {host}, PORT {port} cannot be used ({error.strerror}): choose others.")
        if time.monotonic() >= until:
            raise CannotStart(f"Port {port} on {host} is in use: stop what uses it, or choose another PORT.")
        if asked_to_stop():
            raise KeyboardInterrupt
        time.sleep(0.1)


def listening_fails(host: str, port: int) -> OSError | None:
    """The error of listening there, if there is one."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        return error
    return None


def check_broker() -> None:
    """CannotStart unless the broker answers."""
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=5)
    except (BrokerError, OSError) as error:
        raise CannotStart(f"The broker does not answer ({error}): check REDIS_URL, and start it.") from error
    except (KeyError, ValueError) as error:
        raise CannotStart("REDIS_URL cannot be read: give redis://host:port/0.") from error


def answer(path: str) -> tuple[int, str]:
    """The web server's answer: its status, 0 where there is none, and the beginning of what it says."""
    host = EVERYWHERE.get(settings.HOST, settings.HOST)
    client = http.client.HTTPConnection(host, settings.PORT, timeout=2.0)
    try:
        client.request("GET", path, headers={"Host": urlsplit(settings.PUBLIC_URL).netloc})
        response = client.getresponse()
        return response.status, response.read(500).decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        client.close()
