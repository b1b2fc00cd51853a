"""Notifications in the page, the conversation at a claim's side, and what one did oneself."""

import pytest
from pytest_django import DjangoAssertNumQueries

from claims.flow import conversation, publish, review
from claims.models import Claim, Notice, NoticeChoice, User
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db


def test_a_mention_is_counted_listed_followed_and_read(at: Login, rita: User, omar: User) -> None:
    claim, browser = factories.make_claim(), at(rita)
    at(omar).post(f"/desk/claims/{claim.pk}/say/", {"note": "@rita is this the same pledge?"})
    assert '<span class="count">1<span class="unseen"> unread' in browser.get("/desk/").content.decode()
    html = browser.get("/desk/notifications/").content.decode()
    assert "Omar mentioned you: “@rita is this the same pledge?”" in html
    notice = Notice.objects.get()
    answer = browser.get(f"/desk/notifications/{notice.pk}/")
    assert answer["Location"] == f"/desk/claims/{claim.pk}/#conversation"
    assert "unread" not in browser.get("/desk/").content.decode()


def test_nobody_follows_what_somebody_else_was_told(at: Login, rita: User, omar: User) -> None:
    conversation.say(factories.make_claim(), by=omar, text="@rita")
    assert at(omar).get(f"/desk/notifications/{Notice.objects.get().pk}/").status_code == 404
    assert Notice.objects.unread().exists()


def test_all_are_marked_read_at_once(at: Login, rita: User, omar: User) -> None:
    for claim in factories.make_claims(3):
        review.assign(claim, by=omar, to=rita)
    browser = at(rita)
    browser.post("/desk/notifications/read/")
    assert not Notice.objects.unread().exists()
    assert "Mark all as read" not in browser.get("/desk/notifications/").content.decode()


def test_a_signature_that_is_asked_for_leads_to_the_verdict(at: Login, omar: User) -> None:
    verdict = factories.propose()
    notice = Notice.objects.get(user=omar)
    assert at(omar).get(f"/desk/notifications/{notice.pk}/")["Location"] == f"/desk/verdicts/{verdict.pk}/"


def test_the_choices_are_kept_and_shown(at: Login, rita: User) -> None:
    browser = at(rita)
    data = {"assigned": ["in_page", "by_mail", "nonsense"], "mentioned": ["by_mail"], "unknown": ["in_page"]}
    assert "Kept" in browser.post("/desk/notifications/choose/", data, follow=True).content.decode()
    chosen = {row.kind: (row.in_page, row.by_mail) for row in NoticeChoice.objects.all()}
    assert (chosen["assigned"], chosen["mentioned"], chosen["signoff"]) == ((True, True), (False, True), (False, False))
    assert len(chosen) == 6


def test_the_list_costs_the_same_with_many(
    at: Login, rita: User, omar: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = at(rita)
    for claim in factories.make_claims(10):
        conversation.say(claim, by=omar, text="@rita look")
    with django_assert_num_queries(6):
        browser.get("/desk/notifications/")


def test_notes_stand_on_the_claims_page_and_can_be_erased(at: Login, rita: User, omar: User) -> None:
    claim = factories.make_claim()
    browser = at(rita)
    html = browser.post(f"/desk/claims/{claim.pk}/say/", {"note": "<b>Second</b>\nline"}, follow=True).content.decode()
    assert "&lt;b&gt;Second&lt;/b&gt;\nline" in html
    event = conversation.say(claim, by=omar, text="Seen.")
    assert browser.post(f"/desk/claims/{claim.pk}/erase/", {"event": "x"}).status_code == 404
    html = browser.post(f"/desk/claims/{claim.pk}/erase/", {"event": event.pk}, follow=True).content.decode()
    assert "Only who wrote a note, or an admin, erases it." in html
    html = at(omar).post(f"/desk/claims/{claim.pk}/erase/", {"event": event.pk}, follow=True).content.decode()
    assert "Seen." not in html
    assert "erased" in html


def test_readers_read_the_conversation_and_write_none(at: Login, vera: User, omar: User) -> None:
    claim = factories.make_claim()
    conversation.say(claim, by=omar, text="Seen.")
    html = at(vera).get(f"/desk/claims/{claim.pk}/").content.decode()
    assert "Seen." in html
    assert "Write it" not in html
    assert at(vera).post(f"/desk/claims/{claim.pk}/say/", {"note": "Me too"}).status_code == 403


def test_an_empty_note_is_refused_in_words(at: Login, rita: User) -> None:
    claim = factories.make_claim()
    html = at(rita).post(f"/desk/claims/{claim.pk}/say/", {"note": " "}, follow=True).content.decode()
    assert "Write something first." in html


def test_what_i_did_is_told_in_sentences(at: Login, rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    publish.send_back(verdict, by=omar, note="second source?")
    claim = Claim.objects.get(verdicts=verdict)
    conversation.say(claim, by=omar, text="The ministry has a list.")
    html = at(omar).get("/desk/me/").content.decode()
    assert "Omar sent it back: “second source?”" in html
    assert "Omar wrote: “The ministry has a list.”" in html
    assert html.count("Omar sent it back") == 1
    assert "Rita" not in html.split("<main", 1)[1]
    assert "Rita proposed a verdict" in at(rita).get("/desk/me/").content.decode()


def test_my_history_comes_in_pages_and_costs_the_same(
    at: Login, rita: User, omar: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for claim in factories.make_claims(60):
        review.assign(claim, by=omar, to=rita)
    browser = at(omar)
    with django_assert_num_queries(6):
        first = browser.get("/desk/me/")
    second = browser.get("/desk/me/", {"cursor": first.context["found"].next})
    assert "Omar made it Rita’s job" in first.content.decode()
    assert [len(answer.context["lines"]) for answer in (first, second)] == [50, 10]
    assert len(browser.get("/desk/me/?cursor=x").context["lines"]) == 50


def test_a_claims_whole_history_is_told_in_sentences(at: Login, rita: User, omar: User) -> None:
    claim = factories.make_claim()
    review.assign(claim, by=omar, to=rita)
    verdict = factories.propose(Claim.objects.get(pk=claim.pk), by=rita)
    publish.send_back(verdict, by=omar, note="second source?")
    html = at(rita).get(f"/desk/claims/{claim.pk}/").content.decode()
    told = ["Omar made it Rita’s job", "Rita took it", "Rita proposed a verdict", "Omar sent it back: “second source?”"]
    places = [html.index(f"{sentence}</span></li>") for sentence in told]
    assert places == sorted(places)
