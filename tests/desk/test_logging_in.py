"""Logging in and out: one answer for all that is wrong, and a plain one after too many tries."""

import pytest
from django.test import Client

from claims.models import User
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def omar_with_password() -> User:
    return factories.person("omar", password=PASSWORD)


def log_in(client: Client, name: str, password: str, query: str = "") -> tuple[int, str]:
    answer = client.post(f"/login/{query}", {"username": name, "password": password})
    return answer.status_code, answer.headers.get("Location", "") or answer.content.decode()


def without_what_was_typed(html: str) -> list[str]:
    return [line for line in html.splitlines() if "csrf" not in line and "id_username" not in line]


def test_in_and_out(client: Client, omar_with_password: User) -> None:
    assert log_in(client, "omar", PASSWORD) == (302, "/desk/")
    assert "Omar" in client.get("/desk/").content.decode()
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/")["Location"] == "/"
    assert client.get("/desk/").status_code == 302


def test_argon2_keeps_the_password(omar_with_password: User) -> None:
    assert omar_with_password.password.startswith("argon2")


def test_a_wrong_password_and_an_unknown_name_read_the_same(client: Client, omar_with_password: User) -> None:
    User.objects.filter(pk=factories.person("nina", password=PASSWORD).pk).update(is_active=False)
    pages = [log_in(client, name, secret) for name, secret in (("omar", "x"), ("nobody", "x"), ("nina", PASSWORD))]
    assert {status for status, _ in pages} == {200}
    assert "do not fit together" in pages[0][1]
    first, *others = (without_what_was_typed(html) for _, html in pages)
    assert all(other == first for other in others)


def test_too_many_tries_are_told_plainly(client: Client, omar_with_password: User) -> None:
    answers = [log_in(client, "omar", "x") for _ in range(11)]
    assert answers[-1][0] == 429
    assert "Too many tries." in answers[-1][1]
    assert log_in(client, "omar", PASSWORD)[0] == 429


def test_one_comes_back_to_where_one_was(client: Client, omar_with_password: User) -> None:
    answer = client.post("/login/", {"username": "omar", "password": PASSWORD, "next": "/desk/articles/"})
    assert answer["Location"] == "/desk/articles/"


def test_but_never_to_another_host(client: Client, omar_with_password: User) -> None:
    answer = client.post("/login/", {"username": "omar", "password": PASSWORD, "next": "https://evil.example/"})
    assert answer["Location"] == "/desk/"


def test_a_form_without_its_token_changes_nothing(omar_with_password: User) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post("/login/", {"username": "omar", "password": PASSWORD})
    assert answer.status_code == 403
    assert "This page was too old" in answer.content.decode()
