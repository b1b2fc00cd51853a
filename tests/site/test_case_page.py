"""A case as the public reads it: on any day, with its claims, and nothing of one that is private."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.flow import cases, publish
from claims.models import Case, User, Verdict
from claims.models.enums import CaseState
from claims.site.cases import ELSEWHERE
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(omar: User) -> Case:
    """Three systems, promised in January 2024 for the end of that year, and public."""
    claim = factories.make_claim(article=factories.make_article(published=date(2024, 1, 10)))
    made = cases.open_with(claim, title="Three systems", by=omar, now=factories.NOW)
    cases.publish(made, by=omar)
    return made


def page(client: Client, case: Case, **params: str) -> str:
    answer = client.get(f"/cases/{case.pk}/", params)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_ledger_the_deadline_and_the_claim_with_its_quote(client: Client, case: Case) -> None:
    html = page(client, case)
    claim = case.claims.get()
    for words in ("overdue", "31 Dec 2024", claim.quote, "Boris Pistorius", str(ELSEWHERE[CaseState.OVERDUE])):
        assert words in html
    assert f'href="/actors/{case.actor_id}/"' in html
    assert "noindex" not in html


def test_as_it_could_be_known_on_a_day(client: Client, case: Case) -> None:
    assert str(ELSEWHERE[CaseState.OPEN]) in page(client, case, as_of="2024-06-01")
    assert "Nothing had been said by then" in page(client, case, as_of="2024-01-09")
    assert "Give a day as YYYY-MM-DD" in page(client, case, as_of="2024-02-30")


def test_a_private_one_is_not_there_for_anybody_s_page(client: Client, case: Case, omar: User) -> None:
    cases.unpublish(case, by=omar)
    for path in ("", "plot.svg", "plot.png"):
        assert client.get(f"/cases/{case.pk}/{path}").status_code == 404


def test_samples_are_not_for_search_engines(client: Client, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(demo=True)
    assert '<meta name="robots" content="noindex">' in page(client, case)


def test_a_rating_and_its_withdrawal_have_pages(client: Client, case: Case, omar: User, nina: User) -> None:
    verdict = cases.rate(
        case, CaseState.BROKEN, by=omar, now=factories.NOW, explanation="None came.", evidence=factories.EVIDENCE
    )
    publish.approve(verdict, by=nina, now=factories.NOW)
    assert "Rated: " in page(client, case)
    assert "None came." in client.get(f"/verdicts/{verdict.pk}/").content.decode()
    publish.withdraw(verdict, by=omar, reason="A mistake.")
    publish.approve(Verdict.objects.get(), by=nina, now=factories.NOW)
    html = client.get(f"/verdicts/{verdict.pk}/").content.decode()
    assert "This verdict has been withdrawn" in html
    assert "A mistake." not in html
    cases.unpublish(Case.objects.get(), by=omar)
    assert client.get(f"/verdicts/{verdict.pk}/").status_code == 404


def test_the_page_costs_so_many_queries(
    client: Client, case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        page(client, case)
