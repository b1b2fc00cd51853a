"""An operator asks whether anybody bent the record."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import Event
from tests import factories


def verify() -> str:
    out = StringIO()
    call_command("verify_events", stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_record_that_nobody_touched_is_as_it_was_sealed() -> None:
    factories.published_claim()
    assert verify() == f"{Event.objects.count()} events: every line is as it was sealed.\n"
    assert "every line" in verify()


@pytest.mark.django_db(transaction=True)
def test_it_names_the_first_bent_line() -> None:
    factories.published_claim()
    verify()
    bent = Event.objects.order_by("id")[2]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # what only the database's owner can do
        cursor.execute("UPDATE claims_event SET verb = 'claim.forged' WHERE id = %s", [bent.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    with pytest.raises(CommandError, match=f"event {bent.pk}: it is not as it was sealed"):
        verify()
