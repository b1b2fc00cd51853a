"""The inbox: its order, its filters, its length, and the button that takes the next."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.models import Claim, User
from claims.models.enums import Status
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "/desk/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_queue_stands_in_its_own_order(at: Login, rita: User) -> None:
    late = factories.make_claim(worthiness=0.6)
    first = factories.make_claim(worthiness=0.95)
    html = page(at(rita))
    assert html.index(f"/desk/claims/{first.pk}/") < html.index(f"/desk/claims/{late.pk}/")


def test_a_row_says_who_what_when_and_why(at: Login, rita: User) -> None:
    article = factories.make_article(source=factories.make_source(), published=date(2024, 11, 12))
    claim = factories.make_claim(article=article)
    html = page(at(rita))
    for words in (claim.quote, "Boris Pistorius", "Germany → Ukraine · 3 IRIS-T systems · by 31 Dec 2024",
                  "quantity, deadline, pledge verb", "The Kyiv Herald", "12 Nov 2024"):  # fmt: skip
        assert words in html


def test_only_the_kind_asked_for(at: Login, rita: User) -> None:
    aid = factories.make_claim()
    troops = factories.make_claim(kind="troops", step="deployed")
    html = page(at(rita), "/desk/?kind=troops")
    assert f"/desk/claims/{troops.pk}/" in html
    assert f"/desk/claims/{aid.pk}/" not in html


def test_a_long_queue_comes_in_pages_that_meet(at: Login, rita: User) -> None:
    claims = factories.make_claims(60)
    first = at(rita).get("/desk/")
    second = at(rita).get(f"/desk/?{first.context['next']}")
    seen = [row["id"] for answer in (first, second) for row in answer.context["rows"]]
    assert seen == sorted(claim.pk for claim in claims)  # all of one priority: ties go to the oldest
    assert second.context["next"] is None
    back = at(rita).get(f"/desk/?{second.context['previous']}")
    assert [row["id"] for row in back.context["rows"]] == seen[:50]


def test_nonsense_in_the_address_shows_the_first_page(at: Login, rita: User) -> None:
    factories.make_claim()
    for query in ("?kind=x", "?cursor=x", "?box=x", "?min_worthiness=9", "?assigned_to=0", "?age=over-x", "?q=%00"):
        assert len(at(rita).get(f"/desk/{query}").context["rows"]) == 1


def test_the_page_costs_the_same_with_many_rows(
    at: Login, rita: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = at(rita)
    factories.make_claims(20)
    factories.propose()
    factories.published_verdict()
    factories.take(by=rita)
    with django_assert_num_queries(16):
        page(client)


def test_take_next_hands_out_the_foremost(at: Login, rita: User) -> None:
    factories.make_claim(worthiness=0.6)
    first = factories.make_claim(worthiness=0.95)
    answer = at(rita).post("/desk/next/")
    assert answer["Location"] == f"/desk/claims/{first.pk}/#claim-{first.pk}"
    first.refresh_from_db()
    assert first.status == Status.IN_REVIEW
    assert f"/desk/claims/{first.pk}/" in page(at(rita), "/desk/?box=mine")


def test_take_next_of_an_empty_queue_says_so(at: Login, rita: User) -> None:
    answer = at(rita).post("/desk/next/", follow=True)
    assert "Nothing waits that you could take now." in answer.content.decode()


def test_a_reader_looks_but_does_not_take(at: Login, vera: User) -> None:
    factories.make_claim()
    assert "Take the next" not in page(at(vera))
    assert at(vera).post("/desk/next/").status_code == 403
    assert Claim.objects.waiting().count() == 1


def test_an_empty_desk_says_what_to_do(at: Login, rita: User) -> None:
    assert "Send an article in" in page(at(rita))
