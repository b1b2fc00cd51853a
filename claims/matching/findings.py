"""What comparing one slot of two statements comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Bearing(Enum):
    """What a finding says about whether two statements say the same of the same thing."""

    FOR = "for"
    NEUTRAL = "neutral"
    DIFFERS = "differs"  # the same matter perhaps, but not the same statement
    APART = "apart"  # another matter


@dataclass(frozen=True, slots=True)
class Finding:
    """How alike in one slot: ``likeness`` 0 to 1, counted ``weight`` times. Only a neutral one may lack a reason."""

    bearing: Bearing
    weight: float
    likeness: float
    reason: str = ""


def agrees(weight: float, reason: str, likeness: float = 1.0) -> Finding:
    return Finding(Bearing.FOR, weight, likeness, reason)


def differs(weight: float, reason: str, likeness: float = 0.0) -> Finding:
    return Finding(Bearing.DIFFERS, weight, likeness, reason)


def apart(weight: float, reason: str) -> Finding:
    return Finding(Bearing.APART, weight, 0.0, reason)


def unknown(weight: float) -> Finding:
    """Only one of the two has the slot: a weak sign against, and nothing a person needs to read."""
    return Finding(Bearing.NEUTRAL, weight * 0.4, 0.3)


def both(a: object, b: object) -> str:
    """The two values, in one order whichever statement came first."""
    return ", ".join(sorted((str(a), str(b))))
