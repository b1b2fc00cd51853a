"""The claims of one case in, its figures over time out: what was promised, what came, who says so, what is left.

The room is pure: no Django, no sockets, no clock. docs/ledger.md tells its rules by examples.
"""

from claims.ledger.objects import as_object
from claims.ledger.shapes import (
    AidStep,
    Deadline,
    Entry,
    Estimate,
    Figure,
    Ledger,
    Line,
    Point,
    Rated,
)
from claims.ledger.statements import known
from claims.ledger.timeline import timeline

__all__ = [
    "AidStep",
    "Deadline",
    "Entry",
    "Estimate",
    "Figure",
    "Ledger",
    "Line",
    "Point",
    "Rated",
    "as_object",
    "known",
    "timeline",
]
