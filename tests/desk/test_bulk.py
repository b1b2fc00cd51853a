"""Many claims at once: dismissed, assigned, taken back; and what could not be done is said."""

import pytest
from django.test import Client

from claims.flow import review
from claims.models import Claim, Event, User
from claims.models.enums import DismissReason, Status
from claims.models.errors import NotAllowed, StaleVersion
from tests import factories
from tests.factories import NOW

from .conftest import Login

pytestmark = pytest.mark.django_db


def ticks(*claims: Claim) -> list[str]:
    return [f"{claim.pk}:{claim.version}" for claim in claims]


def told(client: Client, path: str, **data: object) -> str:
    return client.post(path, data, follow=True).content.decode()


def states(*claims: Claim) -> list[str]:
    return [Claim.objects.get(pk=claim.pk).status for claim in claims]


def test_seven_are_dismissed_and_come_back_with_one_press(at: Login, omar: User) -> None:
    claims, browser = factories.make_claims(7), at(omar)
    html = told(browser, "/desk/bulk/", do="dismiss", claim=ticks(*claims), reason="out_of_scope", note="Sport.")
    assert "7 claims dismissed." in html
    assert "Undo" in html
    assert states(*claims) == [Status.DISMISSED] * 7
    assert "Undone: 7 claims are as before." in told(browser, "/desk/undo/")
    assert states(*claims) == [Status.QUEUED] * 7
    assert list(Event.objects.about(claims[0]).values_list("verb", flat=True))[-2:] == [
        "claim.dismissed",
        "claim.dismissal_undone",
    ]
    assert "There is nothing to undo." in told(browser, "/desk/undo/")


def test_what_could_not_be_dismissed_is_said_with_its_reason(at: Login, omar: User, rita: User) -> None:
    free, held, stale = factories.make_claims(3)
    review.take(held, by=rita)
    seen = ticks(free, Claim.objects.get(pk=held.pk), stale)
    review.assign(stale, by=omar, to=rita)
    html = told(at(omar), "/desk/bulk/", do="dismiss", claim=seen, reason="not_checkable")
    assert "1 claim dismissed." in html
    assert f"Not done to claim {held.pk}: Only the reviewer who holds this claim can dismiss it now." in html
    assert f"Not done to claim {stale.pk}: This has changed since you opened the page." in html
    assert states(free, held, stale) == [Status.DISMISSED, Status.IN_REVIEW, Status.QUEUED]


def test_a_reviewer_dismisses_what_they_hold_and_may_undo_that(at: Login, rita: User) -> None:
    waiting, browser = factories.make_claim(), at(rita)
    held = Claim.objects.get(pk=factories.take(by=rita).claim_id)
    html = told(browser, "/desk/bulk/", do="dismiss", claim=ticks(waiting, held), reason="not_checkable")
    assert f"Not done to claim {waiting.pk}: A reviewer dismisses only what they hold" in html
    assert states(waiting, held) == [Status.QUEUED, Status.DISMISSED]
    told(browser, "/desk/undo/")
    assert states(held) == [Status.QUEUED]


def test_undo_leaves_alone_what_somebody_has_touched_since(at: Login, omar: User, nina: User) -> None:
    one, two = factories.make_claims(2)
    browser = at(omar)
    told(browser, "/desk/bulk/", do="dismiss", claim=ticks(one, two), reason="out_of_scope")
    review.reopen(Claim.objects.get(pk=two.pk), by=nina, reason="It is in scope.", now=NOW)
    html = told(browser, "/desk/undo/")
    assert "Undone: 1 claim is as before." in html
    assert "Nina reopened it" in html


def test_others_dismissals_are_undone_by_editors_only(rita: User, omar: User) -> None:
    claim = factories.make_claim()
    review.dismiss(claim, by=omar, reason=DismissReason.OUT_OF_SCOPE)
    with pytest.raises(NotAllowed):
        review.undo_dismissal(Claim.objects.get(pk=claim.pk), by=rita, now=NOW)
    stale = Claim.objects.get(pk=claim.pk)
    review.undo_dismissal(Claim.objects.get(pk=claim.pk), by=omar, now=NOW)
    with pytest.raises(StaleVersion):
        review.undo_dismissal(stale, by=omar, now=NOW)


def test_claims_are_assigned_and_go_back_to_whose_they_were(at: Login, omar: User, nina: User, rita: User) -> None:
    one, two = factories.make_claims(2)
    review.assign(one, by=omar, to=rita)
    browser = at(omar)
    html = told(browser, "/desk/bulk/", do="assign", claim=ticks(one, two), to=str(nina.pk))
    assert "2 claims are Nina’s job now." in html
    assert set(Claim.objects.values_list("assignee", flat=True)) == {nina.pk}
    told(browser, "/desk/undo/")
    assert {claim.pk: claim.assignee_id for claim in Claim.objects.all()} == {one.pk: rita.pk, two.pk: None}
    assert "1 claim is Omar’s job now." in told(browser, "/desk/bulk/", do="assign", claim=[_now(two)], to="me")
    assert "1 claim is nobody’s job now." in told(browser, "/desk/bulk/", do="assign", claim=[_now(two)], to="nobody")


def test_one_claim_is_assigned_from_its_page(at: Login, omar: User, rita: User) -> None:
    claim, browser = factories.make_claim(), at(omar)
    path = f"/desk/claims/{claim.pk}/"
    assert "Assign …" in browser.get(path).content.decode()
    html = told(browser, "/desk/bulk/", do="assign", claim=ticks(claim), to=str(rita.pk), here=path)
    assert "1 claim is Rita’s job now." in html
    assert "Rita’s job …" in html
    assert "This is your job." in at(rita).get(path).content.decode()


@pytest.mark.parametrize("to", ["", "0", "99999999999999999999", "x", "١"])
def test_nobody_in_particular_gets_no_claim(at: Login, omar: User, to: str) -> None:
    claim = factories.make_claim()
    assert "Choose whose job" in told(at(omar), "/desk/bulk/", do="assign", claim=ticks(claim), to=to)


def test_reviewers_assign_nothing_and_readers_do_not_come_in(at: Login, rita: User, vera: User) -> None:
    claim = factories.make_claim()
    html = told(at(rita), "/desk/bulk/", do="assign", claim=ticks(claim), to="me")
    assert "Only an editor says whose job a claim is." in html
    assert "Only an editor puts claims into the queue." in told(at(rita), "/desk/bulk/", do="queue", claim=ticks(claim))
    assert at(vera).post("/desk/bulk/", {"do": "dismiss", "claim": ticks(claim)}).status_code == 403
    assert at(vera).post("/desk/undo/").status_code == 403


def test_what_was_set_aside_is_queued_by_the_dozen(at: Login, omar: User) -> None:
    claims = [factories.make_claim(worthiness=0.1) for _ in range(2)]
    assert "2 claims are queued now." in told(at(omar), "/desk/bulk/", do="queue", claim=ticks(*claims))
    assert states(*claims) == [Status.QUEUED] * 2


def test_nothing_ticked_and_no_reason_are_asked_for(at: Login, omar: User) -> None:
    claim = factories.make_claim()
    assert "Tick the claims first" in told(at(omar), "/desk/bulk/", do="dismiss", claim=["x", "1:x", "١:1"])
    assert "Choose a reason" in told(at(omar), "/desk/bulk/", do="dismiss", claim=ticks(claim), reason="duplicate")


def test_the_way_back_stays_on_the_desk(at: Login, omar: User) -> None:
    browser = at(omar)
    assert browser.post("/desk/bulk/", {"here": "/desk/?box=all"})["Location"] == "/desk/?box=all"
    for away in ("https://example.org/", "//example.org", "/admin/", "/desk/\nX"):
        assert not browser.post("/desk/bulk/", {"here": away})["Location"].startswith(("http", "//", "/admin"))


def _now(claim: Claim) -> str:
    return ticks(Claim.objects.get(pk=claim.pk))[0]
