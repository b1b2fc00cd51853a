"""`make clients`: clients that others wrote, as they are, against a desk that this starts and stops.

Google's Python and Node clients of the Fact Check Tools API, and a client in TypeScript whose types are made from the
schema. What Google's clients ask is compared with `tests/api/google_requests.json`, which the tests replay;
`--record` writes that file anew, for newer versions of the clients.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clients.noting import noting

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RECORDED = ROOT / "tests" / "api" / "google_requests.json"
PATIENCE = 300.0  # seconds until the desk is ready with its samples


def main(*, record: bool) -> None:
    """Exits with 1 where a client does not get what it counts on, or asks otherwise than is recorded."""
    with desk() as (address, environ):
        manage("import_factchecks", str(HERE / "factchecks.jsonl"), environ=environ)
        asked = {
            "python": asked_by([str(HERE / "python/.venv/bin/python"), "python/by_google.py"], address),
            "node": asked_by(["node", "node/google.mjs"], address),
        }
        typed(address, manage("create_token", "omar", "--role", "editor", environ=environ))
    if record:
        RECORDED.write_text(json.dumps(asked, indent=1, ensure_ascii=False) + "\n")
    elif asked != json.loads(RECORDED.read_text()):
        sys.exit(f"The clients ask otherwise than {RECORDED.name} says: look at it, then make clients RECORD=1.")
    print(f"{sum(map(len, asked.values()))} requests of Google's clients and the typed client: all well.")


@contextmanager
def desk() -> Iterator[tuple[str, dict[str, str]]]:
    """A desk with the samples, on a free port, in a folder of its own: its address, and the environment it runs in."""
    folder = tempfile.mkdtemp(prefix="claimtracker-clients-")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = os.environ | {"DATA_DIR": folder, "PORT": str(port)}
    program = [sys.executable, "manage.py", "up", "--demo"]
    up = subprocess.Popen(program, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(up, address)
        yield address, environ
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(120)
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(up: "subprocess.Popen[bytes]", address: str) -> None:
    """Until the desk is ready; SystemExit where it ends before, or takes too long."""
    until = time.monotonic() + PATIENCE
    while not ready(address):
        if up.poll() is not None or time.monotonic() > until:
            sys.exit("The desk did not start.")
        time.sleep(0.5)


def ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False


def manage(*words: str, environ: Mapping[str, str]) -> str:
    """What that command prints."""
    return run([sys.executable, "manage.py", *words], cwd=ROOT, environ=environ).strip()


def asked_by(program: list[str], address: str) -> list[dict[str, Any]]:
    """What the client asked while its check went well."""
    with noting(int(address.rpartition(":")[2])) as (door, asked):
        run([*program, door], cwd=HERE)
    return asked


def typed(address: str, token: str) -> None:
    """Make the types, compile the client that uses them, and let it ask."""
    node = HERE / "node"
    run(
        ["npx", "--no-install", "openapi-typescript", f"{address}/api/schema/?format=json", "-o", "schema.d.ts"],
        cwd=node,
    )
    run(["npx", "--no-install", "tsc", "--noEmit", "-p", "."], cwd=node)
    run(["npx", "--no-install", "tsc", "-p", "."], cwd=node)
    run(["node", "build/typed.js", address, token], cwd=node)


def run(program: list[str], *, cwd: Path, environ: Mapping[str, str] | None = None) -> str:
    """What it prints; SystemExit, with what it said, where it fails."""
    done = subprocess.run(program, cwd=cwd, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        sys.exit(f"{' '.join(program)}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main(record="--record" in sys.argv[1:])
