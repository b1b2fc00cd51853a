"""A web address is pasted as evidence: its title is filled in once the page was looked up, unless one was typed."""

from playwright.sync_api import expect

from claims.models import Lookup
from tests import factories
from tests.factories import NOW

from .conftest import Enter

URL = "http://93.184.215.14/list"


def test_the_title_comes_by_itself(enter: Enter) -> None:
    claim = factories.make_claim()
    nina = enter("nina")
    nina.goto(f"/desk/claims/{claim.pk}/")
    nina.get_by_role("button", name="Take it").click()
    nina.get_by_label("Publisher").fill("My own name for it")
    nina.get_by_label("Web address").fill(URL)
    nina.get_by_label("Web address").press("Tab")
    expect(nina.get_by_text("looking it up")).to_be_visible(
        timeout=20_000
    )  # no broker answers here, and it is waited for
    Lookup.objects.update(done_at=NOW, title="The ministry's list", publisher="The ministry", sha256="a" * 64)
    expect(nina.locator("#id_evidence-0-title")).to_have_value("The ministry's list")
    expect(nina.get_by_label("Publisher")).to_have_value("My own name for it")
    expect(nina.get_by_text("looked up")).to_be_visible()
