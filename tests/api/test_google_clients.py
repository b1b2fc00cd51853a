"""What Google's own clients ask, word by word as `make clients` wrote it down, is answered as they count on."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clients.noting import PAGE
from tests import factories
from tests.api.test_google_search import fact_check

pytestmark = pytest.mark.django_db
RECORDED: dict[str, list[dict[str, Any]]] = json.loads(Path(__file__).with_name("google_requests.json").read_text())


@pytest.fixture
def published(client: Client) -> None:
    """Six fact-checks of others that are years old, and two verdicts of today."""
    for number in range(1, 7):
        fact_check(number)
    for _ in range(2):
        verdict = factories.published_verdict(factories.make_claim(modality="asserted", due=None))
        type(verdict).objects.filter(pk=verdict.pk).update(published_at=timezone.now())


def replay(client: Client, told: dict[str, Any], token: str) -> Any:
    """The answer to that very request; `token` where it went on from the page before."""
    query = told["query"].replace(PAGE, token)
    body = told.get("body", "").replace(PAGE, token)
    address = f"{told['path']}?{query}" if query else told["path"]
    kind = told["headers"].get("content-type", "")
    return client.generic(told["method"], address, body, kind, headers=told["headers"])


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", RECORDED)
def test_a_client_s_whole_visit(client: Client, language: str) -> None:
    token, found, errors = "", [], []
    for told in RECORDED[language]:
        answer = replay(client, told, token)
        body = json.loads(answer.content)
        token = body.get("nextPageToken", "")
        if answer.status_code == 200:
            found.append(len(body.get("claims", [])))
        else:
            errors.append((answer.status_code, body["error"]))
    whole, pages, skipped = [8], [4, 4], [3]
    by_publisher, aged, of_today, nothing = [6], [0], [2], [0]
    long_question = [0] if language == "python" else []
    expected = sorted(whole + pages + skipped + by_publisher + aged + of_today + nothing + long_question)
    assert sorted(found) == expected
    message = "Give a query, or a reviewPublisherSiteFilter."
    assert errors == [(400, {"code": 400, "message": message, "status": "INVALID_ARGUMENT"})]


def test_a_form_is_a_question_only_where_it_says_so(client: Client) -> None:
    fact_check()
    form, kind = "query=howitzers&key=none&alt=json", "application/x-www-form-urlencoded"

    def post(**headers: str) -> Any:
        return client.post("/v1alpha1/claims:search", form, content_type=kind, headers=headers)

    assert len(post(**{"X-HTTP-Method-Override": "GET"}).json()["claims"]) == 1
    assert post().status_code == 405
    assert post(**{"X-HTTP-Method-Override": "DELETE"}).status_code == 405
