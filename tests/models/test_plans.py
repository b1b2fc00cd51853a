"""Statements whose values differ a thousandfold are planned for their values."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.flow import match
from claims.models.plans import planned_for_their_values
from tests import factories


def mode() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_only_inside_plans_are_made_anew() -> None:
    assert mode() == "auto"
    with planned_for_their_values():
        assert mode() == "force_custom_plan"
    assert mode() == "auto"


@pytest.mark.django_db
def test_a_claim_looks_for_its_like_with_plans_of_its_own() -> None:
    claim = factories.make_claim()
    with CaptureQueriesContext(connection) as seen:
        match.candidates(claim)
    asked = [query["sql"] for query in seen]
    mine = next(at for at, sql in enumerate(asked) if "force_custom_plan" in sql)
    assert mine < next(at for at, sql in enumerate(asked) if "claims_claim" in sql)
