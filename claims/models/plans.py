"""How PostgreSQL plans statements that are prepared, as all of ours are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def planned_for_their_values() -> Iterator[None]:
    """In a transaction whose statements are planned for the values that they are given, each time.

    A plan for any values is good where these differ little. Some givers and receivers have a thousand times as many
    claims as others: the plan that suits most pairs sorts all claims of the busiest to keep the newest.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        yield


@contextmanager
def planned_each_time() -> Iterator[None]:
    """The same for statements that are cheap to plan, without a transaction: they are not prepared at all."""
    connection.ensure_connection()
    held: Any = connection.connection
    usual = held.prepare_threshold
    held.prepare_threshold = None
    try:
        yield
    finally:
        held.prepare_threshold = usual
