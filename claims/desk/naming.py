"""Whom an event is about, by name: the record itself holds numbers alone, so that a name can change."""

from collections.abc import Mapping, Sequence
from typing import Any

from claims import contract
from claims.models import User


def of_events(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The contract's events; where one made something somebody's job, `assignee` is that person's name."""
    events = [contract.events.event(row) for row in rows]
    pks = {event["after"].get("assignee") for event in events if event["verb"] == "claim.assigned"} - {None}
    people = User.objects.in_bulk(list(pks)) if pks else {}
    named = {pk: user.display_name for pk, user in people.items()}
    return [event | {"assignee": named.get(event["after"].get("assignee"))} for event in events]
