"""A pytest plugin (`-p tests.servers`): PostgreSQL and Valkey for one test run, in a data folder of its own.

They are started before the settings are read, by the controller alone under xdist, whose workers inherit its
environment; and stopped at the end, on Ctrl-C, and by the kernel's release of the lock if the run is killed.
With `DATABASE_URL` set from outside, that database is used and only what is missing is started.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from claimtracker import servers

# what the developer's shell or make says of their own desk means nothing to the tests
OTHER_SETTINGS = (
    "ALLOWED_HOSTS",
    "DEBUG",
    "DEMO",
    "EXTRACTOR",
    "FETCH_ALLOW",
    "HOST",
    "LEASE_MINUTES",
    "NUM_PROXIES",
    "PORT",
    "PROCESS",
    "PUBLIC_URL",
    "SENDBACK_HOURS",
    "THROTTLE_ANON",
    "THROTTLE_USER",
    "WORTHINESS_THRESHOLD",
)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Start the servers before any other plugin looks at the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        ending = ExitStack()
        early_config.add_cleanup(ending.close)
        start(ending)
    return (yield)


def start(ending: ExitStack) -> None:
    """Set the environment of this run and start its servers; `ending` undoes both."""
    folder = Path(tempfile.mkdtemp(prefix="claimtracker-tests-"))
    ending.callback(shutil.rmtree, folder, ignore_errors=True)
    for name in OTHER_SETTINGS:
        os.environ.pop(name, None)
    os.environ |= {"DATA_DIR": str(folder), "SECRET_KEY": "only for tests"}
    servers.fill_in(os.environ)
    ending.enter_context(servers.use(os.environ, throwaway=True))
