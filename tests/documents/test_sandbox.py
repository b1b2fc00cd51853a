"""Children serve one document after the other, and end with the first that goes wrong."""

import os
from collections import deque
from collections.abc import Iterator

import pytest

from claims.documents import Unreadable, sandbox

PAGE = "".join(f"<p>On day {n} the minister promised {n} howitzers to Ukraine.</p>" for n in range(9))
HEAVY = "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">"


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Iterator[deque[sandbox.Child]]:
    """The children of this test alone."""
    monkeypatch.setattr(sandbox, "_idle", type(sandbox._idle)(deque))
    own = sandbox._idle["claims.documents"]
    yield own
    while own:
        own.pop().end()


def read(markup: str = PAGE, **terms: float) -> str:
    return sandbox.run("claims.documents", markup, {"url": None}, **terms)["text"] or ""


def test_a_child_serves_the_next_document_too(idle: deque[sandbox.Child]) -> None:
    assert read() == read()
    [child] = idle
    pid = child.process.pid
    with pytest.raises(Unreadable):
        read("<html></html>")
    assert [child.process.pid for child in idle] == [pid]


def test_a_child_is_ended_with_the_document_that_was_too_much(idle: deque[sandbox.Child]) -> None:
    read()
    [child] = idle
    with pytest.raises(Unreadable) as refusal:
        read(HEAVY, wall_seconds=0.2)
    assert refusal.value.code == "too_heavy"
    assert child.process.poll() is not None
    assert not idle
    assert "day 8" in read()


def test_a_child_that_died_in_its_sleep_is_replaced(idle: deque[sandbox.Child]) -> None:
    read()
    idle[0].process.kill()
    idle[0].process.wait()
    assert "day 8" in read()


def test_a_child_inherited_by_forking_is_left_alone(idle: deque[sandbox.Child]) -> None:
    read()
    [inherited] = idle
    inherited.owner = os.getpid() + 1
    read()
    assert [child.owner for child in idle] == [os.getpid()]
    inherited.process.wait(10)  # it ends by itself, as nobody holds its pipe any more
    assert inherited.process.returncode == 0


def test_a_worn_child_is_let_go(idle: deque[sandbox.Child]) -> None:
    child = sandbox.Child("claims.documents")
    sandbox._give_back("claims.documents", child, worn=True)
    assert not idle
    assert child.process.poll() is not None


def test_only_so_many_children_are_kept(idle: deque[sandbox.Child]) -> None:
    children = [sandbox.Child("claims.documents") for _ in range(sandbox.MOST_IDLE + 1)]
    for child in children:
        sandbox._give_back("claims.documents", child, worn=False)
    assert len(idle) == sandbox.MOST_IDLE
    assert children[-1].process.poll() is not None


def test_a_child_knows_nothing_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for the child")
    assert set(sandbox._environment()) <= {"PATH", "LD_LIBRARY_PATH", "SYSTEMROOT"}
