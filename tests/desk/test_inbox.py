"""The boxes of the inbox, who finds what in them, and the filters, which are the API's own."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.test import Client

from claims.api.params import ClaimParams
from claims.desk.filtering import FilterForm
from claims.flow import match, publish, review
from claims.models import Claim, LookAgain, Match, User, Verdict
from claims.models.enums import DismissReason, Relation
from claims.models.followup import LookAgainReason
from claims.pages import figures
from tests import factories
from tests.factories import NOW

from .conftest import Login

pytestmark = pytest.mark.django_db


def ids(client: Client, query: str) -> list[int]:
    """The claims of that box, as they are shown."""
    return [row["id"] for row in client.get(f"/desk/?{query}").context["rows"]]


def count(client: Client, box: str) -> str:
    found = {one["box"].name: one["count"] for one in client.get("/desk/").context["boxes"]}
    return str(found[box])


def test_mine_is_my_job_my_turn_and_what_i_proposed(at: Login, rita: User, omar: User) -> None:
    job, turn = factories.make_claim(), factories.take(by=rita).claim
    proposed = factories.proposed_claim(by=rita)
    factories.take(by=omar)
    review.assign(job, by=omar, to=rita)
    assert sorted(ids(at(rita), "box=mine")) == sorted([job.pk, turn.pk, proposed.pk])
    assert count(at(rita), "mine") == "3"


def test_what_is_published_is_nobodys_work_any_more(at: Login, rita: User, omar: User) -> None:
    claim = factories.make_claim()
    review.assign(claim, by=omar, to=rita)
    claim.refresh_from_db()
    factories.published_verdict(claim, by=rita)
    assert ids(at(rita), "box=mine") == []
    assert ids(at(rita), "box=published") == [claim.pk]


def test_nobody_is_asked_to_sign_what_they_proposed(at: Login, omar: User, nina: User) -> None:
    claim = factories.proposed_claim(by=omar)
    assert ids(at(nina), "box=signoff") == [claim.pk]
    assert ids(at(omar), "box=signoff") == []
    assert (count(at(nina), "signoff"), count(at(omar), "signoff")) == ("1", "0")
    verdict = Verdict.objects.get(claim=claim)
    assert f"/desk/verdicts/{verdict.pk}/" in at(nina).get("/desk/?box=signoff").content.decode()


def test_a_withdrawal_that_was_asked_for_awaits_another_editor(at: Login, omar: User, nina: User) -> None:
    verdict = factories.published_verdict(signed_by=omar)
    publish.withdraw(verdict, by=nina, reason="The list was forged.")
    assert "withdrawal asked for by Nina" in at(omar).get("/desk/?box=signoff").content.decode()
    assert (count(at(omar), "signoff"), count(at(nina), "signoff")) == ("1", "0")


def test_what_was_sent_back_stands_in_its_own_box_until_it_is_proposed_again(at: Login, rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    publish.send_back(verdict, by=omar, note="second source?")
    assert ids(at(rita), "box=returned") == [verdict.claim_id]
    assert ids(at(omar), "box=returned") == []
    claim = Claim.objects.get(verdicts=verdict)
    factories.propose(claim, by=rita)
    assert ids(at(rita), "box=returned") == []


def test_due_again_holds_what_was_published_and_asks_for_another_look(at: Login, rita: User) -> None:
    verdict = factories.published_verdict()
    LookAgain.objects.ask(Verdict.objects.filter(pk=verdict.pk), LookAgainReason.DAY_CAME, "2025-01-01")
    assert ids(at(rita), "box=again") == [verdict.claim_id]


def test_dismissed_and_all(at: Login, omar: User) -> None:
    gone, kept = factories.make_claims(2)
    review.dismiss(gone, by=omar, reason=DismissReason.OUT_OF_SCOPE)
    assert ids(at(omar), "box=dismissed") == [gone.pk]
    assert sorted(ids(at(omar), "box=all")) == [gone.pk, kept.pk]
    assert ids(at(omar), "box=all&status=queued") == [kept.pk]


def test_filters_bear_the_names_of_the_api() -> None:
    """`age` is the one that people need and programs do not: days from today, told to the API as days."""
    assert set(FilterForm.base_fields) - set(ClaimParams._declared_fields) == {"age"}


def test_filters_by_name_alias_code_and_part_of_a_name(at: Login, rita: User) -> None:
    claim = factories.make_claim()
    other = factories.make_claim(actor=None, recipient=None, speaker=None)
    for query in ("actor=germany", "actor=DE", "actor=germ", "recipient=Ukraine", "speaker=pistorius"):
        assert ids(at(rita), query) == [claim.pk], query
    assert ids(at(rita), f"actor={claim.actor_id}") == [claim.pk]
    html = at(rita).get("/desk/?actor=Atlantis").content.decode()
    assert "Nobody and nothing is called “Atlantis”." in html
    assert f"/desk/claims/{other.pk}/" in html  # what nobody is called narrows nothing


def test_filters_by_source_step_worth_words_and_job(at: Login, rita: User, omar: User) -> None:
    article = factories.make_article(source=factories.make_source("The Kyiv Herald"))
    claim = factories.make_claim(article=article, worthiness=0.95)
    factories.make_claim(kind="troops", step="deployed", worthiness=0.6)
    review.assign(claim, by=omar, to=rita)
    for query in ("source=herald", "step=pledged", "min_worthiness=0.9", "kind=aid", "q=IRIS-T",
                  "assigned_to=me", f"assigned_to={rita.pk}"):  # fmt: skip
        assert claim.pk in ids(at(rita), query), query
    for query in ("source=herald", "step=pledged", "min_worthiness=0.9", "kind=aid", "assigned_to=me"):
        assert ids(at(rita), query) == [claim.pk], query


@pytest.mark.parametrize(("age", "found"), [("1", False), ("7", True), ("30", True), ("over-7", False)])
def test_filters_by_age(age: str, found: bool) -> None:
    form = FilterForm(_query(f"age={age}"), people={})
    wanted = form.wanted(today=date(2024, 11, 18))
    said_on = date(2024, 11, 13)
    assert (wanted.get("said_after", date.min) <= said_on < wanted.get("said_before", date.max)) == found


def test_orders_of_the_list(at: Login, rita: User) -> None:
    first = factories.make_claim(worthiness=0.6)
    worthiest = factories.make_claim(worthiness=0.95)
    last = factories.make_claim(worthiness=0.7)
    assert ids(at(rita), "ordering=created_at") == [first.pk, worthiest.pk, last.pk]
    assert ids(at(rita), "ordering=-created_at") == [last.pk, worthiest.pk, first.pk]
    assert ids(at(rita), "ordering=-worthiness") == [worthiest.pk, last.pk, first.pk]


def test_a_row_says_how_often_it_was_said_and_who_has_it(at: Login, rita: User, omar: User) -> None:
    older, newer, third = (factories.make_claim() for _ in range(3))
    suggested = {"relation": Relation.SAME, "score": 0.9, "method": "rules"}
    match.confirm(Match.objects.create(claim=newer, other=older, **suggested), by=omar, now=NOW)
    Match.objects.create(claim=third, other=older, **suggested)
    review.take(Claim.objects.get(pk=third.pk), by=omar)
    html = at(rita).get("/desk/?box=all").content.decode()
    for words in ("said once more", "1 may say the same", "a repeat", "<bdi>Omar</bdi> has it until"):
        assert words in html


def test_age_in_words() -> None:
    since = datetime(2024, 11, 13, 9, 30, tzinfo=UTC)
    later = {(13, 9, 30): "just now", (13, 9, 31): "1 minute", (13, 12, 0): "2 hours", (15, 9, 30): "2 days"}
    for (day, hour, minute), words in later.items():
        assert figures.age(since, since.replace(day=day, hour=hour, minute=minute)) == words
    assert figures.age(since, since.replace(year=2026)) == "2 years"


def test_an_empty_box_says_what_is_empty(at: Login, rita: User) -> None:
    assert "Nothing was sent back to you." in at(rita).get("/desk/?box=returned").content.decode()
    factories.make_claim()
    assert "No claim here fits what you ask for." in at(rita).get("/desk/?kind=troops").content.decode()


def _query(text: str) -> QueryDict:
    return QueryDict(text)
