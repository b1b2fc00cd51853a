"""`make fuzz`: schemathesis with all its checks, against a desk of its own, as every role, as an outsider, as nobody.

It starts the desk in a folder that is thrown away, for what is generated changes and removes whatever it can reach.
What fails is printed with a command that sends it again; the whole is repeated by the seed that is printed.
"""

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
ROLES = ["reader", "reviewer", "editor", "admin"]
NOBODY = "Token ct_of-nobody"
PATIENCE = 300  # seconds until the desk answers


def main() -> int:
    """0 where every answer is as the schema declares it."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        port = _free_port()
        environ = os.environ | {
            "DATA_DIR": folder,
            "PORT": str(port),
            "THROTTLE_USER": "10000000",
            "THROTTLE_ANON": "10000000",
            "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
            "PYTHONPATH": str(ROOT),
        }
        with _desk(environ, port):
            found = {name: _fuzz(name, port, environ, options) for name in ["outsider", "nobody", *ROLES]}
    failed = [name for name, code in found.items() if code]
    sys.stdout.write(f"\nSeed {options.seed}, {options.examples} examples of each operation.\n")
    if not failed:
        sys.stdout.write("Every answer was as the schema declares it.\n")
        return 0
    again = f"make fuzz SEED={options.seed} EXAMPLES={options.examples}"
    sys.stdout.write(f"Not so as {', '.join(failed)}. To repeat: {again}\n")
    return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    return parser.parse_args()


def _fuzz(name: str, port: int, environ: dict[str, str], options: argparse.Namespace) -> int:
    """One run of its command line, with what that one shows at the door."""
    shown = {"outsider": "", "nobody": NOBODY}.get(name) if name not in ROLES else f"Token {_token(name, environ)}"
    sys.stdout.write(f"\n== as {name}\n")
    sys.stdout.flush()
    command = [str(BIN / "schemathesis"), "--config-file", str(ROOT / "schemathesis.toml"), "run"]
    command += [f"http://127.0.0.1:{port}/api/schema/?format=json", "--continue-on-failure"]
    command += ["--max-examples", str(options.examples), "--seed", str(options.seed)]
    command += ["--header", f"Authorization: {shown}"] if shown else []
    return subprocess.run(command, env=environ, cwd=ROOT, check=False).returncode


def _token(role: str, environ: dict[str, str]) -> str:
    command = [sys.executable, "manage.py", "create_token", f"fuzz_{role}", "--role", role]
    made = subprocess.run(command, env=environ, cwd=ROOT, check=True, capture_output=True, text=True)
    return made.stdout.strip()


@contextmanager
def _desk(environ: dict[str, str], port: int) -> Iterator[None]:
    """A desk with the samples, as long as it is needed."""
    process = subprocess.Popen([sys.executable, "manage.py", "up", "--demo"], env=environ, cwd=ROOT)
    try:
        _wait(f"http://127.0.0.1:{port}/readyz", process)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=120)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until the address answers 200. SystemExit where the desk ends, or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=1)
    raise SystemExit("The desk did not start.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    raise SystemExit(main())
