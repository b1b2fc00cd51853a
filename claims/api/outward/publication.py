"""What the outward doors have in common: who may look (everybody), what they look at, and how it is kept."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.models import Verdict
from claims.models.verdict import VerdictQuerySet

ANYBODY = AnonymousUser()
FRESH = "public, max-age=60"


class Outward(APIView):
    """A door that reads no credentials: what it answers does not hang on who asks."""

    authentication_classes = []
    permission_classes = [AllowAny]
    http_method_names = ["get", "head", "options"]


def published() -> VerdictQuerySet:
    """The verdicts that anybody may read and that stand, of claims and of cases."""
    return Verdict.objects.visible_to(ANYBODY).published()


def chosen(found: VerdictQuerySet, wanted: Mapping[str, Any]) -> VerdictQuerySet:
    """Those of a `kind`, about an `actor`, of a public `case` or of a claim in it."""
    if "kind" in wanted:
        found = found.filter(Q(judged_kind__in=wanted["kind"]) | Q(case__kind__in=wanted["kind"]))
    if "actor" in wanted:
        found = found.about(wanted["actor"])
    if "case" in wanted:
        cases: Sequence[int] = wanted["case"]
        itself, claims = Q(case__in=cases, case__public=True), Q(claim__case__in=cases, claim__case__public=True)
        found = found.filter(itself | claims)
    return found


def answer(request: Request, body: bytes, content_type: str) -> HttpResponseBase:
    """`body` with its ETag; 304 to who has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type)
    return kept(request, response, etag)


def kept(request: Request, response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """The response as caches may keep it, or 304."""
    response.headers["Cache-Control"] = FRESH
    response.headers["ETag"] = etag
    response.headers["Access-Control-Allow-Origin"] = "*"
    conditional: HttpResponseBase | None = get_conditional_response(request._request, etag=etag, response=response)  # type: ignore[arg-type]  # it reads and writes headers alone
    return response if conditional is None else conditional
