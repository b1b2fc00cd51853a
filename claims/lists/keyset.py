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

from claims.models.plans import planned_each_time

SALT = "claims.api.pages"


class BadCursor(ValueError):
    """It is none of ours, or of a list in another order."""


@dataclass(frozen=True)
class Order:
    """Rows by a column, or an annotation, and by id after it. NULLs, where `nullable`, come last.

    Ids go the same way as the column, or, of a descending one, from the oldest up where `oldest_first`. A cursor is
    good for the order of its `name` alone. `value` takes the column's value out of a row, fit for JSON.
    """

    name: str
    column: str
    value: Callable[[Any], Any]
    descending: bool = False
    nullable: bool = False
    oldest_first: bool = False


@dataclass(frozen=True)
class Place:
    """Beside which row a page begins, and whether it goes on from there or back."""

    key: Any
    pk: int
    onward: bool = True


@dataclass(frozen=True)
class Page:
    """The rows, and the cursors of the pages before and after, where there are any."""

    rows: Sequence[Any]
    previous: str | None
    next: str | None


def page(rows: "QuerySet[Any, Any]", order: Order, *, size: int, cursor: str | None = None) -> Page:
    """Up to `size` rows from where `cursor` stands. Raises BadCursor."""
    place = _read(cursor, order) if cursor is not None else None
    found = _fetch(rows, order, place, size + 1)
    more, found = len(found) > size, found[:size]
    onward = place is None or place.onward
    if not onward:
        found.reverse()
    first, last = _ends(found, order, place)
    has_next = more if onward else True
    has_previous = place is not None if onward else more
    return Page(
        found,
        previous=_write(order, first) if has_previous and first else None,
        next=_write(order, last) if has_next and last else None,
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
    key = OrderBy(F(order.column), descending=down)
    ids = OrderBy(F("id"), descending=not onward if order.oldest_first else down)
    with planned_each_time():  # one plan for rare values and for common ones would walk the whole list for the rare
        for stretch in _stretches(order, place, down=down, onward=onward):
            found += rows.filter(stretch).order_by(key, ids)[: number - len(found)]
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
    if order.oldest_first:
        sign, ids = ("lt", "gt") if down else ("gt", "lt")  # ids go the other way than the column
        from_there = Q((f"{order.column}__{sign}e", place.key))  # alone it lets the index begin at the place
        return from_there & (Q((f"{order.column}__{sign}", place.key)) | Q((f"id__{ids}", place.pk)))
    compare = TupleLessThan if down else TupleGreaterThan
    return Q(compare(Tuple(F(order.column), F("id")), (place.key, place.pk)))


def _pk(row: Any) -> int:
    return int(row["id"] if isinstance(row, Mapping) else row.pk)


def _write(order: Order, place: Place) -> str:
    return signing.dumps([order.name, place.onward, place.key, place.pk], salt=SALT)


def _read(cursor: str, order: Order) -> Place:
    try:
        name, onward, key, pk = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise BadCursor("This cursor is none of ours.") from error
    if name != order.name:
        raise BadCursor("This cursor is of another list, or of another order.")
    return Place(key, pk, onward)
