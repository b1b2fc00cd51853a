"""The data package is one: its descriptor follows the standard, and every cell is of the type that it says.

The rules are those of the Data Package 2.0 and Table Schema 2.0 (datapackage.org), as far as they are used here.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]  # no stubs are installed

from claims.flow import cases
from claims.models import User
from tests import factories

pytestmark = pytest.mark.django_db
NAME = {"type": "string", "pattern": r"^[a-z0-9._/-]+$"}
FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "type": {"enum": ["string", "number", "integer", "date", "datetime", "boolean"]},
    },
}
RESOURCE = {
    "type": "object",
    "required": ["name", "path", "format", "mediatype", "encoding"],
    "properties": {
        "name": NAME,
        "path": {"type": "string", "pattern": r"^[^/.][^:]*$"},  # below the package, never above it
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {"fields": {"type": "array", "items": FIELD}},
        },
    },
    "if": {"properties": {"type": {"const": "table"}}, "required": ["type"]},
    "then": {"required": ["schema"]},
}
PACKAGE = {
    "type": "object",
    "required": ["resources", "name", "licenses", "created"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": NAME,
        "created": {"type": "string", "format": "date-time"},
        "homepage": {"type": "string", "pattern": "^https?://"},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [{"required": ["name"]}, {"required": ["path"]}]},
        },
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
    },
}
READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


@pytest.fixture
def package(client: Client, omar: User) -> dict[str, Any]:
    """Of one verdict, one case and its ledger."""
    claim = factories.published_claim()
    cases.publish(cases.open_with(claim, title="Shown", by=omar, now=factories.NOW), by=omar)
    told: dict[str, Any] = client.get("/data/datapackage.json").json()
    return told


def test_the_descriptor_follows_the_standard(package: dict[str, Any]) -> None:
    Draft202012Validator(PACKAGE, format_checker=FormatChecker()).validate(package)
    names = Counter(resource["name"] for resource in package["resources"])
    assert set(names.values()) == {1}


def test_every_cell_is_of_its_type(client: Client, package: dict[str, Any]) -> None:
    read = Counter[str]()
    for resource in package["resources"]:
        if resource["format"] != "csv":
            continue
        answer = client.get(f"/data/{resource['path']}")
        text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it streams
        for row in csv.DictReader(io.StringIO(text, newline="")):
            for field in resource["schema"]["fields"]:
                if cell := row[field["name"]]:  # an empty one is a missing value
                    READ[field["type"]](cell)
                    read[field["type"]] += 1
    assert set(read) == set(READ)
