"""The follow-up page: what to look at again, what falls due, what is overdue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.flow import follow
from claims.models import Case, Claim, LookAgain, User
from claims.models.followup import LookAgainReason
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db


def asked() -> LookAgain:
    verdict = factories.published_verdict()
    verdicts = type(verdict).objects.filter(pk=verdict.pk)
    LookAgain.objects.ask(verdicts, LookAgainReason.NEW_DELIVERY, "claim 7", why="Eight more came.")
    return LookAgain.objects.get()


def test_the_three_lists(at: Login, vera: User) -> None:
    asked()
    today = timezone.now().date()
    for title, state, days in (("soon", "open", 3), ("later", "open", 30), ("late", "overdue", -3)):
        Case.objects.create(title=f"It is {title}", kind="aid", state=state, due=today + timedelta(days=days))
    html = at(vera).get("/desk/followup/").content.decode()
    for words in ("Eight more came.", "something new was delivered", "It is soon", "It is late"):
        assert words in html
    assert "It is later" not in html
    assert "Check it anew" not in html


def test_it_stands(at: Login, rita: User) -> None:
    again = asked()
    html = at(rita).post(f"/desk/followup/{again.pk}/stands/", follow=True).content.decode()
    assert "the verdict stands" in html
    assert not LookAgain.objects.open().exists()
    html = at(rita).post(f"/desk/followup/{again.pk}/stands/", follow=True).content.decode()
    assert "Somebody has looked at this already." in html


def test_checked_anew(at: Login, omar: User, rita: User) -> None:
    again = asked()
    assert at(rita).post(f"/desk/followup/{again.pk}/reopen/").status_code == 403
    at(omar).post(f"/desk/followup/{again.pk}/reopen/")
    assert Claim.objects.get().status == "queued"
    assert not LookAgain.objects.open().exists()


def test_a_dismissed_claim_leaves_the_ledger_of_its_case() -> None:
    from tests.flow.test_follow import a_case

    claim = factories.make_claim()
    case = a_case(claim)
    assert Case.objects.get(pk=case.pk).due is not None
    Claim.objects.filter(pk=claim.pk).update(status="dismissed", dismiss_reason="out_of_scope")
    assert follow.catch_up(now=timezone.now()) == 1
    assert Case.objects.get(pk=case.pk).due is None
