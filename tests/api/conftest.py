"""The people's programs."""

import pytest

from claims.models import User
from tests.api.callers import Caller


@pytest.fixture
def outsider(db: None) -> Caller:
    """Nobody that the desk knows."""
    return Caller()


@pytest.fixture
def as_rita(rita: User) -> Caller:
    """A reviewer's program."""
    return Caller(rita)


@pytest.fixture
def as_omar(omar: User) -> Caller:
    """An editor's program."""
    return Caller(omar)


@pytest.fixture
def as_nina(nina: User) -> Caller:
    """Another editor's program."""
    return Caller(nina)


@pytest.fixture
def as_vera(vera: User) -> Caller:
    """A reader's program."""
    return Caller(vera)
