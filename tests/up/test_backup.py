"""A backup holds everything, and the record of the restored desk goes on where the old one ended."""

from pathlib import Path

import pytest

from tests.up.conftest import Desk

pytestmark = pytest.mark.timeout(240)
WRITE = """
from django.utils import timezone
from claims.flow import intake
for number in range({number}):
    intake.receive(intake.Received(text=f"{{number}} trucks, {word}."), now=timezone.now())
"""


def do(desk: Desk, *arguments: str, fails: bool = False) -> str:
    ended = desk.command(*arguments)
    assert (ended.returncode != 0) == fails, ended.stderr
    return ended.stderr if fails else ended.stdout


def write(desk: Desk, number: int, word: str) -> None:
    do(desk, "shell", "--no-imports", "-c", WRITE.format(number=number, word=word))


def test_there_and_back_and_on(desk: Desk, tmp_path: Path) -> None:
    file, other = tmp_path / "desk.dump", Desk(tmp_path / "other")
    do(desk, "migrate", "-v0")
    write(desk, 5, "early")
    assert "5 events" in do(desk, "verify_events")
    do(desk, "backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    assert "Restored: 5 articles, 6 events" in do(other, "restore", str(file))
    write(other, 3, "late")
    assert "9 events" in do(other, "verify_events")
    assert "not empty" in do(other, "restore", str(file), fails=True)
    assert "Restored: 5 articles, 6 events" in do(other, "restore", str(file), "--replace")


def test_what_goes_wrong_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    file, half = tmp_path / "desk.dump", tmp_path / "half.dump"
    assert "not up to date" in do(desk, "verify_events", fails=True)
    do(desk, "migrate", "-v0")
    write(desk, 2, "here")
    do(desk, "backup", str(file))
    assert "there already" in do(desk, "backup", str(file), fails=True)
    assert "no folder" in do(desk, "backup", str(tmp_path / "none" / "x"), fails=True)
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    for broken in (half, tmp_path / "none.dump"):
        assert "CommandError" in do(desk, "restore", str(broken), "--replace", fails=True)
    assert "2 events" in do(desk, "verify_events")
    assert list(tmp_path.glob("*.part")) == []
