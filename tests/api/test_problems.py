"""Whatever goes wrong for a program is told as a problem, with the right status, and tells nothing of the inside."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client
from django.urls import path, re_path
from pytest_django import Settings
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api import parsers, problems
from claims.models import errors

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.urls(__name__)

raised: list[Exception] = []


class EvidenceIn(serializers.Serializer[object]):
    url = serializers.URLField()


class VerdictIn(serializers.Serializer[object]):
    summary = serializers.CharField()
    evidence = EvidenceIn(many=True)
    tags = serializers.ListField(child=serializers.IntegerField(), required=False)

    def validate(self, attrs: object) -> object:
        raise serializers.ValidationError("Summary and evidence do not fit.", code="misfit")


class Door(APIView):
    parser_classes = [parsers.StrictJSONParser]
    authentication_classes = []

    def get_exception_handler(self) -> Callable[..., Any]:
        return problems.handle

    def get(self, request: Request) -> Response:
        raise raised[0]

    def post(self, request: Request) -> Response:
        VerdictIn(data=request.data).is_valid(raise_exception=True)
        return Response()


def crash(request: HttpRequest) -> HttpResponse:
    raise raised[0]


def only_get(request: HttpRequest) -> HttpResponse:
    return HttpResponseNotAllowed(["GET"])


urlpatterns = [
    path("api/v1/door/", Door.as_view()),
    path("v1alpha1/claims:search", Door.as_view()),
    path("api/v1/crash/", crash),
    path("api/v1/only-get/", only_get),
    path("crash/", crash),
    re_path(r"^api/v1/claims/[0-9]+/$", only_get),
]
handler400, handler403 = problems.bad_request, problems.forbidden
handler404, handler500 = problems.not_found, problems.server_error


@pytest.fixture
def client(settings: Settings) -> Iterator[Client]:
    settings.MIDDLEWARE = ["claims.api.problems.every_error", *settings.MIDDLEWARE]
    settings.CSRF_FAILURE_VIEW = "claims.api.problems.csrf_failure"
    raised.clear()
    yield Client(raise_request_exception=False)
    raised.clear()


def told(response: "Answer", status: int) -> dict[str, Any]:
    """The problem in the response, after checking that it is one."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    members: dict[str, Any] = json.loads(response.content)
    assert members["status"] == status
    assert {"type", "title", "detail"} <= members.keys()
    return members


LATER = datetime(2024, 10, 21, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (errors.NotAllowed("Somebody else signs."), 403, "urn:claimtracker:problem:not-allowed"),
        (errors.WrongState("It is published."), 409, "urn:claimtracker:problem:wrong-state"),
        (errors.Taken("Rita holds it.", holder="Rita", expires_at=LATER), 409, "urn:claimtracker:problem:taken"),
        (errors.FalseLease("Not yours."), 409, "urn:claimtracker:problem:false-lease"),
        (errors.StaleVersion("It has changed.", current=4), 412, "urn:claimtracker:problem:stale-version"),
        (errors.TooLarge("Too long."), 413, "urn:claimtracker:problem:too-large"),
        (errors.RuleBroken("No evidence."), 422, "urn:claimtracker:problem:rule-broken"),
        (exceptions.NotAuthenticated(), 401, "about:blank"),
        (exceptions.AuthenticationFailed("The token has expired."), 401, "about:blank"),
        (exceptions.PermissionDenied(), 403, "about:blank"),
        (PermissionDenied("secret"), 403, "about:blank"),
        (Http404("No Claim matches secret"), 404, "about:blank"),
        (exceptions.NotFound("secret"), 404, "about:blank"),
        (exceptions.MethodNotAllowed("PUT"), 405, "about:blank"),
        (exceptions.NotAcceptable(), 406, "about:blank"),
        (parsers.BodyTooLarge(), 413, "about:blank"),
        (RequestDataTooBig("secret"), 413, "about:blank"),
        (exceptions.UnsupportedMediaType("text/csv"), 415, "about:blank"),
        (problems.VersionMissing(), 428, "about:blank"),
        (exceptions.Throttled(wait=3.2), 429, "about:blank"),
        (DataError("secret"), 400, "about:blank"),
        (OperationalError("secret at 10.0.0.5"), 503, "about:blank"),
        (InterfaceError("secret"), 503, "about:blank"),
        (ZeroDivisionError("secret"), 500, "about:blank"),
    ],
)
def test_every_error_has_its_status(client: Client, error: Exception, status: int, kind: str) -> None:
    raised.append(error)
    response = client.get("/api/v1/door/")
    assert told(response, status)["type"] == kind
    assert b"secret" not in response.content
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("error", "header", "value"),
    [
        (exceptions.NotAuthenticated(), "WWW-Authenticate", 'Token realm="claimtracker"'),
        (exceptions.Throttled(wait=3.2), "Retry-After", "4"),
        (OperationalError(), "Retry-After", "5"),
    ],
)
def test_the_headers_that_belong_to_an_error(client: Client, error: Exception, header: str, value: str) -> None:
    raised.append(error)
    assert client.get("/api/v1/door/").headers[header] == value


def test_what_a_program_needs_to_go_on_is_told(client: Client) -> None:
    raised.append(errors.Taken("Rita holds it.", holder="Rita", expires_at=LATER))
    taken = told(client.get("/api/v1/door/"), 409)
    assert (taken["holder"], taken["expires_at"]) == ("Rita", "2024-10-21T08:00:00Z")
    raised[0] = errors.StaleVersion("It has changed.", current=4, changes=[{"version": 4, "verb": "claim.mended"}])
    stale = told(client.get("/api/v1/door/"), 412)
    assert (stale["current_version"], stale["changes"]) == (4, [{"version": 4, "verb": "claim.mended"}])
    raised[0] = errors.StaleVersion("It has changed.")
    assert not {"current_version", "changes"} & told(client.get("/api/v1/door/"), 412).keys()
    raised[0] = errors.RuleBroken("A private address.", field="evidence.0.url", code="private_url")
    expected = [{"field": "evidence.0.url", "code": "private_url", "message": "A private address."}]
    assert told(client.get("/api/v1/door/"), 422)["errors"] == expected


def post(client: Client, body: str) -> "Answer":
    return client.post("/api/v1/door/", body, content_type="application/json")


def test_bad_input_is_named_field_by_field(client: Client) -> None:
    body = '{"evidence": [{"url": "https://a.example/"}, {"url": "x"}], "tags": [1, "a"]}'
    found = told(post(client, body), 400)["errors"]
    assert [(entry["field"], entry["code"]) for entry in found] == [
        ("summary", "required"),
        ("evidence.1.url", "invalid"),
        ("tags.1", "invalid"),
    ]


def test_bad_input_of_no_single_field_is_named_without_one(client: Client) -> None:
    body = '{"summary": "s", "evidence": []}'
    expected = [{"field": "", "code": "misfit", "message": "Summary and evidence do not fit."}]
    assert told(post(client, body), 400)["errors"] == expected


def test_malformed_json_is_told_where(client: Client) -> None:
    [entry] = told(post(client, '{"a": 1,\n}'), 400)["errors"]
    assert entry["code"] == "invalid_json"
    assert "line 2" in entry["message"]


def test_long_input_is_not_repeated_at_length(client: Client) -> None:
    raised.append(exceptions.ValidationError({"a" * 9000: ["x" * 9000] * 900}))
    assert len(client.get("/api/v1/door/").content) < 130_000


@pytest.mark.parametrize("where", ["/api/v1/nowhere/", "/api/v1/door", "/api/v1/claims/١/", "/api/", "/v1alpha1/x"])
def test_the_router_finds_nothing(client: Client, where: str) -> None:
    response = client.get(where)
    assert response.status_code == 404
    assert response.headers["content-type"] in {"application/problem+json", "application/json"}


def test_a_method_that_a_plain_view_does_not_know(client: Client) -> None:
    response = client.get("/api/v1/only-get/")
    told(response, 405)
    assert response.headers["allow"] == "GET"


def test_a_host_that_is_not_served(client: Client) -> None:
    response = client.get("/api/v1/only-get/", headers={"host": "evil.example"})
    told(response, 400)
    assert b"evil" not in response.content


def test_a_missing_csrf_token(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    told(strict.post("/api/v1/crash/"), 403)


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("secret"), 503), (ZeroDivisionError("secret"), 500), (Http404(), 404)]
)
def test_a_plain_view_that_fails(client: Client, error: Exception, status: int) -> None:
    raised.append(error)
    assert b"secret" not in client.get("/api/v1/crash/").content
    told(client.get("/api/v1/crash/"), status)


def test_pages_for_people_stay_pages(client: Client) -> None:
    raised.append(OperationalError("secret"))
    away = client.get("/crash/")
    assert (away.status_code, away.headers["retry-after"]) == (503, "5")
    raised[0] = ZeroDivisionError("secret")
    broken = client.get("/crash/")
    assert broken.status_code == 500
    for page in (away, broken, client.get("/nowhere/")):
        assert page.headers["content-type"].startswith("text/html")
        assert b"secret" not in page.content


def test_clients_of_google_read_their_own_envelope(client: Client) -> None:
    raised.append(exceptions.ValidationError({"pageSize": ["Too many."]}))
    response = client.get("/v1alpha1/claims:search")
    assert response.status_code == 400
    error = json.loads(response.content)["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert "Too many." in error["message"]


def test_the_framework_can_be_told_of_parsers_and_problems_in_its_settings() -> None:
    """In a fresh process: the framework loads both while its own views are half loaded."""
    code = (
        "import django; from django.conf import settings; settings.REST_FRAMEWORK |= {"
        "'EXCEPTION_HANDLER': 'claims.api.problems.handle',"
        "'DEFAULT_PARSER_CLASSES': ['claims.api.parsers.StrictJSONParser']}; django.setup();"
        "from rest_framework.views import APIView; print(APIView.parser_classes[0].media_type)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "application/json", done.stderr
