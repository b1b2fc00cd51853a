"""Plain objects out, as JSON. What carries a version answers its ETag, and 304 to those who have it already."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.request import Request

JSON = "application/json"
NDJSON = "application/x-ndjson"


def plain(value: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """`value` as JSON, kept by nobody but the client: who asks decides on what there is to see."""
    return _response(orjson.dumps(value), status=status, headers=headers or {})


def secret(value: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The same, with something in it that is shown once, and kept by nobody."""
    return plain(value, status=status, headers={"Cache-Control": "no-store", **(headers or {})})


def versioned(
    request: Request, value: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponseBase:
    """`value` with `ETag: "<version>-<hash of the body>"`; 304 where a reader's If-None-Match names it."""
    body = orjson.dumps(value)
    etag = f'"{value["version"]}-{hashlib.sha256(body).hexdigest()[:16]}"'
    response = _response(body, status=status, headers={"ETag": etag, **(headers or {})})
    if request.method not in {"GET", "HEAD"}:
        return response
    known = get_conditional_response(request._request, etag=etag, response=response)
    return known if known is not None and known.status_code == 304 else response


def lines(values: Iterable[object]) -> HttpResponse:
    """JSON, one value a line."""
    body = b"".join(orjson.dumps(value) + b"\n" for value in values)
    return HttpResponse(body, content_type=NDJSON, headers={"Cache-Control": "no-store"})


def nothing() -> HttpResponse:
    """204."""
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


def _response(body: bytes, *, status: int, headers: Mapping[str, str]) -> HttpResponse:
    response = HttpResponse(body, status=status, content_type=JSON, headers={"Cache-Control": "private, no-cache"})
    patch_vary_headers(response, ["Authorization", "Cookie"])
    for name, value in headers.items():
        response[name] = value
    return response
