"""Google's clients, whose requests are replayed here as they send them, find what is published here."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from claims.models import FactCheck
from tests import factories

pytestmark = pytest.mark.django_db
SEARCH = "/v1alpha1/claims:search"


def search(client: Client, **query: Any) -> Any:
    answer = client.get(SEARCH, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def fact_check(number: int = 1, **known: Any) -> FactCheck:
    usual = {
        "url": f"https://www.checkers.example/{number}",
        "publisher_name": "Checkers",
        "publisher_site": "checkers.example",
        "title": f"No, {number} howitzers did not come",
        "claim_text": f"{number} howitzers came to Odesa",
        "claimant": "A blogger",
        "review_date": date(2024, 10, 1),
        "rating_text": "Mostly wrong",
        "language": "en",
        "sha256": f"{number:064d}",
    }
    return FactCheck.objects.create(**(usual | known))


def own(**reading: Any) -> Any:
    return factories.published_verdict(factories.make_claim(modality="asserted", due=None, **reading))


def test_a_verdict_in_googles_shape(client: Client) -> None:
    verdict = own()
    found = search(client, query="IRIS-T systems", key="none", alt="json", languageCode="en-US")
    assert found == {
        "claims": [
            {
                "text": verdict.quote,
                "claimant": "Boris Pistorius",
                "claimDate": "2024-11-13T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "claimtracker", "site": "127.0.0.1"},
                        "url": f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/",
                        "title": "Two systems came, not six.",
                        "reviewDate": "2024-11-13T09:30:00Z",
                        "textualRating": "False",
                        "languageCode": "en",
                    }
                ],
            }
        ]
    }


def test_nothing_is_an_empty_object(client: Client) -> None:
    factories.published_verdict(factories.make_claim(due=None))  # a promise that has no day yet
    assert search(client, query="IRIS-T") == {}
    assert search(client, query="IRIS-T", pageSize=5, offset=3) == {}


def test_pages_of_both_kinds_meet_the_newest_review_first(client: Client) -> None:
    for number in range(1, 6):
        fact_check(number, review_date=date(2024, 11, 11 + number % 3), claim_text="howitzers, IRIS-T systems")
    for _ in range(3):
        own()
    whole = search(client, query="IRIS-T", pageSize=100)
    assert "nextPageToken" not in whole
    dates = [claim["claimReview"][0]["reviewDate"] for claim in whole["claims"]]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 8
    paged: list[Any] = []
    page = search(client, query="IRIS-T", pageSize=3)
    while True:
        paged += page["claims"]
        if "nextPageToken" not in page:
            break
        page = search(client, query="IRIS-T", pageSize=3, pageToken=page["nextPageToken"], offset=7)
    assert paged == whole["claims"]
    assert search(client, query="IRIS-T", pageSize=3, offset=5)["claims"] == whole["claims"][5:]


def test_by_publisher_with_no_query(client: Client) -> None:
    fact_check()
    own()
    for site, number in {"checkers.example": 1, "WWW.Checkers.example": 1, "127.0.0.1": 1, "other.example": 0}.items():
        assert len(search(client, reviewPublisherSiteFilter=site).get("claims", [])) == number, site


def test_by_language(client: Client) -> None:
    fact_check(1, language="de")
    fact_check(2, language="en-GB")
    for code, number in {"": 2, "de-DE": 1, "en": 1, "pt-BR": 0}.items():
        assert len(search(client, query="howitzers", languageCode=code).get("claims", [])) == number, code


def test_age_goes_by_the_newer_of_claim_and_review(client: Client) -> None:
    today = timezone.now().date()
    fact_check(1, review_date=today - timedelta(days=40), claim_date=today - timedelta(days=3))
    fact_check(2, review_date=today - timedelta(days=40), claim_date=None)
    fact_check(3, review_date=None, claim_date=None)
    for days, number in {0: 3, 3: 1, 2: 0, 40: 2, 39: 1}.items():
        assert len(search(client, query="howitzers", maxAgeDays=days).get("claims", [])) == number, days


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"query": " "},
        {"query": "x" + " " * 500},
        {"query": "x", "pageSize": "-1"},
        {"query": "x", "pageSize": "ten"},
        {"query": "x", "pageToken": "bent"},
        {"query": "x", "maxAgeDays": "-2"},
        {"query": "x", "languageCode": "english please"},
        {"query": "x", "languageCode": " en"},
        {"query": "x", "unknown": "1"},
    ],
)
def test_what_is_wrong_is_told_in_googles_envelope(client: Client, query: dict[str, str]) -> None:
    answer = client.get(SEARCH, query)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["message"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_are_told_so_too(client: Client, method: str) -> None:
    answer = getattr(client, method)(SEARCH)
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == 405
