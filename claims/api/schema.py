"""How the views describe themselves in the OpenAPI schema: what they take, what they answer, how they refuse."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    PolymorphicProxySerializer,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from claims.api import fields, inputs, problems, readings, shapes
from claims.api.answers import NDJSON

View = TypeVar("View", bound=Callable[..., Any])
Decorator = Callable[[View], View]
ETAG = "The version, and a hash of the body."

MEANINGS = {
    304: "It is as you have it.",
    400: "Not understood: `errors` names every field and parameter.",
    401: "No credentials where they are needed, or bad ones.",
    403: "Not your role, or not this person.",
    404: "There is nothing here, or nothing that you may see.",
    406: "All answers are JSON.",
    409: "Not possible in this state, held by another, not your lease, or the first of that key is not answered yet.",
    412: "It has changed since: `current_version` and `changes` say how.",
    413: "Too large.",
    415: "Bodies are `application/json` in UTF-8.",
    422: "Understood, and refused by a rule: `errors` names the field.",
    428: "Say in If-Match which version the change is based on.",
    429: "Too many requests in this minute.",
    503: "A server behind this one is away.",
}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself, untyped
    """`Authorization: Token ct_…`, for the schema."""

    target_class = "claims.api.auth.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """An API key in a header, for want of a registered scheme."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "The word Token, a space, and the token: `Token ct_…`.",
        }


class AnyOfSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # registers itself, untyped
    """Values with commas between them, for the schema."""

    target_class = "claims.api.query_fields.AnyOf"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        """An array of what one value is."""
        items = auto_schema._map_serializer_field(self.target.child, direction)  # type: ignore[no-untyped-call]  # theirs
        return {"type": "array", "items": items, "minItems": 1, "maxItems": fields.MOST_VALUES}


def a_list(
    operation: str,
    params: type[serializers.Serializer[Any]],
    row: type[serializers.Serializer[Any]],
    summary: str,
    *,
    one: bool = False,
    public: bool = False,
) -> Decorator[Any]:
    """A GET that answers pages of rows; `one`: of a single object's."""
    return _describe(operation, summary, {200: _page_of(row)}, [params], _refusals(one=one, public=public))


def an_object(
    operation: str,
    shape: Any,
    summary: str,
    *,
    public: bool = False,
    versioned: bool = True,
    params: type[serializers.Serializer[Any]] | None = None,
    one: bool = False,
) -> Decorator[Any]:
    """A GET that answers one object; `versioned`: with its ETag, and 404 where it is not, as with `one`."""
    answers: dict[int, Any] = {200: shape, **({304: None} if versioned else {})}
    known = [_header("If-None-Match", "ETags that you have already: 304 if one of them is it.")] if versioned else []
    taken = [*known, *([params] if params else [])]
    refusals = _refusals(one=versioned or one, public=public)
    return _describe(operation, summary, answers, taken, refusals, etag=versioned)


def an_export(operation: str, params: Any, summary: str) -> Decorator[Any]:
    """A public GET that streams all rows as CSV or as lines of JSON."""
    answers = {(200, "text/csv"): str, (200, "application/x-ndjson"): str}
    return _describe(operation, summary, answers, [params], _refusals(one=False, public=True))


def an_action(
    operation: str,
    body: Any,
    answers: Mapping[int, Any],
    summary: str,
    *,
    one: bool = False,
    states: bool = False,
    rules: bool = False,
) -> Decorator[Any]:
    """A POST that needs no If-Match. `states`: it may be the wrong one (409); `rules`: one may refuse it (422)."""
    refusals = [*_refusals(one=one), 413, 415, *([409] if states else []), *([422] if rules else [])]
    if states:
        refusals.append(412)  # somebody else was faster, in the same moment
    etag = any(shape in {shapes.Article, shapes.Case, shapes.Claim, shapes.Verdict} for shape in answers.values())
    return _describe(operation, summary, answers, [], refusals, body=body, etag=etag)


def a_change(operation: str, body: Any, shape: Any, summary: str, *, made: bool = False) -> Decorator[Any]:
    """A POST or PATCH that needs If-Match, and answers the changed object, or one that is `made` of it."""
    answers = {201 if made else 200: shape}
    return _describe(operation, summary, answers, [BASED_ON], CHANGE_REFUSALS, body=body, etag=True)


def a_batch(operation: str, line: Any, summary: str) -> Decorator[Any]:
    """A POST of many bodies, one a line, that answers a line for each."""
    refusals = [*_refusals(one=False), 413, 415]
    return _describe(operation, summary, {}, [], refusals, body={NDJSON: line}, lines=shapes.BatchLine)


def a_mending(operation: str, body: Any, shape: Any, summary: str) -> Decorator[Any]:
    """A PATCH of what carries no version."""
    return _describe(operation, summary, {200: shape}, [], [*_refusals(one=True), 413, 415, 422], body=body)


def a_removal(operation: str, summary: str, *, versioned: bool) -> Decorator[Any]:
    """A DELETE, which needs If-Match where what it changes is `versioned`."""
    refusals = CHANGE_REFUSALS if versioned else [*_refusals(one=True), 413, 415]
    return _describe(operation, summary, {204: None}, [BASED_ON] if versioned else [], refusals)


def one_of(name: str, *ways: type[serializers.Serializer[Any]]) -> PolymorphicProxySerializer:
    """A body that comes in several shapes."""
    return PolymorphicProxySerializer(component_name=name, serializers=list(ways), resource_type_field_name=None)


def closed_inputs(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook of the generator: no body takes other names than it declares; lists in an address are of commas."""
    names = {name for room in (inputs, readings) for name, kind in vars(room).items() if isinstance(kind, type)}
    for name, component in result["components"]["schemas"].items():
        if name in names and component.get("type") == "object":
            component["additionalProperties"] = False
    for path in result["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "query" and parameter["schema"].get("type") == "array":
                    parameter |= {"style": "form", "explode": False}
    unmarked: dict[str, Any] = _without_marks(result)
    return unmarked


def idempotent_posts(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook of the generator: every POST takes an Idempotency-Key, and refuses one that is used otherwise."""
    for path in result["paths"].values():
        if "post" in path:
            answers = path["post"]["responses"]
            path["post"].setdefault("parameters", []).append(IDEMPOTENCY_KEY)
            for status in ("409", "422"):
                answers.setdefault(status, {**answers["400"], "description": MEANINGS[int(status)]})
            path["post"]["responses"] = dict(sorted(answers.items()))
    return result


def _without_marks(value: Any) -> Any:
    """The same without the generator's own marks on enumerations."""
    if isinstance(value, dict):
        return {name: _without_marks(inner) for name, inner in value.items() if name != "x-spec-enum-id"}
    return [_without_marks(inner) for inner in value] if isinstance(value, list) else value


@cache
def _page_of(row: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    made: serializers.Serializer[Any] = inline_serializer(
        f"{row.__name__}Page",
        {
            "next": serializers.CharField(allow_null=True, help_text="The address of the next page."),
            "previous": serializers.CharField(allow_null=True, help_text="The address of the page before."),
            "results": row(many=True),
        },
    )
    return made


def _refusals(*, one: bool, public: bool = False) -> list[int]:
    return [400, 401, *([] if public else [403]), *([404] if one else []), 406, 429, 503]


def _describe(
    operation: str,
    summary: str,
    answers: Mapping[int, Any] | Mapping[tuple[int, str], Any],
    parameters: list[Any],
    refusals: list[int],
    *,
    body: Any = None,
    etag: bool = False,
    lines: Any = None,
) -> Decorator[Any]:
    told = {
        (status, problems.CONTENT_TYPE): OpenApiResponse(shapes.Problem, MEANINGS[status])
        for status in sorted(set(refusals))
    }
    good = {
        way: OpenApiResponse(shape, MEANINGS.get(_status(way), "")) if shape else OpenApiResponse(description="")
        for way, shape in answers.items()
    }
    statuses = list(dict.fromkeys(map(_status, answers)))
    made = [status for status in statuses if status in {201, 202}]
    everywhere = [*statuses, *sorted(set(refusals))]
    headers = [
        _told("WWW-Authenticate", [401], "How to show credentials."),
        _told("Retry-After", [429, 503], "Seconds to wait."),
        _told("RateLimit", everywhere, "How many requests are left (`r`), for how many seconds (`t`)."),
        _told("RateLimit-Policy", everywhere, "How many requests (`q`) are allowed in how many seconds (`w`)."),
        *([_told("ETag", [status for status in statuses if status != 204], ETAG)] if etag else []),
        *([_told("Location", made, "Where it is from now on.")] if made else []),
    ]
    return extend_schema(
        operation_id=operation,
        summary=summary,
        description="",
        request=body,
        responses={**good, **({(200, NDJSON): lines} if lines else {}), **told},
        parameters=[*parameters, *headers],
    )


def _status(way: int | tuple[int, str]) -> int:
    """Of an answer that is named by its status alone, or with the type of its body."""
    return way if isinstance(way, int) else way[0]


def _header(name: str, text: str, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=text)


def _told(name: str, statuses: list[int], text: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, response=list(statuses), description=text)


BASED_ON = _header("If-Match", 'The version that this is based on, as `"3"` or the whole ETag; `*` for any.', True)
CHANGE_REFUSALS = [*_refusals(one=True), 409, 412, 413, 415, 422, 428]
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "The same key with the same body is answered with the first answer, for 24 hours.",
}
