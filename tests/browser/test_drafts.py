"""Nothing that is typed is lost: by a collision, a lease that ends, a log-in that expires, a server that is away."""

from playwright.sync_api import Page, expect

from claims.flow import mend, review
from claims.models import Claim, Draft, Review, Verdict
from claims.models.event import ClockTimestamp
from tests import factories
from tests.factories import NOW
from tests.waiting import until

from .conftest import PASSWORD, Enter
from .test_stories import write_verdict

WORDS = "My precious words."


def begin(page: Page, claim: Claim) -> None:
    page.goto(f"/desk/claims/{claim.pk}/")
    page.get_by_role("button", name="Take it").click()
    write_verdict(page, summary=WORDS)
    expect(page.get_by_text("Draft saved")).to_be_visible()


def log_in_again(page: Page, name: str) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log in again in another tab").click()
    beside = opened.value
    beside.get_by_label("Name").fill(name)
    beside.get_by_label("Password").fill(PASSWORD)
    beside.get_by_role("button", name="Log in").click()
    expect(beside.get_by_role("heading", name="You are logged in again")).to_be_visible()
    beside.close()


def test_words_survive_a_reload(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    begin(nina, claim)
    nina.get_by_role("button", name="Add a row of evidence").click()
    nina.get_by_label("Web address").nth(1).fill("https://example.org/second")
    nina.reload()
    expect(nina.get_by_label("Summary")).to_have_value(WORDS)
    expect(nina.get_by_label("Web address").nth(1)).to_have_value("https://example.org/second")
    expect(nina.get_by_role("radio", checked=True)).to_have_count(1)


def test_two_editors_collide(enter: Enter) -> None:
    """Omar opens the claim that Nina writes about and mends its reading; she is told before she proposes."""
    claim = factories.make_claim()
    nina, omar = enter("nina"), enter("omar")
    begin(nina, claim)
    omar.goto(f"/desk/claims/{claim.pk}/")
    expect(omar.get_by_text("Nina has this claim open, too.")).to_be_visible()
    expect(omar.get_by_text("Nina is working on it")).to_be_visible()
    claim.refresh_from_db()
    mend.mend(claim, by=factories.person("omar"), now=NOW, item="Patriot systems")
    nina.get_by_role("button", name="Propose the verdict").click()
    told = nina.get_by_role("alert")
    expect(told).to_contain_text("Not proposed yet")
    expect(told.locator("del")).to_contain_text("IRIS-T systems")
    expect(told.locator("ins")).to_contain_text("Patriot systems")
    expect(nina.get_by_label("Summary")).to_have_value(WORDS)
    nina.get_by_role("button", name="Propose the verdict").click()
    expect(nina.get_by_role("heading", name="Proposed verdict: Mostly false")).to_be_visible()


def test_the_lease_ends_while_typing(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    begin(nina, claim)
    Review.objects.update(expires_at=ClockTimestamp())
    review.expire_lapsed()
    nina.get_by_label("Summary").fill(f"{WORDS} And more.")
    nina.evaluate("window.dispatchEvent(new Event('pageshow'))")  # the page looks again, as it does every 20 seconds
    expect(nina.get_by_role("alert")).to_contain_text("Your lease has ended. Your words are kept.")
    nina.get_by_role("button", name="Take it again and go on").click()
    expect(nina.get_by_label("Summary")).to_have_value(f"{WORDS} And more.")
    nina.get_by_role("button", name="Propose the verdict").click()
    expect(nina.get_by_role("heading", name="Proposed verdict: Mostly false")).to_be_visible()
    assert Verdict.objects.get().summary == f"{WORDS} And more."


def test_the_log_in_expires_while_typing(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    begin(nina, claim)
    nina.context.clear_cookies(name="sessionid")
    nina.get_by_label("Summary").fill(f"{WORDS} And more.")
    expect(nina.get_by_text("Your log-in has expired.")).to_be_visible()
    log_in_again(nina, "nina")
    nina.get_by_label("Summary").press("End")
    nina.get_by_label("Summary").type(" And the end.")
    expect(nina.get_by_text("Draft saved")).to_be_visible(timeout=10_000)
    nina.get_by_role("button", name="Propose the verdict").click()
    expect(nina.get_by_role("heading", name="Proposed verdict: Mostly false")).to_be_visible()
    assert Verdict.objects.get().summary == f"{WORDS} And more. And the end."


def test_the_log_in_is_gone_when_the_button_is_pressed(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    begin(nina, claim)
    nina.context.clear_cookies(name="sessionid")
    nina.get_by_role("button", name="Propose the verdict").click()
    nina.get_by_label("Name").fill("nina")
    nina.get_by_label("Password").fill(PASSWORD)
    nina.get_by_role("button", name="Log in").click()
    expect(nina.get_by_label("Summary")).to_have_value(WORDS)


def test_the_server_is_away_while_typing(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    begin(nina, claim)
    path = f"**/desk/claims/{claim.pk}/draft/"
    nina.route(path, lambda route: route.fulfill(status=503))
    with nina.expect_response(path):
        nina.get_by_label("Summary").fill(f"{WORDS} And more.")
    expect(nina.get_by_text("The server does not answer.")).to_be_visible()
    nina.reload()
    expect(nina.get_by_label("Summary")).to_have_value(f"{WORDS} And more.")
    expect(nina.get_by_text("was still in this browser")).to_be_visible()
    nina.unroute(path)
    expect(nina.get_by_text("Draft saved")).to_be_visible(timeout=10_000)
    assert Draft.objects.get().words["summary"] == f"{WORDS} And more."


def test_an_older_copy_in_the_browser_is_offered_and_not_pushed(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    begin(nina, claim)
    path = f"**/desk/claims/{claim.pk}/draft/"
    nina.route(path, lambda route: route.fulfill(status=503))
    nina.get_by_label("Summary").fill("Of this browser.")
    expect(nina.get_by_text("The server does not answer.")).to_be_visible()
    Draft.objects.update(words=Draft.objects.get().words | {"summary": "Of another machine."}, edition=7)
    nina.reload()
    expect(nina.get_by_label("Summary")).to_have_value("Of another machine.")
    nina.unroute(path)
    nina.get_by_role("button", name="Keep what this window holds").click()
    expect(nina.get_by_label("Summary")).to_have_value("Of this browser.")
    expect(nina.get_by_text("Draft saved")).to_be_visible()
    assert Draft.objects.get().words["summary"] == "Of this browser."


def test_the_lease_is_given_back_soon_after_the_page_is_left(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    begin(nina, claim)
    before = Review.objects.get().expires_at
    nina.goto("/desk/")
    until(lambda: Review.objects.get().expires_at < before, within=10)
    nina.goto(f"/desk/claims/{claim.pk}/")
    until(lambda: Review.objects.get().expires_at >= before, within=10)
    expect(nina.get_by_label("Summary")).to_have_value(WORDS)
