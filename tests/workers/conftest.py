"""A worker as `up` starts it: a process group of its own, on the tests' database and a Valkey of its own."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import redis
from celery import Task
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from claims.models import Heartbeat
from claimtracker import servers
from claimtracker.celery import app
from claimtracker.programs import Desk
from tests.waiting import until

START_WITHIN = 60.0  # seconds; the language model is loaded first


@dataclass
class Workers:
    """The broker, and the worker that is running if one is."""

    folder: Path
    environ: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    logs: list[Path] = field(default_factory=list)

    def run(self) -> None:
        """Have a worker that is ready for work."""
        if self.process is not None:
            return
        Heartbeat.objects.all().delete()
        self.start()
        until(Heartbeat.objects.filter(kind="worker").exists, within=START_WITHIN, what=self.said)

    def start(self) -> None:
        program = Desk(self.folder, self.environ, ()).worker()
        self.logs.append(self.folder / f"worker-{len(self.logs)}.log")
        with self.logs[-1].open("wb") as log:
            self.process = subprocess.Popen(
                program.command,
                env=dict(program.environ),
                cwd=program.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """`kill -9` of the worker and all its children, at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def ring(self, task: "Task[..., None]", *arguments: int) -> None:
        """Send the task's message, as `hint` does."""
        with app.connection_for_write(self.environ["REDIS_URL"]) as broker:
            app.send_task(task.name, arguments, connection=broker, retry=False)

    @property
    def valkey(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=urlsplit(self.environ["REDIS_URL"]).path)

    def said(self) -> str:
        return self.logs[-1].read_text()[-3000:] if self.logs else "no worker was started"


@pytest.fixture
def workers(workers_of_the_module: Workers, transactional_db: None) -> Iterator[Workers]:
    """Killed at the end of each test: what a worker still does must not meet the emptying of the tables."""
    yield workers_of_the_module
    workers_of_the_module.kill()
    until(nobody_is_at_work, within=30, what=workers_of_the_module.said)


@pytest.fixture(scope="module")
def workers_of_the_module(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Workers]:
    folder = tmp_path_factory.mktemp("workers")
    environ = dict(os.environ) | {"DATA_DIR": str(folder), "REDIS_URL": "", "DATABASE_URL": own_database()}
    servers.fill_in(environ)
    with servers.use(environ, throwaway=True):
        its = Workers(folder, environ)
        try:
            yield its
        finally:
            its.kill()
        assert not [log.name for log in its.logs if "Traceback" in log.read_text()]


def nobody_is_at_work() -> bool:
    """Whether every other connection to the tests' database is idle: a killed worker's last statement has ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return bool(cursor.fetchone()[0] == 0)


def own_database() -> str:
    """The address of the database that the tests use."""
    url = urlsplit(settings.DATABASE_URL)
    return str(url._replace(path=f"/{quote(str(connection.settings_dict['NAME']))}").geturl())
