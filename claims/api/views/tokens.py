"""People's own tokens."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract
from claims.api import answers, filters, idempotency, inputs, pages, params, schema, shapes
from claims.api.gate import needs, person
from claims.flow import access
from claims.models import ApiToken
from claims.models.enums import Role


class Tokens(APIView):
    permission_classes = needs(GET=Role.REVIEWER, POST=Role.REVIEWER)

    @schema.a_list("list_tokens", params.Page, shapes.TokenRow, "One's own tokens that were not revoked.")
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.Page)
        found = ApiToken.objects.visible_to(person(request)).select_related("user")
        return pages.answer(request, found, filters.OLDEST_ROWS, wanted, make=_listed)

    @idempotency.once
    @schema.an_action(
        "issue_token",
        inputs.TokenGiven,
        {201: shapes.NewToken},
        "A new token of one's own, shown this once; it holds no more than what it is asked for with.",
        rules=True,
    )
    def post(self, request: Request) -> HttpResponseBase:
        wish = inputs.read(request, inputs.TokenGiven)
        token, secret = access.issue_token(
            by=person(request),
            name=wish["name"],
            role=Role(wish["role"]) if wish.get("role") else None,
            expires_at=wish.get("expires_at"),
            now=timezone.now(),
        )
        place = request.build_absolute_uri(reverse("api:token", args=[token.pk]))
        told = contract.access.token(token) | {"token": secret}
        return answers.secret(told, status=201, headers={"Location": place})


class OneToken(APIView):
    permission_classes = needs(of=ApiToken, hides=True, GET=Role.REVIEWER, DELETE=Role.REVIEWER)

    @schema.an_object("read_token", shapes.TokenRow, "A token of one's own.", versioned=False, one=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        token = get_object_or_404(ApiToken.objects.visible_to(person(request)).select_related("user"), pk=pk)
        params.read(request)
        return answers.plain(contract.access.token(token))

    @schema.a_removal("revoke_token", "Let a token in no more.", versioned=False)
    def delete(self, request: Request, pk: int) -> HttpResponseBase:
        token = get_object_or_404(ApiToken.objects.visible_to(person(request)), pk=pk)
        inputs.read(request, inputs.Nothing)
        access.revoke_token(token, by=person(request), now=timezone.now())
        return answers.nothing()


def _listed(rows: Sequence[ApiToken]) -> list[dict[str, Any]]:
    return [contract.access.token(row) for row in rows]
