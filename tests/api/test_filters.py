"""Every filter of the lists finds what it says, for the desk; several values mean any of them, several filters all."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from claims.api import filters
from claims.extraction import Amount, Party, Period, Speaker
from claims.models import Actor, Article, Claim, User, Verdict
from tests import factories
from tests.api.callers import Caller

TROOPS: dict[str, Any] = {
    "kind": "troops",
    "step": "deployed",
    "actor": Party("North Korea", "KP", "country", "Pyongyang"),
    "recipient": Party("Russia", "RU", "country", "Russia"),
    "speaker": Speaker("Antony Blinken", "Secretary of State", "person", "US"),
    "side": "third_party",
    "item": "soldiers",
    "due": None,
    "worthiness": 0.7,
}
MONEY: dict[str, Any] = {
    "quantity": None,
    "amount": Amount(Decimal(500), Decimal(500), "EUR", "exact", "€500"),
    "due": Period(None, date(2025, 6, 30), "day", "by June"),
    "worthiness": 0.2,
}
# parameters → which of the three claims: the systems, the troops, the money
FOUND: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"systems", "troops", "money"}),
    ({"status": "queued"}, {"systems", "troops"}),
    ({"status": "new,queued"}, {"systems", "troops", "money"}),
    ({"set_aside": "true"}, {"money"}),
    ({"kind": "troops"}, {"troops"}),
    ({"step": "pledged,deployed", "kind": "aid"}, {"systems", "money"}),
    ({"actor": "KP"}, {"troops"}),
    ({"actor": "kp,DE"}, {"systems", "troops", "money"}),
    ({"actor": "ZZ"}, set()),
    ({"recipient": "UA"}, {"systems", "money"}),
    ({"side": "third_party"}, {"troops"}),
    ({"min_worthiness": "0.7"}, {"systems", "troops"}),
    ({"said_after": "2024-11-13"}, {"systems", "money"}),
    ({"said_before": "2024-11-13"}, {"troops"}),
    ({"due_after": "2024-12-31"}, {"systems", "money"}),
    ({"due_before": "2024-12-31"}, set()),
    ({"due_before": "2025-01-01"}, {"systems"}),
    ({"currency": "eur"}, {"money"}),
    ({"min_amount": "500"}, {"money"}),
    ({"min_amount": "500.01"}, set()),
    ({"min_quantity": "3"}, {"systems", "troops"}),
    ({"q": "soldiers"}, {"troops"}),
    ({"q": "soldiers or euros"}, {"troops", "money"}),
    ({"q": "Germany -euros", "ordering": "due"}, {"systems"}),
    ({"q": "Germany", "ordering": "-worthiness"}, {"systems", "money"}),
    ({"assigned_to": "me"}, {"systems"}),
    ({"rating": "1"}, set()),
    ({"case": "1"}, set()),
]


@pytest.fixture
def three(db: None) -> dict[str, Claim]:
    """Systems and money said on 13 November 2024, and troops a month before."""
    then = datetime(2024, 10, 13, tzinfo=UTC)
    systems = factories.make_article("Germany will deliver three systems to Ukraine.", published=factories.NOW)
    troops = factories.make_article("Pyongyang sent soldiers to Russia.", published=then)
    money = factories.make_article("Germany will give 500 euros to Ukraine.", published=factories.NOW)
    return {
        "systems": factories.make_claim(article=systems),
        "troops": factories.make_claim(article=troops, **TROOPS),
        "money": factories.make_claim(article=money, **MONEY),
    }


@pytest.mark.parametrize(("params", "names"), FOUND)
def test_claims(as_rita: Caller, three: dict[str, Claim], params: dict[str, Any], names: set[str]) -> None:
    me = as_rita.get("me/").json()["id"]
    Claim.objects.filter(pk=three["systems"].pk).update(assignee=me)
    found = as_rita.get("claims/", **params).json()["results"]
    assert {row["id"] for row in found} == {three[name].pk for name in names}


def test_claims_by_what_has_an_id(as_rita: Caller, three: dict[str, Claim]) -> None:
    troops = three["troops"]
    for name, pk in (("article", troops.article_id), ("speaker", troops.speaker_id), ("actor", troops.actor_id)):
        wish: dict[str, Any] = {name: f"{pk},999"}
        assert [row["id"] for row in as_rita.get("claims/", **wish).json()["results"]] == [troops.pk]
    assert as_rita.get("claims/", source="999").json()["results"] == []


def test_outsiders_filter_by_what_was_judged(outsider: Caller, three: dict[str, Claim]) -> None:
    factories.published_claim(three["systems"])
    factories.published_claim(three["troops"])
    germany = Actor.objects.get(code="DE").pk
    wishes: list[dict[str, Any]] = [
        *({"kind": "aid"}, {"step": "pledged"}, {"side": "donor"}, {"actor": "DE"}, {"actor": str(germany)}),
        *({"recipient": "UA"}, {"due_after": "2024-12-31"}, {"min_quantity": "2", "kind": "aid"}, {"q": "Germany"}),
        *({"said_after": "2024-11-01"}, {"q": "three systems", "ordering": "-worthiness"}),
    ]
    for params in wishes:
        found = outsider.get("claims/", **params).json()["results"]
        assert [row["id"] for row in found] == [three["systems"].pk], params
    assert outsider.get("claims/", currency="EUR").json()["results"] == []
    assert outsider.get("claims/", min_amount="1").json()["results"] == []
    assert outsider.get("claims/", case="1").json()["results"] == []


def test_articles(as_vera: Caller, three: dict[str, Claim]) -> None:
    def found(**params: Any) -> set[int]:
        return {row["id"] for row in as_vera.get("articles/", **params).json()["results"]}

    troops = three["troops"].article_id
    assert found(published_before="2024-11-01") == {troops}
    assert found(published_after="2024-10-13", published_before="2024-10-14T00:00:00Z") == {troops}
    assert found(published_after="2024-10-13T00:00:01Z") == {three["systems"].article_id, three["money"].article_id}
    assert len(found(state="ready")) == 3
    assert found(state="failed,received") == set()
    assert len(found(q="six SYSTEMS")) == 3
    assert found(source="999") == set()


def test_verdicts(as_vera: Caller, outsider: Caller, three: dict[str, Claim]) -> None:
    published = factories.published_verdict(three["systems"]).pk
    proposed = factories.propose(three["troops"], rating=factories.rating(5)).pk

    def found(caller: Caller, **params: Any) -> list[int]:
        return [row["id"] for row in caller.get("verdicts/", **params).json()["results"]]

    assert found(as_vera) == [proposed, published]
    assert found(as_vera, state="proposed") == [proposed]
    assert found(as_vera, kind="aid") == [published]
    assert found(as_vera, actor="KP") == [proposed]
    assert found(as_vera, rating=factories.rating(5).pk) == [proposed]
    assert found(as_vera, speaker=three["troops"].speaker_id) == [proposed]
    for params in ({}, {"kind": "aid"}, {"actor": "DE"}, {"q": "ministry"}, {"published_after": "2024-11-13"}):
        assert found(outsider, **params) == [published]
    for params in ({"kind": "troops"}, {"q": "Pyongyang"}, {"published_after": "2024-11-14"}, {"state": "proposed"}):
        assert found(outsider, **params) == []


def test_a_verdict_is_found_by_words_of_the_claim_and_of_the_explanation_together(
    as_vera: Caller, three: dict[str, Claim]
) -> None:
    published = factories.published_verdict(three["systems"]).pk
    for words, pks in {"three systems ministry": [published], "soldiers ministry": []}.items():
        assert [row["id"] for row in as_vera.get("verdicts/", q=words).json()["results"]] == pks


@pytest.mark.parametrize(
    ("found", "index"),
    [
        (lambda: filters.articles(Article.objects.order_by(), {"q": "howitzer"}), "article_letters"),
        (lambda: filters.verdicts(Verdict.objects.order_by(), {"q": "howitzer"}), "verdict_search"),
        (
            lambda: filters.claims(Claim.objects.order_by(), {"q": "howitzer", "ordering": "-created_at"}, me=User())[
                0
            ],
            "claim_search",
        ),
    ],
)
def test_words_are_looked_up_in_an_index(found: Callable[[], QuerySet[Any]], index: str, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table of no rows would be read as a whole
    assert index in found().explain()
