"""What a body names by its id: there, or refused by the field's name."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from claims.models import Actor
from claims.models.errors import RuleBroken

Row = TypeVar("Row", bound=Model)


def named(rows: "QuerySet[Row, Any]", pk: int, *, field: str) -> Row:
    """The row of that id. Raises RuleBroken: it was understood, but there is none."""
    row: Row | None = rows.filter(pk=pk).first()
    if row is None:
        raise RuleBroken("There is nothing of this id.", field=field, code="no_such")
    return row


def party(given: int | tuple[str, str | None] | None, *, field: str) -> Actor | None:
    """The actor that a body names by its id, or by name and code: found or made. Raises RuleBroken."""
    if given is None or isinstance(given, int):
        return perhaps(Actor.objects.all(), given, field=field)
    name, code = given
    return Actor.objects.find_or_make(name, code=code)


def perhaps(rows: "QuerySet[Row, Any]", pk: int | None, *, field: str) -> Row | None:
    """The same, or None for no id."""
    return None if pk is None else named(rows, pk, field=field)
