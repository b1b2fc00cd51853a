"""Errors as `application/problem+json` (RFC 9457): the one place where what went wrong becomes HTTP.

What Django answers itself (router, CSRF, hosts, crashes) passes through the handlers at the end of this module.
Texts for the client are written here, or where the error is raised for them; nothing else of an exception is told.
"""

import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template import TemplateDoesNotExist
from django.views import defaults
from django.views.csrf import csrf_failure as csrf_page
from rest_framework import exceptions
from rest_framework.request import Request

from claims.models import errors

CONTENT_TYPE = "application/problem+json"
SECONDS_TO_WAIT = 5  # until a database that is away is worth asking again
CHALLENGE = 'Token realm="claimtracker"'

_GOOGLE_PREFIX = "/v1alpha1/"
_PREFIXES = ("/api/", _GOOGLE_PREFIX, "/feeds/", "/claimreview/", "/oembed", "/metrics")
_MOST_ERRORS = 100
_LONGEST_MESSAGE = 500  # messages may repeat the input

_DOMAIN: dict[type[errors.DomainError], tuple[int, str, str]] = {
    errors.NotAllowed: (403, "not-allowed", "Not allowed to this person"),
    errors.WrongState: (409, "wrong-state", "Not possible in this state"),
    errors.Taken: (409, "taken", "Held by another reviewer"),
    errors.FalseLease: (409, "false-lease", "The lease is not yours"),
    errors.StillRunning: (409, "still-running", "The same wish is being carried out"),
    errors.StaleVersion: (412, "stale-version", "Changed since it was read"),
    errors.TooLarge: (413, "too-large", "Too large"),
    errors.RuleBroken: (422, "rule-broken", "Refused by a rule"),
}
_GOOGLE_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}

Handler = Callable[[HttpRequest], HttpResponseBase]


class VersionMissing(exceptions.APIException):
    """A change that does not say which version it was based on."""

    status_code = 428
    default_detail = "Say in If-Match which version this change is based on."
    default_code = "if_match_missing"


@dataclass(frozen=True, slots=True)
class Problem:
    """What the client is told. Without `kind` the status says it all, and is the title (RFC 9457, `about:blank`)."""

    status: int
    detail: str
    kind: str = ""
    title: str = ""
    errors: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        """The members of the problem object."""
        members: dict[str, object] = {
            "type": f"urn:claimtracker:problem:{self.kind}" if self.kind else "about:blank",
            "title": self.title or HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            members["errors"] = list(self.errors)
        return members | dict(self.more)


def concerns(request: HttpRequest | Request) -> bool:
    """Whether the request is a program's, and so is told of errors in JSON."""
    return str(request.path_info).startswith(_PREFIXES)


def answer(request: HttpRequest | Request, problem: Problem) -> HttpResponse:
    """The response; for clients of the Google Fact Check Tools API in the envelope that they read."""
    if str(request.path_info).startswith(_GOOGLE_PREFIX):
        status = _GOOGLE_STATUS.get(problem.status, "FAILED_PRECONDITION")
        message = " ".join(error["message"] for error in problem.errors) or problem.detail
        body: object = {"error": {"code": problem.status, "message": message, "status": status}}
        content_type = "application/json"
    else:
        body, content_type = problem.body(), CONTENT_TYPE
    headers = {"Cache-Control": "no-store", **problem.headers}
    return HttpResponse(json.dumps(body), status=problem.status, content_type=content_type, headers=headers)


def handle(error: Exception, context: Mapping[str, object]) -> HttpResponse | None:
    """The exception handler of the REST framework; None leaves the error to `server_error` below."""
    problem = problem_of(error)
    request = context.get("request")
    if problem is None or not isinstance(request, Request):
        return None
    return answer(request, problem)


def problem_of(error: BaseException | None) -> Problem | None:
    """What to tell of `error`; None for what only the log may know."""
    match error:
        case errors.DomainError():
            return _of_domain(error)
        case exceptions.APIException():
            return _of_rest(error)
        case Http404():
            return Problem(404, "There is nothing here.")
        case PermissionDenied():
            return Problem(403, "You may not do this.")
        case RequestDataTooBig():
            return Problem(413, "The body is larger than what is accepted.")
        case OperationalError() | InterfaceError():
            detail = "The database cannot be reached or did not answer in time. Try again in a moment."
            return Problem(503, detail, headers={"Retry-After": str(SECONDS_TO_WAIT)})
        case DataError():
            return Problem(400, "A value is outside of what can be stored.")
    return None


def _of_domain(error: errors.DomainError) -> Problem:
    known = next((kind for kind in type(error).__mro__ if kind in _DOMAIN), None)
    status, kind, title = _DOMAIN[known] if known else (409, "refused", "Refused")
    found: list[dict[str, str]] = []
    more: dict[str, object] = {}
    if isinstance(error, errors.RuleBroken):
        found = [_entry(error.field, error.code, str(error))]
    if isinstance(error, errors.Taken):
        more = {"holder": error.holder, "expires_at": f"{error.expires_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    if isinstance(error, errors.StaleVersion) and error.current is not None:
        more = {"current_version": error.current, **({"changes": error.changes} if error.changes else {})}
    return Problem(status, _short(str(error)), kind, title, found, more=more)


def _of_rest(error: exceptions.APIException) -> Problem:
    if isinstance(error, exceptions.ValidationError):
        found = _limited(entries(error.detail, ""))
        return Problem(400, "The input was not understood; `errors` says where.", "invalid", "Invalid input", found)
    if isinstance(error, exceptions.NotFound):
        return Problem(404, "There is nothing here.")
    detail = _short(str(error.detail))
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        return Problem(401, detail, headers={"WWW-Authenticate": CHALLENGE})
    if isinstance(error, exceptions.ParseError):
        found = [_entry("", str(getattr(error.detail, "code", "parse_error")), detail)]
        return Problem(400, detail, "malformed", "Not understood", found)
    if isinstance(error, exceptions.Throttled):
        wait = max(1, math.ceil(getattr(error, "wait", None) or 1))
        return Problem(429, detail, headers={"Retry-After": str(wait)})
    return Problem(error.status_code, detail)


def entries(detail: object, path: str) -> Iterator[dict[str, str]]:
    """The leaves of the framework's nested errors, each with its way from the root as `evidence.0.url`."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from entries(inner, ".".join(part for part in (path, own) if part))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list)
            yield from entries(inner, f"{path}.{index}".lstrip(".") if nested else path)
    else:
        yield _entry(path, str(getattr(detail, "code", None) or "invalid"), str(detail))


def _entry(name: str, code: str, message: str) -> dict[str, str]:
    return {"field": _short(name), "code": code, "message": _short(message)}


def _limited(found: Iterator[dict[str, str]]) -> list[dict[str, str]]:
    return [entry for entry, _ in zip(found, range(_MOST_ERRORS), strict=False)]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"


# Django's own errors: `handler400` and so on in the URL map, and `CSRF_FAILURE_VIEW` in the settings


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """`handler400`: also a host that is not served, and a body that is too large."""
    if not concerns(request):
        return defaults.bad_request(request, exception)
    return answer(request, problem_of(exception) or Problem(400, "The request was not understood."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """`handler403`."""
    if not concerns(request):
        return defaults.permission_denied(request, exception)
    return answer(request, Problem(403, "You may not do this."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """`handler404`."""
    if not concerns(request):
        return defaults.page_not_found(request, exception)
    return answer(request, Problem(404, "There is nothing here."))


def server_error(request: HttpRequest) -> HttpResponseBase:
    """`handler500`: 503 for pages and programs alike when the database is away, and 500 for everything else."""
    problem = problem_of(sys.exception())
    if concerns(request):
        return answer(request, problem or Problem(500, "Something went wrong here. It has been logged."))
    if problem is None or problem.status != HTTPStatus.SERVICE_UNAVAILABLE:
        return defaults.server_error(request)
    try:
        page = defaults.server_error(request, "503.html")
    except TemplateDoesNotExist:
        page = defaults.server_error(request)
    page.status_code = problem.status
    page.headers["Retry-After"] = problem.headers["Retry-After"]
    return page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """`CSRF_FAILURE_VIEW`."""
    if not concerns(request):
        return csrf_page(request, reason=reason)
    return answer(request, Problem(403, "The CSRF token is missing or does not fit the session."))


def every_error(get_response: Handler) -> Handler:
    """Middleware, outermost: whatever else a program would be told as a page or in nothing is a problem too."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.status_code < 400 or kind in {CONTENT_TYPE, "application/json"} or not concerns(request):
            return response
        problem = answer(request, Problem(response.status_code, f"{HTTPStatus(response.status_code).phrase}."))
        for name in ("Allow", "Retry-After", "WWW-Authenticate"):
            if name in response.headers:
                problem.headers[name] = response.headers[name]
        return problem

    return middleware
