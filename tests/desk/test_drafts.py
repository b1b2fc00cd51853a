"""Words in the making are kept: by the script, by every button, and across a log-in that has expired."""

from typing import Any

import pytest
from django.test import Client

from claims.flow import mend, review
from claims.models import Claim, Draft, Presence, Review, User, Verdict
from claims.models.event import ClockTimestamp
from tests import factories
from tests.factories import NOW

from .conftest import Login
from .test_proposing import send, typed

pytestmark = pytest.mark.django_db


def page(client: Client, claim: Claim) -> str:
    return client.get(f"/desk/claims/{claim.pk}/").content.decode()


def save(client: Client, turn: Review, user: User, **changes: Any) -> Any:
    words = typed(turn, author=user.pk, version=turn.claim.version) | changes
    return client.post(f"/desk/claims/{turn.claim_id}/draft/", words)


def test_what_the_script_saves_is_there_after_a_reload(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    answer = save(at(rita), turn, rita, summary="My precious words.", edition=0)
    assert answer.json()["edition"] == 1
    html = page(at(rita), turn.claim)
    assert "My precious words." in html
    assert "https://example.org/list" in html
    assert 'data-edition="1"' in html


def test_another_window_is_told_of_the_first(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    save(at(rita), turn, rita, summary="One.", edition=0)
    answer = save(at(rita), turn, rita, summary="Other.", edition=0)
    assert (answer.status_code, answer.json()) == (409, {"edition": 1})
    assert save(at(rita), turn, rita, summary="Other.").json()["edition"] == 2


def test_words_of_one_person_never_become_another_s_draft(at: Login, rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    assert save(at(omar), turn, rita, summary="Rita's.").status_code == 403
    send(at(omar), turn, author=rita.pk, action="preview")
    assert not Draft.objects.exists()


def test_every_button_keeps_the_words(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    send(at(rita), turn, action="preview", summary="Kept by a button.")
    assert Draft.objects.get(user=rita).words["summary"] == "Kept by a button."


def test_a_draft_is_gone_once_it_is_proposed(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    save(at(rita), turn, rita)
    send(at(rita), turn)
    assert not Draft.objects.exists()


def test_a_draft_outlives_the_lease_and_is_resumed_in_one_click(at: Login, rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    save(at(rita), turn, rita, summary="My precious words.")
    review.release(turn.claim, by=rita, token=str(turn.lease_token))
    claim = Claim.objects.get()
    mend.mend(claim, by=omar, now=NOW, item="Patriot systems")
    html = page(at(rita), claim)
    assert "Take the claim and go on with it" in html
    assert "My precious words." in html
    assert "<del>IRIS-T systems</del>" in html
    assert "<ins>Patriot systems</ins>" in html
    assert "My precious words." not in page(at(omar), claim)
    html = at(rita).post(f"/desk/claims/{claim.pk}/take/", follow=True).content.decode()
    assert 'id="id_summary"' in html
    assert "My precious words." in html


def test_a_draft_can_be_thrown_away(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    save(at(rita), turn, rita, summary="My precious words.")
    html = at(rita).post(f"/desk/claims/{turn.claim_id}/draft/discard/", follow=True).content.decode()
    assert "My precious words." not in html


def test_a_proposal_on_a_reading_that_was_mended_meanwhile_stops_once(at: Login, rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    claim = Claim.objects.get()
    seen = claim.version
    mend.mend(claim, by=omar, now=NOW, item="Patriot systems")
    html = send(at(rita), turn, version=seen, author=rita.pk)
    assert "Not proposed yet" in html
    assert "<ins>Patriot systems</ins>" in html
    assert f'name="version" value="{claim.version}"' in html
    assert not Verdict.objects.exists()
    send(at(rita), turn, version=claim.version, author=rita.pk)
    assert Verdict.objects.get().summary == "Two came, not six."


def test_an_expired_log_in_gives_the_words_back(rita: User) -> None:
    turn = factories.take(by=rita)
    client = Client()
    words = typed(turn, author=rita.pk, version=turn.claim.version, summary="My precious words.")
    answer = client.post(f"/desk/claims/{turn.claim_id}/verdict/", words)
    assert answer.headers["location"] == f"/login/?next=/desk/claims/{turn.claim_id}/"
    client.force_login(rita)
    html = page(client, turn.claim)
    assert "My precious words." in html
    assert Draft.objects.get().user == rita


def test_whoever_logs_in_instead_gets_none_of_the_words(rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    client = Client()
    client.post(f"/desk/claims/{turn.claim_id}/verdict/", typed(turn, author=rita.pk, summary="My precious words."))
    client.force_login(omar)
    assert "My precious words." not in page(client, turn.claim)
    assert not Draft.objects.exists()


def test_the_page_says_who_else_is_here_and_keeps_the_lease(at: Login, rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    path = f"/desk/claims/{turn.claim_id}/here/"
    at(omar).post(path, {"version": turn.claim.version})
    answer = at(rita).post(path, {"token": turn.lease_token, "working": "1", "version": turn.claim.version})
    assert "Omar" in answer.content.decode()
    assert "open, too" in answer.content.decode()
    assert answer.headers["X-Lease"] == "held"
    assert Review.objects.get().expires_at > turn.expires_at
    at(omar).post(f"/desk/claims/{turn.claim_id}/leave/")
    assert not Presence.objects.filter(user=omar).exists()


def test_the_page_says_when_the_lease_is_gone_and_what_was_done(at: Login, rita: User, omar: User) -> None:
    turn = factories.take(by=rita)
    seen = Claim.objects.get().version
    Review.objects.update(expires_at=ClockTimestamp())
    review.take(Claim.objects.get(), by=omar)
    path = f"/desk/claims/{turn.claim_id}/here/"
    answer = at(rita).post(path, {"token": turn.lease_token, "working": "1", "version": seen})
    assert answer.headers["X-Lease"] == "lost"
    assert "Take it again and go on" in answer.content.decode()
    assert "Omar took it" in answer.content.decode()


def test_closing_the_page_ends_the_lease_soon(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    assert at(rita).post(f"/desk/claims/{turn.claim_id}/leave/", {"token": turn.lease_token}).status_code == 204
    assert Review.objects.get().expires_at < turn.expires_at


def test_the_preview_is_clean(at: Login, rita: User) -> None:
    turn = factories.take(by=rita)
    answer = at(rita).post(
        f"/desk/claims/{turn.claim_id}/preview/", {"explanation": "**two** <script>alert(1)</script>"}
    )
    assert "<strong>two</strong>" in answer.content.decode()
    assert "<script>" not in answer.content.decode()
