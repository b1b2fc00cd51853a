"""Who the public's pages are for, and how they are answered."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from claims.models import Verdict
from claims.models.verdict import VerdictQuerySet

ANYBODY = AnonymousUser()  # these pages show the same to people of the desk as to all others


def answer(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """The page; while somebody is logged in its head names them, and it is not kept."""
    response = render(request, template, dict(context), status=status)
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    return response


def of_claims() -> VerdictQuerySet:
    """The verdicts on claims that anybody may read: those that stand, and the superseded behind them."""
    return Verdict.objects.visible_to(ANYBODY).filter(claim__isnull=False)


def number(text: str) -> int | None:
    """A whole number of the address, if it is one that a row can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
