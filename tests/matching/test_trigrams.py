"""The baseline is PostgreSQL's own figure, to the last place."""

from __future__ import annotations

import pytest
from django.db import connection

from claims.matching.trigrams import trigram_similarity, trigrams

PAIRS = [
    ("word", "two words"),
    ("Germany will deliver 22 vehicles", "germany has delivered 22 Vehicles."),
    ("IRIS-T, 155-mm shells & €1.5bn", "IRIS T 155 mm: shells for 1.5 bn"),
    ("Şişecam naïve Kyïv", "sisecam naive kyiv"),
    ("a", "ab"),
    ("the same", "the same"),
    ("", "something"),
    ("…", "—"),
    ("snake_case", "snake case"),
    ("repeat repeat repeat", "repeat"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_it_is_pg_trgm(a: str, b: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity(%s, %s)", [a, b])
        (theirs,) = cursor.fetchone()
    assert trigram_similarity(a, b) == pytest.approx(theirs, abs=1e-6)


def test_the_trigrams_of_a_word() -> None:
    assert trigrams("Cat!") == {"  c", " ca", "cat", "at "}
