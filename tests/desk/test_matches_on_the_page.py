"""What says the same, on a claim's page: with reasons, and decided by one button."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.flow import match
from claims.models import Claim, FactCheck, Match, User
from claims.models.enums import MatchState, Relation
from tests import factories
from tests.flow.test_match import AGAIN, PLEDGE, told

from .conftest import Login

pytestmark = pytest.mark.django_db
WIRE = (
    "BERLIN (Wire) - Germany will deliver three IRIS-T systems to Ukraine by the end of 2024, its defence minister "
    "said on Tuesday after talks in Kyiv. The systems will protect cities in the east, he added, and crews have been "
    "trained since spring. A fourth system may follow in the new year if parliament agrees to the money."
)


def page(client: Client, claim: Claim) -> str:
    return client.get(f"/desk/claims/{claim.pk}/").content.decode()


def press(client: Client, claim: Claim, button: str, **data: object) -> str:
    return client.post(f"/desk/claims/{claim.pk}/{button}/", data, follow=True).content.decode()


def pair() -> tuple[Claim, Claim, Match]:
    older, newer = told(PLEDGE), told(AGAIN, "2024-11-13", "The Oslo Post")
    return older, newer, Match.objects.get(claim=newer, other=older)


def check(words: str = PLEDGE, **known: object) -> FactCheck:
    usual = {"url": "https://c.example/1", "publisher_name": "Checkers", "rating_text": "Half <b>", "sha256": "1" * 64}
    made: FactCheck = FactCheck.objects.create(claim_text=words, **(usual | known))
    return made


def test_both_sides_show_each_other_with_reasons(at: Login, vera: User) -> None:
    older, newer, _ = pair()
    for here, there in ((newer, older), (older, newer)):
        html = page(at(vera), here)
        assert "What says the same" in html
        assert f'href="/desk/claims/{there.pk}/#claim-{there.pk}"' in html
        assert "same donor" in html


def test_a_claim_without_any_has_no_such_part(at: Login, rita: User) -> None:
    assert "What says the same" not in page(at(rita), factories.make_claim())


def test_a_reader_has_no_buttons_and_may_not_press_them(at: Login, vera: User, rita: User) -> None:
    _, newer, found = pair()
    assert "Only related" in page(at(rita), newer)
    assert "Only related" not in page(at(vera), newer)
    for button in ("confirm", "reject"):
        answer = at(vera).post(f"/desk/claims/{newer.pk}/{button}/", {"match": found.pk, "relation": "same"})
        assert answer.status_code == 403
        assert at(rita).get(f"/desk/claims/{newer.pk}/{button}/").status_code == 405
    found.refresh_from_db()
    assert found.state == MatchState.SUGGESTED


def test_a_confirmed_match_proposes_the_earlier_verdict(at: Login, rita: User) -> None:
    older, newer, found = pair()
    verdict = factories.published_verdict(older)
    assert "was judged before" not in page(at(rita), newer)
    html = press(at(rita), newer, "confirm", match=found.pk, relation="same")
    assert "The same was judged before" in html
    assert f'href="/desk/verdicts/{verdict.pk}/"' in html
    assert "confirmed by Rita" in html
    assert f"Rita confirmed its match with claim {older.pk}" in html
    newer.refresh_from_db()
    assert (newer.repeats, newer.standing_verdict) == (older, None)


def test_what_is_only_related_proposes_nothing(at: Login, rita: User) -> None:
    older, newer, found = pair()
    factories.published_verdict(older)
    assert "was judged before" not in press(at(rita), newer, "confirm", match=found.pk, relation="related")
    found.refresh_from_db()
    assert (found.state, found.relation) == (MatchState.CONFIRMED, Relation.RELATED)


def test_a_rejected_match_is_folded_away_and_can_come_back(at: Login, rita: User) -> None:
    _, newer, found = pair()
    assert "Rejected: 1" in press(at(rita), newer, "reject", match=found.pk)
    assert "is rejected already" in press(at(rita), newer, "reject", match=found.pk)
    assert "Rejected: 1" not in press(at(rita), newer, "confirm", match=found.pk, relation="same")
    found.refresh_from_db()
    assert found.state == MatchState.CONFIRMED


@pytest.mark.parametrize("number", ["", "0", "x", "٣", "99999999999999999999"])
def test_a_match_that_is_not_there(at: Login, rita: User, number: str) -> None:
    _, newer, _ = pair()
    assert "no such match" in press(at(rita), newer, "confirm", match=number, relation="same")


def test_a_match_of_other_claims_is_not_decided_here(at: Login, rita: User) -> None:
    _, _, found = pair()
    other = factories.make_claim(actor=None, recipient=None)
    assert "no such match" in press(at(rita), other, "reject", match=found.pk)
    found.refresh_from_db()
    assert found.state == MatchState.SUGGESTED


def test_the_button_says_which_relation(at: Login, rita: User) -> None:
    _, newer, found = pair()
    assert "the same or only related" in press(at(rita), newer, "confirm", match=found.pk, relation="alike")


def test_a_fact_check_of_others_with_their_own_words(at: Login, rita: User) -> None:
    claim = told(PLEDGE)
    made = check(rating_normalised=0.5)
    match.find(claim)
    html = page(at(rita), claim)
    assert "Half &lt;b&gt;" in html
    assert "50% of their scale" in html
    assert f'href="{made.url}"' in html
    assert "Rita confirmed its match with somebody else&#x27;s fact-check" in press(
        at(rita), claim, "confirm", match=Match.objects.get(factcheck=made).pk, relation="same"
    )


def test_buttons_leave_the_words_that_are_being_written(at: Login, rita: User) -> None:
    _, newer, _ = pair()
    assert 'target="_blank"' not in page(at(rita), newer)
    factories.take(newer, by=rita)
    html = page(at(rita), newer)
    assert f'target="_blank" rel="noopener" action="/desk/claims/{newer.pk}/confirm/"' in html


def test_an_article_that_others_hold_too(at: Login, vera: User) -> None:
    made = [
        factories.make_article(words, source=factories.make_source(name))
        for name, words in (("The Oslo Post", WIRE), ("The Kyiv Herald", f"{WIRE} Reporting by a wire."))
    ]
    claims = [factories.make_claim(article=article) for article in made]
    for article in made:
        match.link_copies(article)
    html = page(at(vera), claims[0])
    assert "also in 1 other<" in html
    assert "The Kyiv Herald" in html
    assert (
        "The Oslo Post" in at(vera).get(f"/desk/articles/{made[1].pk}/").content.decode().split("also in 1 other<")[1]
    )


def test_many_matches_cost_as_many_queries_as_few(
    at: Login, rita: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _, newer, _ = pair()
    for number in range(5):
        told(f"{PLEDGE}, it was said {number} times", "2024-11-13", f"Source {number}")
    match.find(newer)
    assert Match.objects.of(newer).count() == 6
    client = at(rita)
    with django_assert_max_num_queries(19):
        page(client, newer)
