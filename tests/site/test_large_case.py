"""A large case's ledger is worked out once, and anew when anything in it changes."""

import pytest

from claims.flow import cases
from claims.models import Case, casebook
from tests import factories
from tests.flow.test_follow import SOON, a_case

pytestmark = pytest.mark.django_db


def test_it_is_kept_until_something_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casebook, "LARGE", 2)
    case = a_case(factories.make_claim(), factories.make_claim())
    case.refresh_from_db()
    first = casebook.for_readers(case, today=SOON.date())
    assert casebook.for_readers(case, today=SOON.date()) is first
    assert first == casebook.as_it_stands(case, today=SOON.date())
    cases.add(case, factories.make_claim(), by=factories.person("omar"), now=SOON)
    case = Case.objects.get(pk=case.pk)
    assert casebook.for_readers(case, today=SOON.date()) is not first
