"""An actor's page: how its promises stand, by what is public alone."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.flow import cases
from claims.models import Actor, Case, User
from tests import factories

pytestmark = pytest.mark.django_db


def a_case(omar: User, title: str, *, public: bool) -> Case:
    made = cases.open_with(factories.make_claim(), title=title, by=omar, now=factories.NOW)
    if public:
        cases.publish(made, by=omar)
    return made


def test_the_record_by_public_cases_alone(client: Client, omar: User) -> None:
    germany = a_case(omar, "Everybody's", public=True).actor
    a_case(omar, "The desk's", public=False)
    assert germany is not None
    html = client.get(f"/actors/{germany.pk}/").content.decode()
    assert "Everybody&#x27;s" in html
    assert "The desk" not in html
    assert "0 of 0 rated: too few to call it a rate" in html
    assert "1 case with a deadline: too few for a median" in html


def test_five_are_called_a_rate(client: Client, omar: User) -> None:
    made = [a_case(omar, f"Case {n}", public=True) for n in range(5)]
    Case.objects.filter(pk__in=[case.pk for case in made[:4]]).update(state="kept")
    Case.objects.filter(pk=made[4].pk).update(state="broken")
    html = client.get(f"/actors/{made[0].actor_id}/").content.decode()
    assert "80 % of the 5 that are rated" in html
    assert "0 in the median, of 5 cases with a deadline" in html


def test_the_verdicts_and_the_way_there(client: Client) -> None:
    verdict = factories.published_verdict()
    html = client.get(f"/verdicts/{verdict.pk}/").content.decode()
    speaker = Actor.objects.get(name="Boris Pistorius")
    assert f'href="/actors/{speaker.pk}/"' in html
    assert f'href="/verdicts/{verdict.pk}/"' in client.get(f"/actors/{speaker.pk}/").content.decode()


def test_who_is_in_nothing_public_has_no_page(client: Client, omar: User) -> None:
    hidden = a_case(omar, "The desk's", public=False)
    assert client.get(f"/actors/{hidden.actor_id}/").status_code == 404
    assert client.get("/actors/99999999/").status_code == 404


def test_the_page_costs_so_many_queries(
    client: Client, omar: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actor = a_case(omar, "One", public=True).actor_id
    with django_assert_max_num_queries(14):
        client.get(f"/actors/{actor}/")
