"""Children are kept alive, asked to stop politely, and never left behind."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from claimtracker import cluster, keeper, programs, supervisor
from claimtracker.servers import PROJECT
from claimtracker.supervisor import Child, Lock, Program, stop

from .conftest import wait_for_end

DEAF = """
import os, signal, sys
for number in (signal.SIGTERM, signal.SIGQUIT):
    signal.signal(number, lambda number, _: os.write(1, f"{signal.Signals(number).name}\\n".encode()))
if forked := os.fork():
    os.write(int(sys.argv[1]), str(forked).encode())
while True:
    signal.pause()
"""
PARENT = """
import os, sys, time
from pathlib import Path
from claimtracker.supervisor import Child, Program
child = Child(Program(name="it", command=["/bin/sleep", "100"], environ={}, log=Path(sys.argv[1])))
child.tend(time.monotonic())
print(Path(f"/proc/self/task/{os.getpid()}/children").read_text(), flush=True)
sys.stdin.read()
"""
FETCHES = """
import os, signal
from claimtracker.supervisor import asked_to_stop, block_signals, next_signal
block_signals()
assert not asked_to_stop()
assert next_signal(0.01) is None
os.kill(os.getpid(), signal.SIGTERM)
assert asked_to_stop()
assert next_signal(1) == signal.SIGTERM
assert not asked_to_stop()
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(name="it", command=["/bin/false"], environ={}, log=tmp_path / "it.log")


def test_what_ends_is_started_again_after_growing_pauses(program: Program) -> None:
    child = Child(program)
    now, pauses = 1000.0, []
    child.tend(now)
    for _ in range(8):
        assert child.wait(time.monotonic() + 10)
        news = child.tend(now)
        assert news is not None
        assert "it ended with 1" in news
        started = now
        while not child.running and child.exit_code is None:
            now += 0.5
            child.tend(now)
        pauses.append(now - started)
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    stop([child])


def test_failures_are_forgotten_after_a_minute_alive(program: Program) -> None:
    child = Child(program)
    child.tend(0.0)
    assert child.wait(time.monotonic() + 10)
    child.tend(1.0)
    assert child.failures == 1
    child.tend(10.0)
    assert child.wait(time.monotonic() + 10)
    child.tend(100.0)
    assert child.failures == 0
    stop([child])


def test_the_deaf_are_asked_twice_and_then_killed_with_all_they_forked(program: Program) -> None:
    heard, told = os.pipe()
    command = [sys.executable, "-c", DEAF, str(told)]
    child = Child(replace(program, command=command, inherited=(told,), patience=0.5, last_patience=0.5))
    child.tend(time.monotonic())
    forked = int(os.read(heard, 20))
    stop([child])
    assert wait_for_end({forked}, within=5.0) == set()
    assert program.log.read_text().split() == ["SIGTERM", "SIGQUIT"]
    os.close(heard)
    os.close(told)


def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "log")],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    assert wait_for_end({child}, within=10.0) == set()


def test_a_long_log_is_moved_aside(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LOG_LIMIT", 10)
    program.log.write_text("eleven chars")
    child = Child(program)
    child.tend(time.monotonic())
    stop([child])
    assert program.log.with_name("it.log.1").read_text() == "eleven chars"
    assert program.log.stat().st_size == 0


def test_a_lock_is_shared_by_many_or_held_by_one(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert first.take(shared=True)
    assert second.take(shared=True)
    assert not first.take(), "and the share is lost by asking for more"
    assert second.take()
    second.note("mine")
    assert first.read() == "mine"
    assert not first.take(shared=True)
    second.close()
    assert first.take()
    first.close()


def test_stopping_everything_takes_less_than_forty_seconds(tmp_path: Path) -> None:
    desk = programs.Desk(folder=tmp_path, environ={}, inherited=())
    in_turn = [
        desk.manage("demo", "load_demo"),
        desk.web("127.0.0.1", 8000),
        desk.beat(),
        max(desk.worker(), desk.courier(), key=lambda program: program.patience),
        keeper.valkey(tmp_path, throwaway=True),
        cluster.program(tmp_path, throwaway=True),
    ]
    assert sum(program.patience + program.last_patience for program in in_turn) <= 40


def test_stop_signals_are_fetched_when_they_are_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", FETCHES], cwd=PROJECT, check=False, timeout=30)
    assert done.returncode == 0
