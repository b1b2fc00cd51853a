"""Words that are marked in an article become a claim with exact offsets: these count code points, JavaScript UTF-16."""

import unicodedata

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests import factories

from .conftest import Enter

TEXT = unicodedata.normalize(
    "NFC",
    "🇺🇦👩\u200d👩\u200d👧 Kyiv wrote: Cafe\u0301 q\u0323\u0307 «Norway» will send 8 🚚 trucks.\n"
    "Then 🌧 it rained; Poland will send 9 tanks.",
)
MARK = """([first, last]) => {
    const paragraphs = [...document.querySelectorAll(".text p")];
    const find = (words, end) => {
        for (const paragraph of paragraphs) {
            const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const at = walk.currentNode.data.indexOf(words);
                if (at >= 0) return [walk.currentNode, at + (end ? words.length : 0)];
            }
        }
    };
    document.getSelection().setBaseAndExtent(...find(first, false), ...find(last, true));
}"""


def opened(enter: Enter, path: str = "/desk/articles/{}/") -> Page:
    """Omar looks at the article, of which one claim is marked already."""
    article = factories.make_article(TEXT)
    factories.read_into(article, [factories.make_reading(article.text, "Poland will send 9 tanks")])
    omar = enter("omar")
    omar.goto(path.format(article.pk))
    return omar


@pytest.mark.parametrize(
    ("first", "last", "quote"),
    [
        ("Norway", "trucks", "Norway» will send 8 🚚 trucks"),
        ("q\u0323", "«Norway", "q\u0323\u0307 «Norway"),
        ("🌧", "it rained", "🌧 it rained"),
        ("Then", "Poland will send 9 tanks", "Then 🌧 it rained; Poland will send 9 tanks"),
        ("trucks", "Then 🌧", "trucks.\nThen 🌧"),
    ],
)
def test_marked_words_become_a_claim(enter: Enter, first: str, last: str, quote: str) -> None:
    omar = opened(enter)
    omar.evaluate(MARK, [first, last])
    omar.get_by_role("button", name="New claim from these words").click()
    omar.get_by_label("About").select_option("aid: pledged")
    omar.get_by_role("button", name="Add the claim").click()
    expect(omar.get_by_text("Added and queued")).to_be_visible()
    claim = Claim.objects.latest("id")
    assert claim.quote == quote
    assert claim.article.text[claim.start : claim.end] == quote


def test_words_are_marked_with_the_keyboard(enter: Enter) -> None:
    omar = opened(enter)
    omar.evaluate(MARK, ["Norway", "Norway"])
    for _ in range(len(" will") + 1):
        omar.keyboard.press("Shift+ArrowRight")
    omar.get_by_role("button", name="New claim from these words").focus()
    omar.keyboard.press("Enter")
    expect(omar.get_by_label("About")).to_be_focused()
    expect(omar.get_by_label("Its words")).to_have_value("Norway» will")


def test_a_long_article_opens_at_its_claim(enter: Enter) -> None:
    rain = "It rained and rained.\n" * 200
    text = f"{rain}Poland will send 9 tanks.\n{rain}"
    claim = factories.make_claim("Poland will send 9 tanks", article=factories.make_article(text))
    vera = enter("vera")
    vera.goto(f"/desk/claims/{claim.pk}/")
    expect(vera.locator("mark.present")).to_be_in_viewport()
    assert vera.evaluate("scrollY") == 0
