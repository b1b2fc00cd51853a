"""A text's claims are marked at their exact offsets, in code points, and nothing of the text is markup."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from claims.pages.marking import Span, marked


def span(start: int, end: int, claim: int = 1, href: str = "/c/") -> Span:
    return Span(start, end, claim, href=href and f"{href}{claim}")


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_the_present_claim_is_strong_and_the_others_are_links() -> None:
    html = marked("One two three", [span(0, 3, 1, href=""), span(4, 7, 2)])
    assert html == (
        '<p dir="auto"><mark id="claim-1" class="present" aria-current="true">One</mark> '
        '<mark id="claim-2"><a href="/c/2" title="">two</a></mark> three</p>'
    )


def test_offsets_count_code_points() -> None:
    assert '<mark id="claim-1"><a href="/c/1" title="">Kiew</a></mark>' in marked("🇺🇦𝔘 Kiew", [span(4, 8)])


def test_a_claim_in_a_claim_is_nested_and_links_are_not() -> None:
    html = marked("abcdef", [span(0, 6, 1), span(2, 4, 2)])
    assert html.count("<mark") == 2
    assert re.sub(r' title=""', "", html) == (
        '<p dir="auto"><mark id="claim-1"><a href="/c/1">ab</a><mark id="claim-2"><a href="/c/2">cd</a></mark>'
        '<a href="/c/1">ef</a></mark></p>'
    )


def test_claims_that_cross_are_cut_where_they_must() -> None:
    html = marked("abcdef", [span(0, 4, 1), span(2, 6, 2)])
    assert html.count('id="claim-2"') == 1
    assert words(html) == "abcdef"


def test_a_claim_over_two_paragraphs_is_marked_in_both() -> None:
    html = marked("ab\n\ncd", [span(1, 5)])
    assert [words(part) for part in html.split("\n")] == ["ab", "cd"]
    assert html.count("<mark") == 2


def test_markup_in_the_text_is_text() -> None:
    html = marked('<script>"&', [span(0, 8)])
    assert "<script>" not in html
    assert words(html) == '<script>"&'


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=6)


@given(st.text(alphabet="ab<&\n🇺é ", max_size=30), SPANS)
def test_every_text_survives_and_every_mark_closes(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length, n, href=f"/{n}") for n, (start, length) in enumerate(pairs)]
    html = marked(text, spans)
    assert words(html).replace("\n", "") == text.replace("\n", "")
    assert html.count("<mark") == html.count("</mark>")
    for paragraph in html.split("\n"):
        assert not re.search(r"<a [^>]*>[^<]*<a ", paragraph)
