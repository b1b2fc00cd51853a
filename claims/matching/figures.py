"""Figures beside figures: "22 = 22", "22, 40", "11000 in 10000 to 12000"."""

from __future__ import annotations

from decimal import Decimal

from claims.matching.findings import Finding, agrees, both, differs
from claims.matching.statement import Figure, Statement
from claims.matching.words import canonical

WEIGHT = 2.0
MASSES = frozenset("tonne kilogram kg pound litre liter gallon barrel".split())
INFINITY = Decimal("Infinity")


def plain(number: Decimal) -> str:
    """35000000000 for 3.5E+10; no zeros after the point."""
    whole = format(number, "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def said(figure: Figure) -> str:
    """ "22", "at least 3000", "at most 38", "25000 to 50000" """
    if figure.max is None:
        return f"at least {plain(figure.min or Decimal(0))}"
    if figure.min is None:
        return f"at most {plain(figure.max)}"
    return plain(figure.min) if figure.min == figure.max else f"{plain(figure.min)} to {plain(figure.max)}"


def compare_figures(a: Statement, b: Statement) -> list[Finding]:
    """The quantities and the amounts of two statements; nothing where neither, or an unread one, has a figure."""
    counts, sums = _pair(a.quantity, b.quantity), _pair(a.amount, b.amount)
    if counts or sums:
        return [*([_counted(*counts)] if counts else []), *([_paid(*sums)] if sums else [])]
    has_a, has_b = _has_figure(a), _has_figure(b)
    if has_a and has_b:
        return [differs(WEIGHT, "one counts things, the other money")]
    if (has_a or has_b) and a.is_read and b.is_read:
        return [differs(WEIGHT, "only one gives a figure", 0.3)]
    return []


def _pair(a: Figure | None, b: Figure | None) -> tuple[Figure, Figure] | None:
    return (a, b) if a and b and a.ends and b.ends else None


def _has_figure(statement: Statement) -> bool:
    return any(figure and figure.ends for figure in (statement.quantity, statement.amount))


def _counted(a: Figure, b: Figure) -> Finding:
    units = {canonical(figure.unit) for figure in (a, b) if figure.unit}
    if len(units) == 2 and units & MASSES:
        return differs(WEIGHT, f"counted in other units: {both(a.unit, b.unit)}", 0.2)
    return _measured(a, b, "quantities", "")


def _paid(a: Figure, b: Figure) -> Finding:
    if a.unit and b.unit and a.unit != b.unit:
        return differs(WEIGHT, f"currency differs: {both(a.unit, b.unit)}", 0.2)
    currency = a.unit or b.unit
    return _measured(a, b, "amounts", f" {currency}" if currency else "")


def _measured(a: Figure, b: Figure, what: str, unit: str) -> Finding:
    """The same ends are the same figure, however it was hedged ("about 22", "22"); "at most" is not "at least"."""
    one, other = sorted((said(a), said(b)))
    low, high = max(_low(a), _low(b)), min(_high(a), _high(b))
    if a.ends == b.ends and not (low == high and None in (a.min, b.min) and None in (a.max, b.max)):
        return agrees(WEIGHT, f"{one} = {other}{unit}")
    if low <= high:
        return differs(WEIGHT, f"{what} overlap: {one}, {other}{unit}", 0.7)
    return differs(WEIGHT, f"{what} differ: {one}, {other}{unit}", 0.2)


def _low(figure: Figure) -> Decimal:
    return -INFINITY if figure.min is None else figure.min


def _high(figure: Figure) -> Decimal:
    return INFINITY if figure.max is None else figure.max
