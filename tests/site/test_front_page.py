"""The front page: the latest verdicts, and nothing that is not public."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.flow import publish
from claims.models import Verdict
from tests import factories

pytestmark = pytest.mark.django_db


def publish_many(number: int) -> list[Verdict]:
    made = [factories.propose(claim) for claim in factories.make_claims(number)]
    for minute, verdict in enumerate(made):
        publish.approve(verdict, by=factories.person("omar"), now=factories.NOW + timedelta(minutes=minute // 2))
    return made


def test_the_latest_come_first_and_in_pages_that_meet(client: Client) -> None:
    made = publish_many(23)
    first = client.get("/")
    second = client.get(f"/?before={first.context['before']}")
    seen = [entry["row"].pk for answer in (first, second) for entry in answer.context["verdicts"]]
    assert seen == sorted((verdict.pk for verdict in made), reverse=True)
    assert second.context["before"] is None


def test_a_row_says_what_was_said_and_what_came_of_it(client: Client) -> None:
    verdict = factories.published_verdict()
    html = client.get("/").content.decode()
    for words in ("Boris Pistorius", "False", "Two systems came, not six.", f"/verdicts/{verdict.pk}/"):
        assert words in html


def test_what_is_proposed_or_withdrawn_is_not_there(client: Client) -> None:
    factories.propose()
    gone = factories.published_verdict()
    gone.refresh_from_db()
    publish.withdraw(gone, by=factories.person("omar"), reason="a mix-up")
    publish.approve(gone, by=factories.person("nina"), now=factories.NOW)
    assert client.get("/").context["verdicts"] == []
    assert "No verdict has been published yet." in client.get("/").content.decode()


def test_people_of_the_desk_see_the_same(client: Client) -> None:
    factories.propose()
    client.force_login(factories.person("omar"))
    assert client.get("/").context["verdicts"] == []


def test_the_page_costs_the_same_with_many_rows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish_many(10)
    with django_assert_num_queries(5):
        client.get("/")


@pytest.mark.parametrize("query", ["?before=x", "?before=٣", "?before=99999999999999999999", "?before=0"])
def test_nonsense_in_the_address_shows_the_first_page(client: Client, query: str) -> None:
    factories.published_verdict()
    assert len(client.get(f"/{query}").context["verdicts"]) == 1


def test_samples_are_named_and_not_indexed(client: Client) -> None:
    claim = factories.make_claim(article=factories.make_article(demo=True))
    verdict = factories.published_verdict(claim)
    for path in ("/", f"/verdicts/{verdict.pk}/"):
        html = client.get(path).content.decode()
        assert "<strong>Sample.</strong>" in html
        assert '<meta name="robots" content="noindex">' in html


def test_real_ones_are_indexed(client: Client) -> None:
    verdict = factories.published_verdict()
    for path in ("/", f"/verdicts/{verdict.pk}/"):
        html = client.get(path).content.decode()
        assert "Sample." not in html
        assert "noindex" not in html


def test_looking_is_all_one_can_do(client: Client) -> None:
    verdict = factories.published_verdict()
    for path in ("/", f"/verdicts/{verdict.pk}/"):
        assert client.post(path).status_code == 405
