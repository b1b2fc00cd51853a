"""The embedded servers are shared by whoever needs them, and stop with the last of these, however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from claimtracker import servers
from claimtracker.servers import POSTGRES, PROJECT, VALKEY, CannotStart, Hold, Keeper

from .conftest import processes_of, wait_for_end

BOTH = (POSTGRES, VALKEY)
HOLD_AND_TELL = """
import os, sys
from claimtracker import servers
with servers.use(os.environ, throwaway=True):
    print("held", flush=True)
    sys.stdin.read()
"""


def environ_for(folder: Path) -> dict[str, str]:
    environ = {"DATA_DIR": str(folder)}
    servers.fill_in(environ)
    return environ


def test_both_answer_with_what_the_desk_needs_of_them(tmp_path: Path) -> None:
    environ = environ_for(tmp_path)
    with servers.use(environ), psycopg.connect(environ["DATABASE_URL"]) as database:
        database.execute("CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent")
        assert database.execute("SELECT similarity('Łódź', 'łódź'), similarity('Łódź', 'Kyïv')").fetchone() == (1, 0)
        settings = {
            name: database.execute("SELECT current_setting(%s)", [name]).fetchone()
            for name in ("data_checksums", "listen_addresses", "fsync", "server_encoding")
        }
        assert settings == {
            "data_checksums": ("on",),
            "listen_addresses": ("",),
            "fsync": ("on",),
            "server_encoding": ("UTF8",),
        }
        broker = redis.from_url(environ["REDIS_URL"].replace("redis+socket", "unix"))
        kept = broker.config_get("append*")
        assert (kept["appendonly"], kept["appendfsync"]) == ("yes", "everysec")
        assert broker.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert broker.config_get("port") == {"port": "0"}
        broker.close()
    assert Keeper.of(tmp_path) is None


def test_the_first_starts_them_and_the_last_stops_them(tmp_path: Path) -> None:
    first, second = Hold(tmp_path, BOTH, throwaway=True), Hold(tmp_path, BOTH, throwaway=True)
    first.ensure()
    second.ensure()
    keeper = Keeper.of(tmp_path)
    first.close()
    assert Keeper.of(tmp_path) == keeper
    second.close()
    assert Keeper.of(tmp_path) is None
    assert not servers.socket_dir(tmp_path).exists()


def test_they_stop_when_their_only_user_is_killed(tmp_path: Path) -> None:
    user = subprocess.Popen(
        [sys.executable, "-c", HOLD_AND_TELL],
        cwd=PROJECT,
        env={**os.environ, **environ_for(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert user.stdout is not None
    assert user.stdout.readline() == b"held\n"
    running = processes_of(tmp_path)
    user.kill()
    user.communicate()
    assert wait_for_end(running, within=20.0) == set()


def test_they_are_started_again_when_their_keeper_is_killed(tmp_path: Path) -> None:
    environ = environ_for(tmp_path)
    with servers.use(environ, throwaway=True) as hold:
        assert hold is not None
        keeper = Keeper.of(tmp_path)
        assert keeper is not None
        os.kill(keeper.pid, signal.SIGKILL)
        wait_for_end({keeper.pid}, within=10.0)
        hold.ensure()
        with psycopg.connect(environ["DATABASE_URL"]) as database:
            assert database.execute("SELECT 1").fetchone() == (1,)


def test_a_stale_pid_file_of_another_program_is_cleared(tmp_path: Path) -> None:
    environ = environ_for(tmp_path)
    with servers.use(environ):
        pass
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    (tmp_path / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n{tmp_path}\n")
    with servers.use(environ), psycopg.connect(environ["DATABASE_URL"]) as database:
        assert database.execute("SELECT 1").fetchone() == (1,)
    stranger.communicate(b"\n")


def test_servers_that_run_without_what_one_needs_are_told(tmp_path: Path) -> None:
    only_valkey = Hold(tmp_path, (VALKEY,), throwaway=True)
    only_valkey.ensure()
    both = Hold(tmp_path, BOTH, throwaway=True)
    with pytest.raises(CannotStart, match="run without postgres"):
        both.ensure()
    both.close()
    only_valkey.close()


def test_a_cluster_that_is_broken_is_told(tmp_path: Path) -> None:
    environ = environ_for(tmp_path)
    with servers.use(environ):
        pass
    (tmp_path / "postgres" / "global" / "pg_control").write_bytes(b"bent")
    with pytest.raises(CannotStart, match=r"postgres does not start: .*postgres\.log"), servers.use(environ):
        pass
    assert Keeper.of(tmp_path) is None


@pytest.mark.parametrize("name", ["deep" * 30, "with space", "größe", "per%cent", "a:b"])
def test_sockets_of_unwieldy_folders_are_elsewhere(tmp_path: Path, name: str) -> None:
    sockets = servers.socket_dir(tmp_path / name)
    assert tmp_path not in sockets.parents
    assert sockets != servers.socket_dir(tmp_path / f"{name}2")


def test_a_deep_folder_works(tmp_path: Path) -> None:
    environ = environ_for(tmp_path / ("deep" * 30))
    with servers.use(environ, throwaway=True), psycopg.connect(environ["DATABASE_URL"]) as database:
        assert database.execute("SELECT 1").fetchone() == (1,)
    assert not servers.socket_dir(servers.data_dir(environ)).exists()


def test_addresses_from_outside_are_used_as_they_are(tmp_path: Path) -> None:
    environ = {"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgres://desk@db/desk", "REDIS_URL": ""}
    servers.fill_in(environ)
    assert environ["DATABASE_URL"] == "postgres://desk@db/desk"
    assert servers.embedded(environ) == (VALKEY,)
    environ["REDIS_URL"] = "redis://cache:6379/0"
    with servers.use(environ) as hold:
        assert hold is None
    assert list(tmp_path.iterdir()) == []
