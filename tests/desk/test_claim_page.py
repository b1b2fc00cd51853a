"""A claim's page and its buttons."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.flow import review
from claims.models import Claim, Review, User
from claims.models.enums import Status
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db


def page(client: Client, claim: Claim) -> str:
    answer = client.get(f"/desk/claims/{claim.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, claim: Claim, button: str, **data: object) -> str:
    return client.post(f"/desk/claims/{claim.pk}/{button}/", data, follow=True).content.decode()


def status_of(claim: Claim) -> str:
    return Claim.objects.get(pk=claim.pk).status


def test_the_article_stands_there_with_its_claims_marked(at: Login, vera: User) -> None:
    text = "Germany will deliver 7 tanks. <b>Poland</b> will send 8 trucks."
    article = factories.make_article(text)
    here, other = factories.read_into(
        article,
        [
            factories.make_reading(text, "Germany will deliver 7 tanks"),
            factories.make_reading(text, "Poland</b> will send 8 trucks"),
        ],
    )
    html = page(at(vera), here)
    assert f'<mark id="claim-{here.pk}" class="present" aria-current="true">Germany will deliver 7 tanks</mark>' in html
    assert f'href="/desk/claims/{other.pk}/#claim-{other.pk}"' in html
    assert "&lt;b&gt;" in html


def test_reading_and_history_in_words(at: Login, rita: User) -> None:
    claim = factories.take(by=rita).claim
    html = page(at(rita), claim)
    assert "Boris Pistorius, Defence Minister" in html
    assert "by 31 Dec 2024 (“by the end of 2024”)" in html
    for sentence in ("The desk found it in the article", "The desk queued it", "Rita took it"):
        assert sentence in html


def test_the_page_costs_so_many_queries(
    at: Login, rita: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    claim = factories.take(by=rita).claim
    client = at(rita)
    with django_assert_num_queries(19):
        page(client, claim)


def test_looking_changes_nothing(at: Login, omar: User) -> None:
    claim = factories.make_claim()
    before = Claim.objects.values().get(pk=claim.pk)
    for button in ("take", "release", "queue", "dismiss", "reopen", "verdict"):
        assert at(omar).get(f"/desk/claims/{claim.pk}/{button}/").status_code == 405
    page(at(omar), claim)
    assert Claim.objects.values().get(pk=claim.pk) == before


def test_taking_shows_the_form_and_gives_a_lease(at: Login, rita: User) -> None:
    claim = factories.make_claim()
    assert "Propose a verdict" not in page(at(rita), claim)
    html = press(at(rita), claim, "take")
    assert "Propose a verdict" in html
    assert Review.objects.active().get(claim=claim).holder == rita


def test_what_another_holds_is_refused_kindly(at: Login, rita: User, omar: User) -> None:
    claim = factories.take(by=rita).claim
    html = press(at(omar), claim, "take")
    assert "Rita is working on this claim. The lease runs until" in html


def test_giving_it_back(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    html = press(at(rita), turn.claim, "release", token=turn.lease_token)
    assert "is back in the queue" in html
    assert status_of(turn.claim) == Status.QUEUED


def test_giving_back_what_one_does_not_hold(at: Login, rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    html = press(at(omar), turn.claim, "release", token=turn.lease_token)
    assert "This lease is not, or no longer, yours" in html
    assert status_of(turn.claim) == Status.IN_REVIEW


def test_an_editor_dismisses_with_a_reason_and_reopens(at: Login, omar: User) -> None:
    claim = factories.make_claim()
    press(at(omar), claim, "dismiss", version=claim.version, reason="out_of_scope", note="about the weather")
    assert status_of(claim) == Status.DISMISSED
    html = page(at(omar), claim)
    assert "Omar dismissed it as out of scope: “about the weather”" in html
    press(at(omar), claim, "reopen", version=claim.version + 1, why="it is not")
    assert status_of(claim) == Status.QUEUED


def test_a_dismissal_needs_its_reason_and_shows_what_was_typed(at: Login, omar: User) -> None:
    claim = factories.make_claim()
    html = press(at(omar), claim, "dismiss", version=claim.version, note="a long thought")
    assert "Choose a reason" in html
    assert "a long thought" in html
    assert status_of(claim) == Status.QUEUED


@pytest.mark.parametrize("number", ["", "0", "99999999999999999999", "x", "٣"])
def test_a_duplicate_names_a_claim_that_is_there(at: Login, omar: User, number: str) -> None:
    claim = factories.make_claim()
    press(at(omar), claim, "dismiss", version=claim.version, reason="duplicate", duplicate_of=number)
    assert status_of(claim) == Status.QUEUED


def test_a_duplicate_of_another(at: Login, omar: User) -> None:
    claim, first = factories.make_claim(), factories.make_claim()
    html = press(at(omar), claim, "dismiss", version=claim.version, reason="duplicate", duplicate_of=first.pk)
    assert f"as a duplicate of claim {first.pk}" in html


def test_a_stale_page_says_what_has_changed(at: Login, rita: User, omar: User) -> None:
    claim = factories.make_claim()
    turn = factories.take(claim, by=rita)
    review.release(turn.claim, by=rita, token=str(turn.lease_token))
    html = press(at(omar), claim, "dismiss", version=claim.version, reason="out_of_scope")
    assert (
        "This has changed since you opened the page. Meanwhile: Rita took it. Rita gave it back to the queue." in html
    )
    assert status_of(claim) == Status.QUEUED


def test_an_editor_queues_what_was_set_aside(at: Login, omar: User) -> None:
    claim = factories.make_claim(worthiness=0.1)
    assert "set aside" in page(at(omar), claim)
    press(at(omar), claim, "queue", version=claim.version)
    assert status_of(claim) == Status.QUEUED


@pytest.mark.parametrize("button", ["queue", "reopen"])
def test_a_reviewer_has_no_editor_s_buttons(at: Login, rita: User, button: str) -> None:
    claim = factories.make_claim()
    assert at(rita).post(f"/desk/claims/{claim.pk}/{button}/", {"version": claim.version}).status_code == 403


@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_no_such_claim(at: Login, rita: User, number: str) -> None:
    assert at(rita).get(f"/desk/claims/{number}/").status_code == 404


def test_strangers_are_sent_to_the_log_in(client: Client) -> None:
    claim = factories.make_claim()
    answer = client.get(f"/desk/claims/{claim.pk}/")
    assert answer["Location"] == f"/login/?next=/desk/claims/{claim.pk}/"
    assert client.post(f"/desk/claims/{claim.pk}/take/").status_code == 302
    assert status_of(claim) == Status.QUEUED


def test_nothing_of_the_desk_is_kept_by_the_browser(at: Login, rita: User) -> None:
    claim = factories.make_claim()
    for path in ("/desk/", f"/desk/claims/{claim.pk}/", "/desk/articles/", "/"):
        assert "no-store" in at(rita).get(path)["Cache-Control"]
