"""The second editor: reads claim and evidence beside each other, then signs, or sends back."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.flow import publish
from claims.models import Claim, User, Verdict
from claims.models.enums import Status, VerdictState
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db


def press(client: Client, verdict: Verdict, button: str, **changes: object) -> str:
    data = {"version": verdict.version, "seen": verdict.text_sha256} | changes
    return client.post(f"/desk/verdicts/{verdict.pk}/{button}/", data, follow=True).content.decode()


def state_of(verdict: Verdict) -> str:
    return Verdict.objects.get(pk=verdict.pk).state


def page(client: Client, verdict: Verdict) -> str:
    return client.get(f"/desk/verdicts/{verdict.pk}/").content.decode()


def test_claim_and_evidence_stand_beside_each_other(at: Login, omar: User) -> None:
    verdict = factories.propose()
    html = page(at(omar), verdict)
    for words in (
        Claim.objects.get().quote,
        "The ministry&#x27;s list",
        "Two systems came, not six.",
        "<strong>two</strong>",
    ):
        assert words in html
    assert f'name="seen" value="{verdict.text_sha256}"' in html
    assert "Sign off and publish" in html


def test_the_page_costs_so_many_queries(
    at: Login, omar: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    verdict, client = factories.propose(), at(omar)
    with django_assert_num_queries(7):
        page(client, verdict)


def test_signing_publishes(at: Login, omar: User) -> None:
    verdict = factories.propose()
    assert "the verdict is public now" in press(at(omar), verdict, "approve")
    assert state_of(verdict) == VerdictState.PUBLISHED
    assert Verdict.objects.get().signed_by == omar


def test_nobody_signs_their_own(at: Login, omar: User) -> None:
    verdict = factories.propose(by=omar)
    assert "Sign off and publish" not in page(at(omar), verdict)
    assert "another editor has to sign it off" in press(at(omar), verdict, "approve")
    assert state_of(verdict) == VerdictState.PROPOSED


def test_a_reviewer_does_not_sign(at: Login, rita: User) -> None:
    verdict = factories.propose(by=factories.person("omar"))
    assert at(rita).post(f"/desk/verdicts/{verdict.pk}/approve/").status_code == 403


@pytest.mark.parametrize("changes", [{"seen": "another"}, {"seen": ""}, {"version": "7"}, {"version": "x"}])
def test_only_what_was_read_is_signed(at: Login, omar: User, changes: dict[str, str]) -> None:
    verdict = factories.propose()
    html = press(at(omar), verdict, "approve", **changes)
    assert 'class="error"' in html
    assert state_of(verdict) == VerdictState.PROPOSED


def test_a_stale_signature_says_what_has_happened(at: Login, rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    publish.take_back(Verdict.objects.get(pk=verdict.pk), by=rita)
    html = press(at(omar), verdict, "approve")
    assert "This has changed since you opened the page. Meanwhile: Rita took it back." in html


def test_sending_back_needs_a_note_and_keeps_it(at: Login, rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    assert "Say in the note what should be mended." in press(at(omar), verdict, "send-back", note=" ")
    press(at(omar), verdict, "send-back", note="second source?")
    assert state_of(verdict) == VerdictState.SENT_BACK
    assert "Omar sent it back: “second source?”" in page(at(rita), verdict)
    assert Claim.objects.get().status == Status.IN_REVIEW


def test_a_note_that_comes_too_late_is_not_lost(at: Login, rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    publish.take_back(Verdict.objects.get(pk=verdict.pk), by=rita)
    assert "my long note" in press(at(omar), verdict, "send-back", note="my long note")


def test_its_author_takes_it_back(at: Login, rita: User) -> None:
    verdict = factories.propose(by=rita)
    html = press(at(rita), verdict, "take-back")
    assert "you can go on with it" in html
    assert "Two systems came, not six." in html


def test_two_editors_withdraw(at: Login, omar: User, nina: User) -> None:
    verdict = factories.published_verdict()
    verdict.refresh_from_db()
    press(at(omar), verdict, "withdraw", why="a mix-up")
    verdict.refresh_from_db()
    assert "Omar asked to withdraw it" in page(at(nina), verdict)
    assert "another editor has to sign it" in press(at(omar), verdict, "approve")
    assert "The verdict is withdrawn." in press(at(nina), verdict, "approve")
    assert state_of(verdict) == VerdictState.WITHDRAWN


def test_a_withdrawal_is_declined_with_a_note(at: Login, omar: User, nina: User) -> None:
    verdict = factories.published_verdict()
    verdict.refresh_from_db()
    press(at(omar), verdict, "withdraw", why="a mix-up")
    verdict.refresh_from_db()
    press(at(nina), verdict, "send-back", note="it is right")
    assert "Nina declined to withdraw the verdict: “it is right”" in page(at(omar), verdict)
    assert state_of(verdict) == VerdictState.PUBLISHED


def test_looking_changes_nothing(at: Login, omar: User) -> None:
    verdict = factories.propose()
    for button in ("approve", "send-back", "take-back", "withdraw"):
        assert at(omar).get(f"/desk/verdicts/{verdict.pk}/{button}/").status_code == 405
    assert state_of(verdict) == VerdictState.PROPOSED
