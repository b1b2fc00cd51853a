"""`manage.py up` as its user meets it: one command starts everything, one signal stops everything."""

import signal
import socket

import httpx
import pytest

from .conftest import Desk, processes_of, wait_for_end

ALL_STOPPED_WITHIN = 40.0


@pytest.mark.timeout(300)
def test_a_desk_starts_survives_the_worst_and_stops(desk: Desk) -> None:
    up = desk.start()
    address = f"http://127.0.0.1:{desk.environ['PORT']}"
    assert any(address in line for line in desk.lines), desk.lines
    assert httpx.get(f"{address}/readyz").status_code == 200
    with httpx.Client() as program:
        refused = [program.post(f"{address}/api/v1/articles/", content=b" " * 100_000).status_code for _ in range(20)]
    assert refused == [401] * 20, "a body that nobody read costs no later request its connection"
    assert [line.split()[0] for line in desk.lines if len(line.split()) == 2] == ["rita", "omar"], (
        "two editors' names and passwords, the first time"
    )

    again = desk.command("up")
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.count("\n") == 1
    assert f"process {up.pid}" in again.stderr
    assert desk.command("migrate", "--check").returncode == 0, "a command beside it finds the servers"

    everything = processes_of(desk.folder)
    assert len(everything) > 10
    up.kill()
    assert wait_for_end(everything, within=ALL_STOPPED_WITHIN) == set()

    up = desk.start()
    assert "is ready" in desk.lines[-1], desk.lines
    assert len(desk.lines) == 1, "nobody's password is shown again"
    everything = processes_of(desk.folder)
    up.send_signal(signal.SIGINT)
    up.send_signal(signal.SIGTERM)
    printed, _ = up.communicate(timeout=ALL_STOPPED_WITHIN)
    assert (up.returncode, printed.split("\n")[-2]) == (0, "Stopped.")
    assert processes_of(desk.folder) == set()


def test_a_command_alone_starts_the_servers_and_stops_them(desk: Desk) -> None:
    migrated = desk.command("migrate", "--verbosity", "0")
    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert processes_of(desk.folder) == set()
    assert (desk.folder / "postgres" / "PG_VERSION").exists()


def test_commands_that_need_no_database_start_nothing(desk: Desk) -> None:
    assert desk.command("check").returncode == 0
    assert desk.command("up", "--help").returncode == 0
    assert not (desk.folder / "postgres").exists()


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"PORT": "eighty"}, "PORT"),
        ({"DATA_DIR": "/dev/null"}, "DATA_DIR"),
        ({"HOST": "192.0.2.1"}, "HOST"),
        ({"DATABASE_URL": "mysql://desk@127.0.0.1/desk"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://desk@127.0.0.1:1/desk", "REDIS_URL": "redis://127.0.0.1:1"}, "DATABASE_URL"),
    ],
)
def test_what_stands_in_the_way_is_told_in_one_sentence(desk: Desk, environ: dict[str, str], word: str) -> None:
    failed = desk.command("up", **environ)
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1, failed.stderr
    assert word in failed.stderr
    assert processes_of(desk.folder) == set()


def test_a_port_in_use_is_told(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        failed = desk.command("up", PORT=port)
    assert failed.returncode == 1
    assert failed.stderr == f"Port {port} on 127.0.0.1 is in use: stop what uses it, or choose another PORT.\n"


def test_a_broker_that_is_away_is_told_and_the_database_stops_again(desk: Desk) -> None:
    failed = desk.command("up", REDIS_URL="redis://127.0.0.1:1/0")
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1, failed.stderr
    assert "REDIS_URL" in failed.stderr
    assert processes_of(desk.folder) == set()
