"""The small shapes that many objects of the contract share."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
Object = dict[str, Any]


def decimal(value: Decimal | None) -> str | None:
    """An exact decimal as the contract writes it: no exponent, no idle zeros."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def moment(value: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def quantity(row: Row) -> Object | None:
    if row["quantity_precision"] is None:
        return None
    return {
        "min": decimal(row["quantity_min"]),
        "max": decimal(row["quantity_max"]),
        "unit": row["quantity_unit"] or None,
        "precision": row["quantity_precision"],
        "text": row["quantity_text"],
    }


def amount(row: Row) -> Object | None:
    if row["amount_precision"] is None:
        return None
    return {
        "min": decimal(row["amount_min"]),
        "max": decimal(row["amount_max"]),
        "currency": row["amount_currency"],
        "precision": row["amount_precision"],
        "text": row["amount_text"],
    }


def period(row: Row, prefix: str) -> Object | None:
    if row[f"{prefix}_precision"] is None:
        return None
    return {
        "from": day(row[f"{prefix}_from"]),
        "to": day(row[f"{prefix}_to"]),
        "precision": row[f"{prefix}_precision"],
        "text": row[f"{prefix}_text"],
    }


def actor(row: Row, prefix: str) -> Object | None:
    if row[f"{prefix}_id"] is None:
        return None
    return {"id": row[f"{prefix}_id"], "name": row[f"{prefix}__name"], "code": row[f"{prefix}__code"]}


def source(row: Row, prefix: str) -> Object | None:
    """`prefix` is the path to the source: `source` or `article__source`."""
    if row[f"{prefix}__name"] is None:
        return None
    return {"id": row[f"{prefix}_id"], "name": row[f"{prefix}__name"]}


def person(row: Row, prefix: str) -> Object | None:
    """Somebody of the desk, by the name they go by."""
    if row[f"{prefix}_id"] is None:
        return None
    full = f"{row[f'{prefix}__first_name']} {row[f'{prefix}__last_name']}".strip()
    return {"id": row[f"{prefix}_id"], "name": full or row[f"{prefix}__username"]}


def person_fields(prefix: str) -> list[str]:
    return [f"{prefix}_id", f"{prefix}__first_name", f"{prefix}__last_name", f"{prefix}__username"]


def rating(row: Row, prefix: str) -> Object | None:
    if row[f"{prefix}_id"] is None:
        return None
    return {"id": row[f"{prefix}_id"], "name": row[f"{prefix}__name"], "value": row[f"{prefix}__value"]}
