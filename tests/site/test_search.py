"""The public searches verdicts and cases: by words, narrowed by facets, and is helped where nothing is found."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.flow import publish
from claims.models import Actor, ActorAlias, Case, Verdict
from tests import factories

pytestmark = pytest.mark.django_db


def told(text: str, *, rating: int = 1, **reading: Any) -> Verdict:
    claim = factories.make_claim(article=factories.make_article(f"{text}. It rained."), **reading)
    return factories.published_verdict(claim, rating=factories.rating(rating), summary="Nobody saw them come.")


def found(client: Client, **params: str) -> list[int]:
    answer = client.get("/search/", params)
    assert answer.status_code == 200
    return [entry["row"].pk for entry in answer.context["verdicts"]]


def facet(client: Client, name: str, **params: str) -> dict[str, int]:
    facets = client.get("/search/", params).context["facets"]
    return {value["label"]: value["count"] for one in facets if one["name"] == name for value in one["values"]}


def test_words_find_quotes_newest_first(client: Client) -> None:
    tanks, trucks = told("Germany sends 7 tanks"), told("Germany sends 8 trucks")
    assert found(client, q="germany sends") == [trucks.pk, tanks.pk]
    assert found(client, q="tank") == [tanks.pk]
    assert found(client) == [trucks.pk, tanks.pk]


def test_each_facet_counts_what_the_others_leave(client: Client) -> None:
    false, true = told("Germany sends 7 tanks"), told("Germany sends 8 trucks", rating=5)
    told("Soldiers arrive", kind="troops", step="deployed", rating=5, item=None)
    assert facet(client, "rating") == {"True": 2, "False": 1}
    assert facet(client, "kind") == {"aid": 2, "troops": 1}
    rating = str(true.rating_id)
    assert facet(client, "rating", kind="aid") == {"False": 1, "True": 1}
    assert facet(client, "kind", rating=rating) == {"aid": 1, "troops": 1}
    assert found(client, kind="aid", rating=str(false.rating_id)) == [false.pk]
    assert facet(client, "speaker") == {"Boris Pistorius": 3}
    assert facet(client, "actor") == {"Germany": 3}
    assert facet(client, "year") == {"2024": 3}


def test_a_facet_is_chosen_and_taken_off_by_links(client: Client) -> None:
    verdict = told("Germany sends 7 tanks")
    answer = client.get("/search/", {"q": "tanks", "kind": "aid"})
    [chosen] = answer.context["removable"]
    assert chosen["address"] == "?q=tanks"
    again = client.get(f"/search/{chosen['address']}")
    assert [entry["row"].pk for entry in again.context["verdicts"]] == [verdict.pk]
    assert again.context["removable"] == []


def test_cases_are_found_by_how_they_stand(client: Client) -> None:
    late = Case.objects.create(title="Nine tanks", kind="aid", state="overdue", due=date(2024, 1, 1), public=True)
    Case.objects.create(title="Nine secret tanks", kind="aid", state="overdue")
    Case.objects.create(title="Two ships", kind="aid", public=True)
    answer = client.get("/search/", {"in": "cases", "state": "overdue"})
    assert [case["id"] for case in answer.context["cases"]] == [late.pk]
    assert {tab["name"]: tab["count"] for tab in answer.context["tabs"]} == {"verdicts": 0, "cases": 1}
    assert "secret" not in client.get("/search/", {"in": "cases", "q": "tanks"}).content.decode()


def test_a_name_finds_what_is_about_whom_it_names(client: Client) -> None:
    told("Germany sends 7 tanks")
    germany = Actor.objects.get(code="DE")
    case = Case.objects.create(title="Nine tanks", kind="aid", actor=germany, public=True)
    verdict = told("Berlin sends 8 trucks")
    ActorAlias.objects.create(actor=germany, alias="Bundesrepublik")
    assert found(client, q="bundesrepublik")[0] == verdict.pk
    answer = client.get("/search/", {"in": "cases", "q": "Bundesrepublik"})
    assert [one["id"] for one in answer.context["cases"]] == [case.pk]


def test_nothing_found_helps_on(client: Client) -> None:
    told("Germany sends 7 tanks")
    Case.objects.create(title="Submarines for nobody", kind="aid", public=True)
    html = client.get("/search/", {"q": "tanks submarines"}).content.decode()
    assert "Nothing public was found for “tanks submarines”" in html
    assert 'href="?q=tanks+or+submarines"' in html
    assert 'href="?q=submarines&amp;in=cases"' in client.get("/search/", {"q": "submarines"}).content.decode()
    narrowed = client.get("/search/", {"q": "tanks", "kind": "troops"})
    assert narrowed.context["instead"]["wider"] == {"count": 1, "address": "?q=tanks"}
    assert narrowed.context["removable"][0]["address"] == "?q=tanks"


def test_what_is_not_public_is_in_no_count(client: Client) -> None:
    factories.propose(factories.make_claim(article=factories.make_article("Secret tanks come. It rained.")))
    answer = client.get("/search/", {"q": "secret"})
    assert answer.context["number"] == 0
    assert answer.context["facets"] == []


def test_pages_meet(client: Client) -> None:
    made = [factories.propose(claim) for claim in factories.make_claims(23)]
    for minute, verdict in enumerate(made):
        publish.approve(verdict, by=factories.person("omar"), now=factories.NOW + timedelta(minutes=minute))
    first = client.get("/search/", {"q": "trucks"})
    second = client.get(f"/search/{first.context['next']}")
    seen = [entry["row"].pk for page in (first, second) for entry in page.context["verdicts"]]
    assert seen == sorted((verdict.pk for verdict in made), reverse=True)
    assert second.context["next"] == ""


@pytest.mark.parametrize(
    "query",
    ["?kind=x", "?rating=%D9%A3", "?year=0", "?q=%00tanks", "?q=%22", "?actor=99999999999999999999", "?before=x"],
)
def test_nonsense_in_the_address_narrows_nothing(client: Client, query: str) -> None:
    told("Germany sends 7 tanks")
    assert client.get(f"/search/{query}").status_code == 200


def test_the_page_costs_the_same_with_many_rows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for claim in factories.make_claims(8):
        factories.published_verdict(claim)
    with django_assert_num_queries(13):
        client.get("/search/", {"q": "trucks"})
