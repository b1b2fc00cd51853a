"""One's own account: name and zone, password by mail, a second factor that is asked for, and where one is logged in."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from claims.flow import people
from claims.models import Event, User
from claims.models.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
FACTOR = "/desk/account/second-factor/"


@pytest.fixture
def omar() -> User:
    return factories.person("omar", password=PASSWORD)


def enter(client: Client, password: str = PASSWORD) -> str:
    """Log Omar in; where he is sent then."""
    answer = client.post("/login/", {"username": "omar", "password": password})
    return str(answer.headers.get("Location", ""))


def code(secret: str, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def set_up(client: Client) -> tuple[str, list[str]]:
    """Switch the second factor on in that session: its secret, and the recovery codes."""
    asked = client.get(f"{FACTOR}totp/activate/").headers["Location"]
    assert "Incorrect password" in client.post(asked, {"password": "x"}).content.decode()
    assert client.post(asked, {"password": PASSWORD}).headers["Location"] == f"{FACTOR}totp/activate/"
    secret = str(client.get(f"{FACTOR}totp/activate/").context["form"].secret)
    answer = client.post(f"{FACTOR}totp/activate/", {"code": code(secret, -1)})
    assert answer.headers["Location"] == f"{FACTOR}recovery-codes/"
    return secret, list(client.get(f"{FACTOR}recovery-codes/").context["unused_codes"])


def test_a_name_a_mail_and_a_zone_are_kept(client: Client, omar: User) -> None:
    enter(client)
    wish = {"first_name": "Omar", "last_name": "Q", "email": "omar@example.org", "time_zone": "Asia/Tokyo"}
    assert client.post("/desk/account/", wish).status_code == 302
    omar.refresh_from_db()
    assert (omar.last_name, omar.time_zone) == ("Q", "Asia/Tokyo")
    assert Event.objects.get(verb="user.mended").after == {"changed": ["last_name", "email", "time_zone"]}
    assert client.post("/desk/account/", wish | {"time_zone": "Mars/Base"}).status_code == 422


def test_hours_are_told_in_the_own_zone(client: Client, omar: User) -> None:
    User.objects.filter(pk=omar.pk).update(time_zone="Asia/Tokyo")
    enter(client)
    assert " JST</time>" in client.get("/desk/account/sessions/").content.decode()


def test_a_zone_that_is_unknown_here_is_utc(client: Client, omar: User) -> None:
    User.objects.filter(pk=omar.pk).update(time_zone="Atlantis/Center")
    enter(client)
    assert " UTC</time>" in client.get("/desk/account/sessions/").content.decode()


def test_who_set_up_a_second_factor_is_asked_for_it(client: Client, omar: User) -> None:
    enter(client)
    secret, recovery = set_up(client)
    assert len(recovery) == 10
    other = Client()
    assert enter(other) == f"{FACTOR}authenticate/"
    assert other.get("/desk/").status_code == 302
    assert "Incorrect code" in other.post(f"{FACTOR}authenticate/", {"code": "000000"}).content.decode()
    assert other.post(f"{FACTOR}authenticate/", {"code": code(secret)}).headers["Location"] == "/desk/"
    assert other.get("/desk/").status_code == 200


def test_a_code_lets_in_once(client: Client, omar: User) -> None:
    enter(client)
    secret, recovery = set_up(client)
    for given in (code(secret), recovery[0]):
        first, second = Client(), Client()
        enter(first)
        enter(second)
        assert first.post(f"{FACTOR}authenticate/", {"code": given}).status_code == 302
        assert second.post(f"{FACTOR}authenticate/", {"code": given}).status_code == 200


def test_codes_cannot_be_guessed_for_long(client: Client, omar: User) -> None:
    enter(client)
    secret, _ = set_up(client)
    guesser = Client()
    enter(guesser)
    for number in range(5):
        guesser.post(f"{FACTOR}authenticate/", {"code": f"00000{number}"})
    assert guesser.post(f"{FACTOR}authenticate/", {"code": code(secret)}).status_code == 200
    assert guesser.get("/desk/").status_code == 302


def test_the_secret_stands_sealed_and_opens_under_no_other_key(client: Client, omar: User, settings: Any) -> None:
    enter(client)
    secret, _ = set_up(client)
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    settings.SECRET_KEY = "another"
    factor = Authenticator.objects.get(type="totp").wrap()
    assert not factor.validate_code(code(secret))
    assert not factor.validate_code(code(""))


def test_an_admin_takes_off_a_lost_factor(client: Client, omar: User) -> None:
    enter(client)
    set_up(client)
    nina = factories.person("nina", role=Role.ADMIN)
    admin = Client()
    admin.force_login(nina)
    wish = {"action": "without_second_factor", "_selected_action": [omar.pk]}
    assert admin.post("/admin/claims/user/", wish).status_code == 302
    assert Event.objects.get(verb="user.second_factor_removed").actor_id == nina.pk
    assert enter(Client()) == "/desk/"
    assert not people.remove_second_factor(omar, by=nina)


def test_a_session_is_ended_from_another(client: Client, omar: User) -> None:
    other = Client(headers={"user-agent": "A browser in the library"})
    enter(client)
    enter(other)
    page = client.get("/desk/account/sessions/").content.decode()
    assert "A browser in the library" in page
    stranger = Client()
    stranger.force_login(factories.person("rita"))
    stranger.post("/desk/account/sessions/end/")
    assert other.get("/desk/").status_code == 200
    assert client.post("/desk/account/sessions/end/", {"session": "x"}).status_code == 302
    assert other.get("/desk/").status_code == 200
    client.post("/desk/account/sessions/end/")
    assert other.get("/desk/").status_code == 302
    assert client.get("/desk/").status_code == 200


def test_a_forgotten_password_comes_by_mail(client: Client, omar: User) -> None:
    User.objects.filter(pk=omar.pk).update(email="omar@example.org")
    pages = [client.post("/login/forgotten/", {"email": f"{who}@example.org"}, follow=True) for who in ("omar", "x")]
    assert len({page.content for page in pages}) == 1
    assert [letter.to for letter in mail.outbox] == [["omar@example.org"]]
    link = next(word for word in str(mail.outbox[0].body).split() if "/login/new-password/" in word)
    form = client.get(link.partition("testserver")[2], follow=True)
    answer = client.post(
        form.request["PATH_INFO"], {"new_password1": "a new long one", "new_password2": "a new long one"}
    )
    assert answer.headers["Location"] == "/login/"
    assert enter(client, "a new long one") == "/desk/"
    assert "used already" in client.get(link.partition("testserver")[2], follow=True).content.decode()


def test_mails_cannot_be_asked_for_without_end(client: Client, omar: User) -> None:
    statuses = [client.post("/login/forgotten/", {"email": "omar@example.org"}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]


def test_a_new_password_ends_the_other_sessions(client: Client, omar: User) -> None:
    other = Client()
    enter(client)
    enter(other)
    wish = {"old_password": PASSWORD, "new_password1": "a new long one", "new_password2": "a new long one"}
    assert client.post("/desk/account/password/", wish).status_code == 302
    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/signup/").status_code == 404
    assert client.get("/desk/account/signup/").status_code == 404
