"""Examples in the OpenAPI schema: one for every shape, put where the shape is taken or answered.

The objects stand in `examples.json` by the names of their shapes, and texts by their operation and type; they are what
a desk answered about one story.
A row of a list is the object without what lists leave out, a page is a list of one row, a problem is its status's.
"""

import json
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

PROBLEM = "application/problem+json"
JSON = "application/json"
FILE = Path(__file__).with_name("examples.json")
INVALID = {
    "type": "urn:claimtracker:problem:invalid",
    "title": "Invalid input",
    "status": 400,
    "detail": "The input was not understood; `errors` says where.",
    "errors": [{"field": "titel", "code": "unknown", "message": "There is no field of this name here."}],
}


@cache
def stored() -> dict[str, Any]:
    """Every example by the name of its shape."""
    told: dict[str, Any] = json.loads(FILE.read_text())
    return told


def fill(operation: dict[str, Any], components: dict[str, Any]) -> None:
    """Give an operation's body and answers their examples."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        _show(content, f"{operation['operationId']} body", components)
    for status, answer in operation["responses"].items():
        for kind, content in answer.get("content", {}).items():
            if kind == PROBLEM:
                content["example"] = problem(int(status), answer["description"])
            else:
                _show(content, f"{operation['operationId']} {kind}", components)


def problem(status: int, detail: str) -> dict[str, Any]:
    """What an error of that status may look like."""
    if status == HTTPStatus.BAD_REQUEST:
        return INVALID
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def of(shape: dict[str, Any], components: dict[str, Any]) -> Any:
    """The example of a shape; KeyError where there is none."""
    if shape.get("type") == "array":
        return [of(shape["items"], components)]
    name = shape["$ref"].rpartition("/")[2]
    if name in stored():
        return stored()[name]
    declared = components[name]
    if name.endswith("Page"):
        row = of(declared["properties"]["results"]["items"], components)
        return {"next": None, "previous": None, "results": [row]}
    whole = stored()[name.removesuffix("Row")]
    return {key: value for key, value in whole.items() if key in declared["properties"]}


def _show(content: dict[str, Any], own: str, components: dict[str, Any]) -> None:
    """The example of that `own` name, of what has no shape here; or of the shape."""
    if "example" in content:
        return
    found = stored()[own] if own in stored() else of(content["schema"], components)
    if isinstance(found, dict) and "one of these" in found:
        content["examples"] = {word: {"value": value} for word, value in found["one of these"].items()}
    else:
        content["example"] = found
