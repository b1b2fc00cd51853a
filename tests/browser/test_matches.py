"""A match is decided while a verdict is being written."""

from playwright.sync_api import expect

from claims.models import Match
from claims.models.enums import MatchState
from tests import factories
from tests.flow.test_match import AGAIN, PLEDGE, told

from .conftest import Enter


def test_a_match_is_confirmed_and_no_word_is_lost(enter: Enter) -> None:
    older = told(PLEDGE)
    factories.published_verdict(older)
    newer = told(AGAIN, "2024-11-13", "The Oslo Post")
    nina = enter("nina")
    nina.goto(f"/desk/claims/{newer.pk}/")
    expect(nina.get_by_text("same donor")).to_be_visible()
    nina.get_by_role("button", name="Take it").click()
    nina.get_by_label("Summary").fill("My precious words.")
    with nina.context.expect_page() as opened:
        nina.get_by_role("button", name="The same").click()
    beside = opened.value
    expect(beside.get_by_text("The same was judged before")).to_be_visible()
    expect(nina.get_by_label("Summary")).to_have_value("My precious words.")
    assert Match.objects.get(claim=newer).state == MatchState.CONFIRMED
