"""Pages of a list, as the contract answers them: rows, and the addresses of the pages before and after."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import urlencode
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from claims.api import answers
from claims.lists import keyset
from claims.lists.keyset import Order


def answer(
    request: Request,
    rows: "QuerySet[Any, Any]",
    order: Order,
    wanted: Mapping[str, Any],
    *,
    make: Callable[[Sequence[Any]], list[dict[str, Any]]],
) -> HttpResponse:
    """The page that `page_size` and `cursor` among `wanted` ask for; `make` turns its rows into objects."""
    try:
        page = keyset.page(rows, order, size=wanted["page_size"], cursor=wanted.get("cursor"))
    except keyset.BadCursor as error:
        message = "Take the cursor as it stands in next or previous of a page of this list in this order."
        raise ValidationError({"cursor": [ErrorDetail(message, code="invalid")]}) from error
    return answers.plain(
        {"next": _url(request, page.next), "previous": _url(request, page.previous), "results": make(page.rows)}
    )


def _url(request: Request, cursor: str | None) -> str | None:
    """The address of the page at the cursor, with all the other parameters of this one."""
    if cursor is None:
        return None
    query = {name: str(value) for name, value in request.query_params.items()} | {"cursor": cursor}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
