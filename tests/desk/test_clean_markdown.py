"""What editors write as Markdown never runs, loads or vouches for anything."""

import pytest

from claims.pages import markdown


def test_plain_markdown() -> None:
    assert markdown.html("**two**, not _six_\n\n- one\n- two") == (
        "<p><strong>two</strong>, not <em>six</em></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    )


def test_links_vouch_for_nobody() -> None:
    assert markdown.html("[a](https://example.org)") == (
        '<p><a href="https://example.org" rel="noopener nofollow">a</a></p>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://evil.example/x.png)",
        "<img src=https://evil.example/x.png>",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "<p style='color:red' onclick=alert(1)>x</p>",
        "<iframe src=//evil.example></iframe>",
    ],
)
def test_nothing_runs_and_nothing_is_loaded(text: str) -> None:
    html = markdown.html(text)
    for tag in ("<img", "<script", "<iframe", "<p style", 'href="javascript', 'href="data'):
        assert tag not in html


def test_a_heading_stays_below_the_page_s_own() -> None:
    assert markdown.html("# Top") == "<h3>Top</h3>\n"


def test_headings_of_a_whole_page_begin_under_its_title() -> None:
    assert (
        markdown.html("# Top\n### Part\n#### Detail", whole_page=True)
        == "<h2>Top</h2>\n<h2>Part</h2>\n<h3>Detail</h3>\n"
    )
