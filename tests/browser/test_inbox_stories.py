"""The inbox as people work through it: with the keyboard alone, with filters of their own, talking to each other."""

from playwright.sync_api import expect

from claims.models import Claim, Notice, SavedFilter
from claims.models.enums import DismissReason, Status
from tests import factories

from .conftest import Enter


def test_an_editor_clears_ten_claims_with_the_keyboard_alone(enter: Enter) -> None:
    claims = factories.make_claims(10)
    omar = enter("omar")
    omar.reload()
    keys = omar.keyboard
    keys.press("j")
    for left in (9, 8, 7, 6):  # one by one: the next row comes under the hand
        keys.press("d")
        keys.press("Enter")
        expect(omar.locator("[data-row]")).to_have_count(left)
        omar.wait_for_function("document.activeElement.closest('[data-row]') !== null")
    for key in ("x", "j", "x", "j", "x", "d", "ArrowDown", "Tab"):
        keys.press(key)
    keys.type("Sport, and a j in it.")
    keys.press("Tab")
    keys.press("Enter")
    expect(omar.get_by_text("3 claims dismissed.")).to_be_visible()
    for key in ("Shift+X", "s", "Tab", "Enter"):
        keys.press(key)
    expect(omar.get_by_text("3 claims are Omar’s job now.")).to_be_visible()
    waiting = Claim.objects.filter(status=Status.QUEUED)
    assert {claim.assignee_id for claim in waiting} == {factories.person("omar").pk}
    dismissed = Claim.objects.filter(status=Status.DISMISSED)
    assert (waiting.count(), dismissed.count()) == (3, 7)
    assert dismissed.filter(dismiss_reason=DismissReason.OUT_OF_SCOPE).count() == 3
    keys.press("g")
    keys.press("i")
    omar.wait_for_url("**/desk/?box=mine")
    expect(omar.locator("[data-row]")).to_have_count(3)
    assert len(claims) == 10


def test_a_wrong_dismissal_is_undone_on_the_spot(enter: Enter) -> None:
    claims = factories.make_claims(7)
    omar = enter("omar")
    omar.reload()
    omar.get_by_label("Tick all on this page").check()
    omar.locator("summary", has_text="Dismiss").click()
    omar.get_by_label("Out of scope").check()
    omar.get_by_role("button", name="Dismiss what is ticked").click()
    expect(omar.get_by_text("7 claims dismissed.")).to_be_visible()
    expect(omar.get_by_text("Nothing waits to be checked.")).to_be_visible()
    omar.get_by_role("button", name="Undo").click()
    expect(omar.locator("[data-row]")).to_have_count(7)
    omar.goto(f"/desk/claims/{claims[0].pk}/")
    omar.keyboard.press("d")
    omar.get_by_label("Not checkable").check()
    omar.keyboard.press("Enter")
    expect(omar.get_by_text(f"Claim {claims[0].pk} is dismissed.")).to_be_visible()
    omar.keyboard.press("u")
    expect(omar.get_by_text("Undone: 1 claim is as before.")).to_be_visible()
    assert Claim.objects.filter(status=Status.QUEUED).count() == 7


def test_a_filter_is_kept_under_a_name_and_found_again(enter: Enter) -> None:
    factories.make_claim()
    troops = factories.make_claim(kind="troops", step="deployed")
    rita = enter("rita")
    rita.reload()
    rita.locator("summary", has_text="Filters").click()
    rita.get_by_label("Kind").select_option("troops")
    rita.get_by_label("Whose job").select_option("")
    rita.get_by_role("button", name="Apply").click()
    rita.get_by_text("Save this filter …").click()
    rita.get_by_label("Keep this under a name").fill("Soldiers")
    rita.get_by_role("button", name="Save the filter").click()
    expect(rita.get_by_text("Saved as “Soldiers”.")).to_be_visible()
    rita.goto("/desk/?box=all")
    rita.get_by_role("link", name="Soldiers").click()
    expect(rita.locator("[data-row]")).to_have_count(1)
    assert rita.locator("[data-row]").get_attribute("data-row") == str(troops.pk)
    rita.get_by_role("link", name="Rename, delete …").click()
    rita.get_by_label("Name").fill("Troops")
    rita.get_by_role("button", name="Rename").click()
    expect(rita.get_by_role("link", name="Troops")).to_be_visible()
    rita.get_by_role("button", name="Delete").click()
    expect(rita.get_by_text("“Troops” is deleted.")).to_be_visible()
    assert not SavedFilter.objects.exists()


def test_a_mention_is_heard(enter: Enter) -> None:
    claim = factories.make_claim()
    rita, omar = enter("rita"), enter("omar")
    omar.goto(f"/desk/claims/{claim.pk}/")
    omar.keyboard.press("c")
    expect(omar.get_by_label("Write a note")).to_be_focused()
    omar.keyboard.type("@rita is this the March pledge?")
    omar.get_by_role("button", name="Write it").click()
    expect(omar.locator(".said")).to_have_text("@rita is this the March pledge?")
    rita.reload()
    expect(rita.get_by_role("link", name="Notifications 1 unread")).to_be_visible()
    rita.keyboard.press("g")
    rita.keyboard.press("n")
    rita.get_by_role("link", name="Omar mentioned you: “@rita is this the March pledge?”").click()
    rita.wait_for_url(f"**/desk/claims/{claim.pk}/#conversation")
    expect(rita.locator(".said")).to_be_in_viewport()
    assert not Notice.objects.unread().exists()
