"""Where a rating stands on the truth scale, for its colour and for the line of points under it."""

from collections.abc import Sequence
from typing import Any

from claims.models import Rating


def points() -> list[Rating]:
    """The whole scale, from worst to best."""
    return list(Rating.objects.all())


def tone(value: int, scale: Sequence[Rating]) -> int:
    """Where a value stands between the worst (0) and the best (4) of the scale, for its colour."""
    values = [rating.value for rating in scale]
    low, high = min(values), max(values)
    return 2 if low == high else round(4 * (value - low) / (high - low))


def toned(scale: Sequence[Rating]) -> list[dict[str, Any]]:
    """Every point with its tone."""
    return [{"rating": rating, "tone": tone(rating.value, scale)} for rating in scale]
