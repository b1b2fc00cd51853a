"""The schema explains itself: every operation has its words, its refusals, and examples that fit what it declares."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest

from claims.api import examples
from tests.api import callers

Operation = dict[str, Any]


def operations() -> list[tuple[str, Operation]]:
    return [
        (operation["operationId"], operation)
        for methods in callers.generated()["paths"].values()
        for operation in methods.values()
    ]


def contents(operation: Operation) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Everything that is sent and answered: `body` or the status, the type, what is said of it."""
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield "body", kind, content
    for status, answer in operation["responses"].items():
        for kind, content in answer.get("content", {}).items():
            yield status, kind, content


@pytest.mark.parametrize(("name", "operation"), operations())
def test_every_operation_has_its_words(name: str, operation: Operation) -> None:
    assert len(operation["summary"]) > 8
    assert len(operation["description"]) > 8
    assert operation["security"]
    tags = {tag["name"]: tag["description"] for tag in callers.generated()["tags"]}
    assert all(tags[tag] for tag in operation["tags"])
    assert all(answer["description"] for answer in operation["responses"].values())


@pytest.mark.parametrize(("name", "operation"), operations())
def test_every_refusal_is_a_problem(name: str, operation: Operation) -> None:
    refusals = {status for status in operation["responses"] if int(status) >= HTTPStatus.BAD_REQUEST}
    assert refusals or name in {"read_health", "read_sitemap"}
    for status in refusals:
        kinds = set(operation["responses"][status]["content"])
        other = {"search_fact_checks", "read_readiness"}  # Google's envelope, and how the desk stands
        assert kinds == ({"application/json"} if name in other else {"application/problem+json"}), status


@pytest.mark.parametrize(("name", "operation"), operations())
def test_every_body_and_answer_has_examples_of_its_shape(name: str, operation: Operation) -> None:
    for status, kind, content in contents(operation):
        found = content.get("examples") or {"one": {"value": content["example"]}}
        for word, example in found.items():
            errors = list(callers.validator(content["schema"]).iter_errors(example["value"]))
            assert not errors, f"{name} {status} {kind} {word}: {errors[0].json_path}: {errors[0].message}"


@pytest.mark.parametrize(("name", "operation"), operations())
def test_every_parameter_and_header_is_explained(name: str, operation: Operation) -> None:
    for parameter in operation.get("parameters", []):
        assert parameter["schema"]
        assert parameter.get("description"), f"{name}: {parameter['name']}"
    for status, answer in operation["responses"].items():
        assert all(header["description"] for header in answer.get("headers", {}).values()), f"{name} {status}"


def test_no_example_is_left_over() -> None:
    names = set(callers.generated()["components"]["schemas"])
    for name in examples.stored():
        own = {f"{operation} {kind}" for operation, told in operations() for _, kind, _ in contents(told)}
        assert name in names | own | {"send_articles body"}, name


def test_the_examples_are_no_secrets_and_of_no_machine() -> None:
    text = json.dumps(examples.stored())
    assert "testserver" not in text
    assert "127.0.0.1" not in text
