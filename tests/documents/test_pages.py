"""Web pages become articles, whole, or are refused by name."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from claims import documents

URL = "https://news.example/politics/7?from=feed"
HEAD = """<!DOCTYPE html><html lang="en-GB"><head><title>Ten howitzers for Kyiv | Example News</title>
<meta property="og:title" content="Ten howitzers for Kyiv"><meta property="og:site_name" content="Example News">
<link rel="canonical" href="/politics/7">
<meta property="article:published_time" content="2024-10-21T10:00:00+02:00"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ten howitzers for Kyiv</h1>"""
FOOT = "</article><footer>Copyright 1999-2023 Example News</footer></body></html>"


def sentences(first: int, last: int) -> str:
    return "".join(f"<p>On day {n} the minister promised {n} howitzers to Ukraine.</p>" for n in range(first, last))


def read(markup: str, *, content_type: str | None = "text/html; charset=utf-8") -> documents.Document:
    return documents.read(markup.encode(), content_type=content_type, url=URL)


def refused(markup: str) -> str:
    with pytest.raises(documents.Unreadable) as refusal:
        read(markup)
    assert refusal.value.message.endswith(".")
    return refusal.value.code


def test_an_article_comes_out_with_what_the_page_says_of_itself() -> None:
    got = read(HEAD + sentences(1, 9) + FOOT)
    assert got.title == "Ten howitzers for Kyiv"
    assert got.text.splitlines()[-1] == "On day 8 the minister promised 8 howitzers to Ukraine."
    assert got.published_at == datetime(2024, 10, 21, 10, tzinfo=timezone(timedelta(hours=2)))
    assert (got.language, got.site_name) == ("en", "Example News")
    assert got.url == "https://news.example/politics/7"
    assert "Sport" not in got.text
    assert "Copyright" not in got.text


def test_a_page_that_states_a_day_gives_a_day() -> None:
    head = '<html><head><title>T</title><meta name="date" content="2024-10-21"></head><body><article>'
    assert read(head + sentences(1, 5) + FOOT).published_at == date(2024, 10, 21)


def test_a_page_that_states_nothing_gives_nothing() -> None:
    got = read("<p>Ten howitzers were delivered on 3 May 2021, the minister said in Kyiv.</p>")
    assert (got.title, got.published_at, got.language, got.site_name) == ("", None, None, "news.example")
    assert got.url == URL


@pytest.mark.parametrize(
    "canonical", ["https://other.example/politics/7", "/", "https://news.example", "javascript:x", "http://[", ""]
)
def test_a_page_may_not_speak_for_another_host_nor_for_the_site(canonical: str) -> None:
    page = f'<html><head><base href="/"><link rel="canonical" href="{canonical}"></head><body>'
    assert read(page + sentences(1, 5) + FOOT).url == URL


def test_characters_come_out_as_browsers_show_them() -> None:
    text = read(
        "<p>Ten\0 howitzers&#1; &#150; worth &euro;3m &#38; more&#xD800; &#60;now&#62;, said &#x1F600;.</p>"
    ).text
    assert text == "Ten howitzers – worth €3m & more� <now>, said \U0001f600."


@pytest.mark.parametrize("depth", [300, 1900])
def test_a_deep_page_is_read_whole(depth: int) -> None:
    text = read(sentences(1, 5) + "<div>" * depth + sentences(5, 9) + "</div>" * depth).text
    assert "On day 1 " in text
    assert "On day 8 " in text


def test_a_page_too_deep_to_be_read_whole_is_not_read_in_part() -> None:
    deep = 200_000
    assert refused(HEAD + sentences(1, 5) + "<div>" * deep + sentences(5, 9) + "</div>" * deep) == "cut_short"


@pytest.mark.parametrize("markup", ["", " ", "<html><body></body></html>", "<script>var a = 1</script>"])
def test_a_page_without_text_is_refused(markup: str) -> None:
    assert refused(markup) == "no_text"


def test_a_page_that_keeps_the_processor_busy_is_ended() -> None:
    attributes = " ".join(f"a{n}=1" for n in range(200_000))
    began = time.monotonic()
    assert refused(f"<p {attributes}>") == "too_heavy"
    assert time.monotonic() - began < 20


def test_a_page_that_swells_in_memory_is_ended() -> None:
    assert refused("<html><body>" + "<p>x" * 2_000_000) == "too_heavy"


def test_a_text_longer_than_any_article_is_refused() -> None:
    assert refused("<html><body><article><p>" + "word " * 400_000 + FOOT) == "text_too_long"


def test_utc_is_understood_as_z() -> None:
    page = HEAD.replace("2024-10-21T10:00:00+02:00", "2024-10-21T08:00:00Z") + sentences(1, 5) + FOOT
    assert read(page).published_at == datetime(2024, 10, 21, 8, tzinfo=UTC)


def test_a_page_without_a_declared_type_is_known_by_its_looks() -> None:
    assert read(HEAD + sentences(1, 5) + FOOT, content_type=None).title == "Ten howitzers for Kyiv"
