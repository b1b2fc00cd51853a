"""Whole ways through the desk and the public site, as people go them."""

import re

from playwright.sync_api import Page, expect

from claims.flow import review
from claims.models import Article, Claim, Review, Verdict
from claims.models.enums import ArticleState, VerdictState
from tests import factories

from .conftest import Enter


def write_verdict(page: Page, *, summary: str) -> None:
    page.get_by_role("radio", name=re.compile("^Mostly false")).check()
    page.get_by_label("Summary").fill(summary)
    page.get_by_label("Explanation").fill("The ministry's list names **two** systems.")
    page.get_by_label("Web address").first.fill("https://example.org/list")
    page.get_by_label("Title").first.fill("The ministry's list")
    page.get_by_label("What it does to the claim").first.select_option("refutes")
    page.get_by_label(re.compile("^Whose word")).first.select_option("donor")


def test_two_editors_bring_a_claim_to_a_verdict_that_the_public_reads(enter: Enter) -> None:
    claim = factories.make_claim()
    nina, omar, stranger = enter("nina"), enter("omar"), enter("")

    nina.get_by_role("button", name="Take the next").click()
    expect(nina.get_by_role("heading", name=claim.quote)).to_be_visible()
    expect(nina.locator("mark.present")).to_have_text(claim.quote)
    expect(nina.locator("mark.present")).to_be_in_viewport()
    expect(nina.get_by_role("heading", name=claim.quote)).to_be_in_viewport()
    write_verdict(nina, summary="Two of three came.")
    nina.get_by_role("button", name="Add a row of evidence").click()
    expect(nina.get_by_label("Web address")).to_have_count(2)
    expect(nina.get_by_label("Summary")).to_have_value("Two of three came.")
    nina.get_by_role("button", name="Propose the verdict").click()
    expect(nina.get_by_text("Another editor has to sign it off now.")).to_be_visible()

    omar.goto("/desk/")
    omar.get_by_role("link", name="Awaiting my sign-off 1").click()
    omar.get_by_role("link", name=claim.quote).click()
    expect(omar.get_by_role("heading", name="Proposed verdict: Mostly false")).to_be_visible()
    omar.get_by_role("button", name="Sign off and publish").click()
    expect(omar.get_by_text("the verdict is public now")).to_be_visible()

    stranger.goto("/")
    stranger.get_by_role("link", name=claim.quote).click()
    expect(stranger.get_by_text("Two of three came.")).to_be_visible()
    expect(stranger.locator(".scale-line [aria-current]")).to_have_text("Mostly false")
    expect(stranger.get_by_text("Checked by Nina, signed off by Omar")).to_be_visible()


def test_a_lease_ends_while_somebody_writes_and_no_word_is_lost(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    nina.goto(f"/desk/claims/{claim.pk}/")
    nina.get_by_role("button", name="Take it").click()
    write_verdict(nina, summary="My precious words.")
    turn = Review.objects.active().get()
    review.release(Claim.objects.get(), by=turn.holder, token=str(turn.lease_token))
    nina.get_by_role("button", name="Propose the verdict").click()
    expect(nina.get_by_role("alert")).to_contain_text("Your lease is gone, your words are not")
    nina.get_by_role("button", name="Take it again and keep what I typed").click()
    expect(nina.get_by_label("Summary")).to_have_value("My precious words.")
    nina.get_by_role("button", name="Propose the verdict").click()
    expect(nina.get_by_role("heading", name="Proposed verdict: Mostly false")).to_be_visible()


def test_a_proposal_is_sent_back_and_comes_again(enter: Enter) -> None:
    verdict = factories.propose(by=factories.person("nina"))
    omar, nina = enter("omar"), enter("nina")
    omar.goto(f"/desk/verdicts/{verdict.pk}/")
    omar.locator("[data-place=summary]").select_text()
    omar.get_by_text("Send it back …").click()
    expect(omar.get_by_label("Which words")).to_have_value("Two systems came, not six.")
    omar.get_by_label("What should be mended?").fill("second source?")
    omar.get_by_role("button", name="Send it back").click()
    nina.goto("/desk/?box=returned")
    nina.locator("a.open").click()
    expect(nina.get_by_text("Summary, “Two systems came, not six.”: second source?").first).to_be_visible()
    expect(nina.get_by_label("Summary")).to_have_value("Two systems came, not six.")
    nina.get_by_role("button", name="Propose the verdict").click()
    expect(nina.get_by_text("Another editor has to sign it off now.")).to_be_visible()
    assert Verdict.objects.filter(state=VerdictState.PROPOSED).count() == 1


def test_a_mistake_is_led_to_by_its_link(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    nina.goto(f"/desk/claims/{claim.pk}/")
    nina.get_by_role("button", name="Take it").click()
    write_verdict(nina, summary="Two came.")
    nina.get_by_label("Title").first.fill("")
    nina.get_by_role("button", name="Propose the verdict").click()
    nina.get_by_role("alert").get_by_role("link", name="Give this piece of evidence a title.").click()
    expect(nina.get_by_label("Title").first).to_be_focused()


def test_a_claim_in_the_text_is_one_click_away(enter: Enter) -> None:
    text = "Germany will send 7 tanks. Poland will send 8 trucks."
    quotes = ["Germany will send 7 tanks", "Poland will send 8 trucks"]
    here, other = factories.read_into(
        factories.make_article(text), [factories.make_reading(text, quote) for quote in quotes]
    )
    vera = enter("vera")
    vera.goto(f"/desk/claims/{here.pk}/")
    vera.get_by_role("link", name="Poland will send 8 trucks").click()
    vera.wait_for_url(f"**/desk/claims/{other.pk}/#claim-{other.pk}")
    expect(vera.locator("mark.present")).to_have_text(quotes[1])


def test_an_article_is_pasted(enter: Enter) -> None:
    rita = enter("rita")
    rita.get_by_role("link", name="Send an article in").click()
    rita.get_by_role("button", name="Send it in").click()
    expect(rita.get_by_role("alert")).to_contain_text("Give a text, a web address or a file.")
    rita.get_by_label(re.compile("^Text")).fill("Germany will send 7 tanks.")
    rita.get_by_role("button", name="Send it in").click()
    expect(rita.get_by_text("its claims are being found")).to_be_visible()
    expect(rita.locator(".text")).to_have_text("Germany will send 7 tanks.")
    assert Article.objects.get().state == ArticleState.RECEIVED


def test_the_first_stop_of_the_tab_key_skips_to_the_content(enter: Enter) -> None:
    stranger = enter("")
    stranger.goto("/")
    stranger.keyboard.press("Tab")
    expect(stranger.get_by_role("link", name="Skip to the content")).to_be_focused()
    stranger.keyboard.press("Enter")
    expect(stranger.locator("#content")).to_be_focused()


def test_a_data_block_is_no_script(enter: Enter) -> None:
    """The policy allows no inline script, and a ClaimReview still stands on the page without a complaint."""
    verdict = factories.published_verdict(factories.make_claim(modality="asserted", due=None))
    stranger = enter("")
    stranger.goto(f"/verdicts/{verdict.pk}/")
    block = stranger.locator('script[type="application/ld+json"]')
    assert '"@type": "ClaimReview"' in (block.text_content() or "")


def test_the_admin_keeps_to_the_policy(enter: Enter) -> None:
    factories.published_verdict()
    ada = enter("ada")
    for path in ("", "claims/user/", "claims/user/add/", "claims/actor/add/", "claims/rating/", "claims/event/"):
        ada.goto(f"/admin/{path}")
        expect(ada.locator("#site-name")).to_be_visible()
    ada.goto("/admin/claims/actor/")
    ada.locator("#result_list tbody th a").first.click()
    ada.locator(".add-row a").click()
    ada.locator("#id_aliases-1-alias").fill("Kyiv's friends")
    ada.get_by_role("button", name="Save", exact=True).click()
    expect(ada.locator(".success")).to_be_visible()


def test_no_page_is_wider_than_a_phone(enter: Enter) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    claim = factories.make_claim(word, article=factories.make_article(f"{word}. And more."))
    verdict = factories.published_verdict(claim)
    omar = enter("omar")
    omar.set_viewport_size({"width": 360, "height": 800})
    paths = [f"/verdicts/{verdict.pk}/", "/", "/desk/", f"/desk/claims/{claim.pk}/", f"/desk/verdicts/{verdict.pk}/",
             "/desk/articles/", f"/desk/articles/{claim.article_id}/", "/desk/articles/new/",
             "/desk/?box=all&kind=aid", "/desk/notifications/", "/desk/me/", "/desk/filters/",
             "/desk/keys/"]  # fmt: skip
    for path in paths:
        omar.goto(path)
        assert omar.evaluate("document.documentElement.scrollWidth") <= 360, path
