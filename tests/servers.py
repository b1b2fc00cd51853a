"""A pytest plugin (`-p tests.servers`): PostgreSQL and Valkey for one test run, in a data folder of its own.

They are started before the settings are read, and stopped at the end, on Ctrl-C, and by their keeper if the run is
killed. Under xdist every worker has its own: transaction numbers are one row for all databases of a server, so that
one worker's open transaction would hold back what another one waits to see committed.
With `DATABASE_URL` set from outside, that database is used and only what is missing is started.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack

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
    ending = ExitStack()
    early_config.add_cleanup(ending.close)
    prepare(ending)
    if in_worker() or not early_config.known_args_namespace.numprocesses:
        servers.fill_in(os.environ)
        ending.enter_context(servers.use(os.environ, throwaway=True))
    return (yield)


def prepare(ending: ExitStack) -> None:
    """Give this process a data folder, within the controller's where there is one, until `ending` removes it."""
    above = os.environ["DATA_DIR"] if in_worker() else None
    folder = tempfile.mkdtemp(prefix="claimtracker-tests-", dir=above)
    ending.callback(shutil.rmtree, folder, ignore_errors=True)
    for name in OTHER_SETTINGS:
        os.environ.pop(name, None)
    os.environ |= {"DATA_DIR": folder, "SECRET_KEY": "only for tests"}
    os.environ |= {"THROTTLE_ANON": "10000000", "THROTTLE_USER": "10000000"}  # tests ask more often than people do
    if above is None:  # every pytest of a user closes the one folder that all of theirs share, to PostgreSQL's user too
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder


def in_worker() -> bool:
    """Whether this process is one that xdist's controller started."""
    return "PYTEST_XDIST_WORKER" in os.environ
