"""What says the same is found from both sides, decided by people, and remembered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from claims import tasks
from claims.extraction import Quantity
from claims.flow import extract, match, queue
from claims.matching import signature
from claims.models import Article, Claim, Event, FactCheck, Match, User, Verdict, WordShare
from claims.models.enums import MatchState, Relation
from claims.models.errors import DomainError, RuleBroken, WrongState
from tests import factories

pytestmark = pytest.mark.django_db
PLEDGE = "Germany will deliver three IRIS-T systems to Ukraine by the end of 2024"
AGAIN = "By the end of 2024 Germany is to deliver three IRIS-T systems to Ukraine"


def told(quote: str, day: str = "2024-11-12", source: str = "The Kyiv Herald", **reading: Any) -> Claim:
    """A claim in an article of its own, matched as the worker does it."""
    article = factories.make_article(
        f"{quote}. So it was said in {source}.", published=date.fromisoformat(day), source=factories.make_source(source)
    )
    extract.extract(article, read=lambda text, on: [factories.make_reading(text, quote, **reading)])
    match.match(article)
    queue.place(article, now=factories.NOW)
    return Claim.objects.get(article=article)


def pair() -> tuple[Claim, Claim, Match]:
    older, newer = told(PLEDGE), told(AGAIN, "2024-11-13", "The Oslo Post")
    return older, newer, Match.objects.get(claim=newer, other=older)


def test_a_new_claim_finds_an_old_one_and_says_why() -> None:
    _, _, found = pair()
    assert (found.relation, found.state) == (Relation.SAME, MatchState.SUGGESTED)
    assert "same donor" in found.reasons
    assert 0.5 < found.score <= 1


def test_another_figure_is_related_and_another_donor_is_nothing() -> None:
    told(PLEDGE)
    six = Quantity(min=Decimal(6), max=Decimal(6), unit="system", precision="exact", text="six")
    quote = "Germany will deliver six IRIS-T systems to Ukraine by the end of 2024"
    other = told(quote, "2024-11-14", "B", quantity=six)
    assert Match.objects.get(claim=other).relation == Relation.RELATED


def test_twice_is_the_same_as_once() -> None:
    _, newer, found = pair()
    match.match(newer.article)
    match.find(newer)
    assert list(Match.objects.values_list("pk", flat=True)) == [found.pk]


def test_from_either_side_it_is_one_row() -> None:
    older, _, found = pair()
    match.find(older)
    assert Match.objects.get() == found


def test_confirming_lets_the_newer_repeat_the_older_and_rejecting_takes_it_back(rita: User) -> None:
    older, newer, found = pair()
    before = older.priority
    match.confirm(found, by=rita, now=factories.NOW)
    newer.refresh_from_db()
    older.refresh_from_db()
    assert newer.repeats == older
    assert older.priority > before
    assert Event.objects.about(newer).latest("id").verb == "claim.match_confirmed"
    match.reject(found, by=rita, now=factories.NOW)
    newer.refresh_from_db()
    older.refresh_from_db()
    assert newer.repeats is None
    assert older.priority == before
    match.match(newer.article)
    assert Match.objects.get().state == MatchState.REJECTED


def test_what_is_only_related_repeats_nothing(rita: User) -> None:
    _, newer, found = pair()
    match.confirm(found, by=rita, now=factories.NOW, relation=Relation.RELATED)
    newer.refresh_from_db()
    assert newer.repeats is None
    match.confirm(found, by=rita, now=factories.NOW, relation=Relation.SAME)
    newer.refresh_from_db()
    assert newer.repeats is not None
    match.confirm(found, by=rita, now=factories.NOW, relation=Relation.RELATED)
    newer.refresh_from_db()
    assert newer.repeats is None
    with pytest.raises(WrongState, match="already"):
        match.confirm(found, by=rita, now=factories.NOW, relation=Relation.RELATED)


def test_a_chain_of_repetitions_leads_to_the_first(rita: User) -> None:
    older, newer, found = pair()
    newest = told(PLEDGE + ", once more", "2024-11-15", "C")
    match.confirm(found, by=rita, now=factories.NOW)
    match.confirm(Match.objects.get(claim=newest, other=newer), by=rita, now=factories.NOW, relation=Relation.SAME)
    newest.refresh_from_db()
    assert newest.repeats == older


def test_no_circle(rita: User) -> None:
    older, newer, found = pair()
    Claim.objects.filter(pk=older.pk).update(repeats=newer)
    with pytest.raises(RuleBroken):
        match.confirm(found, by=rita, now=factories.NOW)
    found.refresh_from_db()
    assert found.state == MatchState.SUGGESTED


def test_a_fact_check_finds_its_claims_and_a_claim_its_fact_check() -> None:
    claim = told(PLEDGE)
    words = "Germany will deliver three IRIS-T systems to Ukraine by the end of 2024"
    check = FactCheck.objects.create(
        url="https://c.example/1", claim_text=words, sha256="1" * 64, bands=signature(words)
    )
    tasks.greet_factchecks()
    check.refresh_from_db()
    assert check.matched_at is not None
    assert Match.objects.get(factcheck=check).claim == claim
    later = told(AGAIN, "2024-11-13", "D")
    assert Match.objects.filter(claim=later, factcheck=check).exists()


def test_a_published_verdict_is_spread_once() -> None:
    verdict = factories.published_verdict(told(PLEDGE))
    assert Verdict.objects.to_spread().get() == verdict
    tasks.spread_verdict(verdict.pk)
    assert not Verdict.objects.to_spread().exists()


def test_copies_of_one_wire_text_are_one_origin() -> None:
    text = (
        "BERLIN (Wire) - Germany will deliver three IRIS-T systems to Ukraine by the end of 2024, its defence minister "
        "said on Tuesday after talks in Kyiv. The systems will protect cities in the east, he added, and crews have "
        "been trained since spring. A fourth system may follow in the new year if parliament agrees to the money."
    )
    made = [
        factories.make_article(words, source=factories.make_source(name))
        for name, words in {
            "A": text,
            "B": f"{text} Reporting by a wire.",
            "C": "Something else was said in Oslo.",
        }.items()
    ]
    for article in made:
        match.link_copies(article)
        article.refresh_from_db()
    assert [article.wire_id for article in made] == [None, made[0].pk, None]


def test_words_are_counted() -> None:
    factories.make_claims(5)
    assert match.count_words() > 0
    assert WordShare.objects.get(word="truck").share == 1.0
    assert match.count_words() > 0


def test_the_steps_of_the_worker_match_and_place() -> None:
    told(PLEDGE)
    article = factories.make_article(f"{AGAIN}.", source=factories.make_source("E"))
    extract.extract(article, read=lambda text, day: [factories.make_reading(text, AGAIN)])
    tasks.place_article(article.pk)
    article.refresh_from_db()
    assert article.state == "ready"
    assert Match.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_decide_at_once() -> None:
    _, newer, found = pair()
    people = [factories.person("rita"), factories.person("omar")]

    def decide(who: User) -> str:
        try:
            match.confirm(Match.objects.get(pk=found.pk), by=who, now=factories.NOW)
        except DomainError as error:
            return type(error).__name__
        finally:
            connection.close()
        return "confirmed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, people)) == ["WrongState", "confirmed"]
    assert Event.objects.about(newer).filter(verb="claim.match_confirmed").count() == 1
    assert Article.objects.count() == 2


def test_copies_are_found_by_their_words_alone() -> None:
    older = told(PLEDGE, actor=None, recipient=None)
    newer = told(f"{PLEDGE}, as was said before", "2024-11-13", "F", actor=None, recipient=None)
    assert [row["id"] for row in match.candidates(newer)] == [older.pk]
