"""What the public does: reads a case as it was on a day, searches, and asks for a correction and follows its number."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from claims import counting
from claims.models import CorrectionRequest
from claims.site import forms
from tests import factories

from .conftest import Enter
from .desk_at_work import a_desk_at_work


def test_a_case_is_read_as_it_was_on_a_day(enter: Enter) -> None:
    world = a_desk_at_work()
    stranger = enter("")
    stranger.goto("/")
    stranger.get_by_role("link", name="All cases").click()
    stranger.get_by_role("link", name="Three IRIS-T systems from Germany").click()
    expect(stranger.locator(".standing .state")).to_have_text("overdue")
    expect(stranger.get_by_text("first due 31 Jul 2024")).to_be_visible()
    expect(stranger.locator(".fact")).to_have_count(3)

    stranger.get_by_label("As it could be known on").fill("2024-01-22")
    stranger.get_by_role("button", name="Show").click()
    stranger.wait_for_url(f"**/cases/{world['case']}/?as_of=2024-01-22")
    expect(stranger.get_by_text("This is what the world could know on 22 Jan 2024.")).to_be_visible()
    expect(stranger.locator(".standing .state")).to_have_text("open")
    expect(stranger.locator(".fact")).to_have_count(2)
    stranger.get_by_role("link", name="Today").click()
    expect(stranger.locator(".fact")).to_have_count(3)


def test_a_point_of_the_picture_leads_to_its_quote(enter: Enter) -> None:
    world = a_desk_at_work()
    stranger = enter("")
    stranger.goto(f"/cases/{world['case']}/")
    stranger.locator(".plot svg a").first.click()
    stranger.wait_for_url(re.compile(r"\?around=\d+#claim-\d+$"))
    expect(stranger.locator(".fact:target blockquote")).to_be_in_viewport()


def test_a_search_is_narrowed_and_widened_again(enter: Enter) -> None:
    factories.published_verdict(
        factories.make_claim(article=factories.make_article("Germany sends 7 tanks. It rained."))
    )
    factories.published_verdict(rating=factories.rating(5))
    stranger = enter("")
    stranger.goto("/")
    stranger.get_by_label("Search verdicts and cases").fill("germany")
    stranger.get_by_role("button", name="Search").click()
    expect(stranger.locator(".teaser")).to_have_count(2)
    stranger.locator(".facets").get_by_role("link", name=re.compile("^True")).click()
    expect(stranger.locator(".teaser")).to_have_count(1)
    stranger.get_by_role("link", name=re.compile("^True.*remove")).click()
    expect(stranger.locator(".teaser")).to_have_count(2)


def test_a_correction_is_asked_for_answered_and_followed(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "FASTEST", timedelta(0))
    monkeypatch.setattr(counting, "_quiet_until", 0.0)
    counting._redis().flushdb()
    verdict = factories.published_verdict()
    stranger, omar = enter(""), enter("omar")
    stranger.goto(f"/verdicts/{verdict.pk}/")
    stranger.get_by_role("link", name="Something wrong? Ask for a correction").click()
    stranger.get_by_role("button", name="Send the request").click()
    expect(stranger.get_by_label("What is wrong")).to_be_focused()  # the browser itself says that it is empty
    stranger.get_by_label("What is wrong").fill("Three came, and not two.")
    stranger.get_by_label("How we can reach you").fill("reader@example.org")
    stranger.get_by_role("button", name="Send the request").click()
    expect(stranger.get_by_text("We have it, and an editor will answer it.")).to_be_visible()
    number = str(CorrectionRequest.objects.get())
    expect(stranger.get_by_role("heading", name=f"Request {number}")).to_be_visible()
    expect(stranger.get_by_text("Three came")).to_have_count(0)

    omar.get_by_role("navigation", name="Desk").get_by_role("link", name="Corrections").click()
    expect(omar.get_by_text("Three came, and not two.")).to_be_visible()
    omar.get_by_text("Answer …").click()
    omar.get_by_label("Your answer").fill("You are right: the third came in May.")
    omar.get_by_role("button", name="Accept").click()
    expect(omar.get_by_text("is accepted, and the claim is queued again")).to_be_visible()

    stranger.goto("/")
    stranger.get_by_role("link", name="Corrections").click()
    stranger.get_by_role("link", name="Follow a request").click()
    stranger.get_by_label("The number of your request").fill(number.lower())
    stranger.get_by_role("button", name="Look").click()
    expect(stranger.get_by_text("You are right: the third came in May.")).to_be_visible()
