"""Every key of the desk does what the list under `?` says, and none while somebody types."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Match, Verdict
from claims.models.enums import Relation, Status, VerdictState
from tests import factories

from .conftest import Enter


def row(page: Page, claim: Claim) -> str:
    return f'[data-row="{claim.pk}"]'


def present(page: Page) -> int:
    """The claim whose row has the focus."""
    return int(page.evaluate("document.activeElement.closest('[data-row]')?.dataset.row || 0"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_j_and_k_walk_and_enter_opens(enter: Enter) -> None:
    first, second, third = factories.make_claims(3)
    rita = enter("rita")
    rita.reload()
    press(rita, "j")
    assert present(rita) == first.pk
    press(rita, "j", "j", "j")
    assert present(rita) == third.pk  # the list has an end
    press(rita, "k")
    assert present(rita) == second.pk
    assert rita.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press(rita, "Enter")
    rita.wait_for_url(f"**/desk/claims/{second.pk}/*")
    press(rita, "j")
    rita.wait_for_url(f"**/desk/claims/{third.pk}/")
    rita.go_back()
    rita.wait_for_url(f"**/desk/claims/{second.pk}/*")
    rita.go_back()
    rita.wait_for_url("**/desk/")
    rita.wait_for_function(f"document.activeElement.closest('[data-row]')?.dataset.row == {second.pk}")


def test_x_ticks_one_and_all(enter: Enter) -> None:
    first, _, _ = factories.make_claims(3)
    rita = enter("rita")
    rita.reload()
    press(rita, "j", "x")
    expect(rita.locator(f"{row(rita, first)} input[name=claim]")).to_be_checked()
    expect(rita.locator("[data-ticked]")).to_have_text("1 ticked")
    press(rita, "x")
    expect(rita.locator("[data-ticked]")).to_be_hidden()
    press(rita, "Shift+X")
    expect(rita.locator("[data-ticked]")).to_have_text("3 ticked")
    press(rita, "Shift+X")
    expect(rita.locator("[data-ticked]")).to_be_hidden()


def test_shift_ticks_a_stretch(enter: Enter) -> None:
    factories.make_claims(4)
    rita = enter("rita")
    rita.reload()
    ticks = rita.locator("[data-row] input[name=claim]")
    ticks.nth(0).click()
    ticks.nth(2).click(modifiers=["Shift"])
    expect(rita.locator("[data-ticked]")).to_have_text("3 ticked")


def test_t_takes_the_one_that_is_looked_at(enter: Enter) -> None:
    _, second = factories.make_claims(2)
    rita = enter("rita")
    rita.reload()
    press(rita, "j", "j", "t")
    rita.wait_for_url(f"**/desk/claims/{second.pk}/*")
    expect(rita.get_by_role("button", name="Propose the verdict")).to_be_visible()
    assert Claim.objects.get(pk=second.pk).status == Status.IN_REVIEW


def test_n_takes_the_next_of_the_queue(enter: Enter) -> None:
    factories.make_claim(worthiness=0.6)
    foremost = factories.make_claim(worthiness=0.95)
    rita = enter("rita")
    rita.reload()
    press(rita, "n")
    rita.wait_for_url(f"**/desk/claims/{foremost.pk}/*")
    assert Claim.objects.get(pk=foremost.pk).status == Status.IN_REVIEW


def test_t_takes_on_the_claims_page_and_p_leads_to_the_verdict(enter: Enter) -> None:
    claim = factories.make_claim()
    rita = enter("rita")
    rita.goto(f"/desk/claims/{claim.pk}/")
    press(rita, "t")
    expect(rita.get_by_role("button", name="Propose the verdict")).to_be_visible()
    press(rita, "p")
    expect(rita.locator("[name=rating]").first).to_be_focused()


def test_m_and_e_lead_to_their_place_from_page_and_list(enter: Enter) -> None:
    claim, other = factories.make_claims(2)
    Match.objects.create(claim=other, other=claim, relation=Relation.SAME, score=0.9, method="rules")
    rita = enter("rita")
    rita.reload()
    press(rita, "j", "m")
    rita.wait_for_url(f"**/desk/claims/{claim.pk}/#matches")
    press(rita, "e")
    assert rita.evaluate("document.activeElement.closest('section').querySelector('h2').id") == "reading"
    press(rita, "m")
    assert rita.evaluate("document.activeElement.id") == "matches"


def test_d_dismisses_with_a_reason_and_u_undoes_it(enter: Enter) -> None:
    claims = factories.make_claims(3)
    omar = enter("omar")
    omar.reload()
    press(omar, "j", "x", "j", "x", "d", "ArrowDown", "Enter")
    expect(omar.get_by_text("2 claims dismissed.")).to_be_visible()
    assert present(omar) == claims[2].pk  # where the eyes were
    assert list(Claim.objects.filter(status=Status.DISMISSED).values_list("dismiss_reason", flat=True)) == [
        "out_of_scope",
        "out_of_scope",
    ]
    press(omar, "u")
    expect(omar.get_by_text("Undone: 2 claims are as before.")).to_be_visible()
    assert Claim.objects.filter(status=Status.QUEUED).count() == 3


def test_d_without_ticks_is_about_the_row_and_escape_leads_back(enter: Enter) -> None:
    _, second = factories.make_claims(2)
    omar = enter("omar")
    omar.reload()
    press(omar, "j", "j", "d")
    expect(omar.locator(f"{row(omar, second)} input[name=claim]")).to_be_checked()
    press(omar, "Escape")
    expect(omar.get_by_role("button", name="Dismiss what is ticked")).to_be_hidden()
    assert present(omar) == second.pk


def test_s_assigns(enter: Enter) -> None:
    factories.person("nina")
    claim = factories.make_claim()
    omar = enter("omar")
    omar.reload()
    press(omar, "j", "s", "Tab", "Enter")
    expect(omar.get_by_text("1 claim is Omar’s job now.")).to_be_visible()
    assert Claim.objects.get(pk=claim.pk).assignee == factories.person("omar")


def test_a_leads_to_the_signature_and_enter_signs(enter: Enter) -> None:
    verdict = factories.propose()
    omar = enter("omar")
    omar.goto("/desk/?box=signoff")
    press(omar, "j", "a")
    omar.wait_for_url(f"**/desk/verdicts/{verdict.pk}/")
    press(omar, "a")
    expect(omar.get_by_role("button", name="Sign off and publish")).to_be_focused()
    assert Verdict.objects.get(pk=verdict.pk).state == VerdictState.PROPOSED  # one key alone publishes nothing
    press(omar, "Enter")
    expect(omar.get_by_text("Signed off: the verdict is public now.")).to_be_visible()


@pytest.mark.parametrize(
    ("second", "to"), [("i", "/desk/?box=mine"), ("q", "/desk/"), ("c", "/desk/cases/"), ("n", "/desk/notifications/")]
)
def test_g_and_a_second_key_go_places(enter: Enter, second: str, to: str) -> None:
    rita = enter("rita")
    rita.goto("/desk/articles/")
    press(rita, "g", second)
    rita.wait_for_url(f"**{to}")


def test_slash_searches_and_keys_rest_while_somebody_types(enter: Enter) -> None:
    claim = factories.make_claim()
    rita = enter("rita")
    rita.reload()
    press(rita, "/")
    expect(rita.get_by_label("Search", exact=True)).to_be_focused()
    rita.keyboard.type("xjdtgq?")
    expect(rita.get_by_label("Search", exact=True)).to_have_value("xjdtgq?")
    assert Claim.objects.get(pk=claim.pk).status == Status.QUEUED
    expect(rita.locator("#keys")).to_be_hidden()


def test_question_mark_lists_the_keys_and_escape_closes(enter: Enter) -> None:
    rita = enter("rita")
    press(rita, "?")
    expect(rita.get_by_role("dialog", name="Keys")).to_be_visible()
    press(rita, "j", "Escape")
    expect(rita.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_the_place_in_a_long_list_is_kept(enter: Enter) -> None:
    claims = factories.make_claims(40)
    omar = enter("omar")
    omar.reload()
    press(omar, *["j"] * 30)
    before = omar.evaluate("scrollY")
    assert before > 500
    press(omar, "d", "Enter")
    expect(omar.get_by_text("1 claim dismissed.")).to_be_visible()
    omar.wait_for_function(f"document.activeElement.closest('[data-row]')?.dataset.row == {claims[30].pk}")
    assert abs(omar.evaluate("scrollY") - before) < 200


def test_all_of_it_is_reached_without_the_script(enter: Enter) -> None:
    """The same buttons, with the script switched off."""
    claims = factories.make_claims(2)
    omar = enter("omar")
    omar.route("**/desk.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    omar.reload()
    for claim in claims:
        omar.locator(f"{row(omar, claim)} input[name=claim]").check()
    omar.locator("summary", has_text="Dismiss").click()
    omar.get_by_role("button", name="Dismiss what is ticked").click()
    expect(omar.get_by_text("2 claims dismissed.")).to_be_visible()
    omar.get_by_role("button", name="Undo").click()
    expect(omar.get_by_text("Undone: 2 claims are as before.")).to_be_visible()
    omar.get_by_role("link", name="Keys").click()
    expect(omar.get_by_role("heading", name="Keys")).to_be_visible()
