"""Constraints that many nouns share, so that each noun states its rules in one line.

A CHECK refuses what is false and lets pass what is NULL: a rule on a column that may be NULL has to say so.
"""

from django.db.models import CheckConstraint, F, Q, TextChoices


def one_of(field: str, choices: type[TextChoices], *, name: str) -> CheckConstraint:
    """`field` holds one of the enumeration's words (or NULL, where the column allows it)."""
    return CheckConstraint(name=name, condition=Q(**{f"{field}__in": choices.values}))


def number_range(prefix: str, *, name: str) -> CheckConstraint:
    """`prefix`_min, _max and _precision agree: no precision, no figure; an open side only where it is named.

    `exact` and `about` hold one figure; `words` may hold none ("an unknown number").
    """
    low, high, precision = f"{prefix}_min", f"{prefix}_max", f"{prefix}_precision"
    none = Q(**{f"{low}__isnull": True, f"{high}__isnull": True})
    both = Q(**{f"{low}__isnull": False, f"{high}__isnull": False})
    ordered = both & Q(**{f"{low}__lte": F(high)})
    figure = (
        (Q(**{f"{precision}__in": ["exact", "about"]}) & both & Q(**{low: F(high)}))
        | (Q(**{precision: "at_least", f"{low}__isnull": False, f"{high}__isnull": True}))
        | (Q(**{precision: "at_most", f"{low}__isnull": True, f"{high}__isnull": False}))
        | (Q(**{precision: "range"}) & ordered)
        | (Q(**{precision: "words"}) & (none | ordered))
    )
    return CheckConstraint(
        name=name,
        condition=(Q(**{f"{precision}__isnull": True}) & none) | (Q(**{f"{precision}__isnull": False}) & figure),
    )


def date_range(prefix: str, *, name: str) -> CheckConstraint:
    """`prefix`_from, _to and _precision agree: no precision, no date; `from` is not after `to`."""
    start, end, precision = f"{prefix}_from", f"{prefix}_to", f"{prefix}_precision"
    none = Q(**{f"{start}__isnull": True, f"{end}__isnull": True})
    ordered = Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__isnull": True}) | Q(**{f"{start}__lte": F(end)})
    units = ["day", "week", "month", "quarter", "half", "season", "year"]
    period = (Q(**{precision: "unknown"}) & none) | (Q(**{f"{precision}__in": units}) & ~none & ordered)
    return CheckConstraint(
        name=name,
        condition=(Q(**{f"{precision}__isnull": True}) & none) | (Q(**{f"{precision}__isnull": False}) & period),
    )
