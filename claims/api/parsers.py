"""The one JSON that is understood: UTF-8, every name once, and nothing that a database or a number cannot hold."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.http import parse_header_parameters
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

from claims.api import problems

MAX_BYTES = 2 * 1024 * 1024
MAX_BATCH_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 32
MAX_DIGITS = 30  # more than any figure of this desk, and few enough to be turned into any other number

# strings are matched to their end, or to the end of the text, in one pass and without backtracking
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_UNFIT_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})")
_UNFIT = re.compile("[\0\ud800-\udfff]")


class Malformed(ParseError):
    """A body that is not the JSON described above; the message says where."""

    def __init__(self, message: str, text: str = "", index: int | None = None) -> None:
        if index is not None:
            line, column = text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
            message = f"{message} (line {line}, column {column})."
        super().__init__(message, code="invalid_json")


class BodyTooLarge(APIException):
    """More bytes than are read."""

    status_code = 413
    default_detail = "The body is larger than what is accepted."
    default_code = "too_large"


class StrictJSONParser(BaseParser):
    """`application/json` of at most 2 MiB."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, object]:
        """The body's object, fractions in it as `Decimal`. Raises what becomes 415, 413 or 400."""
        return load(_read(stream, media_type, parser_context, MAX_BYTES))


class NdjsonParser(BaseParser):
    """`application/x-ndjson` of at most 20 MiB: its lines as bytes under `lines`, each for `load`."""

    media_type = "application/x-ndjson"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, list[bytes]]:
        """The lines, not yet read: a bad one does not spoil the others. Raises what becomes 415 or 413."""
        body = _read(stream, media_type, parser_context, MAX_BATCH_BYTES)
        return {"lines": body.rstrip(b"\r\n").split(b"\n")}


def load(body: bytes) -> dict[str, object]:
    """One JSON object. Raises `Malformed` for whatever the module's first line excludes."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed("The body is not UTF-8", body[: error.start].decode("utf-8"), error.start) from error
    _scan(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_float=_fraction,
            parse_int=_whole,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise Malformed(f"The body is not JSON: {error.msg}", text, error.pos) from error
    if not isinstance(value, dict):
        raise Malformed("The body is not a JSON object.")
    return value


def measured_bodies(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: read a body that is sent without its length, up to the limit, and give it one.

    Django takes a body without `Content-Length` for empty, and would drop what was sent in silence.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        chunked = request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH")
        if chunked and problems.concerns(request):
            most = MAX_BATCH_BYTES if request.content_type == NdjsonParser.media_type else MAX_BYTES
            # always with a size: the server's stream loses bytes when read() follows read(size)
            body = request.META["wsgi.input"].read(most + 1)
            if len(body) > most:
                return problems.answer(request, problems.Problem(413, str(BodyTooLarge.default_detail)))
            request.META["CONTENT_LENGTH"] = str(len(body))
            request._stream = BytesIO(body)
        return get_response(request)

    return middleware


def _read(stream: IO[bytes], media_type: str | None, context: Mapping[str, Any] | None, most: int) -> bytes:
    _, parameters = parse_header_parameters(media_type or "")
    headers = context["request"].META if context else {}
    if parameters.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType(media_type or "", "The body must be UTF-8.")
    if headers.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
        raise UnsupportedMediaType(media_type or "", "The body must not be compressed.")
    length = str(headers.get("CONTENT_LENGTH") or "")
    if length.isdecimal() and (len(length) > 18 or int(length) > most):
        raise BodyTooLarge
    body = stream.read(most + 1)
    if len(body) > most:
        raise BodyTooLarge
    return body


def _scan(text: str) -> None:
    """Refuse what the decoder would accept, where it stands: depth, NUL, and halves of surrogate pairs."""
    depth = 0
    for token in _TOKEN.finditer(text):
        match token[0][0]:
            case '"':
                _check_string(token, text)
            case "]" | "}":
                depth -= 1
            case _:
                depth += 1
                if depth > MAX_DEPTH:
                    raise Malformed(f"The body is nested deeper than {MAX_DEPTH} levels", text, token.start())


def _check_string(token: re.Match[str], text: str) -> None:
    if not _UNFIT_ESCAPE.search(token[0]):  # a whole pair looks unfit too, so the decoder has the last word
        return
    try:
        value = json.loads(token[0])
    except json.JSONDecodeError:
        return  # the decoder will say what is wrong with it
    if _UNFIT.search(value):
        raise Malformed("A text has a NUL or half a surrogate pair in it", text, token.start())


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise Malformed(f'The name "{twice[:100]}" stands twice in one object.')
    return made


def _fraction(digits: str) -> Decimal:
    value = Decimal(digits) if len(digits) <= 2 * MAX_DIGITS else None
    if value is None or abs(value.adjusted()) > MAX_DIGITS:
        raise Malformed(f"The number {digits[:40]} is too large or too long.")
    return value


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise Malformed(f"The number {digits[:40]} is too large.")
    return int(digits)


def _constant(name: str) -> object:
    raise Malformed(f"{name} is not a number in JSON.")
