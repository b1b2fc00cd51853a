"""Programs that call the API for people. Whatever they are answered is held against the API's own schema."""

import json
import re
from copy import deepcopy
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]  # no stubs are installed

from claims.models import ApiToken, User
from claims.models.enums import Role

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

V1 = "/api/v1/"
formats = FormatChecker(["date"])


class Caller:
    """A program with a token of somebody's; of nobody: an outsider."""

    def __init__(self, user: User | None = None, *, role: Role | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers: dict[str, str] = {}
        if user is not None:
            self.headers["Authorization"] = f"Token {ApiToken.objects.issue(user, name='a program', role=role)}"

    def get(self, path: str, *, headers: dict[str, str] | None = None, **params: Any) -> "Answer":
        """`path` is one below /api/v1/, or a whole address out of an answer."""
        answer = self.client.get(whole(path), params, headers=self.headers | (headers or {}))
        return checked(answer, "get", path)

    def post(
        self, path: str, body: object = None, *, etag: str = "", headers: dict[str, str] | None = None
    ) -> "Answer":
        """`body` as JSON, none for None; `etag` for If-Match."""
        sent = self.headers | ({"If-Match": etag} if etag else {}) | (headers or {})
        data = b"" if body is None else json.dumps(body).encode()
        answer = self.client.post(whole(path), data, content_type="application/json", headers=sent)
        return checked(answer, "post", path)

    def patch(self, path: str, body: object, *, etag: str = "") -> "Answer":
        """The same with PATCH."""
        sent = self.headers | ({"If-Match": etag} if etag else {})
        data = json.dumps(body).encode()
        return checked(
            self.client.patch(whole(path), data, content_type="application/json", headers=sent), "patch", path
        )

    def delete(self, path: str, *, etag: str = "") -> "Answer":
        """The same with DELETE, and no body."""
        sent = self.headers | ({"If-Match": etag} if etag else {})
        return checked(self.client.delete(whole(path), headers=sent), "delete", path)

    def act(self, path: str, action: str, body: object = None) -> "Answer":
        """POST an action on what stands at `path`, with the version that it has now."""
        return self.post(f"{path}{action}/", body, etag=self.etag(path))

    def etag(self, path: str) -> str:
        """The ETag of what stands there now."""
        return str(self.get(path).headers["ETag"])


def whole(path: str) -> str:
    return path if path.startswith(("http://", "/")) else V1 + path


def checked(answer: "Answer", method: str, path: str) -> "Answer":
    """The answer, if the schema knows it: this status, this type of content, this shape, these headers."""
    found = operation(method, whole(path))
    if found is None or answer.status_code in {405, 500}:
        return answer  # nothing that the schema speaks of
    told = found["responses"].get(str(answer.status_code))
    assert told is not None, f"{method} {path} answers {answer.status_code}, which its schema does not know"
    if method != "head" and "content" in told:
        kind = answer.headers["Content-Type"].partition(";")[0]
        errors = list(validator(told["content"][kind]["schema"]).iter_errors(json.loads(answer.content)))
        assert not errors, f"{method} {path}: {errors[0].json_path}: {errors[0].message}"
    for header in told.get("headers", {}):
        assert header in answer.headers, f"{method} {path} {answer.status_code} has no {header}"
    return answer


def operation(method: str, path: str) -> dict[str, Any] | None:
    """What the schema says of it; None: nothing."""
    address = path.partition("?")[0].removeprefix("http://testserver")
    for template, methods in schema()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[0-9]+", template), address):
            found: dict[str, Any] | None = methods.get(method)
            return found
    return None


@cache
def generated() -> dict[str, Any]:
    """The API's schema as it is served."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # theirs
    made: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # theirs
    plain: dict[str, Any] = json.loads(json.dumps(made, default=str))
    return plain


@cache
def schema() -> dict[str, Any]:
    """The same with outputs closed too: nothing is answered that it does not declare."""
    closed = deepcopy(generated())
    for component in closed["components"]["schemas"].values():
        if component.get("type") == "object":
            component.setdefault("additionalProperties", False)
    return closed


def validator(shape: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(shape | {"components": schema()["components"]}, format_checker=formats)


@formats.checks("date-time", raises=ValueError)  # type: ignore[untyped-decorator]  # no stubs, as above
def is_utc(value: object) -> bool:
    """As the contract writes times: RFC 3339 in UTC."""
    return not isinstance(value, str) or (value.endswith("Z") and bool(datetime.fromisoformat(value)))
