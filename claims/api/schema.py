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

from claims.api import fields, problems, shapes
from claims.api.answers import NDJSON

PAGED = "A page of rows; `next` and `previous` are the addresses of the pages beside it, null at the ends."
VERSIONED = "Its `ETag` is good for `If-Match`, and sent back in `If-None-Match` answers 304."
CHANGING = "`If-Match` says which version the change is based on: 428 without it, 412 where that is no more the last."
UNVERSIONED = "Needs no `If-Match`."
STREAMED = "Streamed, with no ceiling: JSON Lines of the list's rows, or CSV with a column for each part of them."
CACHED = "May be kept by caches; its `ETag`, sent back in `If-None-Match`, answers 304."

View = TypeVar("View", bound=Callable[..., Any])
Decorator = Callable[[View], View]
Params = type[serializers.Serializer[Any]]
OBJECT: dict[str, Any] = {"type": "object", "additionalProperties": True}  # told of elsewhere: schema.org, JSON Feed
ETAG = "The version, and a hash of the body."

MEANINGS = {
    200: "As it stands.",
    201: "Made: it stands at `Location`.",
    202: "Taken in: it stands at `Location`, and is worked on.",
    204: "Done, and nothing more to say.",
    304: "It is as you have it.",
    400: "Not understood: `errors` names every field and parameter.",
    401: "No credentials where they are needed, or bad ones.",
    403: "Not your role, or not this person.",
    404: "There is nothing here, or nothing that you may see.",
    406: "It is not to be had in what `Accept` asks for.",
    409: "Not possible in this state, held by another, not your lease, or the first of that key is not answered yet.",
    412: "It has changed since: `current_version` and `changes` say how.",
    413: "Too large.",
    415: "Bodies are `application/json` in UTF-8.",
    422: "Understood, and refused by a rule: `errors` names the field.",
    428: "Say in If-Match which version the change is based on.",
    429: "Too many requests in this minute.",
    501: "Not to be had in this format.",
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


class TextSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # registers itself, untyped
    """Text that is not blank, where it may not be: the generator tells inputs from answers no further."""

    target_class = "claims.api.fields.Text"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        """A string, of at least one sign that is no space."""
        text: dict[str, Any] = {"type": "string"}
        if self.target.max_length:
            text["maxLength"] = self.target.max_length
        return text if self.target.allow_blank else text | {"minLength": 1, "pattern": r"\S"}


class AnyOfSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # registers itself, untyped
    """Values with commas between them, for the schema."""

    target_class = "claims.api.query_fields.AnyOf"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        """An array of what one value is."""
        items = auto_schema._map_serializer_field(self.target.child, direction)  # type: ignore[no-untyped-call]  # theirs
        return {"type": "array", "items": items, "minItems": 1, "maxItems": fields.MOST_VALUES}


def a_list(
    operation: str,
    params: Params,
    row: type[serializers.Serializer[Any]],
    summary: str,
    *,
    one: bool = False,
    public: bool = False,
) -> Decorator[Any]:
    """A GET that answers pages of rows; `one`: of a single object's."""
    refusals = _refusals(one=one, public=public)
    return _describe(operation, summary, {200: _page_of(row)}, [params], refusals, more=PAGED)


def an_object(
    operation: str,
    shape: Any,
    summary: str,
    *,
    public: bool = False,
    versioned: bool = True,
    params: Params | None = None,
    one: bool = False,
) -> Decorator[Any]:
    """A GET that answers one object; `versioned`: with its ETag, and 404 where it is not, as with `one`."""
    answers: dict[int, Any] = {200: shape, **({304: None} if versioned else {})}
    taken = [*([KNOWN] if versioned else []), *([params] if params else [])]
    refusals = _refusals(one=versioned or one, public=public)
    return _describe(operation, summary, answers, taken, refusals, etag=versioned, more=VERSIONED if versioned else "")


def an_export(operation: str, params: Any, summary: str) -> Decorator[Any]:
    """A public GET that streams all rows as CSV or as lines of JSON."""
    answers = {(200, "text/csv"): str, (200, "application/x-ndjson"): str}
    return _describe(operation, summary, answers, [params], _refusals(one=False, public=True), more=STREAMED)


def a_document(operation: str, kind: str, taken: Params | None, summary: str, *, one: bool = False) -> Decorator[Any]:
    """A public GET beside version 1 that answers one document of that type; `one`: of an object, which may not be."""
    refusals = [400, 406, 429, 503, *([404, 501] if one else [])]
    answers: dict[Any, Any] = {(200, kind): OBJECT if kind.endswith("json") else str, 304: None}
    return _describe(
        operation, summary, answers, [KNOWN, *([taken] if taken else [])], refusals, etag=True, more=CACHED
    )


def a_reading(operation: str, kind: str, summary: str) -> Decorator[Any]:
    """A GET of text of that type, for the desk alone."""
    return _describe(operation, summary, {(200, kind): str}, [], _refusals(one=False))


def a_search(operation: str, taken: Params, shape: Any, refusal: Any, summary: str) -> Decorator[Any]:
    """A public GET of another API's, whose errors have a shape of their own."""
    refusals = {status: OpenApiResponse(refusal, MEANINGS[status]) for status in (400, 406, 429, 503)}
    return extend_schema(
        operation_id=operation,
        summary=summary,
        description="Google's clients work here unchanged; `key` and `alt` are taken and ignored.",
        responses={200: OpenApiResponse(shape, MEANINGS[200]), **refusals},
        parameters=[taken, *_counted([200, *refusals])],
    )


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
    return _describe(operation, summary, answers, [], refusals, body=body, etag=etag, more=UNVERSIONED)


def a_change(operation: str, body: Any, shape: Any, summary: str, *, made: bool = False) -> Decorator[Any]:
    """A POST or PATCH that needs If-Match, and answers the changed object, or one that is `made` of it."""
    answers = {201 if made else 200: shape}
    return _describe(operation, summary, answers, [BASED_ON], CHANGE_REFUSALS, body=body, etag=True, more=CHANGING)


def a_batch(operation: str, line: str, summary: str) -> Decorator[Any]:
    """A POST of many bodies, one a line, each of the shape named `line`, that answers a line for each.

    A bad line fails alone, so that no body as a whole is refused for its shape: the schema tells it, and asks nothing.
    """
    lines = {
        "description": f"Lines of JSON, each one a {line}.",
        "contentMediaType": NDJSON,
        "contentSchema": {"$ref": f"#/components/schemas/{line}"},
    }
    refusals = [*_refusals(one=False), 413, 415]
    return _describe(operation, summary, {(200, NDJSON): shapes.BatchLine}, [], refusals, body={NDJSON: lines})


def a_mending(operation: str, body: Any, shape: Any, summary: str) -> Decorator[Any]:
    """A PATCH of what carries no version."""
    refusals = [*_refusals(one=True), 413, 415, 422]
    return _describe(operation, summary, {200: shape}, [], refusals, body=body, more=UNVERSIONED)


def a_removal(operation: str, summary: str, *, versioned: bool) -> Decorator[Any]:
    """A DELETE, which needs If-Match where what it changes is `versioned`."""
    refusals = CHANGE_REFUSALS if versioned else [*_refusals(one=True), 413, 415]
    more = CHANGING if versioned else UNVERSIONED
    return _describe(operation, summary, {204: None}, [BASED_ON] if versioned else [], refusals, more=more)


def one_of(name: str, *ways: type[serializers.Serializer[Any]]) -> PolymorphicProxySerializer:
    """A body that comes in several shapes."""
    return PolymorphicProxySerializer(component_name=name, serializers=list(ways), resource_type_field_name=None)


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
    more: str = "",
) -> Decorator[Any]:
    told = {
        (status, problems.CONTENT_TYPE): OpenApiResponse(shapes.Problem, MEANINGS[status])
        for status in sorted(set(refusals))
    }
    good = {
        way: OpenApiResponse(shape, MEANINGS[_status(way)]) if shape else OpenApiResponse(None, MEANINGS[_status(way)])
        for way, shape in answers.items()
    }
    statuses = list(dict.fromkeys(map(_status, answers)))
    made = [status for status in statuses if status in {201, 202}]
    everywhere = [*statuses, *sorted(set(refusals))]
    headers = [
        _told("WWW-Authenticate", [401], "How to show credentials."),
        *_counted(everywhere),
        *([_told("ETag", [status for status in statuses if status != 204], ETAG)] if etag else []),
        *([_told("Location", made, "Where it is from now on.")] if made else []),
    ]
    return extend_schema(
        operation_id=operation,
        summary=summary,
        description=more,
        request=body,
        responses={**good, **told},
        parameters=[*parameters, *headers],
    )


def _counted(everywhere: list[int]) -> list[OpenApiParameter]:
    return [
        _told("Retry-After", [429, 503], "Seconds to wait."),
        _told("RateLimit", everywhere, "How many requests are left (`r`), for how many seconds (`t`)."),
        _told("RateLimit-Policy", everywhere, "How many requests (`q`) are allowed in how many seconds (`w`)."),
    ]


def _status(way: int | tuple[int, str]) -> int:
    """Of an answer that is named by its status alone, or with the type of its body."""
    return way if isinstance(way, int) else way[0]


def _header(name: str, text: str, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=text)


def _told(name: str, statuses: list[int], text: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, response=list(statuses), description=text)


KNOWN = _header("If-None-Match", "ETags that you have already: 304 if one of them is it.")
BASED_ON = _header("If-Match", 'The version that this is based on, as `"3"` or the whole ETag; `*` for any.', True)
CHANGE_REFUSALS = [*_refusals(one=True), 409, 412, 413, 415, 422, 428]
