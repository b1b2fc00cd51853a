"""Rows by their ids, by a statement that is worked out once a process: that takes longer than to run it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, F, Lookup, QuerySet, Value

from .parts import Row

IDS = [0]  # stands for the ids while the statement is worked out


class Among(Lookup):
    """`id = ANY(ids)`: one parameter, however many ids there are."""

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The condition and its parameters."""
        (column, before), (ids, after) = self.process_lhs(compiler, connection), self.process_rhs(compiler, connection)
        return f"{column} = ANY({ids})", (*before, *after)


class Prepared:
    """What `values()` asks of a noun for, for those of its rows that are named by their ids."""

    def __init__(self, rows: "QuerySet[Any, dict[str, Any]]") -> None:
        query = rows.filter(Among(F("pk"), Value(IDS, ArrayField(BigIntegerField())))).query
        compiler = query.get_compiler(connection=connection)
        self.sql, self.parameters = compiler.as_sql()
        self.names = [*query.values_select, *query.annotation_select]
        self.converters = compiler.get_converters([expression for expression, *_ in compiler.select])

    def fetch(self, ids: Sequence[int]) -> list[Row]:
        """Those rows, in that order; one that is gone is left out."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [list(ids) if one == IDS else one for one in self.parameters])
            found = {row["id"]: row for row in map(self._row, cursor.fetchall())}
        return [found[pk] for pk in ids if pk in found]

    def _row(self, values: Sequence[Any]) -> dict[str, Any]:
        row = dict(zip(self.names, values, strict=True))
        for at, (converters, expression) in self.converters.items():
            for convert in converters:
                row[self.names[at]] = convert(row[self.names[at]], expression, connection)
        return row
