"""Several files at once: each has its own answer, and one that is refused keeps none of the others out."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claims.documents.mail import read_mail
from claims.documents.unreadable import Unreadable
from claims.models import Article, User
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db
MAIL = (
    b"From: press@example.org\r\nSubject: =?utf-8?q?Acht_Lkw_f=C3=BCr_Kyjiw?=\r\n"
    b"Date: Wed, 13 Nov 2024 09:30:00 +0100\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/alternative; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/html\r\n\r\n<p>Markup.</p>\r\n"
    b"--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n"
    b"Norway will send 8 trucks to K\xf8benhavn.\r\n--x--\r\n"
)


def send(client: Client, **files: bytes) -> str:
    given = [SimpleUploadedFile(name.replace("_", "."), body) for name, body in files.items()]
    return client.post("/desk/articles/new/", {"file": given}, follow=True).content.decode()


def test_each_file_has_its_own_answer(at: Login, rita: User) -> None:
    factories.make_article("Here already.", source=None)
    html = send(
        at(rita),
        good_txt=b"Norway will send 8 trucks.",
        known_txt=b"Here already.",
        picture_txt=b"\x89PNG\r\n\x1a\n\0\0\0",
        empty_txt=b"",
        page_html=b"<html><body><article><p>Poland will send 9 tanks to Ukraine this year.</p></article></body></html>",
        letter_eml=MAIL,
    )
    assert html.count("Received: its claims are being found.") == 3
    assert "This article is here already." in html
    assert html.count('class="wrong"') == 2
    assert html.count("data-live=") == 4
    assert Article.objects.get(title="Acht Lkw für Kyjiw").text.strip() == "Norway will send 8 trucks to København."


def test_one_file_leads_to_its_article(at: Login, rita: User) -> None:
    html = send(at(rita), letter_eml=MAIL)
    assert "Acht Lkw für Kyjiw" in html
    article = Article.objects.get()
    assert article.published_at == datetime(2024, 11, 13, 8, 30, tzinfo=UTC)


def test_too_many_files_are_none(at: Login, rita: User) -> None:
    html = send(at(rita), **{f"f{number}_txt": b"Some text." for number in range(51)})
    assert "at most 50 files" in html
    assert not Article.objects.exists()


def test_how_far_an_article_is_can_be_asked_for(at: Login, rita: User) -> None:
    article = factories.make_article()
    path = f"/desk/articles/{article.pk}/state/"
    assert f'data-live="{path}"' in at(rita).get(path).content.decode()
    factories.make_claim(article=article)
    ready = at(rita).get(path).content.decode()
    assert "data-live" not in ready
    assert "1 claim" in ready


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0\xff" * 50,
        b"Content-Type: text/plain; charset=nothing\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        + b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 3000,
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n",
        b"Date: Wed, 99 Foo 2024\r\nSubject: x\r\n\r\n",
    ],
)
def test_what_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_mail(body)
