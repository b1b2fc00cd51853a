"""The MinHash bands of a text, in a column: copies share at least one."""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Q, Value


def sharing(bands: Sequence[int]) -> Q:
    """Rows that share a band with these; none where there are none.

    As one value of its own type: element by element Django would send them as numbers of four bytes, cut off.
    """
    return Q(bands__overlap=Value(list(bands), output_field=ArrayField(BigIntegerField())))
