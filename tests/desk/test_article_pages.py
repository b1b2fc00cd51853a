"""Articles: the list, one article, and sending one in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from claims import keeping
from claims.fetching import BadAnswer
from claims.models import Article, User
from claims.models.enums import ArticleState
from claims.models.errors import RuleBroken
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db
SENTENCE = "<p>Germany sends 7 tanks to Ukraine, the minister said on Friday in Berlin.</p>"
PAGE = f"<html><head><title>Tanks</title></head><body><article><h1>Tanks</h1>{SENTENCE * 5}</article></body></html>"


def failed() -> Article:
    article = factories.make_article()
    keeping.fail_or_put_off(article.pk, RuleBroken("There is no text in it.", code="no_text"), now=factories.NOW)
    return Article.objects.get(pk=article.pk)


def test_the_list_tells_state_and_failure(at: Login, rita: User) -> None:
    article = failed()
    html = at(rita).get("/desk/articles/").content.decode()
    assert f"/desk/articles/{article.pk}/" in html
    assert "There is no text in it." in html
    assert "Try again" in html


def test_trying_again(at: Login, rita: User) -> None:
    article = failed()
    html = at(rita).post(f"/desk/articles/{article.pk}/retry/", follow=True).content.decode()
    assert "It is being tried again." in html
    assert Article.objects.get().state == ArticleState.RECEIVED
    again = at(rita).post(f"/desk/articles/{article.pk}/retry/", follow=True).content.decode()
    assert "only a failed one can be tried again" in again


def test_the_list_in_pages_and_by_state(at: Login, rita: User) -> None:
    articles = [factories.make_article() for _ in range(53)]
    first = at(rita).get("/desk/articles/")
    second = at(rita).get(f"/desk/articles/?before={first.context['before']}")
    seen = [row["id"] for answer in (first, second) for row in answer.context["articles"]]
    assert seen == sorted((article.pk for article in articles), reverse=True)
    assert at(rita).get("/desk/articles/?state=failed").context["articles"] == []
    assert len(at(rita).get("/desk/articles/?state=x&before=٣").context["articles"]) == 50


def test_list_and_page_cost_so_many_queries(
    at: Login, rita: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.make_claims(5)
    article, client = failed(), at(rita)
    with django_assert_num_queries(4):
        client.get("/desk/articles/")
    with django_assert_num_queries(6):
        client.get(f"/desk/articles/{article.pk}/")


def test_an_article_s_page_marks_its_claims(at: Login, rita: User) -> None:
    claim = factories.make_claim()
    html = at(rita).get(f"/desk/articles/{claim.article_id}/").content.decode()
    assert f'<mark id="claim-{claim.pk}"><a href="/desk/claims/{claim.pk}/#claim-{claim.pk}"' in html
    assert at(rita).get("/desk/articles/99999999999999999999/").status_code == 404


def test_a_pasted_text(at: Login, rita: User) -> None:
    answer = at(rita).post(
        "/desk/articles/new/", {"text": "Germany sends 7 tanks.\r\n", "title": "Tanks", "published_on": "2024-11-12"}
    )
    article = Article.objects.get()
    assert answer["Location"] == f"/desk/articles/{article.pk}/"
    assert (article.text, article.title, article.added_by) == ("Germany sends 7 tanks.\n", "Tanks", rita)
    assert str(article.day) == "2024-11-12"


def test_the_same_text_again_is_the_same_article(at: Login, rita: User) -> None:
    for _ in range(2):
        html = at(rita).post("/desk/articles/new/", {"text": "Germany sends 7 tanks."}, follow=True).content.decode()
    assert "This article is here already." in html
    assert Article.objects.count() == 1


def test_an_address_is_noted_to_be_fetched(at: Login, rita: User) -> None:
    at(rita).post("/desk/articles/new/", {"url": "https://93.184.215.14/tanks"})
    assert Article.objects.to_fetch().get().url == "https://93.184.215.14/tanks"


def test_a_text_file_with_its_date_line(at: Login, rita: User) -> None:
    file = SimpleUploadedFile("a.txt", "date 2024-11-13\nMünchen sends 7 tanks.".encode("cp1252"), "text/plain")
    at(rita).post("/desk/articles/new/", {"file": file})
    article = Article.objects.get()
    assert (article.text, str(article.day)) == ("München sends 7 tanks.", "2024-11-13")


def test_a_page_as_a_file(at: Login, rita: User) -> None:
    at(rita).post("/desk/articles/new/", {"file": SimpleUploadedFile("a.html", PAGE.encode(), "text/html")})
    assert "Germany sends 7 tanks" in Article.objects.get().text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "Give a text, a web address or a file."),
        ({"text": " \n "}, "Give a text, a web address or a file."),
        ({"url": "http://127.0.0.1/x"}, "127.0.0.1"),
        ({"url": "ftp://example.org/x"}, "Give a whole web address"),
        ({"text": "Germany sends.", "published_on": "Friday"}, "Give the day as year-month-day"),
        ({"text": "ä" * 800_000}, "longer than 1.5 MB"),
        ({"file": SimpleUploadedFile("a.html", b"<p></p>", "text/html")}, "Or files:"),
        ({"file": SimpleUploadedFile("a.txt", b" ", "text/plain")}, "There is no text in it."),
    ],
)
def test_what_cannot_be_taken_is_told_and_stays_typed(
    at: Login, rita: User, data: dict[str, object], told: str
) -> None:
    answer = at(rita).post("/desk/articles/new/", {"title": "My own title", **data})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert told in html or told.lower() in html.lower()
    assert "My own title" in html
    assert not Article.objects.exists()


def test_a_reader_sends_nothing_in(at: Login, vera: User) -> None:
    assert at(vera).get("/desk/articles/new/").status_code == 403
    assert at(vera).post("/desk/articles/new/", {"text": "Germany sends 7 tanks."}).status_code == 403


def test_a_failure_that_passes_is_not_told_as_one(at: Login, rita: User) -> None:
    article = factories.make_article()
    keeping.fail_or_put_off(article.pk, BadAnswer("The answer was cut."), now=factories.NOW)
    assert "Try again" not in at(rita).get(f"/desk/articles/{article.pk}/").content.decode()
