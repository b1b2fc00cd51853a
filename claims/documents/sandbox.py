"""Child processes for documents: what one does to the parser, it does to a process nobody misses.

A child that has served a document well serves the next one, as starting it costs ten times what a page does. Whatever
goes wrong with a document ends its child.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from claims.documents.unreadable import Unreadable

CPU_SECONDS = 2.0
MEMORY_BYTES = 300_000_000
WALL_SECONDS = 20.0  # a busy machine may be slow; the processor's time is what counts
MOST_IDLE = 2  # children kept by a process for each module
MOST_DOCUMENTS = 200  # that one child serves
MOST_GROWTH = 100_000_000  # bytes that a child may keep between two documents

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

Fields = dict[str, str | None]


class Child:
    """One `python -m module`, which sees none of this process's environment and ends with it."""

    def __init__(self, module: str) -> None:
        self.owner = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603 - the module is named by the calling code
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=_environment(),
            start_new_session=True,
        )

    def ask(self, frames: list[bytes], wall_seconds: float) -> bytes:
        """Send `frames` and return the answer; empty when the child died, or was ended after `wall_seconds`."""
        assert self.process.stdin is not None  # noqa: S101 - both are pipes, as asked for above
        assert self.process.stdout is not None  # noqa: S101
        watch = threading.Timer(wall_seconds, self.process.kill)
        watch.daemon = True
        watch.start()
        try:
            for frame in frames:
                self.process.stdin.write(len(frame).to_bytes(8) + frame)
            self.process.stdin.flush()
            size = int.from_bytes(self.process.stdout.read(8))
            return self.process.stdout.read(size)
        except BrokenPipeError:
            return b""
        finally:
            watch.cancel()

    def usable(self) -> bool:
        """Whether it still runs, and is this process's own and not one inherited by forking."""
        return self.owner == os.getpid() and self.process.poll() is None

    def end(self) -> None:
        """Close the pipes, and end the process if it is this one's."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):  # what was not sent will not be read either
                if pipe:
                    pipe.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()


_idle: defaultdict[str, deque[Child]] = defaultdict(deque)  # its appends and pops need no lock


def run(module: str, text: str, options: Fields, *, wall_seconds: float = WALL_SECONDS) -> Fields:
    """Have a child that runs `module` read `text`, and return its answer.

    A document may take `CPU_SECONDS` of processor time and `MEMORY_BYTES`. Raises the child's `Unreadable`, or
    `too_heavy` when it did not live to answer.
    """
    child = _borrow(module)
    answered = child.ask([json.dumps(options).encode(), text.encode()], wall_seconds)
    if not answered:
        child.end()
        raise Unreadable("too_heavy", "This document takes more time or memory to read than is allowed.")
    answer: Fields = json.loads(answered)
    _give_back(module, child, worn="worn" in answer)
    if code := answer.get("unreadable"):
        raise Unreadable(code, answer.get("message") or "")
    return answer


def serve(read: Callable[[str, Fields], Fields]) -> None:
    """The child's side: answer what `run` sends with what `read` makes of it, or raises, until nothing more comes.

    Called after all imports, so that only the documents' own needs count.
    """
    fresh = _size()
    for served in range(1, MOST_DOCUMENTS + 1):
        options, text = _receive(), _receive()
        _limit()
        try:
            answer = read(text.decode(), json.loads(options))
        except Unreadable as error:
            answer = {"unreadable": error.code, "message": error.message}
        if served == MOST_DOCUMENTS or _size() - fresh > MOST_GROWTH:
            answer = {**answer, "worn": "yes"}
        sent = json.dumps(answer).encode()
        sys.stdout.buffer.write(len(sent).to_bytes(8) + sent)
        sys.stdout.buffer.flush()
        signal.setitimer(signal.ITIMER_PROF, 0)


def _borrow(module: str) -> Child:
    while True:
        try:
            child = _idle[module].pop()
        except IndexError:
            return Child(module)
        if child.usable():
            return child
        child.end()


def _give_back(module: str, child: Child, *, worn: bool) -> None:
    if worn or len(_idle[module]) >= MOST_IDLE:
        child.end()
    else:
        _idle[module].append(child)


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


def _receive() -> bytes:
    """One frame from the parent; ends this process when the parent is gone."""
    size = sys.stdin.buffer.read(8)
    if len(size) < 8:
        sys.exit()
    return sys.stdin.buffer.read(int.from_bytes(size))


def _limit() -> None:
    """Give the next document its time and memory; what goes beyond ends this process."""
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)  # counts processor time; nobody catches its signal
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":  # elsewhere the system does not keep to this limit, or refuses it
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_size() + MEMORY_BYTES, most))


def _size() -> int:
    """Bytes of address space in use; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()
