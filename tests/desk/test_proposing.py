"""Writing a verdict: what is typed is never lost, whatever is wrong or has happened meanwhile."""

from typing import Any

import pytest
from django.test import Client

from claims.flow import review
from claims.models import Claim, Review, User, Verdict
from claims.models.enums import Status
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db
NO_EVIDENCE = {"evidence-0-url": "", "evidence-0-title": "", "evidence-0-stance": "", "evidence-0-side": ""}


def typed(turn: Review, **changes: Any) -> dict[str, Any]:
    """A good proposal with one row of evidence and an empty one."""
    good = {
        "action": "propose",
        "token": turn.lease_token,
        "rating": factories.rating(2).pk,
        "summary": "Two came, not six.",
        "explanation": "The list names **two**.",
        "evidence-TOTAL_FORMS": "2",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-url": "https://example.org/list",
        "evidence-0-title": "The list",
        "evidence-0-stance": "refutes",
        "evidence-0-side": "donor",
        "evidence-1-url": "",
    }
    return good | changes


def send(client: Client, turn: Review, **changes: Any) -> str:
    """The page that answers, after a redirect if there is one."""
    path = f"/desk/claims/{turn.claim_id}/verdict/"
    return client.post(path, typed(turn, **changes), follow=True).content.decode()


def test_a_good_proposal_goes_to_a_second_editor(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    html = send(at(rita), turn)
    verdict = Verdict.objects.get(claim=turn.claim)
    assert (verdict.summary, verdict.rating, verdict.proposed_by) == ("Two came, not six.", factories.rating(2), rita)
    assert [(e.url, e.stance, e.side) for e in verdict.evidence.all()] == [
        ("https://example.org/list", "refutes", "donor")
    ]
    assert "another editor has to sign it off" in html


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"rating": ""}, "Choose a point of the scale."),
        ({"rating": "999"}, "Select a valid choice"),
        ({"rating": "9" * 30}, "Select a valid choice"),
        ({"rating": "x"}, "Select a valid choice"),
        ({"summary": " "}, "Write the summary."),
        ({"summary": "x" * 501}, "at most 500 characters"),
        ({"explanation": "nul\0l"}, "Null characters are not allowed."),
        (NO_EVIDENCE, "Add at least one piece of evidence."),
        ({"evidence-0-url": "javascript:alert(1)"}, "Give a whole web address"),
        ({"evidence-0-url": "ftp://example.org/"}, "Give a whole web address"),
        ({"evidence-0-title": ""}, "Give this piece of evidence a title."),
        ({"evidence-0-stance": ""}, "Say what this piece of evidence does to the claim."),
        ({"evidence-TOTAL_FORMS": "x"}, "Add at least one piece of evidence."),
        ({"review_again_on": "2025-01-01"}, "needs its reason"),
        ({"review_again_why": "the deadline"}, "needs its reason"),
        ({"review_again_on": "soon", "review_again_why": "x"}, "Give the day as year-month-day"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_all_that_was_typed_is_shown_again(
    at: Login, rita: User, wrong: dict[str, str], told: str
) -> None:
    turn = factories.take(by=rita)
    html = send(at(rita), turn, explanation=wrong.pop("explanation", "A long <thought>."), **wrong)
    assert "to mend" in html
    assert told in html
    assert "Two came, not six." in html or "summary" in wrong
    assert "A long &lt;thought&gt;." in html or "nul" in html
    assert not Verdict.objects.exists()


def test_a_lost_lease_loses_no_word(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    review.release(turn.claim, by=rita, token=str(turn.lease_token))
    html = send(at(rita), turn, summary="My precious words.")
    assert "Your lease is gone, your words are not" in html
    assert "My precious words." in html
    again = send(at(rita), turn, summary="My precious words.", action="take")
    fresh = Review.objects.active().get(claim=turn.claim)
    assert f'name="token" value="{fresh.lease_token}"' in again
    assert "My precious words." in again
    assert "https://example.org/list" in again
    assert "another editor has to sign it off" in send(at(rita), fresh)


def test_a_claim_that_another_took_meanwhile_still_shows_the_words(at: Login, rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    review.release(turn.claim, by=rita, token=str(turn.lease_token))
    factories.take(turn.claim, by=omar)
    html = send(at(rita), turn, action="take", summary="My precious words.")
    assert "Omar is working on this claim." in html
    assert "My precious words." in html


def test_adding_a_row_keeps_everything_and_complains_of_nothing(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    html = send(at(rita), turn, action="add", summary="", **{"evidence-0-title": ""})
    assert "to mend" not in html
    assert 'name="evidence-1-url"' in html
    assert "https://example.org/list" in html
    assert not Verdict.objects.exists()


def test_renewing_keeps_what_was_typed(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    html = send(at(rita), turn, action="renew")
    assert Review.objects.get(pk=turn.pk).expires_at > turn.expires_at
    assert "Two came, not six." in html


def test_the_preview_is_clean(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    html = send(at(rita), turn, action="preview", explanation="**two** <script>alert(1)</script>")
    assert "<strong>two</strong>" in html
    assert "<script>alert(1)" not in html


def test_a_correction_says_what_changes(at: Login, rita: User) -> None:
    claim = factories.published_claim()
    review.reopen(claim, by=factories.person("omar"), reason="a new list", now=factories.NOW)
    turn = factories.take(claim, by=rita)
    assert "Say what the correction changes." in send(at(rita), turn)
    send(at(rita), turn, correction_note="Three came in the end.")
    assert Verdict.objects.proposed().get(claim=claim).correction_note == "Three came in the end."


def test_what_came_back_is_there_to_go_on_with(at: Login, rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita, summary="Only two of six came.")
    at(omar).post(
        f"/desk/verdicts/{verdict.pk}/send-back/",
        {"version": verdict.version, "seen": verdict.text_sha256, "note": "second source?"},
    )
    html = at(rita).get(f"/desk/claims/{verdict.claim_id}/").content.decode()
    assert "Omar sent it back: “second source?”" in html
    assert "Only two of six came." in html
    assert "https://example.net/count" in html


def test_a_reader_proposes_nothing(at: Login, rita: User, vera: User) -> None:
    turn = factories.take(by=rita)
    answer = at(vera).post(f"/desk/claims/{turn.claim_id}/verdict/", typed(turn))
    assert answer.status_code == 403


def test_another_s_token_is_worth_nothing(at: Login, rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    assert "Your lease is gone" in send(at(omar), turn)
    assert Claim.objects.get(pk=turn.claim_id).status == Status.IN_REVIEW
