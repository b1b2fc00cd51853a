"""Waiting for what another process does, no longer than need be and never for ever."""

import time
from collections.abc import Callable

LOOK_EVERY = 0.05  # seconds


def until(happened: Callable[[], object], *, within: float, what: Callable[[], str] = lambda: "") -> None:
    """Return as soon as `happened()` is true; fail after `within` seconds, with what `what()` says then."""
    end = time.monotonic() + within
    while not happened():
        assert time.monotonic() < end, f"it did not happen within {within} s: {what()}"
        time.sleep(LOOK_EVERY)
