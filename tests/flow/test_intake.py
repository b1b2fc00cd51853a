"""Articles come in: a text is normalised once and stays; the same text of the same source is the same article."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.flow import intake
from claims.flow.intake import Received
from claims.models import Article, Event, Source, User
from claims.models.enums import ArticleState
from claims.models.errors import RuleBroken, TooLarge
from tests import factories
from tests.factories import NOW
from tests.threads import at_once


def receive(text: str, **known: Any) -> Article:
    return intake.receive(Received(text=text, **known), now=NOW)[0]


@pytest.mark.django_db
def test_a_text_is_stored_with_what_is_known_of_it(rita: User) -> None:
    herald = factories.make_source("The Herald")
    article, made = intake.receive(
        Received(
            "Ten tents.", title="Tents", url="https://herald.example/tents", source=herald, language="en", by=rita
        ),
        now=NOW,
    )
    assert made
    article.refresh_from_db()
    assert (article.text, article.title, article.source, article.added_by) == ("Ten tents.", "Tents", herald, rita)
    assert (article.state, article.received_at, article.version) == (ArticleState.RECEIVED, NOW, 1)
    assert article.sha256 == hashlib.sha256(b"Ten tents.").hexdigest()
    line = Event.objects.about(article).get()
    assert (line.verb, line.actor) == ("article.received", rita)


@pytest.mark.django_db
def test_the_same_text_of_the_same_source_is_the_same_article() -> None:
    herald, gazette = factories.make_source("The Herald"), factories.make_source("The Gazette")
    first = receive("Ten tents.", source=herald)
    assert intake.receive(Received("Ten tents.", source=herald), now=NOW) == (first, False)
    assert intake.receive(Received("Ten\0 tents.", source=herald), now=NOW) == (first, False)
    assert receive("Ten tents.", source=gazette) != first
    assert receive("Eleven tents.", source=herald) != first
    assert Event.objects.filter(verb="article.received").count() == 3


@pytest.mark.django_db
def test_the_same_text_of_nobody_is_the_same_article_too() -> None:
    assert receive("Ten tents.") == receive("Ten tents.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("url", ["", "https://herald.example/tents"])
def test_the_same_text_sent_eight_times_at_once_is_one_article(url: str) -> None:
    answers = at_once(8, lambda _: intake.receive(Received("Ten tents.", url=url), now=NOW))
    assert len({article.pk for article, _ in answers}) == 1
    assert [made for _, made in answers].count(True) == 1
    assert Article.objects.count() == Event.objects.filter(verb="article.received").count() == 1
    assert Source.objects.count() == (1 if url else 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("Zele\u0301nskyi", "Zel\u00e9nskyi"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\0b", "ab"),
        ("a\ud800b", "a?b"),
        ("  indented", "  indented"),
        ("🪖 troops", "🪖 troops"),
    ],
)
def test_a_text_is_normalised_once(sent: str, stored: str) -> None:
    article = receive(sent)
    article.refresh_from_db()
    assert article.text == stored
    assert article.sha256 == hashlib.sha256(stored.encode()).hexdigest()


@given(st.text(st.characters(codec=None)))
@example("\0\r\n\ud800")
@example("e\0\u0301")
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = intake.normalise(text)
    assert intake.normalise(once) == once
    assert not set("\0\r") & set(once)
    once.encode()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  \n\t ", "\0", "date 2024-11-13", "date 2024-11-13\n\n"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        receive(text)
    assert (refused.value.field, refused.value.code) == ("text", "blank")
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_too_much_is_refused() -> None:
    assert receive("ä" * (intake.MAX_TEXT_BYTES // 2)).pk
    with pytest.raises(TooLarge):
        receive("ä" * (intake.MAX_TEXT_BYTES // 2) + "a")


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("date 2024-11-13\nTen tents.", date(2024, 11, 13), "Ten tents."),
        ("date 2024-11-13 Ten tents.", date(2024, 11, 13), "Ten tents."),
        ("\n date 2024-11-13  \nTen tents.", date(2024, 11, 13), "Ten tents."),
        ("date 2024-13-45\nTen tents.", None, "date 2024-13-45\nTen tents."),
        ("date 2024-11-131 tents", None, "date 2024-11-131 tents"),
        ("date ٢٠٢٤-١١-١٣\nTents.", None, "date ٢٠٢٤-١١-١٣\nTents."),
        ("The date 2024-11-13 came.", None, "The date 2024-11-13 came."),
        ("update 2024-11-13", None, "update 2024-11-13"),
        ("Date 2024-11-13\nTen tents.", None, "Date 2024-11-13\nTen tents."),
    ],
)
def test_a_first_line_may_say_the_date(text: str, day: date | None, rest: str) -> None:
    assert intake.split_date_line(text) == (day, rest)


@pytest.mark.django_db
def test_a_date_is_a_day_or_a_moment_and_what_the_sender_says_wins() -> None:
    by_line = receive("date 2024-11-12\nTen tents.")
    said = receive("date 2024-11-12\nTwelve tents.", published=date(2024, 11, 10))
    moment = receive("Thirteen tents.", published=datetime(2024, 11, 9, 8, 15, tzinfo=UTC))
    unknown = receive("Fourteen tents.")
    assert (by_line.day, by_line.published_day_only, by_line.text) == (date(2024, 11, 12), True, "Ten tents.")
    assert (said.day, said.published_day_only) == (date(2024, 11, 10), True)
    assert (moment.published_at, moment.published_day_only) == (datetime(2024, 11, 9, 8, 15, tzinfo=UTC), False)
    assert (unknown.published_at, unknown.published_day_only, unknown.day) == (None, False, NOW.date())


@pytest.mark.django_db
def test_a_new_text_at_a_known_url_revises_the_old_one() -> None:
    first = receive("Ten tents.", url="https://herald.example/tents?utm_source=x#top")
    second = receive("Eleven tents.", url="https://herald.example/tents")
    third = receive("Twelve tents.", url="https://herald.example/tents#bottom")
    other = receive("Twelve tents.", url="https://herald.example/others", source=factories.make_source("Other"))
    assert [article.revises for article in (first, second, third, other)] == [None, first, second, None]
    assert first.canonical_url == second.canonical_url == third.canonical_url


@pytest.mark.django_db
def test_the_source_is_read_from_the_url() -> None:
    first = receive("Ten tents.", url="https://www.herald.example/tents")
    second = receive("Eleven tents.", url="http://HERALD.example/more")
    assert first.source is not None
    assert first.source == second.source
    assert first.source.host == "herald.example"


@pytest.mark.django_db
def test_a_source_whose_name_is_anothers_host_is_no_obstacle() -> None:
    named = factories.make_source("herald.example")
    article = receive("Ten tents.", url="https://herald.example/tents")
    assert article.source is not None
    assert article.source.host == "herald.example"
    assert Source.objects.get(pk=named.pk).name == "herald.example"


@pytest.mark.django_db
def test_html_is_read_and_what_the_sender_says_wins() -> None:
    words = "<p>Norway will give ten tents to Sudan by May, the minister said on Monday in Oslo.</p>" * 3
    html = f"<html lang=en><head><title>Tents</title></head><body><article>{words}</article></body></html>"
    article, made = intake.receive_html(html, Received("", title="My title"), now=NOW)
    assert made
    assert "Norway will give ten tents" in article.text
    assert "<p>" not in article.text
    assert article.title == "My title"
    with pytest.raises(RuleBroken) as refused:
        intake.receive_html("<html><body></body></html>", Received(""), now=NOW)
    assert refused.value.field == "html"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "field"),
    [
        *[({"url": url}, "url") for url in ("http://127.0.0.1/", "https://me:word@a.org/", "javascript:x", "x\ud800")],
        ({"url": "https://a.org/" + "x" * 2000}, "url"),
        ({"language": "Plattdeutsch"}, "language"),
    ],
)
def test_what_is_said_of_a_text_must_be_fit_to_print(words: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        intake.receive(Received("Norway will give ten tents.", **words), now=NOW)  # type: ignore[arg-type]  # texts all
    assert refused.value.field == field
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_page_may_be_known_under_any_port_and_a_title_is_cleaned() -> None:
    article, _ = intake.receive(Received("Ten tents.", title="T\0e\ud800nts", url="https://a.org:8443/"), now=NOW)
    assert article.title == "Te?nts"


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["http://127.0.0.1/x", "http://[::1]/", "ftp://example.org/", "http://10.0.0.1/", "x"])
def test_an_address_that_leads_inward_is_refused(url: str, rita: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        intake.receive_url(url, by=rita, now=NOW)
    assert refused.value.field == "url"
    assert refused.value.code in {"address_refused", "scheme_refused", "invalid_url"}
    assert not Article.objects.exists()
