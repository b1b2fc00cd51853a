"""`manage.py data_dictionary`: every table and column in Markdown, as the models say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models

from claims.contract import dump, tables

HEAD = """# Data dictionary

Every table and column, written by `manage.py data_dictionary` from the models. The objects of the API are in
[api.md](api.md); what the words mean is at the head of each table. Dates are days, times are UTC, numbers exact.
"""
EXPORTS = {"claims": tables.CLAIMS, "cases": tables.CASES}
EXPORTS |= {"verdicts": dump.VERDICTS, "timelines": dump.TIMELINES}


class Command(BaseCommand):
    help = "Print the data dictionary in Markdown."

    def handle(self, **options: Any) -> None:
        self.stdout.write(dictionary(), ending="")


def dictionary() -> str:
    models_ = sorted(apps.get_app_config("claims").get_models(), key=lambda model: model.__name__)
    lines = [line for model in models_ for line in table(model)]
    lines += [line for name, columns in EXPORTS.items() for line in export(name, columns)]
    return HEAD + "".join(f"{line}\n" for line in lines)


def export(name: str, columns: tables.Columns) -> Iterator[str]:
    yield from ("", f"## Export: {name}", "", "The columns of the CSV; in JSON Lines each stands at that path.", "")
    yield from ("| column | what it is |", "|---|---|", *(f"| `{path}` | {told} |" for path, told in columns.items()))


def table(model: type[models.Model]) -> Iterator[str]:
    yield from ("", f"## {model.__name__}", "", " ".join((model.__doc__ or "").split()), "")
    yield "| column | type | may be null | values |"
    yield "|---|---|---|---|"
    for field in model._meta.local_concrete_fields:
        yield f"| `{field.column}` | {kind(field)} | {'yes' if field.null else ''} | {values(field)} |"


def kind(field: models.Field[Any, Any]) -> str:
    if isinstance(field, models.ForeignKey):
        return f"→ {field.related_model.__name__}"
    if isinstance(field, models.GeneratedField) and field.output_field is not None:
        return f"{kind(field.output_field)}, worked out"
    if isinstance(field, models.DecimalField):
        return f"decimal, {field.decimal_places} places"
    words = {"CharField": "text", "TextField": "text", "URLField": "URL", "ArrayField": "list", "JSONField": "JSON"}
    words |= {"BigAutoField": "number", "FloatField": "number", "BooleanField": "yes/no", "DateField": "day"}
    words |= {"DateTimeField": "time", "SearchVectorField": "search vector", "DurationField": "duration"}
    name = type(field).__name__
    return words.get(name, "whole number" if "Integer" in name else name)


def values(field: models.Field[Any, Any]) -> str:
    return ", ".join(f"`{value}`" for value, _ in field.choices or ())
