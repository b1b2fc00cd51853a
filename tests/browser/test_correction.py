"""A published verdict is corrected: the second editor sees what changes, and the public reads the new one."""

from playwright.sync_api import expect

from claims.flow import review
from tests import factories
from tests.factories import NOW

from .conftest import Enter
from .test_stories import write_verdict


def test_a_correction_is_seen_before_and_after(enter: Enter) -> None:
    claim = factories.published_claim(summary="One of three came.")
    review.reopen(claim, by=factories.person("omar"), reason="a newer list", now=NOW)
    nina, omar, stranger = enter("nina"), enter("omar"), enter("")
    nina.goto(f"/desk/claims/{claim.pk}/")
    nina.get_by_role("button", name="Take it").click()
    write_verdict(nina, summary="Two of three came.")
    nina.locator("#id_correction_note").fill("A newer list names two.")
    nina.get_by_role("button", name="Propose the verdict").click()
    expect(nina.get_by_text("Another editor has to sign it off now.")).to_be_visible()
    expect(nina.get_by_role("button", name="Sign off and publish")).to_have_count(0)
    path = nina.url

    omar.goto(path)
    change = omar.get_by_role("region", name="What changes for the public")
    expect(change.locator(".before .summary del")).to_have_text("One")
    expect(change.locator(".after .summary ins")).to_have_text("Two")
    expect(change.get_by_text("A newer list names two.")).to_be_visible()
    stranger.goto("/")
    expect(stranger.get_by_text("One of three came.")).to_be_visible()
    omar.get_by_role("button", name="Sign off and publish").click()
    expect(omar.get_by_text("the verdict is public now")).to_be_visible()
    stranger.goto("/")
    stranger.get_by_role("link", name=claim.quote).click()
    expect(stranger.get_by_text("Two of three came.")).to_be_visible()
