"""A connection to the database that was kept is used again as long as the server holds it, and no longer."""

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh() -> None:
    """A connection that is far from its greatest age."""
    connection.close()


def ask() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def next_request() -> None:
    """What Django does before each."""
    connection.close_if_unusable_or_obsolete()


def test_it_is_kept_without_a_question() -> None:
    pid = ask()
    next_request()
    with CaptureQueriesContext(connection) as asked:
        assert ask() == pid
    assert len(asked) == 1


def test_one_that_the_server_has_ended_is_made_anew() -> None:
    pid = ask()
    held = connection.get_connection_params()
    parameters = {name: held[name] for name in ("dbname", "user", "host", "port") if name in held}
    with psycopg.connect(**parameters, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s)", [pid]).fetchone() == (True,)
    until(lambda: not connection.is_usable(), within=20)
    next_request()
    assert ask() != pid


def test_one_that_was_closed_is_not_usable() -> None:
    ask()
    assert connection.is_usable()
    connection.connection.close()
    assert not connection.is_usable()
    connection.close()
