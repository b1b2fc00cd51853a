"""A child process for one document: what the document does to the parser, it does to a process nobody misses."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from claims.documents.unreadable import Unreadable

CPU_SECONDS = 2
MEMORY_BYTES = 300_000_000
WALL_SECONDS = 20.0  # a busy machine may be slow; the processor's time is what counts

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

Fields = dict[str, str | None]


def run(module: str, text: str, options: Fields, *, wall_seconds: float = WALL_SECONDS) -> Fields:
    """Run `python -m module` on `text` and `options` and return its answer.

    The child sees none of this process's environment, and may use `CPU_SECONDS` of processor time and `MEMORY_BYTES`
    beyond what it needs to start. Raises the child's `Unreadable`, or `too_heavy` when it did not live to answer.
    """
    try:
        done = subprocess.run(  # noqa: S603 - the module is named by the calling code
            [sys.executable, "-m", module],
            input=json.dumps(options).encode() + b"\n" + text.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=wall_seconds,
            cwd=_ROOT,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_heavy() from None
    if done.returncode != 0:
        raise _too_heavy()
    answer: Fields = json.loads(done.stdout)
    if code := answer.get("unreadable"):
        raise Unreadable(code, answer.get("message") or "")
    return answer


def serve(read: Callable[[str, Fields], Fields]) -> None:
    """The child's side: set the limits, read what `run` sent, answer with what `read` makes of it, or raises."""
    _limit()
    options, _, text = sys.stdin.buffer.read().partition(b"\n")
    try:
        answer = read(text.decode(), json.loads(options))
    except Unreadable as error:
        answer = {"unreadable": error.code, "message": error.message}
    sys.stdout.write(json.dumps(answer))


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


def _limit() -> None:
    """Called after all imports, so that only the document's own needs count."""
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)  # counts processor time; its signal ends the process
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":  # elsewhere the system does not keep to this limit, or refuses it
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _too_heavy() -> Unreadable:
    return Unreadable("too_heavy", "This document takes more time or memory to read than is allowed.")
