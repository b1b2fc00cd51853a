"""Pages by row comparison, `(key, id) < (x, y)`: what a page costs does not grow with its depth, and nothing counts.

A cursor is signed: it holds the order's name, the direction, and the key and id of the row it stands at.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import HttpResponse
from django.utils.http import urlencode
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from claims.api import answers

SALT = "claims.api.pages"


@dataclass(frozen=True)
class Order:
    """Rows by a column, or an annotation, and by id after it, both the same way. NULLs, where `nullable`, come last.

    A cursor is good for the order of its `name` alone. `value` takes the column's value out of a row, fit for JSON.
    """

    name: str
    column: str
    value: Callable[[Any], Any]
    descending: bool = False
    nullable: bool = False


@dataclass(frozen=True)
class Place:
    """Beside which row a page begins, and whether it goes on from there or back."""

    key: Any
    pk: int
    onward: bool = True


def answer(
    request: Request,
    rows: "QuerySet[Any, Any]",
    order: Order,
    wanted: Mapping[str, Any],
    *,
    make: Callable[[Sequence[Any]], list[dict[str, Any]]],
) -> HttpResponse:
    """The page that `page_size` and `cursor` among `wanted` ask for; `make` turns its rows into objects."""
    size = wanted["page_size"]
    place = _read(wanted["cursor"], order) if "cursor" in wanted else None
    found = _fetch(rows, order, place, size + 1)
    more, found = len(found) > size, found[:size]
    onward = place is None or place.onward
    if not onward:
        found.reverse()
    first, last = _ends(found, order, place)
    has_next = more if onward else True
    has_previous = place is not None if onward else more
    return answers.plain(
        {
            "next": _url(request, order, last) if has_next and last else None,
            "previous": _url(request, order, first) if has_previous and first else None,
            "results": make(found),
        }
    )


def _ends(found: Sequence[Any], order: Order, place: Place | None) -> tuple[Place | None, Place | None]:
    """Where the page before this one and the one after it begin; of an empty page, where it would have begun."""
    if found:
        return Place(order.value(found[0]), _pk(found[0]), False), Place(order.value(found[-1]), _pk(found[-1]))
    return (None, None) if place is None else (Place(place.key, place.pk, False), Place(place.key, place.pk))


def _fetch(rows: "QuerySet[Any, Any]", order: Order, place: Place | None, number: int) -> list[Any]:
    """Up to `number` rows from `place`, in the direction of walking. Where NULLs stand last, that is two stretches."""
    onward = place is None or place.onward
    down = order.descending == onward
    found: list[Any] = []
    for stretch in _stretches(order, place, down=down, onward=onward):
        key = OrderBy(F(order.column), descending=down)
        ordered = rows.filter(stretch).order_by(key, OrderBy(F("id"), descending=down))
        found += ordered[: number - len(found)]
        if len(found) == number:
            break
    return found


def _stretches(order: Order, place: Place | None, *, down: bool, onward: bool) -> list[Q]:
    if not order.nullable:
        return [_beyond(order, place, down=down)]
    figures, nulls = Q((f"{order.column}__isnull", False)), Q((f"{order.column}__isnull", True))
    if place is None:
        return [figures, nulls]
    if place.key is None:
        rest = nulls & (Q(id__lt=place.pk) if down else Q(id__gt=place.pk))
        return [rest] if onward else [rest, figures]
    rest = figures & _beyond(order, place, down=down)
    return [rest, nulls] if onward else [rest]


def _beyond(order: Order, place: Place | None, *, down: bool) -> Q:
    if place is None:
        return Q()
    compare = TupleLessThan if down else TupleGreaterThan
    return Q(compare(Tuple(F(order.column), F("id")), (place.key, place.pk)))


def _pk(row: Any) -> int:
    return int(row["id"] if isinstance(row, Mapping) else row.pk)


def _url(request: Request, order: Order, place: Place) -> str:
    """The address of the page at `place`, with all the other parameters of this one."""
    cursor = signing.dumps([order.name, place.onward, place.key, place.pk], salt=SALT)
    query = {name: str(value) for name, value in request.query_params.items()} | {"cursor": cursor}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")


def _read(cursor: str, order: Order) -> Place:
    try:
        name, onward, key, pk = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        name = None
    if name != order.name:
        message = "Take the cursor as it stands in next or previous of a page of this list in this order."
        raise ValidationError({"cursor": [ErrorDetail(message, code="invalid")]})
    return Place(key, pk, onward)
