"""Names that differ in nothing but case are one name."""

from django.db.models import F, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact


def called(column: str, name: str) -> Exact:
    """The rows whose `column` is that name, as the unique indexes on Lower(column) see it, and through them.

    Not `iexact`, which compares in upper case: there "İstanbul" and "istanbul" differ, and no index helps.
    """
    return Exact(Lower(F(column)), Lower(Value(name)))
